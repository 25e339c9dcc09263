"""Masks of what lies before a face: (256, 256) uint8 over the canonical plane, row 0 on top.

0 is bare skin, 255 hidden. Up to the middle is doubt: the more, the sooner a pixel that is unlike
the wearer's skin is taken for something before it.
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
