"""Colours of eyes, lips, brows and hair, and their contrast with the skin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.skin.colour import delta_e, lab_from_linear, lab_to_hex
from beautymirror.skin.light import Light
from beautymirror.skin.linear import linear_from_srgb

__all__ = ["Feature", "Features", "lip_pixels", "read_features"]

Array = NDArray[np.float64]
_FEWEST = 15  # pixels


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """A colour with its everyday name: CIELAB (3,), in the same light as the skin."""

    lab: Array
    hex: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What is seen beside the skin; None where it is not.

    Attributes:
        contrast: difference in L* between the skin and the darkest of hair, brows and eyes.
        contrast_name: low, medium or high.
    """

    eyes: Feature | None
    lips: Feature | None
    brows: Feature | None
    hair: Feature | None
    contrast: float
    contrast_name: str


def read_features(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], light: Light, skin: Array
) -> Features:
    """Features of one frame in a known light; ``skin`` is its CIELAB in that light."""

    def labs(pixels: NDArray[np.uint8]) -> Array:
        return lab_from_linear(light.correct(linear_from_srgb(pixels)))

    eyes = _iris(image, landmarks)
    lips = lip_pixels(image, landmarks)
    brows = np.concatenate([_inside(image, _brow_mask(image, landmarks, side)) for side in (0, 1)])
    hair = _above(image, landmarks)
    found = {
        "eyes": _feature(labs(eyes), _eye_name) if len(eyes) >= _FEWEST else None,
        "lips": _feature(labs(lips), _lip_name) if len(lips) >= _FEWEST else None,
        "brows": _feature(_darkest(labs(brows)), _hair_name) if len(brows) >= _FEWEST else None,
        "hair": _hair(labs(hair), skin) if len(hair) >= 10 * _FEWEST else None,
    }
    dark = [seen.lab[0] for name, seen in found.items() if seen is not None and name != "lips"]
    contrast = float(skin[0] - min(dark)) if dark else 0.0
    name = "high" if contrast > _HIGH_CONTRAST else "low" if contrast < _LOW_CONTRAST else "medium"
    return Features(**found, contrast=contrast, contrast_name=name)


_LOW_CONTRAST, _HIGH_CONTRAST = 22.0, 42.0  # L*: thirds of 600 faces


def _feature(labs: Array, name: Callable[[Array], str]) -> Feature:
    middle = np.median(labs, axis=0)
    return Feature(middle, lab_to_hex(middle), name(middle))


def _darkest(labs: Array) -> Array:
    """The hairs among the skin between them."""
    return labs[labs[:, 0] <= np.percentile(labs[:, 0], 35)]


def _hair(labs: Array, skin: Array) -> Feature | None:
    """The main colour above the forehead, unless that is skin or nothing in particular."""
    sample = labs[:: max(1, len(labs) // 1500)].astype(np.float32)
    start = np.zeros((len(sample), 1), np.int32)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    cv2.setRNGSeed(0)
    _, labels, centres = cv2.kmeans(sample, 3, start, stop, 1, cv2.KMEANS_PP_CENTERS)
    counts = np.bincount(np.asarray(labels).ravel(), minlength=3)
    centre = np.asarray(centres, np.float64)[counts.argmax()]
    if counts.max() < 0.4 * len(sample) or float(delta_e(centre, skin)) < 8:
        return None
    return Feature(centre, lab_to_hex(centre), _hair_name(centre))


def _hair_name(lab: Array) -> str:
    lightness, chroma = lab[0], float(np.hypot(lab[1], lab[2]))
    hue = float(np.degrees(np.arctan2(lab[2], lab[1])))
    if lightness < 16:
        return "black"
    if chroma < 6 and lightness > 35:
        return "grey" if lightness < 75 else "white"
    if lightness > 52 and chroma >= 10:
        return "red" if hue < 52 else "blond"
    if (hue < 50 and chroma > 26) or (hue < 57 and chroma > 34):
        return "red"
    return "dark brown" if lightness < 30 else "brown"


def _eye_name(lab: Array) -> str:
    lightness, chroma = lab[0], float(np.hypot(lab[1], lab[2]))
    hue = float(np.degrees(np.arctan2(lab[2], lab[1]))) % 360
    if lightness < 20:
        return "dark brown"
    if 170 <= hue <= 310 or (chroma < 5 and lightness > 30):
        return "blue" if chroma >= 5 else "grey"
    if 95 <= hue < 170:
        return "green"
    if 78 <= hue < 95 and lightness > 30:
        return "hazel"
    return "brown" if lightness > 28 else "dark brown"


def _lip_name(lab: Array) -> str:
    if lab[0] < 32:
        return "deep"
    hue = float(np.degrees(np.arctan2(lab[2], lab[1])))
    return "pink" if hue < 28 else "rose" if hue < 42 else "brown"


def _iris(image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Pixels of both irises, without pupil, rim, lids and catch-light."""
    found = []
    for iris in (regions.RIGHT_IRIS, regions.LEFT_IRIS):
        centre = landmarks[iris[0], :2]
        radius = float(np.linalg.norm(landmarks[list(iris[1:]), :2] - centre, axis=1).mean())
        reach = int(np.ceil(radius)) + 1
        x0, y0 = np.maximum(centre.astype(int) - reach, 0)
        crop = image[y0 : y0 + 2 * reach + 1, x0 : x0 + 2 * reach + 1]
        y, x = np.mgrid[: crop.shape[0], : crop.shape[1]]
        dx, dy = x + x0 - centre[0], y + y0 - centre[1]
        away = np.hypot(dx, dy) / max(radius, 1e-3)
        # Beside and below the pupil: the upper lid and its lashes shade the rest.
        ring = (away > 0.42) & (away < 0.85) & (dy > -0.35 * radius) & (dy < 0.6 * radius)
        found.append(crop[ring])
    pixels = np.concatenate(found)
    if not len(pixels):
        return pixels
    level = pixels.max(axis=1)
    return pixels[level <= np.percentile(level, 80)]


def lip_pixels(image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Pixels (n, 3) of both lips."""
    canvas = np.zeros(image.shape[:2], np.uint8)
    for loop, value in ((regions.LIPS_OUTER, 1), (regions.LIPS_INNER, 0)):
        cv2.fillPoly(canvas, [np.rint(landmarks[list(loop), :2]).astype(np.int32)], value)
    return image[canvas > 0]


def _brow_mask(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], side: int
) -> NDArray[np.uint8]:
    canvas = np.zeros(image.shape[:2], np.uint8)
    loop = landmarks[list(regions.brow_loops(canonical_mesh())[side]), :2]
    cv2.fillPoly(canvas, [np.rint(loop).astype(np.int32)], 1)
    return canvas


def _inside(image: NDArray[np.uint8], mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return image[mask > 0]


def _above(image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Pixels of a band over the hairline."""
    top, chin = landmarks[10, :2], landmarks[152, :2]
    up = top - chin
    across = landmarks[332, :2] - landmarks[103, :2]
    corners = [
        top + up * low + across * side * 0.55
        for low, side in ((0.10, -1), (0.10, 1), (0.24, 1), (0.24, -1))
    ]
    canvas = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.rint(corners).astype(np.int32)], 1)
    return image[canvas > 0]
