"""The time of capture written into the picture itself, and read back from what was drawn.

A row of squares, black or white, carries a whole number of microseconds. It lies in a corner, where
no face is, so that makeup cannot touch it: what is read is when that very picture was captured.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["BITS", "SQUARE", "read_time", "write_time"]

BITS = 48
SQUARE = 8  # pixels


def write_time(image: NDArray[np.uint8], seconds: float) -> None:
    """Draw a time into the top left corner of (h, w, 3) uint8; w is at least BITS * SQUARE."""
    number = round(seconds * 1e6)
    bits = np.array([number >> bit & 1 for bit in range(BITS)], np.uint8) * 255
    image[:SQUARE, : BITS * SQUARE] = np.repeat(bits, SQUARE)[None, :, None]


def read_time(image: NDArray[np.uint8]) -> float:
    """The time in a picture, seconds."""
    row = image[SQUARE // 2, SQUARE // 2 : BITS * SQUARE : SQUARE, 1] > 127
    return sum(1 << bit for bit in np.flatnonzero(row).tolist()) / 1e6
