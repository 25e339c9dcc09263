"""Which way up a video is: the display matrix that phones write instead of turning the pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import av
import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.sidedata.sidedata import SideData

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
        """The picture (h, w, c) turned upright; itself when it is so already."""
        turned: cv2.typing.MatLike = picture
        if self.swap and self.flip_x != self.flip_y:
            turned = cv2.rotate(
                turned,
                cv2.ROTATE_90_CLOCKWISE if self.flip_x else cv2.ROTATE_90_COUNTERCLOCKWISE,
            )
        else:
            if self.swap:
                turned = cv2.transpose(turned)
            if self.flip_x or self.flip_y:
                both = self.flip_x and self.flip_y
                turned = cv2.flip(turned, -1 if both else int(self.flip_x))
        return np.asarray(turned, np.uint8)


UPRIGHT = Orientation()


def orientation_of(frame: av.VideoFrame) -> Orientation:
    """The orientation in a frame's display matrix, to the nearest quarter turn.

    The matrix maps pixels by x' = a x + c y, y' = b x + d y (ISO/IEC 14496-12, 6.2.2).
    """
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return UPRIGHT
    data = cast("SideData", matrix)
    a, b, _, c, d = np.frombuffer(bytes(data), np.int32)[:5].tolist()
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Orientation(False, a < 0, d < 0)
    return Orientation(True, c < 0, b < 0)
