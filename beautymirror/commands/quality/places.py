"""Where things are on a face in a picture, as masks; what figures are measured on.

Pictures are (h, w, 3) uint8 sRGB, landmarks (478, 3) pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.scale import eye_distance

__all__ = ["Mask", "Picture", "Places", "Points", "discs", "grown", "places", "polygon"]

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Middles of cheeks and forehead, each a disc of this radius in eye distances.
_CHEEKS, _FOREHEAD, _DISC = (50, 280), (151, 9), 0.12
_LIDS = ((159, 52), (386, 282))  # upper lid margin and lower brow edge above the pupil


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Masks (h, w) of one face."""

    mesh: Mask
    lips: Mask
    mouth: Mask
    eyes: Mask
    cheeks: Mask
    lids: Mask
    skin: Mask
    face: Mask


def places(size: tuple[int, int], points: Points) -> Places:
    """Where things are on a face; lips, mouth and eyes a little inside their lines.

    Neither edges are measured there nor the landmarks' own error, 1.4 mm on the inner lip line.
    """
    right, left = regions.eye_loops(canonical_mesh())
    eye = eye_distance(points)
    inside = polygon(size, points[list(regions.LIPS_INNER)])
    lips = polygon(size, points[list(regions.LIPS_OUTER)]) & ~grown(inside, 1)
    eyes = polygon(size, points[list(right)]) | polygon(size, points[list(left)])
    cheeks = discs(size, points[list(_CHEEKS)], _DISC * eye)
    lids = discs(size, [0.8 * points[a] + 0.2 * points[b] for a, b in _LIDS], 0.035 * eye)
    face = grown(_mesh(size, points), -round(0.12 * eye))
    forehead = discs(size, points[list(_FOREHEAD)], _DISC * eye)
    return Places(
        mesh=grown(_mesh(size, points), 1),
        lips=grown(lips, -max(1, round(0.02 * eye))),
        mouth=grown(inside, -max(1, round(0.02 * eye))),
        eyes=grown(eyes, -max(1, round(0.01 * eye))),
        cheeks=cheeks,
        lids=lids,
        skin=cheeks | forehead,
        face=face & ~grown(eyes, round(0.12 * eye)) & ~grown(lips, round(0.06 * eye)),
    )


def polygon(size: tuple[int, int], points: Points) -> Mask:
    """The inside of a closed line; ``size`` is (width, height)."""
    canvas = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(canvas, [np.rint(points[:, :2] * 16).astype(np.int32)], 1, shift=4)
    return canvas.astype(bool)


def discs(size: tuple[int, int], centres: Sequence[Points] | Points, radius: float) -> Mask:
    """Discs around points; ``size`` is (width, height), the radius is in pixels."""
    canvas = np.zeros((size[1], size[0]), np.uint8)
    for centre in centres:
        middle = (round(float(centre[0])), round(float(centre[1])))
        cv2.circle(canvas, middle, max(1, round(radius)), 1, -1)
    return canvas.astype(bool)


def grown(mask: Mask, pixels: int) -> Mask:
    """Grown by that many pixels, or shrunk where negative."""
    if pixels == 0:
        return mask
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(pixels) + 1,) * 2)
    change_shape = cv2.dilate if pixels > 0 else cv2.erode
    return change_shape(mask.astype(np.uint8), kernel).astype(bool)


def _mesh(size: tuple[int, int], points: Points) -> Mask:
    canvas = np.zeros((size[1], size[0]), np.uint8)
    for corners in canonical_mesh().triangles:
        cv2.fillConvexPoly(canvas, np.rint(points[corners, :2] * 16).astype(np.int32), 1, shift=4)
    return canvas.astype(bool)
