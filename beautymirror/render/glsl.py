"""GLSL sources: includes that nest, and compiler messages that name the right file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import moderngl
import numpy as np

from beautymirror.resources import shader_dir

__all__ = ["ShaderError", "Source", "program", "put", "read"]

_INCLUDE = re.compile(r'^\s*#include\s+"([^"]+)"\s*$')
_VERSION = re.compile(r"^\s*#version\b")
# "0:12(5): error", "0(12) : error" and "ERROR: 0:12:", as the drivers say it.
_MESSAGE = re.compile(r"\b0[:(](\d+)\)?(?:\(\d+\))?\s*:")


class ShaderError(Exception):
    """A shader does not compile; the message names file and line. A defect, not a user's error."""


@dataclass(frozen=True, slots=True)
class Source:
    """A whole shader.

    Attributes:
        text: what the compiler sees.
        origins: file and line that each of its lines comes from. Kept here rather than told by
            ``#line``, since drivers forget the file number of one.
    """

    text: str
    origins: tuple[tuple[str, int], ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Every file in it, in the order in which they begin."""
        return tuple(dict.fromkeys(name for name, _ in self.origins))


@dataclass(slots=True)
class _Reader:
    root: Path
    given: Mapping[str, str]
    seen: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)

    def add(self, name: str) -> None:
        if name in self.seen:  # each chunk is pasted once
            return
        self.seen.add(name)
        text = self.given.get(name)
        if text is None:
            text = (self.root / name).read_text(encoding="utf-8")
        lines = text.splitlines()
        # Comments may stand above #version in a file, but not in what is compiled.
        first = next((i for i, line in enumerate(lines) if _VERSION.match(line)), 0)
        for at, line in enumerate(lines[first:], start=first + 1):
            include = _INCLUDE.match(line)
            if include:
                self.add(include[1])
            else:
                self.lines.append(line)
                self.origins.append((name, at))


def read(name: str, given: Mapping[str, str] | None = None) -> Source:
    """Read ``shaders/<name>`` with everything that it includes.

    Args:
        name: path below the shader folder.
        given: texts to use in place of files of these names.
    """
    reader = _Reader(shader_dir(), given or {})
    reader.add(name)
    return Source("\n".join(reader.lines) + "\n", tuple(reader.origins))


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
        source = first if "vertex_shader" in message else second
        raise ShaderError(_MESSAGE.sub(lambda m: _place(m, source), message)) from None


def put(shader: moderngl.Program, name: str, value: object) -> None:
    """Set a uniform, unless the compiler dropped it because nothing uses it.

    Args:
        value: a number or a tuple; or an array of floats, which goes over as one block of memory:
            vectors by rows, matrices by columns.
    """
    member = shader.get(name, None)
    if isinstance(member, moderngl.Uniform):
        if isinstance(value, np.ndarray):
            member.write(np.ascontiguousarray(value, np.float32))
        else:
            member.value = value


def _place(match: re.Match[str], source: Source) -> str:
    line = int(match[1])
    if not 0 < line <= len(source.origins):
        return match[0]
    name, at = source.origins[line - 1]
    return f"{name}:{at}:"
