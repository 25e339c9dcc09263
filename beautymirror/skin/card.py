"""Finding what is held up beside a face to measure the light: a sheet of paper, a grey card.

Walls, clothes and windows are as even and often as white. A card is told by its shape, a
rectangle by itself, and by being near the face.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb

__all__ = ["Surface", "face_level", "surfaces"]

Image = NDArray[np.uint8]

_SIDE = 480  # pixels: the picture is looked at so large
_APART = 12  # pixels between two places where a card is looked for
# How unlike a surface may be in itself: share of its level, and levels of 8 bits. The tighter one
# tells paper from a white wall, the other keeps a sheet in one piece that is lit from one side.
_SAME = (0.025, 2.0), (0.07, 4.0)
_PLAIN = 5.0  # levels by which even paper differs in itself: the camera's noise
_AREA = 0.015, 0.4  # shares of the picture
_RECTANGLE = 0.8  # of the smallest rectangle around it: fingers hold it, and it is seen aslant
_AT_RIM = 0.35  # of its outline may be the picture's: walls have more
_NEAR = 2.0  # times the face's width, by which a card may be off before it is held against it


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """An even surface that may be a card.

    Attributes:
        pixels: (n, 3) uint8 sRGB, without its rim.
        likely: how much it looks like a card that is held up, 0..1.
    """

    pixels: Image
    likely: float


def surfaces(image: Image, landmarks: NDArray[np.float32] | None) -> list[Surface]:
    """What could be a card, the likeliest first.

    Args:
        image: (h, w, 3) sRGB. landmarks: of the face in it, which is left out; None without a face.
    """
    scale = min(1.0, _SIDE / max(image.shape[:2]))
    size = [max(1, round(side * scale)) for side in image.shape[1::-1]]
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    oval = None if landmarks is None else landmarks[list(regions.FACE_OVAL), :2] * scale
    found = []
    for share, levels in _SAME:
        for mask in _even(small, oval, share, levels):
            likely = _likeness(mask, oval)
            inner = cv2.erode(mask, np.ones((7, 7), np.uint8)) > 0
            if likely > 0.0 and inner.any():
                found.append(Surface(small[inner], likely))
    return sorted(found, key=lambda one: -one.likely)


def face_level(image: Image, landmarks: NDArray[np.float32]) -> float:
    """Median linear luminance of a face as the camera saw it, 0..1; 0 where none of it is seen."""
    step = max(1, max(image.shape[:2]) // _SIDE)
    small = image[::step, ::step]
    inside = np.zeros(small.shape[:2], np.uint8)
    oval = landmarks[list(regions.FACE_OVAL), :2] / step
    cv2.fillPoly(inside, [np.rint(oval).astype(np.int32)], 1)
    seen = linear_from_srgb(small[inside > 0]) @ LUMINANCE
    return float(np.median(seen)) if len(seen) else 0.0


def _even(
    image: Image, oval: NDArray[np.float32] | None, share: float, levels: float
) -> Iterator[Image]:
    """Masks (h, w), 1 inside, of surfaces of one colour, up to a share of its level and levels."""
    soft = cv2.GaussianBlur(image, (0, 0), 1.2)
    height, width = image.shape[:2]
    taken = np.zeros((height + 2, width + 2), np.uint8)  # as floodFill wants it
    taken[[0, -1]] = taken[:, [0, -1]] = 1
    if oval is not None:
        grown = oval.mean(axis=0) + (oval - oval.mean(axis=0)) * 1.1
        cv2.fillPoly(taken, [np.rint(grown + 1).astype(np.int32)], 1)
    known = taken.copy()
    low, high = _AREA[0] * height * width, _AREA[1] * height * width
    for y in range(_APART // 2, height - 2, _APART):
        for x in range(_APART // 2, width - 2, _APART):
            around = soft[y - 2 : y + 3, x - 2 : x + 3].reshape(-1, 3)
            if known[y + 1, x + 1] or float(np.ptp(around, axis=0).max()) > 2 * _PLAIN:
                continue
            unlike = [share * float(v) + levels for v in np.median(around, axis=0)]
            mask = taken.copy()
            flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | (2 << 8)
            area = cv2.floodFill(soft, mask, (x, y), 0, unlike, unlike, flags)[0]
            inside = mask == 2
            known[inside] = 1
            if low <= area <= high:
                yield inside[1:-1, 1:-1].astype(np.uint8)


def _likeness(mask: Image, oval: NDArray[np.float32] | None) -> float:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea)
    middle, (across, down), _ = cv2.minAreaRect(outline)
    share = cv2.contourArea(outline) / max(across * down, 1.0)
    x, y = outline[:, 0].T
    at_rim = np.mean((x < 2) | (y < 2) | (x > mask.shape[1] - 3) | (y > mask.shape[0] - 3))
    if share < _RECTANGLE or at_rim > _AT_RIM or max(across, down) > 3 * min(across, down):
        return 0.0
    near = 1.0
    if oval is not None:
        away = float(np.linalg.norm(oval.mean(axis=0) - middle)) / float(np.ptp(oval[:, 0]))
        near = float(np.exp(-max(away - _NEAR, 0.0)))
    return float(share * (1.0 - at_rim) * near)
