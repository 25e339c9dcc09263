"""People who hold a sheet of paper or a grey card under their chin, in lights nobody told.

Nobody photographed that; so the sheet is drawn into their pictures, in linear light and before the
lamp is changed: turned, a little in perspective, held by two thumbs, its light falling off towards
one side, with the spread of what is sold as white paper and as grey cards. Pictures that end at
the chin are continued below by what they end with.
"""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from beautymirror.face import regions
from beautymirror.skin.calibration import REFLECTANCE
from tests.benchmarks.skin_people import Person

__all__ = ["holding"]

Card = Literal["paper", "grey"]

# Of one sheet of paper to another, and of one card: reflectance, and how much bluer or yellower.
_SPREAD: dict[Card, tuple[float, float]] = {"paper": (0.04, 0.015), "grey": (0.02, 0.01)}
_FALL = 0.04  # of the light over half a sheet
_CHEEKS = (50, 280)  # landmarks


def holding(linear: np.ndarray, person: Person, card: Card, rng: np.random.Generator) -> np.ndarray:
    """The picture (h, w, 3), linear and made taller below, with a sheet held under the chin."""
    height = len(linear)
    oval = person.landmarks[list(regions.FACE_OVAL), :2]
    (left, _), (right, chin) = oval.min(axis=0), oval.max(axis=0)
    across = right - left
    below = max(0, int(chin + 0.95 * across) - height)
    out = _continued(linear, below)
    size = across * np.array([rng.uniform(0.75, 1.15), rng.uniform(0.55, 0.8)])
    middle = np.array([(left + right) / 2, chin + 0.1 * across + size[1] / 2])
    middle += across * np.array([rng.uniform(-0.25, 0.25), rng.uniform(0.0, 0.12)])
    angle = np.radians(rng.uniform(-9, 9))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])
    corners += rng.uniform(-0.025, 0.025, (4, 2))
    corners = middle + corners * size @ turn.T
    soft = _filled(out.shape, corners, 0.7)
    shadow = _filled(out.shape, corners + across * np.array([0.01, 0.02]), 0.015 * across)
    out = out * (1 - 0.25 * shadow)
    out = out * (1 - soft) + soft * _sheet(out.shape, middle, across, card, rng)
    cheek = np.mean([_around(linear, person.landmarks[n, :2]) for n in _CHEEKS], axis=0)
    for side, far in ((0, 3), (1, 2)):
        at = corners[side] + rng.uniform(0.5, 0.9) * (corners[far] - corners[side])
        thumb = _thumb(out.shape, at, across)
        out = out * (1 - thumb) + thumb * cheek
    return np.asarray(out, np.float32)


def _continued(linear: np.ndarray, below: int) -> np.ndarray:
    last = cv2.GaussianBlur(linear[-3:].mean(axis=0, keepdims=True), (0, 0), 2)
    return np.concatenate([linear, np.repeat(last, below, axis=0)])


def _filled(shape: tuple[int, ...], corners: np.ndarray, sigma: float) -> np.ndarray:
    mask = np.zeros(shape[:2], np.float32)
    cv2.fillPoly(mask, [np.rint(corners * 16).astype(np.int32)], 1.0, shift=4)
    return cv2.GaussianBlur(mask, (0, 0), sigma)[..., None]


def _sheet(
    shape: tuple[int, ...], middle: np.ndarray, across: float, card: Card, rng: np.random.Generator
) -> np.ndarray:
    spread, hue = _SPREAD[card]
    blue = rng.uniform(-hue, hue)
    colour = REFLECTANCE[card] * rng.uniform(1 - spread, 1 + spread)
    fall = rng.uniform(-_FALL, _FALL, 2) / (across / 2)
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    light = 1 + fall[0] * (columns - middle[0]) + fall[1] * (rows - middle[1])
    return light[..., None] * colour * np.array([1 - blue / 2, 1.0, 1 + blue])


def _around(linear: np.ndarray, point: np.ndarray) -> np.ndarray:
    x, y = np.rint(point).astype(int)
    return np.median(linear[y - 4 : y + 5, x - 4 : x + 5].reshape(-1, 3), axis=0)


def _thumb(shape: tuple[int, ...], at: np.ndarray, across: float) -> np.ndarray:
    mask = np.zeros(shape[:2], np.float32)
    size = (int(0.11 * across), int(0.055 * across))
    cv2.ellipse(mask, tuple(np.rint(at).astype(int).tolist()), size, 0, 0, 360, 1.0, -1)
    return cv2.GaussianBlur(mask, (0, 0), 1.0)[..., None]
