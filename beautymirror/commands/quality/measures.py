"""Figures of made-up faces: differences of colour in CIELAB. Colour science is scikit-image's."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from beautymirror.commands.quality.places import Mask, Picture, Places

__all__ = [
    "LUMA",
    "change",
    "fidelity",
    "hue_shift",
    "lab_of_linear",
    "largest_step",
    "linear",
    "mean_lab",
    "strongest_change",
    "tone",
]

LUMA = np.array([0.2126, 0.7152, 0.0722])
"""Luminance of linear red, green and blue (IEC 61966-2-1)."""


def linear(picture: NDArray[np.generic]) -> NDArray[np.float64]:
    """sRGB 0..255 to linear light 0..1 (IEC 61966-2-1)."""
    srgb = np.asarray(picture, np.float64) / 255.0
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab_of_linear(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIELAB (D65) of linear light (n, 3)."""
    srgb = np.where(rgb <= 0.0031308, rgb * 12.92, 1.055 * np.maximum(rgb, 0) ** (1 / 2.4) - 0.055)
    return np.asarray(rgb2lab(np.clip(srgb, 0, 1)))


def mean_lab(picture: Picture, mask: Mask) -> NDArray[np.float64]:
    """CIELAB of the mean colour, in linear light, of the pixels in a mask."""
    return lab_of_linear(linear(picture[mask]).mean(axis=0)[None])[0]


def tone(picture: Picture, where: Places) -> float:
    """Individual typology angle of the cheeks, degrees (Chardon et al. 1991)."""
    lightness, _, yellow = mean_lab(picture, where.cheeks)
    return float(np.degrees(np.arctan2(lightness - 50.0, yellow)))


def change(before: Picture, after: Picture, mask: Mask) -> float:
    """CIEDE2000 between the mean colours of a place before and after."""
    return float(deltaE_ciede2000(mean_lab(before, mask), mean_lab(after, mask)))


def hue_shift(before: Picture, after: Picture, mask: Mask) -> float:
    """Degrees by which the CIELAB hue of a place turns."""
    hues = [np.arctan2(lab[2], lab[1]) for lab in (mean_lab(p, mask) for p in (before, after))]
    return float(abs(np.degrees(np.angle(np.exp(1j * (hues[1] - hues[0]))))))


def strongest_change(before: Picture, after: Picture, where: Places, share: float = 2.0) -> float:
    """Mean CIEDE2000 of the ``share`` per cent of the face's pixels that change most."""
    skin = where.mesh & ~where.lips & ~where.eyes
    # A blur of a few pixels, so that noise and single flakes are not what is measured.
    labs = [rgb2lab(cv2.GaussianBlur(p, (0, 0), 2.0))[skin] for p in (before, after)]
    off = deltaE_ciede2000(*labs)
    return float(off[off >= np.percentile(off, 100.0 - share)].mean())


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
    shade = np.array([[int(swatch[i : i + 2], 16) for i in (1, 3, 5)]], float)
    target = lab_of_linear(linear(shade))
    shading = np.maximum(np.broadcast_to(light, mask.sum()), 0.05)
    seen = lab_of_linear(linear(after[mask]) / shading[:, None])
    return float(np.median(deltaE_ciede2000(seen, np.broadcast_to(target, seen.shape))))
