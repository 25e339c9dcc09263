"""What makes one bare face several: lips of another colour, and what happens to a photo."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.frame import Frame
from beautymirror.skin.linear import linear_from_srgb, srgb_from_linear
from export.transfer_studio import Person

__all__ = ["degraded", "with_other_lips"]

Picture = NDArray[np.uint8]

# Logarithms of what each band of natural lips is multiplied by: mean and deviation. A little
# redder than they are, since makeup is put on lips that were not chosen for being pale.
_LIPS, _SPREAD = (0.0, -0.03, -0.03), (0.09, 0.135, 0.135)
_OFTEN = 0.3  # each thing that happens to a photo
_EXPOSURE = (-0.8, 0.2)  # stops
_TINT = 0.06  # deviation of the logarithm of each band
_SMALLER, _QUALITY = (0.55, 0.95), (60, 95)
_LINES = (
    (regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER, 1),
    (regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER, 0),
)


def with_other_lips(person: Person, rng: np.random.Generator) -> Person:
    """The same person, born with lips of another colour."""
    image = person.tracked.frame.image
    landmarks = person.tracked.faces[0].landmarks
    lips = np.zeros(image.shape[:2], np.uint8)
    for upper, lower, value in _LINES:
        line = np.rint(landmarks[list(regions.loop(upper, lower)), :2]).astype(np.int32)
        cv2.fillPoly(lips, [line], value)
    across = np.ptp(landmarks[list(regions.LIPS_OUTER_UPPER), 0])
    soft = cv2.GaussianBlur(lips.astype(np.float32), (0, 0), max(1.0, float(across) / 40.0))
    factor = np.exp(rng.normal(_LIPS, _SPREAD))
    picture = srgb_from_linear(linear_from_srgb(image) * (1.0 + (factor - 1.0) * soft[..., None]))
    picture.flags.writeable = False
    return replace(person, tracked=replace(person.tracked, frame=Frame(picture, 0.0, 0)))


def degraded(photo: Picture, rng: np.random.Generator) -> Picture:
    """A photo in another light, from a poorer camera or badly kept, each now and then."""
    if rng.uniform() < _OFTEN:
        light = 2.0 ** rng.uniform(*_EXPOSURE) * np.exp(rng.normal(0.0, _TINT, 3))
        photo = srgb_from_linear(linear_from_srgb(photo) * light)
    height, width = photo.shape[:2]
    if rng.uniform() < _OFTEN:
        scale = rng.uniform(*_SMALLER)
        small = cv2.resize(
            photo, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA
        )
        photo = np.asarray(cv2.resize(small, (width, height)), np.uint8)
    if rng.uniform() < _OFTEN:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*_QUALITY))]
        photo = np.asarray(cv2.imdecode(cv2.imencode(".jpg", photo, quality)[1], 1), np.uint8)
    return np.ascontiguousarray(photo)
