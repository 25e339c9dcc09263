"""Colour and strength of the light on a face, told by the whites of the eyes where they show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.srgb import LUMA

__all__ = ["light_color"]

Array = NDArray[np.float32]

# Each eye: outer corner, inner corner, iris centre, the iris points towards each corner.
_EYES = ((33, 133, 468, 471, 469), (263, 362, 473, 474, 476))
_BETWEEN = np.linspace(0.2, 0.6, 5, dtype=np.float32)[:, None]  # from the iris to the corner
# A sclera is slightly warm under neutral light; its veins and the lids' shade make it warmer.
_SCLERA = np.array([1.06, 0.99, 0.93], np.float32)
# Luminances below which a picture counts as dim: of 55 well lit people the whites of the eyes were
# at 0.10 to 0.53 (median 0.34), the deepest skin at 0.07.
_LIT_SCLERA, _LIT_SKIN, _DIMMEST = 0.10, 0.06, 0.12
_WIDEST = 0.5  # a vote further from grey than this is no longer believed
_TRUST_EYES, _TRUST_PICTURE = 0.4, 0.2
_REDDEST, _LEAST_BLUE = 2.4, 0.38  # red and blue over green, linear
_PALER = 0.7  # a sclera's chroma is at most this share of the skin's in the same light


def light_color(image: NDArray[np.uint8], landmarks: Array, linear: Array, skin: Array) -> Array:
    """Linear RGB of the light; luminance 1 in a well exposed picture, less in a dim one.

    Votes are taken back towards grey: a wrong guess shows as a wrong lipstick, a missing one
    only as one that is a little too neutral. Skin alone cannot tell dim light from deep skin;
    the whites of the eyes can.

    Args:
        image: (h, w, 3) uint8 sRGB.
        landmarks: (478, 3) pixels, irises included.
        linear: (256,) linear light of each sRGB value.
        skin: (3,) linear RGB of the wearer's fully lit skin.
    """
    picture = linear[image[::16, ::16]].reshape(-1, 3).mean(axis=0)
    color = 1.0 + _TRUST_PICTURE * _off_grey(picture)
    eyes = _whites(image, landmarks, linear, skin)
    if eyes is not None:
        exposure = np.clip(float(eyes @ LUMA) / _LIT_SCLERA, _DIMMEST, 1.0)
        color += _TRUST_EYES * _off_grey(eyes / _SCLERA)
    else:
        exposure = np.clip(float(skin @ LUMA) / _LIT_SKIN, _DIMMEST, 1.0)
    # No skin is redder, or less blue, than the reddest in white light: what is beyond is the light.
    seen = skin / color
    color[0] *= max(float(seen[0] / (seen[1] * _REDDEST)), 1.0)
    color[2] *= min(float(seen[2] / (seen[1] * _LEAST_BLUE)), 1.0)
    return np.asarray(color / (color @ LUMA) * exposure, np.float32)


def _whites(image: NDArray[np.uint8], landmarks: Array, linear: Array, skin: Array) -> Array | None:
    """Median colour of the brighter half of the hardly coloured points beside the irises."""
    if len(landmarks) < 478:
        return None
    points = []
    for outer, inner, _, towards_outer, towards_inner in _EYES:
        for corner, edge in ((outer, towards_outer), (inner, towards_inner)):
            start, end = landmarks[edge, :2], landmarks[corner, :2]
            points.append(start + _BETWEEN * (end - start))
    at = np.concatenate(points).astype(np.int32)
    height, width = image.shape[:2]
    at = at[(at[:, 0] >= 0) & (at[:, 1] >= 0) & (at[:, 0] < width) & (at[:, 1] < height)]
    colors = linear[image[at[:, 1], at[:, 0]]]
    chroma = np.ptp(colors, axis=1) / np.maximum(colors.max(axis=1), 1e-3)
    limit = _PALER * float(np.ptp(skin)) / max(float(skin.max()), 1e-3)
    white = (colors @ LUMA > 0.35 * float(skin @ LUMA)) & (chroma < limit)
    if white.sum() < 6:
        return None
    found = colors[white]
    # Lashes, the lid's shade and the rim of the iris are hardly coloured either: on deep skin they
    # pass for white unless the eye's own brightest points are asked.
    luminance = found @ LUMA
    return np.asarray(np.median(found[luminance >= np.median(luminance)], axis=0), np.float32)


def _off_grey(color: Array) -> Array:
    """How far each band is from grey, relative to the colour's own luminance."""
    relative = color / max(float(color @ LUMA), 1e-4) - 1.0
    return np.asarray(np.clip(relative, -_WIDEST, _WIDEST), np.float32)
