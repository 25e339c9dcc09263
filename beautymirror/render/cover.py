"""Masks of what lies before a face: (256, 256) uint8 over the canonical plane, row 0 on top.

0 is bare skin, 255 hidden; in the middle nobody knows, and the colour of the pixel is to tell.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["COVER_SIZE", "Cover", "bare"]

Cover = NDArray[np.uint8]

COVER_SIZE = 256


def bare(cover: Cover) -> NDArray[np.float32]:
    """How far places of a mask are not hidden, 0..1, as in composite.frag."""
    return np.minimum(2.0 - cover * np.float32(2 / 255), np.float32(1.0))
