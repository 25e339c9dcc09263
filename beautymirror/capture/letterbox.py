"""Fits a picture into a frame without changing its shape: centred, with black bars."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Place", "fit", "place_in"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies in a frame, in pixels: left, top, width and height."""

    left: int
    top: int
    width: int
    height: int

    def into(self, picture: NDArray[np.uint8], frame: tuple[int, int]) -> NDArray[np.uint8]:
        """A black frame (width, height) with the picture, already of its size, in its place."""
        if (self.width, self.height) == frame:
            return picture
        canvas = np.zeros((frame[1], frame[0], picture.shape[2]), np.uint8)
        canvas[self.top : self.top + self.height, self.left : self.left + self.width] = picture
        return canvas


def place_in(shape: tuple[float, float], frame: tuple[int, int]) -> Place:
    """The largest centred place in `frame` (width, height) for a picture of this shape."""
    scale = min(frame[0] / shape[0], frame[1] / shape[1])
    width = min(frame[0], max(1, round(shape[0] * scale)))
    height = min(frame[1], max(1, round(shape[1] * scale)))
    return Place((frame[0] - width) // 2, (frame[1] - height) // 2, width, height)


def fit(picture: NDArray[np.uint8], frame: tuple[int, int]) -> NDArray[np.uint8]:
    """The picture (h, w, 3) scaled into a frame (width, height); itself when it fits already."""
    shape = picture.shape[1], picture.shape[0]
    if shape == frame:
        return picture
    place = place_in(shape, frame)
    # Averaging keeps small pictures free of moire; a cubic keeps enlarged ones free of steps.
    method = cv2.INTER_AREA if place.width < shape[0] else cv2.INTER_CUBIC
    scaled = cv2.resize(picture, (place.width, place.height), interpolation=method)
    return place.into(np.asarray(scaled, np.uint8), frame)
