"""A photo as it was read, transparent or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Photo"]


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A photo, upright, at its full size.

    Attributes:
        image: (h, w, 3) uint8 sRGB; transparency lies on neutral grey.
        cut: (h, w, 4) uint8 sRGB with straight alpha; None where all of it is opaque.
        pictures: how many the file holds, of which this is the first: pages, or an animation.
    """

    image: NDArray[np.uint8]
    cut: NDArray[np.uint8] | None = None
    pictures: int = 1

    def cut_out(self, drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What was drawn on the image, with the photo's own transparency.

        What was not drawn on is as it was; the rest looks on grey as it was drawn.

        Args:
            drawn: (h, w, 3) uint8 sRGB.

        Returns:
            (h, w, 4) uint8 sRGB with straight alpha, or ``drawn`` where all of it is opaque.
        """
        if self.cut is None:
            return drawn
        result = self.cut.copy()
        changed = (drawn != self.image).any(axis=-1) & (self.cut[..., 3] > 0)
        more = drawn[changed].astype(np.float32) - self.image[changed]
        alpha = self.cut[changed, 3:] / np.float32(255)
        result[changed, :3] = np.clip(self.cut[changed, :3] + more / alpha + 0.5, 0, 255)
        return result
