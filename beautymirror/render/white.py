"""Colour and strength of the light on a face, told by the whites of the eyes where they show.

Measured on 55 people whose pictures were tinted by lamps of known colour, with the room left as it
was: the error of red and blue over green (root mean square of natural logarithms, worst of fair,
medium and deep skin) is 0.14 under a warm lamp (1.22 : 1 : 0.80), 0.35 under an orange one
(1.61 : 1 : 0.53), 0.17 under a cool one (0.88 : 1 : 1.25), and 0.09 in white light.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.haze import NONE, cleared
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LINEAR, LUMA

__all__ = ["light_color"]

Array = NDArray[np.float32]

# Each eye: outer corner, inner corner, iris centre, the iris points towards each corner.
_EYES = ((33, 133, 468, 471, 469), (263, 362, 473, 474, 476))
_BETWEEN = np.linspace(0.2, 0.6, 9, dtype=np.float32)[:, None]  # from the iris to the corner
# A sclera is slightly warm under neutral light; its veins and the lids' shade make it warmer.
_SCLERA = np.array([1.127, 0.970, 0.923], np.float32)
# Luminances below which a picture counts as dim: of 55 well lit people the whites of the eyes were
# at 0.08 to 0.50 (median 0.33), the deepest skin at 0.06.
_LIT_SCLERA, _LIT_SKIN, _DIMMEST = 0.08, 0.06, 0.02
_WIDEST = 1.0  # a vote further from grey than this is no longer believed
_TRUST_EYES, _TRUST_PICTURE = 0.6, 0.2
_REDDEST = 2.4  # red over green, linear: skin in white light has less
# Logarithms of red and blue over green. Of 55 people in white light the skins lay at 1.3 to 2.0 and
# 0.62 to 0.93; golden and deep ones go to 2.4 and 0.5. Lamps lie on a line along which skins hardly
# differ: how far along it a skin is seen from the usual one, and from where on the lamp is blamed.
_USUAL = np.log(np.array([1.85, 0.66], np.float32))
_WARMER = np.array([0.47, -0.88], np.float32)
_BLAMED = (0.25, 0.8)
_BLAME = 0.75
_ENOUGH, _LARGE = (6.0, 16.0), (14.0, 36.0)  # points; pixels between the corners of an eye
_PALER = 0.25  # by how much less warm than the skin a sclera is, whatever the light


def light_color(picture: Picture, landmarks: Array, skin: Array, haze: Array = NONE) -> Array:
    """Linear RGB of the light; luminance 1 in a well exposed picture, less in a dim one.

    Votes are taken back towards grey: a wrong guess shows as a wrong lipstick, a missing one
    only as one that is a little too neutral. Skin alone cannot tell dim light from deep skin;
    the whites of the eyes can.

    Args:
        landmarks: (478, 3) pixels, irises included.
        skin: (3,) linear RGB of the wearer's fully lit skin, behind the haze.
        haze: (3,) linear RGB, see ``render.haze``.
    """
    whole = LINEAR.take(picture.image[::16, ::16]).reshape(-1, 3).mean(axis=0)
    tint = _TRUST_PICTURE * _off_grey(cleared(whole, haze))
    eyes, trust = _whites(picture, landmarks, skin, haze)
    if trust > 0.0:
        exposure = np.clip(float(eyes @ LUMA) / _LIT_SCLERA, _DIMMEST, 1.0)
        tint += _TRUST_EYES * trust * _off_grey(eyes / _SCLERA)
    else:
        exposure = np.clip(float(skin @ LUMA) / _LIT_SKIN, _DIMMEST, 1.0)
    color = np.exp(tint)
    color[[0, 2]] *= _lamp(skin / color)
    color[0] *= max(float(skin[0] / color[0] * color[1] / skin[1]) / _REDDEST, 1.0)
    return np.asarray(color / (color @ LUMA) * exposure, np.float32)


def _whites(picture: Picture, landmarks: Array, skin: Array, haze: Array) -> tuple[Array, float]:
    """Median colour of the brighter half of the points beside the irises that are not skin.

    And how far to trust it, 0..1: little where few such points show, or where an eye is so small
    in the picture that the lids' colour bleeds into it.
    """
    if len(landmarks) < 478:
        return skin, 0.0
    points = []
    for outer, inner, _, towards_outer, towards_inner in _EYES:
        for corner, edge in ((outer, towards_outer), (inner, towards_inner)):
            start, end = landmarks[edge, :2], landmarks[corner, :2]
            points.append(start + _BETWEEN * (end - start))
    at = np.concatenate(points)
    at = at[((at >= 0) & (at < picture.size)).all(axis=1)]
    colors = cleared(picture.linear(at), haze)
    paler = _warmth(skin[None]) - _warmth(colors)
    white = (colors @ LUMA > 0.35 * float(skin @ LUMA)) & (paler > _PALER)
    span = max(float(np.linalg.norm(landmarks[o, :2] - landmarks[i, :2])) for o, i, *_ in _EYES)
    trust = _part(float(white.sum()), *_ENOUGH) * _part(span, *_LARGE)
    if trust <= 0.0:
        return skin, 0.0
    found = colors[white]
    # Lashes, the lid's shade and the rim of the iris are not skin either: on deep skin they
    # pass for white unless the eye's own brightest points are asked.
    luminance = found @ LUMA
    return np.asarray(np.median(found[luminance >= np.median(luminance)], axis=0)), trust


def _lamp(seen: Array) -> Array:
    """Red and blue (2,) of the light that makes a skin look as warm as none is by itself.

    Where the skin is farther along the lamps' line than people differ, nearly all of the way is the
    lamp's, since its wearer is more likely a usual one than the most golden of all.
    """
    off = np.log(np.maximum(seen[[0, 2]], 1e-4) / max(float(seen[1]), 1e-4)) - _USUAL
    along = float(off @ _WARMER)
    share = _part(along, *_BLAMED)
    share *= share * (3.0 - 2.0 * share)
    return np.asarray(np.exp(_BLAME * share * along * _WARMER), np.float32)


def _part(value: float, low: float, high: float) -> float:
    """How far a value has come from low to high, 0..1."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _warmth(colors: Array) -> Array:
    """(n,) logarithm of red over blue: the light adds the same to that of everything."""
    return np.asarray(np.log((colors[:, 0] + 1e-3) / (colors[:, 2] + 1e-3)))


def _off_grey(color: Array) -> Array:
    """How far each band is from grey: the logarithm of its ratio to the colour's luminance."""
    relative = np.maximum(color, 1e-4) / max(float(color @ LUMA), 1e-4)
    return np.asarray(np.clip(np.log(relative), -_WIDEST, _WIDEST), np.float32)
