"""The generated JSON Schema agrees with the reader."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from beautymirror.looks.library import all_looks
from beautymirror.looks.look import written
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.schema import look_schema
from tests.looks.chance import look_documents

VALIDATOR = jsonschema.Draft202012Validator(look_schema())


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(look_schema())
    json.dumps(look_schema())


def test_shipped_looks_obey_it() -> None:
    for look in all_looks():
        VALIDATOR.validate(json.loads(written(look)))


@given(look_documents)
@settings(max_examples=40, deadline=None)
def test_looks_that_are_read_obey_it(document: dict[str, Any]) -> None:
    VALIDATOR.validate(document)


@pytest.mark.parametrize("kind", KINDS)
def test_every_parameter_is_described_with_its_limits(kind: str) -> None:
    properties = look_schema()["$defs"][kind]["properties"]
    for parameter in KINDS[kind].parameters:
        assert parameter.label.en in properties[parameter.name]["title"]
        assert parameter.label.zh in properties[parameter.name]["title"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "lipstick", "intensity": 2},
        {"kind": "lipstick", "color": "red"},
        {"kind": "lipstick", "brand": "x"},
        {"kind": "wig"},
        {"kind": "wig", "optional": False},
        {"intensity": 1},
        3,
    ],
)
def test_what_the_reader_refuses_it_refuses(wrong: object) -> None:
    look = {"id": "a", "name": {"en": "A", "zh": "B"}, "layers": [wrong]}
    assert not VALIDATOR.is_valid(look)
    assert VALIDATOR.is_valid({**look, "layers": [{"kind": "wig", "optional": True}]})
