"""The values that flow from camera to screen: a frame, the faces found in it, both together."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Face", "Frame", "Tracked"]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture.

    Attributes:
        image: (h, w, 3) uint8, sRGB, row 0 on top, read-only; C-contiguous, or where there are
            ``pixels`` a view of them.
        timestamp: seconds on the monotonic clock (live) or on the file's own clock (offline);
            strictly increasing within one source.
        index: 0, 1, 2 ... in the order the source produced them.
        pixels: (h, w, 4) uint8, C-contiguous and read-only: the same before a fourth byte of no
            meaning, as textures and the tracker take them without another copy. A source that has
            them that way gives them; else None.
    """

    image: NDArray[np.uint8]
    timestamp: float
    index: int
    pixels: NDArray[np.uint8] | None = None

    @classmethod
    def wide(cls, pixels: NDArray[np.uint8], timestamp: float, index: int) -> Frame:
        """A frame of four bytes a pixel."""
        return cls(pixels[..., :3], timestamp, index, pixels)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.image.shape[1], self.image.shape[0]

    @property
    def contiguous(self) -> NDArray[np.uint8]:
        """(h, w, 3 or 4) C-contiguous: the picture for code that would copy it otherwise."""
        return self.image if self.pixels is None else self.pixels


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face of one frame.

    Attributes:
        track: the same number for the same person for as long as the tracker can follow them.
        landmarks: (478, 3) float32 in pixels of the frame: x to the right, y down, z away from
            the camera on the scale of x. 468 mesh points, then 5 points of each iris.
        pose: (4, 4) float32 rigid transform of the canonical face (centimetres, y up, camera
            looking along -z) into camera space.
    """

    track: int
    landmarks: NDArray[np.float32]
    pose: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Tracked:
    """A frame with the faces found in that very frame, largest face first."""

    frame: Frame
    faces: tuple[Face, ...] = field(default=())
