"""GLSL sources: includes that nest, and compiler messages that name the right file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import moderngl

from beautymirror.resources import shader_dir

__all__ = ["ShaderError", "Source", "program", "put", "read"]

_INCLUDE = re.compile(r'^\s*#include\s+"([^"]+)"\s*$')
_VERSION = re.compile(r"^\s*#version\b")
_MESSAGE = re.compile(r"\b(\d+)[:(](\d+)\)?(?:\(\d+\))?\s*:")


class ShaderError(Exception):
    """A shader does not compile; the message names file and line. A defect, not a user's error."""


@dataclass(frozen=True, slots=True)
class Source:
    """A whole shader: its text, and the files its ``#line`` numbers stand for."""

    text: str
    files: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    root: Path
    given: Mapping[str, str]
    files: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        if name in self.files:  # each chunk is pasted once
            return
        self.files.append(name)
        number = len(self.files) - 1
        text = self.given.get(name)
        if text is None:
            text = (self.root / name).read_text(encoding="utf-8")
        head = next((i for i, line in enumerate(text.splitlines()) if _VERSION.match(line)), None)
        for at, line in enumerate(text.splitlines(), start=1):
            include = _INCLUDE.match(line)
            if head is not None and at <= head:
                continue  # comments above #version, which must come first
            if include:
                self.add(include[1])
                self.lines.append(f"#line {at + 1} {number}")
            else:
                if at == 1:
                    self.lines.append(f"#line 1 {number}")
                self.lines.append(line)
                if _VERSION.match(line):
                    self.lines.append(f"#line {at + 1} {number}")


def read(name: str, given: Mapping[str, str] | None = None) -> Source:
    """Read ``shaders/<name>`` with everything that it includes.

    Args:
        name: path below the shader folder.
        given: texts to use in place of files of these names.
    """
    reader = _Reader(shader_dir(), given or {})
    reader.add(name)
    return Source("\n".join(reader.lines) + "\n", tuple(reader.files))


def program(
    ctx: moderngl.Context, vertex: str, fragment: str, given: Mapping[str, str] | None = None
) -> moderngl.Program:
    """Compile a vertex and a fragment shader by name.

    Raises:
        ShaderError: the compiler refused; its message with file names in place of numbers.
    """
    first, second = read(vertex, given), read(fragment, given)
    try:
        return ctx.program(vertex_shader=first.text, fragment_shader=second.text)
    except moderngl.Error as problem:
        message = str(problem)
        source = first if "vertex" in message.split("\n", 3)[-1].lower() else second
        raise ShaderError(_MESSAGE.sub(lambda m: _place(m, source), message)) from None


def put(shader: moderngl.Program, name: str, value: object) -> None:
    """Set a uniform, unless the compiler dropped it because nothing uses it."""
    member = shader.get(name, None)
    if isinstance(member, moderngl.Uniform):
        member.value = value


def _place(match: re.Match[str], source: Source) -> str:
    number, line = int(match[1]), match[2]
    name = source.files[number] if number < len(source.files) else match[1]
    return f"{name}:{line}:"
