"""Looks of older versions: a document as it was written then, and what it is now."""

from __future__ import annotations

import json

from beautymirror.looks.look import VERSION, parse_look
from beautymirror.looks.migration import migrated
from tests.looks.chance import look_of

FIRST = {
    "version": 0,
    "id": "smoky",
    "name": "Smoky Night",
    "layers": [
        {"kind": "blush", "intensity": 0.35, "color": "#B0605E", "pattern": "high"},
        {
            "kind": "eyeshadow",
            "intensity": 0.85,
            "lid_color": "#54434A",
            "crease_color": "#2A2026",
            "finish": "satin",
        },
        {"kind": "eyeliner", "color": "#0F0C0C", "wing": 0.25},
        {"kind": "lipstick", "color": "#A26A60", "finish": "satin"},
    ],
}


def test_the_first_version_is_read_as_the_present_one() -> None:
    before = json.dumps(FIRST)
    look = parse_look(before)
    assert look == look_of(
        {"kind": "blush", "intensity": 0.35, "colors": ["#B0605E"], "pattern": "high"},
        {
            "kind": "eyeshadow",
            "intensity": 0.85,
            "colors": ["#54434A", "#2A2026"],
            "finishes": ["satin"],
        },
        {"kind": "eyeliner", "colors": ["#0F0C0C"], "wing": 0.25},
        {"kind": "lipstick", "color": "#A26A60", "finish": "satin"},
        id="smoky",
        name={"en": "Smoky Night", "zh": "Smoky Night"},
    )
    assert look.version == VERSION
    assert json.dumps(FIRST) == before


def test_a_present_look_is_left_as_it_is() -> None:
    document = {"version": VERSION, "layers": [{"kind": "blush", "color": "#112233"}]}
    assert migrated(document) == document


def test_malformed_old_looks_reach_the_check_unharmed() -> None:
    for document in (
        {"version": 0, "layers": "x"},
        {"version": 0, "layers": [1, {"kind": []}]},
        {"version": 0.0},
        {"version": True},
    ):
        assert isinstance(migrated(document), dict)
