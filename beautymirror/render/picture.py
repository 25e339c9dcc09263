"""A frame as drawing looks at it: four bytes a pixel, so that a pixel is one word of memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.srgb import LINEAR

__all__ = ["Picture"]

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The pixels of a frame, for drawing to upload and to look at here and there.

    Attributes:
        image: (h, w, 3) uint8 sRGB.
        pixels: (h, w, 4) uint8, the same before a fourth byte of no meaning; C-contiguous.
    """

    image: Bytes
    pixels: Bytes

    @classmethod
    def of(cls, image: Bytes, spare: Bytes | None = None) -> Picture:
        """A picture of three bytes a pixel, widened.

        Args:
            spare: (h, w, 4) memory to widen into.
        """
        pixels = np.empty((*image.shape[:2], 4), np.uint8) if spare is None else spare
        _widen(image, pixels)
        return cls(image, pixels)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def at(self, x: NDArray[np.floating], y: NDArray[np.floating]) -> Bytes:
        """Pixels (..., 3) at places; beyond the rim the nearest."""
        height, width = self.pixels.shape[:2]
        # numpy's clip takes five times as long for as few values as these.
        columns = np.maximum(np.minimum(x, width - 1), 0).astype(np.intp)
        rows = np.maximum(np.minimum(y, height - 1), 0).astype(np.intp)
        found = self.pixels.reshape(-1).view(np.uint32).take(rows * width + columns)
        return found.view(np.uint8).reshape(*found.shape, 4)[..., :3]

    def linear(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Linear RGB (..., 3) at points (..., 2 or more); beyond the rim that of the nearest."""
        return LINEAR.take(self.at(points[..., 0], points[..., 1]))


def _widen(image: Bytes, into: Bytes) -> None:
    """Three bytes a pixel (h, w, 3) to four (h, w, 4).

    Each pixel is read as one word that starts with its three bytes: a driver, or copying byte by
    byte, takes several times longer. The fourth byte belongs to the next pixel; the last pixel has
    nothing behind it.
    """
    flat = into.reshape(-1, 4)
    count = len(flat) - 1
    if count:
        start = np.ascontiguousarray(image).data
        words: NDArray[np.uint32] = np.ndarray((count,), "<u4", start, strides=(3,))
        np.copyto(flat[:count].view("<u4")[:, 0], words)
    flat[count] = *image[-1, -1], 255
