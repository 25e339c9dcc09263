"""What occluders are drawn with: layers of colour and opacity, strokes, noise, rounded forms.

Pictures are float32 sRGB in 0..255, opacities float32 in 0..1. Places on a face are given in
distances between the outer corners of its eyes: x to the right of the picture along them, y down,
from the middle between them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Layer", "Scene", "clear", "curve", "fill", "forms", "joined", "noise", "shade", "stroke",
]  # fmt: skip

Array = NDArray[np.float32]
Rng = np.random.Generator

_FINE = 4  # fractional bits of coordinates


@dataclass(slots=True, eq=False)
class Layer:
    """Something before the face.

    Attributes:
        color: (h, w, 3). alpha: (h, w) how much of the face is hidden by it.
        lift: eye distances between it and the skin; 0 casts no shadow.
    """

    color: Array
    alpha: Array
    lift: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A face to draw on.

    Attributes:
        size: (height, width) in pixels. points: (478, 2) pixels.
        skin: (3,) the wearer's usual skin.
    """

    size: tuple[int, int]
    points: Array
    skin: Array

    @property
    def eye(self) -> float:
        """Pixels between the outer corners of the eyes."""
        return float(np.linalg.norm(self.points[263] - self.points[33]))

    def at(self, places: object) -> Array:
        """Pixels (n, 2) of places on the face (n, 2)."""
        across = self.points[263] - self.points[33]
        down = np.array([-across[1], across[0]], np.float32)
        middle = (self.points[263] + self.points[33]) / 2
        spots = np.asarray(places, np.float32).reshape(-1, 2)
        return np.asarray(middle + spots[:, :1] * across + spots[:, 1:] * down, np.float32)


def clear(scene: Scene) -> Layer:
    """A layer with nothing on it."""
    return Layer(np.zeros((*scene.size, 3), np.float32), np.zeros(scene.size, np.float32))


def curve(points: object, count: int = 24) -> Array:
    """(count, 2) of the Bezier curve with these control points."""
    control = np.asarray(points, np.float64)
    t = np.linspace(0.0, 1.0, count)[:, None]
    while len(control) > 1:
        stacked = control if control.ndim == 3 else control[:, None].repeat(count, axis=1)
        control = stacked[:-1] * (1 - t) + stacked[1:] * t
    return control[0].astype(np.float32)


def stroke(canvas: NDArray[np.uint8], points: Array, width: float, value: object = 255) -> None:
    """Draw an open line of a width in pixels; below one pixel it gets fainter instead."""
    spots = np.rint(points * 2**_FINE).astype(np.int32)
    color = np.atleast_1d(np.asarray(value, float)) * min(max(width, 0.3), 1.0)
    thick = max(1, round(width))
    cv2.polylines(canvas, [spots], False, color.tolist(), thick, cv2.LINE_AA, _FINE)


def fill(scene: Scene, points: Array) -> Array:
    """(h, w) 1 inside a polygon of pixels."""
    canvas = np.zeros(scene.size, np.uint8)
    cv2.fillPoly(canvas, [np.rint(points * 2**_FINE).astype(np.int32)], 255, cv2.LINE_AA, _FINE)
    return canvas.astype(np.float32) / 255.0


def joined(scene: Scene, spots: Array, radii: Array) -> Array:
    """(h, w) 1 inside round pieces (n, 2) of radii (n,), each joined to the next."""
    canvas = np.zeros(scene.size, np.uint8)
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for one, other in zip(range(len(spots) - 1), range(1, len(spots)), strict=True):
        both = [spots[i] + radii[i] * circle for i in (one, other)]
        hull = cv2.convexHull(np.concatenate(both).astype(np.float32))
        fixed = np.rint(hull * 2**_FINE).astype(np.int32)
        cv2.fillConvexPoly(canvas, fixed, 255, cv2.LINE_AA, _FINE)
    return canvas.astype(np.float32) / 255.0


def noise(rng: Rng, size: tuple[int, int], cells: float) -> Array:
    """(h, w) smooth noise about 0 of deviation 1, with so many cells along the longer side."""
    cell = max(size) / cells
    grid = [max(2, round(side / cell)) for side in size]
    coarse = rng.normal(0.0, 1.0, grid).astype(np.float32)
    return cv2.resize(coarse, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)


def forms(alpha: Array, radius: float) -> tuple[Array, Array]:
    """Normals (h, w, 3) of a form rounded towards its outline, and how near (h, w) that is.

    Args:
        radius: pixels from the outline to where it is flat.
    """
    inside = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    near = 1.0 - np.clip(inside / max(radius, 1.0), 0.0, 1.0)
    smooth = cv2.GaussianBlur(inside, (0, 0), max(radius * 0.15, 0.6))
    x, y = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    length = np.sqrt(x * x + y * y) + 1e-3
    normals = np.stack([-x / length * near, -y / length * near, np.sqrt(1 - near * near)], axis=2)
    return normals.astype(np.float32), near.astype(np.float32)


def shade(normals: Array, rng: Rng, contrast: float) -> Array:
    """(h, w) how much of a light from a random side falls on a form, about 1."""
    turn = rng.uniform(0, 2 * np.pi)
    light = np.array([np.cos(turn) * 0.6, np.sin(turn) * 0.6 - 0.3, 0.8], np.float32)
    light /= np.linalg.norm(light)
    return np.asarray(1.0 - contrast + contrast * np.clip(normals @ light, 0, 1) * 1.25, np.float32)
