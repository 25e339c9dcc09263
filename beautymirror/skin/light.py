"""The light that a face is seen in, as votes of what is in the picture, or from a calibration.

A change of light is three gains in a sharpened colour space (Bradford), as in the von Kries rule.
Each cue (skin, lips, how bright the shares of the face are) moves by exactly these gains. What is
around the face does not vote, since a wall may have any colour, and neither does the white of the
eyes: in a few pixels between lashes it added more noise than it told. ``light.json`` holds mean and
covariance of the cues over training faces; the best linear estimate from whatever cues can be seen
follows from them. Its weights for a channel add up to one, so the corrected skin is the same
whatever the light was (``export/skin_light.py`` fits it).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.skin.linear import linear_from_srgb

__all__ = [
    "CUES",
    "Light",
    "cue_colours",
    "estimate",
    "sharpened",
    "unsharpened",
    "vote_weights",
]

Array = NDArray[np.float64]

# Percentiles of the face; below them is the noise of the camera. With two of them alone (94 and 6)
# dark skin of people never seen was read half a stop off on average, with these 0.03.
_LEVELS = (98, 94, 85, 70, 50, 30, 15)
CUES = ("skin", "lips", *(f"face_{level}" for level in _LEVELS))
GAIN_STOPS = 30.0  # granted to each gain before anything is seen: far more than any light
_FLOOR = 3e-4  # of full scale: less than one step of 8 bits
_FULL = 0.95  # linear: above it a channel may be clipped
_FEWEST = 12  # pixels for a vote


@dataclass(frozen=True, slots=True, eq=False)
class Light:
    """What a picture is corrected by.

    Attributes:
        gain: (3,) of the light in the sharpened space, relative to a well-exposed white balance.
        deviation: (3, 3) covariance of log2(gain), in stops squared.
        source: ``card`` or ``votes``.
        cues: which cues voted.
    """

    gain: Array
    deviation: Array
    source: str
    cues: tuple[str, ...] = ()

    def correct(self, linear: Array) -> Array:
        """Linear RGB (..., 3) as it would be in the light of a good white balance."""
        return unsharpened(sharpened(linear) / self.gain)

    def tint(self) -> tuple[float, float]:
        """How coloured the light is in stops: (warm minus cool, magenta minus green)."""
        red, green, blue = np.log2(self.gain)
        return float(red - blue), float((red + blue) / 2 - green)


def sharpened(linear: Array) -> Array:
    """Sharpened cone responses of linear RGB (..., 3); white gives (1, 1, 1)."""
    return linear @ _statistics().sharpen.T


def unsharpened(responses: Array) -> Array:
    """Linear RGB of sharpened cone responses (..., 3)."""
    return responses @ np.linalg.inv(_statistics().sharpen).T


def cue_colours(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], skin: Array
) -> dict[str, Array]:
    """Linear RGB of the cues of ``CUES`` that are seen and not clipped.

    ``skin`` (3,) is handed in as already read.
    """
    step = max(1, round(max(image.shape) / 480))
    small = image[::step, ::step]
    points = landmarks[:, :2] / step
    face = _fill(small.shape[:2], points[list(regions.FACE_OVAL)])
    lips = _fill(small.shape[:2], points[list(regions.LIPS_OUTER)])
    lips &= ~_fill(small.shape[:2], points[list(regions.LIPS_INNER)])
    linear = linear_from_srgb(small)
    # Quantiles follow a gain of their own channel, so they are taken in the sharpened space.
    found = {"skin": skin}
    if lips.sum() >= _FEWEST:
        found["lips"] = np.median(linear[lips], axis=0)
    levels = unsharpened(np.percentile(sharpened(linear[face]), _LEVELS, axis=0))
    clipped = float(np.mean(linear[face].max(axis=-1) > _FULL))
    for level, colour in zip(_LEVELS, levels, strict=True):
        # Well before what is clipped reaches it: bands clip one after the other.
        if clipped < 0.7 * (1 - level / 100):
            found[f"face_{level}"] = colour
    return {
        name: colour
        for name, colour in found.items()
        if name == "skin" or float(colour.max()) < _FULL
    }


def estimate(colours: dict[str, Array]) -> Light:
    """The light that the cues of ``cue_colours`` vote for."""
    statistics = _statistics()
    names = tuple(name for name in CUES if name in colours)
    at = np.concatenate([np.arange(3) + 3 * CUES.index(name) for name in names])
    seen = sharpened(np.stack([colours[name] for name in names]))
    votes = np.log2(np.maximum(seen, _FLOOR)).ravel() - statistics.mean[at]
    weights = vote_weights(statistics.covariance[np.ix_(at, at)])
    deviation = weights @ statistics.spread[np.ix_(at, at)] @ weights.T
    return Light(2.0 ** (weights @ votes), deviation, "votes", names)


def vote_weights(covariance: Array) -> Array:
    """(3, k) weights of the best linear estimate of log2 gains from k / 3 cues of a covariance."""
    shift = np.tile(np.eye(3), (len(covariance) // 3, 1))
    spread = covariance + GAIN_STOPS**2 * shift @ shift.T
    return np.asarray(np.linalg.solve(spread, GAIN_STOPS**2 * shift).T, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Statistics:
    sharpen: Array
    mean: Array
    covariance: Array  # with being off by tone counted more than once
    spread: Array  # as it is


@cache
def _statistics() -> _Statistics:
    path = Path(__file__).parent / "light.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    names = ("sharpen", "mean", "covariance", "spread")
    return _Statistics(*(np.array(stored[name]) for name in names))


def _fill(shape: tuple[int, ...], points: NDArray[np.float32]) -> NDArray[np.bool_]:
    canvas = np.zeros(shape[:2], np.uint8)
    # Four more bits of position than whole pixels: an eye is a few pixels high.
    cv2.fillPoly(canvas, [np.rint(points * 16).astype(np.int32)], 1, shift=4)
    return canvas.astype(bool)
