"""Looks made by chance: every kind, every parameter, over its whole range."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from beautymirror.looks.look import Look, parse_look
from beautymirror.looks.makeup import KINDS, Makeup
from beautymirror.looks.parameters import Amount, Choice, Choices, Color, Colors, Parameter, Picture

_color = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
_tag = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def _values(parameter: Parameter) -> st.SearchStrategy[Any]:
    match parameter:
        case Color():
            return _color
        case Colors():
            return st.lists(_color, min_size=1, max_size=parameter.most)
        case Amount():
            return st.floats(parameter.low, parameter.high)
        case Choice():
            return st.sampled_from([option.name for option in parameter.options])
        case Choices():
            names = st.sampled_from([option.name for option in parameter.options])
            return st.lists(names, min_size=1, max_size=parameter.most)
        case Picture():
            return st.just("")  # tests/looks/test_picture.py has others


def layer_documents(makeup: Makeup) -> st.SearchStrategy[dict[str, Any]]:
    optional = {p.name: _values(p) for p in makeup.parameters}
    optional |= {"intensity": st.floats(0, 1), "optional": st.booleans()}
    return st.fixed_dictionaries({"kind": st.just(makeup.kind)}, optional=optional)


look_documents = st.fixed_dictionaries(
    {
        "id": st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
        "name": st.fixed_dictionaries({"en": _text, "zh": _text}),
        "layers": st.lists(st.one_of([layer_documents(m) for m in KINDS.values()]), max_size=12),
    },
    optional={
        "description": st.fixed_dictionaries({"en": _text, "zh": _text}),
        "tags": st.lists(_tag, max_size=20),
        "author": st.text(st.characters(exclude_categories=["Cs"]), max_size=100),
    },
)


def look_of(*layers: dict[str, Any], **head: Any) -> Look:
    name = {"en": "A look", "zh": "一个妆容"}
    return parse_look(json.dumps({"id": "a-look", "name": name, "layers": layers, **head}))
