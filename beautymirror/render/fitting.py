"""What lashes, lenses and teeth are fitted to: rims, scale, head axes and local light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.rims import Rims
from beautymirror.render.cover import Cover, bare
from beautymirror.render.haze import cleared
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LUMA
from beautymirror.render.wearer import Wearer

__all__ = ["Fitting", "fit", "parted"]

Array = NDArray[np.float32]

_OUTER_CORNERS = (33, 263)
_CORNERS_MM = 88.9  # between them on the canonical face
# Skin below each eye and beside it, out of the brow's and the lashes' shade.
_NEAR = np.array(
    [[230, 229, 228, 118, 119, 117, 31, 111], [450, 449, 448, 347, 348, 346, 261, 340]]
)
_EYE_FACING = np.array([[159, 145, 33, 160, 158], [386, 374, 263, 387, 385]])
_LIPS = np.array([37, 267, 84, 314, 39, 269, 181, 405, 17, 0, 11, 12, 15, 16, 72, 302, 85, 315])
# Millimetres between the inner lip lines up to which no tooth is seen, and from which many can be:
# of 55 closed mouths 50 are below 0.6, and teeth were painted at 2.1.
_PARTED = (0.8, 1.6)
_INNER_UPPER, _INNER_LOWER = np.array([82, 13, 312]), np.array([87, 14, 317])


@dataclass(frozen=True, slots=True, eq=False)
class Fitting:
    """One face of one frame, as its features need to know it.

    Attributes:
        picture: the untouched frame.
        landmarks: (478, 3) pixels.
        lids, mouth: see ``Rims.find``; lid_places, mouth_places: see ``Rims.places``.
        cover: of the wearer.
        scale: pixels to a millimetre on the face.
        head: (3, 2) pixels that a millimetre to the wearer's left, up, or forward spans in the
            picture (x right, y down).
        facing: (2,) how far each eye is seen, 0..1: from the front, and not behind something.
        light: (2,) on the skin about each eye, 1 in full light.
        skin: (3,) linear RGB of the fully lit skin; lip: of the bare lips as they are lit.
        haze: (3,) linear RGB before them, see ``render.haze``.
    """

    picture: Picture
    landmarks: Array
    lids: Array
    mouth: Array
    lid_places: Array
    mouth_places: Array
    cover: Cover | None
    scale: float
    head: Array
    facing: Array
    light: Array
    skin: Array
    lip: Array
    haze: Array

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the picture."""
        return self.picture.size

    def clear(self, places: Array) -> Array:
        """(...) how far nothing lies before places (..., 2) of the canonical plane, 0..1."""
        if self.cover is None:
            return np.ones(places.shape[:-1], np.float32)
        size = len(self.cover)
        x, y = np.moveaxis((places * size).astype(np.intp).clip(0, size - 1), -1, 0)
        return bare(self.cover[size - 1 - y, x])

    def sample(self, points: Array) -> Array:
        """Linear RGB (..., 3) behind the haze at points (..., 2); beyond the rim the nearest."""
        return cleared(self.picture.linear(points), self.haze)


def fit(rims: Rims, picture: Picture, wearer: Wearer) -> Fitting | None:
    """Everything about a wearer's face in this frame; None where the landmarks are no face."""
    landmarks = wearer.face.landmarks
    if not np.isfinite(landmarks).all():
        return None
    left, right = landmarks[_OUTER_CORNERS[1]], landmarks[_OUTER_CORNERS[0]]
    scale = float(np.linalg.norm(left - right)) / _CORNERS_MM
    if scale < 1e-3:
        return None
    lids, mouth = rims.find(landmarks)
    axes = wearer.face.pose[:2, :3].T * np.float32(scale)
    facing = wearer.normals[_EYE_FACING, 2].mean(axis=1)
    haze = wearer.light.haze
    near = cleared(picture.linear(landmarks[_NEAR]), haze)
    alike = wearer.likeness.of_hue(near.reshape(-1, 3)).reshape(2, -1).mean(axis=1)
    return Fitting(
        picture,
        landmarks,
        lids,
        mouth,
        *rims.places(),
        wearer.cover,
        scale,
        axes * np.array([1, -1], np.float32),
        np.clip((facing - 0.05) / 0.25, 0.0, 1.0) * np.clip(4.0 * alike - 1.0, 0.0, 1.0),
        np.clip(np.median(near @ LUMA, axis=1) / wearer.light.albedo, 0.05, 1.2),
        wearer.light.skin,
        np.median(cleared(picture.linear(landmarks[_LIPS]), haze), axis=0),
        haze,
    )


def parted(landmarks: Array) -> float:
    """How far the lips are apart: 0 where no tooth can be seen between them, 1 where many can."""
    scale = float(np.linalg.norm(landmarks[_OUTER_CORNERS[0]] - landmarks[_OUTER_CORNERS[1]]))
    gap = np.linalg.norm(landmarks[_INNER_UPPER, :2] - landmarks[_INNER_LOWER, :2], axis=1).max()
    shut, open_ = _PARTED
    return min(max((float(gap) / max(scale, 1e-3) * _CORNERS_MM - shut) / (open_ - shut), 0.0), 1.0)
