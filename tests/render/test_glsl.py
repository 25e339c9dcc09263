"""Shader sources: includes that nest, each pasted once, and messages with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import moderngl
import pytest

from beautymirror.errors import MissingError
from beautymirror.render.context import headless_context
from beautymirror.render.glsl import ShaderError, program, read
from beautymirror.resources import shader_dir

VERTEX = "// Title.\n#version 330\nin vec2 at;\nvoid main() { gl_Position = vec4(at, 0.0, 1.0); }\n"
TEXTS = {
    "a.vert": VERTEX,
    "outer.frag": '// Title.\n#version 330\n#include "one"\n#include "two"\nout vec4 c;\n'
    "void main() { c = vec4(first(), second(), 0.0, 1.0); }\n",
    "one": '#include "leaf"\nfloat first() { return leaf(); }\n',
    "two": '#include "leaf"\nfloat second() { return leaf() * 2.0; }\n',
    "leaf": "float leaf() { return 0.25; }\n",
}


def test_includes_nest_and_are_pasted_once() -> None:
    source = read("outer.frag", TEXTS)
    assert source.text.count("float leaf()") == 1
    assert source.files == ("outer.frag", "leaf", "one", "two")
    assert (
        source.text.index("leaf()") < source.text.index("first()") < source.text.index("second()")
    )


def test_the_version_comes_first_whatever_stands_above_it() -> None:
    assert read("a.vert", TEXTS).text.startswith("#version 330\n")


@pytest.mark.parametrize(("file", "line"), [("leaf", 2), ("two", 3), ("outer.frag", 6)])
def test_a_fault_is_reported_where_it_is(file: str, line: int) -> None:
    broken = dict(TEXTS)
    lines = broken[file].split("\n")
    lines.insert(line - 1, "float fault = nowhere;")
    broken[file] = "\n".join(lines)
    try:
        with headless_context() as context, pytest.raises(ShaderError) as caught:
            program(context, "a.vert", "outer.frag", broken)
    except MissingError as error:
        pytest.skip(str(error))
    assert re.search(rf"\b{file}:{line}:", str(caught.value))


def test_a_fault_in_a_vertex_shader_names_its_file() -> None:
    broken = {**TEXTS, "a.vert": VERTEX.replace("vec4(at", "vec4(nowhere")}
    try:
        with headless_context() as context, pytest.raises(ShaderError, match=r"a\.vert:4:"):
            program(context, "a.vert", "outer.frag", broken)
    except MissingError as error:
        pytest.skip(str(error))


def test_what_is_sound_compiles() -> None:
    try:
        with headless_context() as context:
            made = program(context, "a.vert", "outer.frag", TEXTS)
            assert isinstance(made, moderngl.Program)
            made.release()
    except MissingError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    "file", sorted(p.relative_to(shader_dir()).as_posix() for p in shader_dir().rglob("*.*"))
)
def test_every_shader_starts_with_a_title(file: str) -> None:
    assert (shader_dir() / Path(file)).read_text(encoding="utf-8").startswith("// ")
