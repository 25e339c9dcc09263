"""Colour products follow the person, with reasons that hold."""

from __future__ import annotations

import dataclasses

import pytest

from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.colour import hex_to_lab, hue_angle
from beautymirror.skin.harmony import EYE_HUES, sets_off, suggest_shades
from beautymirror.skin.shades import ShadeFinder
from beautymirror.skin.wearer import Wearer

LIGHT = Wearer((68, 9, 15), "cool", 50, "blue", "dark brown", "oval")
DEEP = Wearer((36, 12, 16), "warm", 18, "dark brown", "black", "round")


def test_deep_skin_gets_deeper_lips_and_cheeks() -> None:
    finder = ShadeFinder(shipped_catalogue())
    for kind in ("lipstick", "blush"):
        light = hex_to_lab(suggest_shades(LIGHT, finder, kind)[0][0].shade.hex)
        deep = hex_to_lab(suggest_shades(DEEP, finder, kind)[0][0].shade.hex)
        assert deep[0] < light[0]


@pytest.mark.parametrize("kind", ["lipstick", "blush"])
def test_red_leans_with_the_undertone(kind: str) -> None:
    finder = ShadeFinder(shipped_catalogue())
    person = Wearer((60, 10, 16), "warm", 35)
    warm = suggest_shades(person, finder, kind)[0]
    cool = suggest_shades(dataclasses.replace(person, undertone="cool"), finder, kind)[0]

    def hue(colour: str) -> float:
        return (float(hue_angle(hex_to_lab(colour))) + 180) % 360 - 180

    assert hue(warm[0].shade.hex) > hue(cool[0].shade.hex)
    assert "warm" in warm[1].text
    assert "cool" in cool[1].text


def test_lids_set_eyes_off_by_hue_alone() -> None:
    for eyes, (hue, _) in EYE_HUES.items():
        assert sets_off(hue, eyes) == pytest.approx(1.0)
        assert sets_off(hue + 360.0, eyes) == pytest.approx(1.0)
        assert sets_off(hue + 90.0, eyes) < 0.01
    assert sets_off(None, "blue") == sets_off(60.0, "violet") == 0.0
