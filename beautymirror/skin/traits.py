"""What a look is like: how warm, strong and deep its colours are on a skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.looks.look import Layer, Look
from beautymirror.looks.makeup import KINDS
from beautymirror.skin.colour import delta_e, hex_to_lab, hue_angle

__all__ = ["LookTraits", "look_traits"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LookTraits:
    """A look as colours on one skin.

    Attributes:
        warmth: -1 for bluish colours .. 1 for orange ones.
        strength: 0..1 of the whole; lip, eye: of lips and eyes.
        lightness: L*, None where there is no colour.
        eye_hue: CIELAB hue of the lids in degrees, None where they are bare.
    """

    warmth: float
    strength: float
    lightness: float | None
    lip: float
    eye: float
    eye_hue: float | None


def look_traits(look: Look, skin: Array) -> LookTraits:
    """How a look is on skin of this CIELAB colour (3,)."""
    parts: dict[str, list[tuple[float, Array]]] = {"lips": [], "eyes": [], "cheeks": []}
    for layer in look.layers:
        area = KINDS[layer.kind].area
        if area in parts and layer.kind != "eyeliner":
            parts[area] += [(layer.intensity, lab) for lab in _colours(layer)]
    coloured = [pair for pairs in parts.values() for pair in pairs]
    if not coloured:
        return LookTraits(0.0, 0.0, None, 0.0, 0.0, None)
    share = np.array([weight for weight, _ in coloured]) + 1e-6
    labs = np.stack([lab for _, lab in coloured])
    distance = {
        name: max((w * float(delta_e(lab, skin)) for w, lab in pairs), default=0.0) / 60
        for name, pairs in parts.items()
    }
    liner = max((layer.intensity for layer in look.layers if layer.kind == "eyeliner"), default=0.0)
    eye = min(1.0, distance["eyes"] + 0.2 * liner)
    lids = [lab for _, lab in parts["eyes"]]
    return LookTraits(
        warmth=float(np.average([_warmth(lab) for lab in labs], weights=share)),
        strength=min(1.0, 0.55 * distance["lips"] + 0.5 * eye + 0.15 * distance["cheeks"]),
        lightness=float(np.average(labs[:, 0], weights=share)),
        lip=min(1.0, distance["lips"]),
        eye=eye,
        eye_hue=float(hue_angle(lids[0])) if lids else None,
    )


def _warmth(lab: Array) -> float:
    """-1 for a bluish red, 1 for an orange: hue 40 degrees is neither."""
    hue = (float(hue_angle(lab)) + 180.0) % 360.0 - 180.0
    chroma = float(np.hypot(lab[1], lab[2]))
    return float(np.clip((hue - 30.0) / 30.0, -1, 1)) * min(1.0, chroma / 25.0)


def _colours(layer: Layer) -> list[Array]:
    found = (getattr(layer, "color", None), *getattr(layer, "colors", ()))
    return [hex_to_lab(colour) for colour in found if colour]
