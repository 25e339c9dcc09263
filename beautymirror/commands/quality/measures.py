"""Figures of made-up faces: differences of colour, CIEDE2000 and degrees of hue."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.commands.quality.places import Mask, Picture, Places
from beautymirror.skin.colour import delta_e, hex_to_lab, ita, lab_from_linear, lab_from_srgb
from beautymirror.skin.linear import linear_from_srgb

__all__ = [
    "change",
    "fidelity",
    "hue_shift",
    "largest_step",
    "mean_lab",
    "strongest_change",
    "tone",
]

_STRONGEST = 2.0  # per cent of a face


def mean_lab(picture: Picture, mask: Mask) -> NDArray[np.float64]:
    """CIELAB of the mean colour, in linear light, of the pixels in a mask."""
    return lab_from_linear(linear_from_srgb(picture[mask]).mean(axis=0))


def tone(picture: Picture, where: Places) -> float:
    """Individual typology angle of the cheeks, degrees (Chardon et al. 1991)."""
    return float(ita(mean_lab(picture, where.cheeks)))


def change(before: Picture, after: Picture, mask: Mask) -> float:
    """CIEDE2000 between the mean colours of a place before and after."""
    return float(delta_e(mean_lab(before, mask), mean_lab(after, mask)))


def hue_shift(before: Picture, after: Picture, mask: Mask) -> float:
    """Degrees by which the CIELAB hue of a place turns."""
    hues = [np.arctan2(lab[2], lab[1]) for lab in (mean_lab(p, mask) for p in (before, after))]
    return float(abs(np.degrees(np.angle(np.exp(1j * (hues[1] - hues[0]))))))


def strongest_change(before: Picture, after: Picture, where: Places) -> float:
    """Mean CIEDE2000 of the 2 per cent of the face's pixels that change most."""
    skin = where.mesh & ~where.lips & ~where.eyes
    # A blur of a few pixels, so that noise and single flakes are not what is measured.
    labs = [lab_from_srgb(cv2.GaussianBlur(p, (0, 0), 2.0)[skin]) for p in (before, after)]
    off = delta_e(*labs)
    return float(off[off >= np.percentile(off, 100.0 - _STRONGEST)].mean())


def largest_step(before: Picture, after: Picture, mask: Mask) -> tuple[int, float]:
    """Largest and mean change of a channel in a mask, 8-bit steps."""
    if not mask.any():
        return 0, 0.0
    off = np.abs(before[mask].astype(int) - after[mask])
    return int(off.max()), float(off.mean())


def fidelity(after: Picture, mask: Mask, swatch: str, light: NDArray[np.float64] | float) -> float:
    """Median CIEDE2000 between made-up pixels, shading divided out, and the swatch.

    Args:
        light: on each pixel of the mask (n,) or on all, 1 where the skin is fully lit.
    """
    shading = np.maximum(np.broadcast_to(light, mask.sum()), 0.05)
    seen = lab_from_linear(np.minimum(linear_from_srgb(after[mask]) / shading[:, None], 1.0))
    return float(np.median(delta_e(seen, hex_to_lab(swatch))))
