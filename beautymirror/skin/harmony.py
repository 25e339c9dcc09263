"""Colour products that go with a person, by the rules of harmony that artists go by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.skin.shades import Match, ShadeFinder
from beautymirror.skin.wearer import Wearer, Why

__all__ = ["EYE_HUES", "sets_off", "suggest_shades"]

Array = NDArray[np.float64]

# CIELAB hue that sets an eye colour off: opposite or analogous, by the usual rules of artists.
EYE_HUES = {
    "blue": (60.0, "bronze and copper"),
    "grey": (60.0, "bronze and copper"),
    "green": (350.0, "plum and rose"),
    "hazel": (330.0, "plum and mauve"),
    "brown": (75.0, "gold and bronze"),
    "dark brown": (75.0, "gold and bronze"),
}


def suggest_shades(
    wearer: Wearer, finder: ShadeFinder, kind: str, top: int = 3
) -> list[tuple[Match, Why]]:
    """Colour products of a type that go with a person, best first, each with its reason.

    The distance of a match is its CIEDE2000 from the colour that the rules ask for.
    """
    wanted = _harmony(wearer, kind)
    found = finder.nearest(wanted, kind, top)
    return [(match, _shade_reason(wearer, kind)) for match in found]


def sets_off(hue: float | None, eyes: str) -> float:
    """How well lids of a CIELAB hue, degrees, set off eyes of a colour, 0..1."""
    if hue is None or eyes not in EYE_HUES:
        return 0.0
    apart = abs((hue - EYE_HUES[eyes][0] + 180) % 360 - 180)
    return float(np.exp(-((apart / 35) ** 2)))


def _harmony(wearer: Wearer, kind: str) -> Array:
    """CIELAB of the colour that the rules ask for.

    Lips and cheeks: the hue follows the undertone; deeper skin takes deeper and more saturated
    colour; stronger contrast takes a stronger lip. Lids: the hue that sets off the eyes. Lines and
    brows: the hair.
    """
    skin = np.array(wearer.lab)
    turn = {"cool": -14.0, "neutral": 0.0, "warm": 16.0}.get(wearer.undertone, 0.0)
    strong = float(np.clip((wearer.contrast - 15) / 40, 0, 1))
    if kind == "lipstick":
        lightness, chroma, hue = 0.62 * skin[0] + 10 - 10 * strong, 32 + 18 * strong, 24 + turn
    elif kind == "blush":
        lightness, chroma, hue = 0.72 * skin[0] + 14, 30 + 0.18 * (70 - skin[0]), 30 + turn
    elif kind == "eyeshadow":
        hue = EYE_HUES.get(wearer.eyes, (60.0, ""))[0]
        lightness, chroma = 0.55 * skin[0] + 12, 26.0
    else:
        dark = {"blond": 50.0, "red": 38.0, "grey": 48.0, "white": 55.0, "brown": 30.0}
        lightness = dark.get(wearer.hair, 18.0) * (0.6 if kind == "eyeliner" else 1.0)
        chroma, hue = 12.0, 60.0
    angle = np.radians(hue)
    return np.array([lightness, chroma * np.cos(angle), chroma * np.sin(angle)])


def _shade_reason(wearer: Wearer, kind: str) -> Why:
    if kind in ("lipstick", "blush"):
        towards = {
            "cool": "leans to blue, like your cool undertone",
            "warm": "leans to orange, like your warm undertone",
        }.get(wearer.undertone, "sits between warm and cool, like your undertone")
        return Why(f"harmony_{wearer.undertone or 'neutral'}", f"Its red {towards}.")
    if kind == "eyeshadow" and wearer.eyes in EYE_HUES:
        return Why("harmony_eyes", f"Its hue sets off {wearer.eyes} eyes.")
    hair = wearer.hair or "dark"
    return Why("harmony_hair", f"As dark as goes with {hair} hair.")
