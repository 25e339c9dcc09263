"""Fuller lips: landmarks moved apart, so that picture and makeup are drawn larger together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions

__all__ = ["LIP_LINES", "fuller"]

Array = NDArray[np.float32]

# Lines of landmarks between the outer and the inner one of each lip, corner to corner.
_BETWEEN_UPPER = (
    (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306),
    (62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292),
)
_BETWEEN_LOWER = (
    (76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306),
    (62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292),
)
# Of each lip the lines from the outer to the inner one, (2, 4, 11).
LIP_LINES = np.array(
    [
        (regions.LIPS_OUTER_UPPER, *_BETWEEN_UPPER, regions.LIPS_INNER_UPPER),
        (regions.LIPS_OUTER_LOWER, *_BETWEEN_LOWER, regions.LIPS_INNER_LOWER),
    ]
)
# By how much of its own height a lip grows; more would move the philtrum visibly.
_MOST = 0.24
# Where the lips meet they stay, at the corners too.
_SHARE = np.array([1.0, 0.67, 0.33], np.float32)[:, None, None]
_ALONG = np.sin(np.linspace(0.0, np.pi, 11, dtype=np.float32))[:, None]


def fuller(landmarks: Array, fullness: float) -> Array:
    """Landmarks (468, 3) in pixels with lips that are fuller by 0..1 of what still looks natural.

    The lines of each lip move away from the line where the lips meet, the outermost furthest; the
    mesh carries the skin around along.
    """
    out = landmarks.copy()
    for lines in LIP_LINES:
        height = landmarks[lines[0]] - landmarks[lines[3]]
        out[lines[:3]] += np.float32(_MOST * fullness) * _SHARE * _ALONG * height
    return out
