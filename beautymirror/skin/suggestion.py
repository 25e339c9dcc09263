"""What suits a person: looks near to them in an embedding, and colour products by harmony.

A person and a look are put into the same space: warmth, strength and depth of colour, the colour
that sets off the eyes, the occasion. Nearness is the start; taste moves it (``taste``). Every
suggestion says in words what brought it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.looks.look import Layer, Look
from beautymirror.looks.makeup import KINDS
from beautymirror.skin.colour import delta_e, hex_to_lab, hue_angle
from beautymirror.skin.shades import Match, ShadeFinder
from beautymirror.skin.shape import contour_pattern

__all__ = [
    "FEATURES",
    "OCCASIONS",
    "SHAPED",
    "START",
    "Suggestion",
    "Wearer",
    "Why",
    "contexts",
    "fitted",
    "suggest_looks",
    "suggest_shades",
]

Array = NDArray[np.float64]

OCCASIONS = ("everyday", "office", "date", "evening", "party")
# How much stronger than usual makeup is worn there, and tags that mean about the same.
_OCCASION = {
    "everyday": (-0.12, ("natural", "k-style", "spring", "summer", "fresh")),
    "office": (-0.08, ("natural", "classic")),
    "date": (0.05, ("romantic", "glam", "k-style")),
    "evening": (0.18, ("glam", "classic", "smoky", "bold-lip", "cat-eye")),
    "party": (0.28, ("glam", "smoky", "graphic", "colour", "shimmer", "bold-lip")),
}

SHAPED = ("contour", "bronzer", "highlighter")  # kinds of makeup that follow the shape of a face
FEATURES = (
    "always", "warmth", "strength", "depth", "eyes", "occasion",
    "look_warm", "look_strong", "look_bold_lip", "look_bold_eye",
)  # fmt: skip
# How much each feature counts before anything is learned.
START = np.array([0.0, 0.30, 0.35, 0.20, 0.15, 0.60, 0.0, 0.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Wearer:
    """What suggestions are made from.

    Attributes:
        lab: CIELAB of the skin. undertone: cool, neutral or warm. contrast: in L*.
        eyes, hair: names of colours, empty when unknown. shape: of the face, empty when unknown.
    """

    lab: tuple[float, float, float]
    undertone: str
    contrast: float
    eyes: str = ""
    hair: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: a stable code, and English words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A look with what speaks for it: larger scores come first.

    Attributes:
        fitted: the look to wear: its contour, bronzer and highlighter follow the shape of the face.
        context: see ``contexts``.
    """

    look: Look
    score: float
    reasons: tuple[Why, ...]
    context: tuple[float, ...]
    fitted: Look


@dataclass(frozen=True, slots=True)
class _Traits:
    warmth: float
    strength: float
    lightness: float
    lip: float
    eye: float
    eye_hue: float | None


def suggest_looks(
    wearer: Wearer,
    looks: Sequence[Look],
    occasion: str = "",
    top: int = 5,
    weights: Array = START,
) -> list[Suggestion]:
    """The looks that suit best, best first; ``weights`` are those of ``taste`` once it has some."""
    table = contexts(wearer, looks, occasion)
    scores = table @ weights
    order = np.argsort(-scores, kind="stable")[:top]
    return [
        Suggestion(
            looks[i],
            float(scores[i]),
            _reasons(wearer, looks[i], table[i], occasion),
            tuple(float(value) for value in table[i]),
            fitted(looks[i], wearer.shape),
        )
        for i in order
    ]


def fitted(look: Look, shape: str) -> Look:
    """The look with contour, bronzer and highlighter for a shape of face; empty for unknown."""
    if not shape:
        return look
    chosen = {"pattern": contour_pattern(shape)}
    layers = tuple(
        layer.model_copy(update=chosen) if layer.kind in SHAPED else layer for layer in look.layers
    )
    return look if layers == look.layers else look.model_copy(update={"layers": layers})


def contexts(wearer: Wearer, looks: Sequence[Look], occasion: str = "") -> Array:
    """Features (n, 10) of each look for this wearer, in the order of ``FEATURES``."""
    wanted = _wanted_strength(wearer, occasion)
    rows = []
    for look in looks:
        traits = _traits(look, wearer)
        rows.append(
            (
                1.0,
                1 - abs(traits.warmth - _WARMTH[wearer.undertone]),
                1 - 2 * abs(traits.strength - wanted),
                1 - abs(traits.lightness - _wanted_lightness(wearer)) / 15,
                _sets_off(traits.eye_hue, wearer.eyes),
                _fits(look, occasion),
                traits.warmth,
                traits.strength,
                traits.lip,
                traits.eye,
            )
        )
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


def suggest_shades(
    wearer: Wearer, finder: ShadeFinder, kind: str, top: int = 3
) -> list[tuple[Match, Why]]:
    """Colour products of a type that go with a person, best first, each with its reason.

    The distance of a match is its CIEDE2000 from the colour that the rules ask for.
    """
    wanted = _harmony(wearer, kind)
    found = finder.nearest(wanted, kind, top)
    return [(match, _shade_reason(wearer, kind)) for match in found]


_WARMTH = {"cool": -0.6, "neutral": 0.0, "warm": 0.6, "": 0.0}


def _warmth(lab: Array) -> float:
    """-1 for a bluish red, 1 for an orange: hue 40 degrees is neither."""
    hue = (float(hue_angle(lab)) + 180.0) % 360.0 - 180.0
    chroma = float(np.hypot(lab[1], lab[2]))
    return float(np.clip((hue - 30.0) / 30.0, -1, 1)) * min(1.0, chroma / 25.0)


def _traits(look: Look, wearer: Wearer) -> _Traits:
    skin = np.array(wearer.lab)
    parts: dict[str, list[tuple[float, Array]]] = {"lips": [], "eyes": [], "cheeks": []}
    for layer in look.layers:
        area = KINDS[layer.kind].area
        if area in parts and layer.kind != "eyeliner":
            parts[area] += [(layer.intensity, lab) for lab in _colours(layer)]
    coloured = [pair for pairs in parts.values() for pair in pairs]
    if not coloured:
        return _Traits(0.0, 0.0, _wanted_lightness(wearer), 0.0, 0.0, None)
    share = np.array([weight for weight, _ in coloured]) + 1e-6
    labs = np.stack([lab for _, lab in coloured])
    distance = {
        name: max((w * float(delta_e(lab, skin)) for w, lab in pairs), default=0.0) / 60
        for name, pairs in parts.items()
    }
    liner = max((layer.intensity for layer in look.layers if layer.kind == "eyeliner"), default=0.0)
    eye = min(1.0, distance["eyes"] + 0.2 * liner)
    lids = [lab for _, lab in parts["eyes"]]
    return _Traits(
        warmth=float(np.average([_warmth(lab) for lab in labs], weights=share)),
        strength=min(1.0, 0.55 * distance["lips"] + 0.5 * eye + 0.15 * distance["cheeks"]),
        lightness=float(np.average(labs[:, 0], weights=share)),
        lip=min(1.0, distance["lips"]),
        eye=eye,
        eye_hue=float(hue_angle(lids[0])) if lids else None,
    )


def _colours(layer: Layer) -> list[Array]:
    found = (getattr(layer, "color", None), *getattr(layer, "colors", ()))
    return [hex_to_lab(colour) for colour in found if colour]


def _wanted_strength(wearer: Wearer, occasion: str) -> float:
    usual = float(np.clip(0.2 + wearer.contrast / 120, 0.2, 0.7))
    return float(np.clip(usual + _OCCASION.get(occasion, (0.0, ()))[0], 0.1, 0.95))


def _wanted_lightness(wearer: Wearer) -> float:
    """Colour that is lighter than a deep skin turns chalky, so pigments go deeper with it."""
    return float(np.clip(28 + 0.33 * wearer.lab[0], 34, 60))


# CIELAB hue that sets an eye colour off: opposite or analogous, by the usual rules of artists.
_EYE_HUES = {
    "blue": (60.0, "bronze and copper"),
    "grey": (60.0, "bronze and copper"),
    "green": (350.0, "plum and rose"),
    "hazel": (330.0, "plum and mauve"),
    "brown": (75.0, "gold and bronze"),
    "dark brown": (75.0, "gold and bronze"),
}


def _sets_off(hue: float | None, eyes: str) -> float:
    if hue is None or eyes not in _EYE_HUES:
        return 0.0
    apart = abs((hue - _EYE_HUES[eyes][0] + 180) % 360 - 180)
    return float(np.exp(-((apart / 35) ** 2)))


def _fits(look: Look, occasion: str) -> float:
    if not occasion:
        return 0.0
    if occasion in look.tags:
        return 1.0
    kindred = set(_OCCASION.get(occasion, (0.0, ()))[1])
    return 0.4 if kindred & set(look.tags) else -0.3


def _reasons(wearer: Wearer, look: Look, context: Array, occasion: str) -> tuple[Why, ...]:
    """The features that speak loudest for the look, at most three, in words."""
    value = dict(zip(FEATURES, context.tolist(), strict=True))
    said: list[tuple[float, Why]] = []
    if occasion and value["occasion"] >= 0.4:
        said.append((0.6 * value["occasion"], Why("occasion", f"Made for {_AN[occasion]}.")))
    if value["warmth"] > 0.6 and wearer.undertone:
        words = {
            "warm": "Its warm colours follow your warm undertone.",
            "cool": "Its cool colours follow your cool undertone.",
            "neutral": "Neither warm nor cool, like your undertone.",
        }
        why = Why(f"undertone_{wearer.undertone}", words[wearer.undertone])
        said.append((0.3 * value["warmth"], why))
    if value["strength"] > 0.6:
        level = "high" if wearer.contrast > 42 else "low" if wearer.contrast < 22 else "medium"
        words = {
            "high": "As strong as the contrast between your hair, eyes and skin.",
            "low": "As gentle as the contrast between your hair, eyes and skin.",
            "medium": "Its strength goes with the contrast of your face.",
        }
        said.append((0.35 * value["strength"], Why(f"contrast_{level}", words[level])))
    if value["depth"] > 0.7:
        said.append((0.2 * value["depth"], Why("depth", "Deep enough to show on your skin tone.")))
    if value["eyes"] > 0.5:
        colours = _EYE_HUES[wearer.eyes][1]
        why = Why("eyes", f"Lids towards {colours} set off {wearer.eyes} eyes.")
        said.append((0.25 * value["eyes"], why))
    said.sort(key=lambda pair: -pair[0])
    chosen = tuple(why for _, why in said[:3])
    return chosen or (Why("nearest", "The nearest of the looks at hand to your colours."),)


_AN = {
    "everyday": "every day",
    "office": "the office",
    "date": "a date",
    "evening": "an evening",
    "party": "a party",
}


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
        hue = _EYE_HUES.get(wearer.eyes, (60.0, ""))[0]
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
    if kind == "eyeshadow" and wearer.eyes in _EYE_HUES:
        return Why("harmony_eyes", f"Its hue sets off {wearer.eyes} eyes.")
    hair = wearer.hair or "dark"
    return Why("harmony_hair", f"As dark as goes with {hair} hair.")
