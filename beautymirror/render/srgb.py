"""Pixels as linear light: the sRGB curve (IEC 61966-2-1) as a table, and luminance (BT.709)."""

from __future__ import annotations

import numpy as np

__all__ = ["LINEAR", "LUMA"]

_CODES = np.arange(256) / 255.0

LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)
"""(256,) linear light 0..1 of each 8-bit value."""

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""(3,) share of each linear band in luminance."""
