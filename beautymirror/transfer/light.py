"""The light of a photo, divided out of a face that is laid flat, so that colours are the makeup's.

Everything is in closed form. A little colour is told as it is where makeup is put on, by the whites
of the eyes: what is read too warm there is worn too warm again, and nothing is lost. Where skin and
highlights, by the vote of a reading of skin, say something else entirely, the light is coloured
more than any skin is, and they are believed; lips and lashes do not vote, since they may wear
anything. A photo is more often taken in fair light than not, so the vote is drawn towards no change
by as much as it is unsure (a Gaussian prior). How dim the light is, the whites of the eyes tell, as
they do when makeup is put on: skin alone cannot tell a dim light from a deep skin. Dark paint can
hide the whites; but deep skin mirrors as much as fair skin, and where highlights are bright the
light is not dim. Shading is told by symmetry: makeup is much the same on both sides of a face, so
what differs smoothly between them is light.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import bare_skin
from beautymirror.render.picture import Picture
from beautymirror.render.white import light_color
from beautymirror.skin import light as lights
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb, srgb_from_linear

__all__ = ["PhotoLight", "divide_light", "find_light"]

Array = NDArray[np.float64]

_USUAL_EXPOSURE, _USUAL_TINT = 0.5, 0.3  # standard deviations of photos' light, stops
# By how much the linear luminance of the brightest fiftieth of the skin exceeds its median: 0.18
# and more on most well lit people of all tones, mostly below 0.11 in a quarter of their light.
_DIM_HIGHLIGHTS, _LIT_HIGHLIGHTS = 0.12, 0.18
_FAR = 0.1  # stops between two readings of a light, from which the bolder one is believed
_SEEN = 0.35  # coverage from which a texel speaks
_FEWEST = 600  # pairs of texels of 256 x 256 that tell shading
_EVERY = 3  # texels between those that are asked
_STEEPEST = 1.5  # stops between the middle and a side
_ODD_TERMS = 3
_LIPS = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
_STIFF = 0.01  # weight of no shading against the pairs: what they do not show is not made up


@dataclass(frozen=True, slots=True, eq=False)
class PhotoLight:
    """The light on a face in a photo.

    Attributes:
        gain: (3,) in the sharpened space of ``skin.light``; 1 is the white light of a photo that
            is not dim.
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
        """How dim the light is: 0, or less, in stops."""
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
    skin = np.median(pixels, axis=0)
    found = lights.cue_colours(_without_lips(image, landmarks, skin), landmarks, skin)
    # Lips, and the dark of brows and lashes, may be makeup.
    cues = {name: colour for name, colour in found.items() if name in ("skin", "face_94")}
    voted = lights.estimate(cues)
    exposure = _exposure(image, landmarks, voted.gain, skin)
    exposure += (1.0 - exposure) * _mirrors_light(pixels)
    worn = light_color(Picture.of(image), landmarks, skin.astype(np.float32))
    return PhotoLight(exposure * _beyond(_even(worn), _tint(voted)), _slope(flat, seen))


def divide_light(image: NDArray[np.uint8], light: PhotoLight) -> NDArray[np.uint8]:
    """An unwrapped face (n, n, 3) sRGB as it would be in even white light; 0 stays 0."""
    linear = linear_from_srgb(image) / light.shading(len(image))
    return srgb_from_linear(_whitened(linear, light.gain))


def _without_lips(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], skin: Array
) -> NDArray[np.uint8]:
    """The photo with the mouth in the colour of the skin."""
    covered = image.copy()
    outline = np.rint(landmarks[list(_LIPS), :2]).astype(np.int32)
    cv2.fillPoly(covered, [outline], srgb_from_linear(skin[None])[0].tolist())
    return covered


def _exposure(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], gain: Array, skin: Array
) -> float:
    """1, or less where the light is dim; white eyes look white once its colour is divided out."""
    tint = gain / np.exp(np.log(gain).mean())
    height, width = image.shape[:2]
    left, top = np.clip(landmarks[:, :2].min(axis=0), 0, [width - 1, height - 1]).astype(int)
    right, bottom = np.clip(landmarks[:, :2].max(axis=0) + 1, 1, [width, height]).astype(int)
    face = linear_from_srgb(image[top:bottom, left:right])
    white = srgb_from_linear(_whitened(face, tint))
    placed = landmarks - np.array([left, top, 0], np.float32)
    level = light_color(Picture.of(white), placed, _whitened(skin, tint).astype(np.float32))
    return float(level @ LUMINANCE)


def _even(color: NDArray[np.float32]) -> Array:
    """Gains of a light (3,) in linear RGB, with a geometric mean of 1."""
    stops = np.log2(np.maximum(lights.sharpened(color.astype(np.float64)), 1e-3))
    return np.asarray(2.0 ** (stops - stops.mean()))


def _beyond(worn: Array, voted: Array) -> Array:
    """The light that makeup would be put on in, or what skin votes for where that is far from it.

    A little colour is rather the skin's own than the light's, and is put back when the makeup is
    worn; what no skin has is the light's.
    """
    stops = np.log2(voted / worn)
    far = float(stops @ stops) ** 2
    return np.asarray(worn * 2.0 ** (stops * far / (far + _FAR**4)))


def _mirrors_light(skin: Array) -> float:
    """How surely the highlights on skin (n, 3), linear, say that the light is not dim, 0..1."""
    middle, brightest = np.percentile(skin @ LUMINANCE, (50.0, 98.0))
    share = (brightest - middle - _DIM_HIGHLIGHTS) / (_LIT_HIGHLIGHTS - _DIM_HIGHLIGHTS)
    return float(np.clip(share, 0.0, 1.0))


def _whitened(linear: Array, gain: Array) -> Array:
    """Linear RGB without a light of this gain."""
    return np.maximum(lights.unsharpened(lights.sharpened(linear) / gain), 0.0)


def _tint(voted: lights.Light) -> Array:
    """Gains with a geometric mean of 1, drawn towards 1: the posterior mean."""
    stops = np.log2(voted.gain)
    usual = _USUAL_TINT**2 * np.eye(3) + _USUAL_EXPOSURE**2 * np.ones((3, 3))
    likely = usual @ np.linalg.inv(usual + voted.deviation) @ stops
    return np.asarray(2.0 ** (likely - likely.mean()))


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
