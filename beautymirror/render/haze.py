"""The haze in front of a face: light that a lens or the air adds to everything, blacks included.

A coat is laid on what lies behind it. Pupils, hair and clothes tell how black a picture's blacks
are: of 240 portraits of all tones, 238 have blacks below 0.014 of linear light somewhere, while two
clips through a veiled lens are at 0.019 and 0.031.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.srgb import LINEAR, LUMA

__all__ = ["NONE", "cleared", "haze_before"]

Array = NDArray[np.float32]

NONE = np.zeros(3, np.float32)
_STEPS = 48  # samples across a face, and across the picture
_DARKEST = 0.004  # share of them that tells
_BLACK, _VEILED = 0.014, 0.028  # linear light up to which a black is one, from which it is haze
_KEPT = 0.85  # of it is haze; black things mirror the rest
_DARKER = (0.3, 0.5)  # of the face's mean luminance: what is no darker than that tells of no black


def haze_before(image: NDArray[np.uint8], landmarks: Array) -> Array:
    """Linear RGB (3,) of the haze before a face; zeros where the picture has blacks.

    Args:
        image: (h, w, 3) uint8 sRGB. landmarks: (478, 3) pixels.
    """
    black = np.full(3, 255, np.uint8)
    for pixels in _places(image, landmarks):
        black = np.minimum(black, _darkest(pixels))
        if LINEAR[black.min()] <= _BLACK:  # as nearly always: there is no haze
            return NONE
    darkest = LINEAR[black]
    share = min((float(darkest.min()) - _BLACK) / (_VEILED - _BLACK), 1.0)
    middle = float(LINEAR[pixels.mean(axis=0).astype(np.uint8)] @ LUMA)  # of the face
    # Haze has little colour of its own: what one band has more is the things' own.
    haze = np.minimum(darkest, 1.5 * darkest.min())
    low, high = _DARKER
    share *= min(max((high - float(haze @ LUMA) / middle) / (high - low), 0.0), 1.0)
    return np.asarray(_KEPT * share * haze, np.float32) if share > 0.0 else NONE


def cleared(colors: Array, haze: Array) -> Array:
    """Linear colours (..., 3) as they are behind the haze."""
    return colors if haze is NONE else np.maximum(colors - haze, np.float32(0.0))


def _places(image: NDArray[np.uint8], landmarks: Array) -> Iterator[NDArray[np.uint8]]:
    """Pixels (n, 3) among which something is black: irises, the picture, and the face at last."""
    for iris in (landmarks[468:473], landmarks[473:478]):
        if len(iris) and (pixels := _boxed(image, iris, 1)).size:
            yield pixels
    step = max(1, min(image.shape[:2]) // _STEPS)
    yield image[step // 2 :: step, step // 2 :: step].reshape(-1, 3)
    yield _boxed(image, landmarks, max(1, int(np.ptp(landmarks[:, 0])) // _STEPS))


def _boxed(image: NDArray[np.uint8], points: Array, step: int) -> NDArray[np.uint8]:
    """Pixels (n, 3) of the box about points, every so many."""
    (left, top), (right, bottom) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    rows = slice(max(int(top), 0), max(int(bottom) + 1, 0), step)
    return image[rows, max(int(left), 0) : max(int(right) + 1, 0) : step].reshape(-1, 3)


def _darkest(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rank = int(_DARKEST * len(pixels))
    return np.asarray(np.partition(pixels, rank, axis=0)[rank])
