"""Looks that suit a person: those near to them in an embedding.

A person and a look are put into the same space: warmth, strength and depth of colour, the colour
that sets off the eyes, the occasion. Nearness is the start; taste moves it (``taste``). Every
suggestion says in words what brought it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from beautymirror.looks.look import Look
from beautymirror.skin.harmony import EYE_HUES, sets_off
from beautymirror.skin.shape import contour_pattern
from beautymirror.skin.traits import look_traits
from beautymirror.skin.wearer import Wearer, Why

__all__ = [
    "FEATURES",
    "OCCASIONS",
    "SHAPED",
    "START",
    "Suggestion",
    "contexts",
    "fitted",
    "suggest_looks",
    "to_try",
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


def to_try(suggestion: Suggestion) -> Suggestion:
    """The same, told first of all as something different to try."""
    different = Why("different", "Something different to try.")
    others = tuple(why for why in suggestion.reasons if why.code != "nearest")
    return replace(suggestion, reasons=(different, *others[:2]))


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
    wanted, deep = _wanted_strength(wearer, occasion), _wanted_lightness(wearer)
    rows = []
    for look in looks:
        traits = look_traits(look, np.array(wearer.lab))
        lightness = deep if traits.lightness is None else traits.lightness
        rows.append(
            (
                1.0,
                1 - abs(traits.warmth - _WARMTH[wearer.undertone]),
                1 - 2 * abs(traits.strength - wanted),
                1 - abs(lightness - deep) / 15,
                sets_off(traits.eye_hue, wearer.eyes),
                _fits(look, occasion),
                traits.warmth,
                traits.strength,
                traits.lip,
                traits.eye,
            )
        )
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


_WARMTH = {"cool": -0.6, "neutral": 0.0, "warm": 0.6, "": 0.0}


def _wanted_strength(wearer: Wearer, occasion: str) -> float:
    usual = float(np.clip(0.2 + wearer.contrast / 120, 0.2, 0.7))
    return float(np.clip(usual + _OCCASION.get(occasion, (0.0, ()))[0], 0.1, 0.95))


def _wanted_lightness(wearer: Wearer) -> float:
    """Colour that is lighter than a deep skin turns chalky, so pigments go deeper with it."""
    return float(np.clip(28 + 0.33 * wearer.lab[0], 34, 60))


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
        colours = EYE_HUES[wearer.eyes][1]
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
