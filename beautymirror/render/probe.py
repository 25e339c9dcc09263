"""What the light does on a wearer's face: measured at a few hundred points of a frame."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.atlas import PAGES
from beautymirror.face.distances import Distances
from beautymirror.face.mesh import FaceMesh
from beautymirror.render.haze import cleared, haze_before
from beautymirror.render.lean import lean_of
from beautymirror.render.light import FRONT, Light, redness
from beautymirror.render.likeness import majority
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LUMA
from beautymirror.render.white import light_color

__all__ = ["Probe"]

Array = NDArray[np.float32]

_LIT = (45.0, 88.0)  # percentiles of the face: shadow lies below, highlights above
_LIP_LINES = np.array(
    [
        [regions.LIPS_OUTER_UPPER, regions.LIPS_INNER_UPPER],
        [regions.LIPS_OUTER_LOWER, regions.LIPS_INNER_LOWER],
    ]
)
_MIDDLE = tuple(np.linspace(20.0, 80.0, 13))  # percentiles: their mean leaps less than the median
# Logarithm of the upper lip's light over the lower one's, and how far people differ in it.
_SHADED = (-0.4, 0.35)
_ACROSS = np.linspace(0.12, 0.63, 7, dtype=np.float32)[:, None, None, None]
# Upper and lower lid, outer and inner corner, of both eyes; openings over widths.
_LIDS, _CORNERS = np.array([[159, 386], [145, 374]]), np.array([[33, 263], [133, 362]])
_SHUT, _OPEN = 0.10, 0.18


class Probe:
    """Measures the light at the middles of mesh triangles that hold skin, and of the lips."""

    def __init__(self, mesh: FaceMesh, distances: Distances) -> None:
        middles = mesh.uv[mesh.triangles].mean(axis=1)
        face, *_ = PAGES
        lips, _, oval, brow = distances.lips_oval_brow_at(face.place(middles)).T
        _, _, upper, lower = distances.eyes_at(face.place(middles)).T
        off_eye = (upper > 9) | (lower > 9)
        skin = (lips < -6) & (brow < -4) & (oval > 12) & off_eye
        self._skin = mesh.triangles[skin]
        corners = mesh.positions[self._skin]
        sides = corners[:, 1:] - corners[:, :1]
        self._area = np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1)

    def measure(self, picture: Picture, landmarks: Array, normals: Array) -> Light | None:
        """The light of one frame; None if too little of the face can be seen.

        Args:
            landmarks: (478, 3) pixels.
            normals: (468, 3) unit vectors, x right, y up, z to the camera.
        """
        colors, facing, inside = self._sample(picture, landmarks, normals, self._skin)
        seen = facing[:, 2] > 0.25
        if seen.sum() < 40:
            return None
        haze = haze_before(picture.image, landmarks)
        colors = cleared(colors, haze)
        seen[seen] = majority(colors[seen])
        colors, facing = colors[seen], facing[seen]
        luminance = colors @ LUMA
        # Triangles crowd about eyes, nose and mouth, where it is darker: each counts by the area
        # that it shows.
        area = self._area[inside][seen] * facing[:, 2]
        low, high = _percentiles(luminance, area, _LIT)
        lit = (luminance >= low) & (luminance <= high)
        skin = np.average(colors[lit], axis=0, weights=area[lit]).astype(np.float32)
        lips, lip_redness = _lips(picture, landmarks, haze)
        color = light_color(picture, landmarks, skin, haze)
        direction = _direction(luminance, facing)
        skin = np.maximum(skin, 1e-3)
        lean = lean_of(colors / skin, luminance / float(skin @ LUMA), facing, area)
        lip_redness -= redness(color)
        lips = np.maximum(lips, 1e-3)
        return Light(skin, lips, lip_redness, direction, color, lean, haze, _sight(landmarks))

    def _sample(
        self,
        picture: Picture,
        landmarks: Array,
        normals: Array,
        triangles: NDArray[np.int32],
    ) -> tuple[Array, Array, NDArray[np.bool_]]:
        middles = landmarks[triangles, :2].mean(axis=1)
        inside = ((middles >= 0) & (middles < picture.size)).all(axis=1)
        colors = picture.linear(middles[inside])
        return colors, normals[triangles[inside, 0]], inside


def _lips(picture: Picture, landmarks: Array, haze: Array) -> tuple[Array, float]:
    """Luminance (2,) of the bare lips, see ``Light.lips``, and how red they look.

    Each point counts by the height of the lip there, or thin lips would be mostly the dark line
    where they meet. The upper lip looks down and has less light, as far as ``_SHADED`` believes it:
    what is darker than that is pigment, and would shine through an opaque lipstick.
    """
    lines = landmarks[_LIP_LINES, :2]  # lip, outer or inner, along, xy
    outer, inner = lines[:, 0, 1:-1], lines[:, 1, 1:-1]
    points = outer + _ACROSS * (inner - outer)
    height = np.linalg.norm(inner - outer, axis=2) + 1e-3
    colors = cleared(picture.linear(points), haze)
    luminance = colors @ LUMA
    weights = np.broadcast_to(height, points.shape[:-1])
    seen = [_percentiles(luminance[:, i].ravel(), weights[:, i].ravel(), _MIDDLE) for i in (0, 1)]
    upper, lower = np.log(np.maximum(seen, 1e-3)).mean(axis=1)
    usual, spread = _SHADED
    shade = usual + spread * np.tanh((upper - lower - usual) / spread)
    share = height.sum(axis=1) / height.sum()
    lips = np.exp([upper - share[1] * shade, lower + share[0] * shade])
    red, green = (colors[..., :2] + np.float32(0.002)).reshape(-1, 2).T
    return np.asarray(lips, np.float32), math.log(float(np.median(red / green)))


def _sight(landmarks: Array) -> float:
    """How far the wider eye is open, 0..1, by the height of its opening over its width."""
    (top, bottom), (outer, inner) = landmarks[_LIDS, :2], landmarks[_CORNERS, :2]
    width = np.maximum(np.linalg.norm(outer - inner, axis=1), 1e-3)
    opening = float((np.linalg.norm(top - bottom, axis=1) / width).max())
    return min(max((opening - _SHUT) / (_OPEN - _SHUT), 0.0), 1.0)


def _percentiles(values: Array, weights: Array, at: tuple[float, ...]) -> Array:
    """Percentiles of values that count by their weights."""
    order = np.argsort(values)
    below = np.cumsum(weights[order])
    return np.asarray(np.interp(np.array(at) / 100.0, below / below[-1], values[order]), np.float32)


def _direction(luminance: Array, normals: Array) -> Array:
    """Direction of a distant light that explains the shading: least squares of Lambert's law."""
    terms = np.concatenate([normals, np.ones((len(normals), 1), np.float32)], axis=1)
    fit = np.linalg.lstsq(terms, luminance / max(float(luminance.mean()), 1e-4), rcond=None)[0]
    # Skin seen from the front tells little about z: lean on the usual place of a light.
    to = fit[:3] * [1.0, 1.0, 0.5] + 0.6 * FRONT
    to[2] = max(to[2], 0.3)
    return (to / np.linalg.norm(to)).astype(np.float32)
