"""Beards: told by how dark and rough a jaw is beside the cheeks."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.zones import Zone, zone

__all__ = ["BEARDED", "beard", "jaw_weight"]

BEARDED = 0.6
"""From here on a beard is told of: see ``beard``."""

_UNSURE = 0.25  # below that, a jaw counts less and less as skin
# Where goatees grow, below what makeup calls the chin. Hair there is this many times as rough as
# the cheeks, also where it is grey or as dark as the skin; bare chins of all tones stay below 1.9.
_CHIN = Zone("point of the chin", (0.5, 0.892), (0.085, 0.032))
_HAIRY = 2.4
_SMOOTHEST = 0.01  # stops: what camera noise leaves of the smoothest cheek


def beard(
    grey: NDArray[np.uint8],
    luminance: NDArray[np.float32],
    seen: NDArray[np.bool_],
    cheeks: NDArray[np.bool_],
) -> float:
    """Share by which jaw and chin are darker and rougher than cheeks, or how hairy the chin is.

    Args:
        grey, luminance: of the flat map of the face, (n, n): as it is stored, and linear 0..1.
        seen, cheeks: masks on it: of bare skin, and of the part of it that grows no beard.
    """
    size = len(grey)
    jaw = (zone("jaw").mask(size) | zone("chin").mask(size)) & seen
    chin = _CHIN.mask(size) & seen
    return max(_jaw(grey, luminance, jaw, cheeks), _goatee(luminance, chin, cheeks))


def jaw_weight(beard: float) -> float:
    """How far the jaw shows skin: 1 without a beard, 0 with one, in between where it is unsure."""
    return float(np.clip((BEARDED - beard) / _UNSURE, 0, 1))


def _jaw(
    grey: NDArray[np.uint8],
    luminance: NDArray[np.float32],
    jaw: NDArray[np.bool_],
    cheeks: NDArray[np.bool_],
) -> float:
    if not jaw.any() or not cheeks.any():
        return 0.0
    soft = cv2.GaussianBlur(grey, (0, 0), 1.5 * len(grey) / 256)
    rough = cv2.absdiff(grey, soft).astype(np.float32)
    levels = [float(np.median(luminance[mask])) for mask in (jaw, cheeks)]
    darker = 1.0 - levels[0] / max(levels[1], 1e-6)
    rougher = float(rough[jaw].mean() / max(float(rough[cheeks].mean()), 0.5)) - 1.0
    return float(np.clip(darker, 0, 1) + 0.4 * np.clip(rougher, 0, 2))


def _goatee(
    luminance: NDArray[np.float32], chin: NDArray[np.bool_], cheeks: NDArray[np.bool_]
) -> float:
    if not chin.any() or not cheeks.any():
        return 0.0
    stops = np.log2(np.maximum(luminance, 2e-3))
    scale = len(stops) / 256
    soft = [cv2.GaussianBlur(stops, (0, 0), texels * scale) for texels in (0.7, 2.0)]
    rough = np.abs(soft[0] - soft[1])
    times = float(rough[chin].mean() / max(float(rough[cheeks].mean()), _SMOOTHEST))
    return float(BEARDED * np.clip((times - 1) / (_HAIRY - 1), 0, 2))
