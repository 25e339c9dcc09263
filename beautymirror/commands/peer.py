"""A plain way to do it, to compare with: filled polygons, blur and blending on the processor.

This is how simple makeup programs work: a mask of the whole frame for each part of the face, made
soft by a Gaussian blur, and a blend of the whole frame in floating point. It has the same tracker.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.regions import FACE_OVAL, LIPS_INNER, LIPS_OUTER
from beautymirror.frame import Tracked

__all__ = ["Peer"]


@dataclass(frozen=True, slots=True)
class _Coat:
    """A colour (sRGB, 0..1) on the inside of one loop of landmarks and outside of another."""

    inside: tuple[int, ...]
    outside: tuple[int, ...]
    color: tuple[float, float, float]
    opacity: float
    softness: int  # pixels, odd


class Peer:
    """Paints lips, lids, brows, cheeks and skin by blending whole frames."""

    def __init__(self) -> None:
        lids = 0.55, 0.36, 0.28
        brows = 0.25, 0.18, 0.15
        cheeks = 0.88, 0.44, 0.48
        self._coats = (
            _Coat(FACE_OVAL, (), (0.85, 0.66, 0.54), 0.25, 31),
            _Coat((50, 101, 118, 117, 123, 147, 187, 205), (), cheeks, 0.35, 61),
            _Coat((280, 330, 347, 346, 352, 376, 411, 425), (), cheeks, 0.35, 61),
            _Coat((33, 246, 160, 159, 158, 157, 173, 56, 28, 27, 29, 30), (), lids, 0.5, 15),
            _Coat((263, 466, 387, 386, 385, 384, 398, 286, 258, 257, 259, 260), (), lids, 0.5, 15),
            _Coat((70, 63, 105, 66, 107, 55, 65, 52, 53, 46), (), brows, 0.4, 7),
            _Coat((300, 293, 334, 296, 336, 285, 295, 282, 283, 276), (), brows, 0.4, 7),
            _Coat(LIPS_OUTER, LIPS_INNER, (0.7, 0.15, 0.25), 0.6, 7),
        )

    def draw(self, tracked: Tracked) -> NDArray[np.uint8]:
        """The frame with makeup, (h, w, 3) uint8."""
        picture: NDArray[np.floating] = tracked.frame.image.astype(np.float32) / np.float32(255)
        for face in tracked.faces:
            points = face.landmarks[:, :2].round().astype(np.int32)
            for coat in self._coats:
                picture = _blended(picture, points, coat)
        return (picture * 255 + 0.5).astype(np.uint8)


def _blended(
    picture: NDArray[np.floating], points: NDArray[np.int32], coat: _Coat
) -> NDArray[np.floating]:
    mask = np.zeros(picture.shape[:2], np.float32)
    cv2.fillPoly(mask, [points[list(coat.inside)]], 1.0)
    if coat.outside:
        cv2.fillPoly(mask, [points[list(coat.outside)]], 0.0)
    mask = cv2.GaussianBlur(mask, (coat.softness, coat.softness), 0)[..., None] * coat.opacity
    return picture * (1 - mask) + np.array(coat.color, np.float32) * mask
