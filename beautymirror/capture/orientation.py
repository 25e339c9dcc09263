"""Which way up a video is: the display matrix that phones write instead of turning the pixels."""

from __future__ import annotations

from dataclasses import dataclass

import av
import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["UPRIGHT", "Orientation", "orientation_of"]


@dataclass(frozen=True, slots=True)
class Orientation:
    """Swap rows and columns first, then flip; eight ways, as in EXIF."""

    swap: bool = False
    flip_x: bool = False
    flip_y: bool = False

    def shape(self, width: float, height: float) -> tuple[float, float]:
        """(width, height) once upright."""
        return (height, width) if self.swap else (width, height)

    def upright(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture (h, w, 3) turned upright; itself when it is so already."""
        if self.swap and self.flip_x and not self.flip_y:
            return cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE)
        if self.swap and self.flip_y and not self.flip_x:
            return cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
        if self.swap:
            picture = cv2.transpose(picture)
        if self.flip_x or self.flip_y:
            picture = cv2.flip(picture, -1 if self.flip_x and self.flip_y else int(self.flip_x))
        return picture


UPRIGHT = Orientation()


def orientation_of(frame: av.VideoFrame) -> Orientation:
    """The orientation in a frame's display matrix, to the nearest quarter turn.

    The matrix maps pixels by x' = a x + c y, y' = b x + d y (ISO/IEC 14496-12, 6.2.2).
    """
    for data in frame.side_data:
        if data.type.name == "DISPLAYMATRIX":
            a, b, _, c, d = np.frombuffer(bytes(data), np.int32)[:5].tolist()
            if abs(a) + abs(d) >= abs(b) + abs(c):
                return Orientation(False, a < 0, d < 0)
            return Orientation(True, c < 0, b < 0)
    return UPRIGHT
