"""Linear light of 8-bit sRGB (IEC 61966-2-1) and back, and its luminance (BT.709)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LUMINANCE", "linear_from_srgb", "srgb_from_linear"]

Array = NDArray[np.float64]

LUMINANCE: Array = np.array([0.2126, 0.7152, 0.0722])
"""(3,) share of each linear band."""

_CODES = np.arange(256) / 255.0
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4)


def linear_from_srgb(image: NDArray[np.uint8]) -> Array:
    """Linear light 0..1 of 8-bit sRGB, any shape."""
    return _LINEAR[image]


def srgb_from_linear(linear: ArrayLike) -> NDArray[np.uint8]:
    """8-bit sRGB (..., 3) of linear RGB, clipped to the gamut."""
    light = np.clip(np.asarray(linear, np.float64), 0.0, 1.0)
    codes = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(codes * 255.0).astype(np.uint8)
