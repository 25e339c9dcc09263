"""Looks for training, sampled from the declarations of every kind that is painted on the skin.

What a kind can be told is read off its declaration, so that a new kind or pattern is trained on
without a word here; a kind that is not in ``WORN`` is worn now and then. Kinds that hold a
picture repeat a layer that was transferred, and are left out.
"""

from __future__ import annotations

import colorsys
import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from beautymirror.looks.look import Layer, layer_models
from beautymirror.looks.makeup import KINDS, Makeup
from beautymirror.looks.parameters import Amount, Choice, Choices, Color, Colors, Parameter, Picture

__all__ = [
    "COMPLEXION",
    "WORN",
    "Palette",
    "load_palette",
    "sample_complexion",
    "sample_layer",
    "sample_look",
]

# What covers the whole skin is not makeup to be carried over: it changes the face underneath.
COMPLEXION = ("foundation", "concealer", "corrector")
_SKIPPED = (*COMPLEXION, "smoothing")
_OTHERWISE = 0.15
WORN = {
    "lipstick": 0.78,
    "lip_liner": 0.25,
    "blush": 0.65,
    "bronzer": 0.15,
    "contour": 0.22,
    "highlighter": 0.25,
    "eyeshadow": 0.75,
    "eyeliner": 0.6,
    "eyebrows": 0.45,
    "aegyo_sal": 0.12,
    "face_art": 0.06,
}
_GRAPHIC = 0.1  # looks in colours that no shade card has
_ANY_COLOR = 0.2
# Of the most that a kind can be, on a logarithmic scale: most makeup is faint.
_FAINTEST = 0.2

# Whose shades a kind is sold in, where its name says something else.
_CARDS = {"lip_liner": "lip_liner", "eyebrows": "eyebrow", "contour": "bronzer"}
_CARDS |= {"foundation": "foundation", "concealer": "foundation"}
_OWN_COLOR = ("highlighter", "aegyo_sal", "face_art")  # no card: near their default


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Colours of real products, "#RRGGBB" by type of product."""

    cards: Mapping[str, tuple[str, ...]]

    def pick(self, kind: str, default: str, rng: np.random.Generator, graphic: bool) -> str:
        """A colour for a parameter of that kind of makeup."""
        card = self.cards.get(_CARDS.get(kind, kind), ())
        if graphic or rng.uniform() < _ANY_COLOR:
            red, green, blue = colorsys.hsv_to_rgb(rng.uniform(), rng.uniform(), rng.uniform())
        elif card and kind not in _OWN_COLOR:
            red, green, blue = _parts(card[int(rng.integers(len(card)))])
        else:
            red, green, blue = _parts(default)
        shifted = np.clip(np.array([red, green, blue]) + rng.normal(0, 0.02, 3), 0, 1)
        return "#" + "".join(f"{round(255 * part):02X}" for part in shifted)


def load_palette(folder: Path) -> Palette:
    """The shades in ``folder/makeup_shades_by_type.csv`` (columns product_type and hex)."""
    cards: dict[str, list[str]] = {}
    listing = folder / "makeup_shades_by_type.csv"
    with listing.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cards.setdefault(row["product_type"], []).append(row["hex"])
    return Palette({name: tuple(colors) for name, colors in cards.items()})


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def sample_look(palette: Palette, rng: np.random.Generator) -> tuple[Layer, ...]:
    """One to about eight layers in the order in which they are put on."""
    graphic = bool(rng.uniform() < _GRAPHIC)
    while True:
        layers = tuple(
            sample_layer(makeup, palette, rng, graphic)
            for makeup in KINDS.values()
            if makeup.drawn == "bake"
            and makeup.kind not in _SKIPPED
            and not any(isinstance(parameter, Picture) for parameter in makeup.parameters)
            and rng.uniform() < WORN.get(makeup.kind, _OTHERWISE)
        )
        if layers:
            return layers


def sample_complexion(palette: Palette, rng: np.random.Generator) -> tuple[Layer, ...]:
    """What evens out the skin below the makeup."""
    return tuple(
        sample_layer(KINDS[kind], palette, rng, False)
        for kind in COMPLEXION
        if kind == "foundation" or rng.uniform() < 0.4
    )


def sample_layer(
    makeup: Makeup, palette: Palette, rng: np.random.Generator, graphic: bool
) -> Layer:
    """A layer of one kind, anywhere within what it may be told."""
    values: dict[str, Any] = {
        parameter.name: _value(parameter, makeup.kind, palette, rng, graphic)
        for parameter in makeup.parameters
    }
    if makeup.kind == "foundation":  # nobody wears a foundation far from the own skin
        values["match"] = float(rng.uniform(0.6, 1.0))
    intensity = float(_FAINTEST ** (1.0 - rng.uniform() ** 0.7))
    return layer_models[makeup.kind](kind=makeup.kind, intensity=intensity, **values)


def _value(
    parameter: Parameter, kind: str, palette: Palette, rng: np.random.Generator, graphic: bool
) -> Any:
    match parameter:
        case Color():
            return palette.pick(kind, parameter.default, rng, graphic)
        case Colors():
            count = int(rng.integers(1, parameter.most + 1))
            start = parameter.default[0]
            return tuple(palette.pick(kind, start, rng, graphic) for _ in range(count))
        case Choice():
            return parameter.options[int(rng.integers(len(parameter.options)))].name
        case Choices():
            count = int(rng.integers(1, parameter.most + 1))
            numbers = rng.integers(len(parameter.options), size=count)
            return tuple(parameter.options[int(number)].name for number in numbers)
        case Amount():
            # Half of the time near what the kind is usually told, else anywhere.
            if rng.uniform() < 0.5:
                spread = 0.2 * (parameter.high - parameter.low)
                value = rng.normal(parameter.default, spread)
                return float(np.clip(value, parameter.low, parameter.high))
            return float(rng.uniform(parameter.low, parameter.high))
        case _:
            raise TypeError(f"{kind}.{parameter.name} cannot be sampled")
