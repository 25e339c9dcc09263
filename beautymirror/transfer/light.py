"""The light of a photo, divided out of a face that is laid flat, so that colours are the makeup's.

Two parts, both in closed form. The colour and strength of the light are voted for by skin and
highlights, as for a reading of skin, but not by lips, which may wear anything. Since a photo is
more often taken in fair light than not, the vote is drawn towards no change by as much as it is
unsure (a Gaussian prior). Shading is told by symmetry: makeup is much the same on both sides of a
face, so what differs smoothly between them is light.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import bare_skin
from beautymirror.skin import light as lights
from beautymirror.skin.colour import linear_from_srgb, srgb_from_linear

__all__ = ["PhotoLight", "divide_light", "find_light"]

Array = NDArray[np.float64]

_USUAL_EXPOSURE, _USUAL_TINT = 0.4, 0.3  # standard deviations of photos' light, stops
_BELIEVED = 0.7  # of a vote for an unusual exposure, as its deviation: some photos are very dark
_SEEN = 0.35  # coverage from which a texel speaks
_FEWEST = 600  # pairs of texels of 256 x 256 that tell shading
_EVERY = 3  # texels between those that are asked
_STEEPEST = 1.5  # stops between the middle and a side
_ODD_TERMS = 3
_STIFF = 0.03  # weight of no shading against the pairs: what they do not show is not made up


@dataclass(frozen=True, slots=True, eq=False)
class PhotoLight:
    """The light on a face in a photo.

    Attributes:
        gain: (3,) in the sharpened space of ``skin.light``; 1 is a well exposed white balance.
        slope: (3, 3) stops by which each band (rows) rises towards the wearer's left: what grows
            with x, with x y and with x^3, where x and y run from -1 to 1 over the UV plane.
    """

    gain: Array
    slope: Array

    def tint(self) -> tuple[float, float]:
        """How coloured the light is in stops: (warm minus cool, magenta minus green)."""
        red, green, blue = np.log2(self.gain)
        return float(red - blue), float((red + blue) / 2 - green)

    def exposure(self) -> float:
        """Stops by which the photo is brighter than usual."""
        return float(np.log2(self.gain).mean())

    def shading(self, size: int) -> Array:
        """(size, size, 3) factor of each band over the UV plane; 1 in the middle."""
        stops = _odd_terms(size) @ self.slope.T
        return np.asarray(2.0 ** np.clip(stops, -_STEEPEST, _STEEPEST))


def find_light(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], flat: Unwrapped, mesh: FaceMesh
) -> PhotoLight:
    """The light on a face.

    Args:
        image: (h, w, 3) sRGB, the photo. landmarks: (478, 3) pixels of it.
        flat: the same face unwrapped, sRGB, before anything was filled in.
    """
    size = len(flat.coverage)
    seen = bare_skin(mesh, size) & (flat.coverage > _SEEN)
    pixels = linear_from_srgb(flat.image[seen])
    if not len(pixels):
        return PhotoLight(np.ones(3), np.zeros((3, _ODD_TERMS)))
    cues = lights.cue_colours(image, landmarks, np.median(pixels, axis=0))
    cues.pop("lips", None)
    return PhotoLight(_shrunk(lights.estimate(cues)), _slope(flat, seen))


def divide_light(image: NDArray[np.uint8], light: PhotoLight) -> NDArray[np.uint8]:
    """An unwrapped face (n, n, 3) sRGB as it would be in even white light; 0 stays 0."""
    linear = linear_from_srgb(image) / light.shading(len(image))
    white = lights.unsharpened(lights.sharpened(linear) / light.gain)
    return srgb_from_linear(np.maximum(white, 0.0))


def _shrunk(voted: lights.Light) -> Array:
    """Gains drawn towards 1: the posterior mean where light is usually fair."""
    stops = np.log2(voted.gain)
    exposure = max(_USUAL_EXPOSURE, _BELIEVED * abs(float(stops.mean())))
    usual = _USUAL_TINT**2 * np.eye(3) + exposure**2 * np.ones((3, 3))
    share = usual @ np.linalg.inv(usual + voted.deviation)
    return np.asarray(2.0 ** (share @ stops))


def _slope(flat: Unwrapped, seen: NDArray[np.bool_]) -> Array:
    """Least squares of the odd terms on the difference between mirrored texels; see PhotoLight."""
    size = len(seen)
    both = seen & seen[:, ::-1]
    both[:, size // 2 :] = False
    if both.sum() < _FEWEST * (size / 256) ** 2:
        return np.zeros((3, _ODD_TERMS))
    at = np.flatnonzero(both)[::_EVERY]
    stops = np.log2(linear_from_srgb(flat.image) + 1e-3)
    differences = (0.5 * (stops - stops[:, ::-1])).reshape(-1, 3)[at]
    terms = _odd_terms(size).reshape(-1, _ODD_TERMS)[at]
    weights = np.ones(len(at))
    for _ in range(4):  # spots, hair and one-sided makeup are not light
        rooted = np.sqrt(weights)[:, None]
        weighted = terms * rooted
        square = weighted.T @ weighted + _STIFF * weights.sum() * np.eye(_ODD_TERMS)
        fit = np.linalg.solve(square, weighted.T @ (differences * rooted))
        off = np.abs(differences - terms @ fit).mean(axis=1)
        weights = 1.0 / (1.0 + (off / max(1.5 * float(np.median(off)), 0.02)) ** 2)
    return np.asarray(fit.T)


def _odd_terms(size: int) -> Array:
    """(size, size, 3): x, x y and x^3 of the texels."""
    axis = (np.arange(size) + 0.5) / size * 2.0 - 1.0
    x, y = np.meshgrid(axis, axis)
    return np.stack([x, x * y, x**3], axis=-1)
