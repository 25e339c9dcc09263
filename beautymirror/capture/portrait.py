"""The demo's still: the public-domain portrait of Eileen Collins (NASA) in scikit-image."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from beautymirror.errors import MissingError

__all__ = ["Portrait", "load_portrait", "portrait_file"]

# Part of the 512 px portrait to show in any shape of frame: head and collar, in pixels.
_CENTRE_X, _TOP, _HEIGHT, _MIN_WIDTH = 227.0, 0.0, 288.0, 230.0


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """A still of one person with what must be known to move them.

    Attributes:
        image: (h, w, 3) uint8 sRGB.
        landmarks: (478, 3) float32 in pixels of the image, z as in ``Face``.
        outline: (n, 2) float32, polygon around face and hair, in pixels of the image.
        scale: pixels of the image per pixel of the original portrait.
    """

    image: NDArray[np.uint8]
    landmarks: NDArray[np.float32]
    outline: NDArray[np.float32]
    scale: float


def portrait_file() -> Path:
    """Where scikit-image keeps the portrait; it is part of the package and never fetched.

    Raises:
        MissingError: scikit-image is not installed, or without its pictures.
    """
    spec = find_spec("skimage")  # finds the folder without the cost of importing the package
    for folder in (spec.submodule_search_locations if spec else None) or ():
        path = Path(folder, "data", "astronaut.png")
        if path.is_file():
            return path
    raise MissingError(
        "The demo's portrait is not installed.", "Install it with: pip install scikit-image"
    )


def load_portrait(size: tuple[int, int]) -> Portrait:
    """The portrait, framed for a picture of `size` = (width, height)."""
    with Image.open(portrait_file()) as file:
        still = np.array(file.convert("RGB"))
    with np.load(Path(__file__).with_name("portrait.npz")) as points:
        landmarks, outline = points["landmarks"], points["outline"]
    return _framed(still, landmarks, outline, size)


def _framed(
    still: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    outline: NDArray[np.float32],
    size: tuple[int, int],
) -> Portrait:
    """Cut the still to the shape of `size`; what it lacks is its own blurred mirror image."""
    width, height = size
    shown = max(_HEIGHT, _MIN_WIDTH * height / width)
    shown = min(shown, max(_HEIGHT * 0.75, still.shape[1] * height / width))
    scale = height / shown
    left = _CENTRE_X - width / scale / 2
    left = min(max(left, 0.0), max(0.0, still.shape[1] - width / scale))
    if width / scale > still.shape[1]:
        left = (still.shape[1] - width / scale) / 2
    # Centres of pixels, not their corners, fall on each other.
    shift = np.array([-left * scale + (scale - 1) / 2, -_TOP * scale + (scale - 1) / 2])
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    enlarged = cv2.warpAffine(
        still, matrix, size, flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REFLECT_101
    )
    outside = _outside(still.shape[1], still.shape[0], matrix, size)
    if outside.any():
        sigma = 12 * scale
        soft = cv2.GaussianBlur(enlarged, (0, 0), sigma)
        share = cv2.GaussianBlur(outside, (0, 0), sigma / 3)[..., None]
        enlarged = (enlarged + share * (soft.astype(np.float32) - enlarged)).astype(np.uint8)
    moved = landmarks * np.float32(scale)
    moved[:, :2] += shift.astype(np.float32)
    return Portrait(
        np.asarray(enlarged, np.uint8), moved, (outline * scale + shift).astype(np.float32), scale
    )


def _outside(
    width: int, height: int, matrix: NDArray[np.float64], size: tuple[int, int]
) -> NDArray[np.float32]:
    """(h, w) float32: 1 where the frame reaches beyond the still."""
    ones = np.zeros((height, width), np.float32)
    beyond = cv2.warpAffine(
        ones, matrix, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=1
    )
    return np.asarray(beyond, np.float32)
