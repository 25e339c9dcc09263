"""Eyes behind clear lenses: what is worn there shows, though a network takes lenses for covers."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.occlusion import INPUT_SIZE

__all__ = ["seen_through"]

Plane = NDArray[np.float32]
Box = tuple[slice, slice]

_ABOUT = (0.125, 0.085)  # half the width and height about an eye that a lens covers, in UV
_BARE, _HIDDEN = 0.03, 0.14  # answers below which skin is bare, above which it is hidden
_ENOUGH, _COARSE = 125, 4  # texels of bare skin that tell its colour, and from one to the next
# Logarithms by which a texel's level, red and blue over green may differ from the bare skin's.
_DARKER, _LIGHTER, _REDDER, _BLUER = -0.9, 0.5, 0.20, 0.28
_PALER = 0.2  # by how much less warm than the skin the white of an eye is
# From which to which share about an eye is hidden it is behind a lens rather than beside a rim, and
# how much of that has to be like skin; how much of an eye white, and how far its levels apart.
_COVERED, _CLEAR = (0.4, 0.6), (0.4, 0.6)
_WHITE, _CONTRAST = (0.02, 0.05), (0.5, 0.8)
_ABOVE, _FRINGE = slice(26, 76), (0.10, 0.25)  # rows of the forehead; share a fringe hides there


def seen_through(answer: Plane, flat: NDArray[np.uint8]) -> Plane:
    """The network's answer (256, 256) without what is skin about eyes that can be seen.

    A photographed lens is hidden as a whole, the more the stronger its rim: of the lids of twelve
    people with glasses 75 % was hidden, now 23 % is. A hand before an eye hides the eye as well, a
    fringe the forehead, and behind dark glasses there is no skin. Of drawn glasses and things
    up to 5 % more are painted for it, on very light skin; of hair and fingers nothing.

    Args:
        flat: (256, 256, 3) sRGB, the face laid flat.
    """
    out = answer
    forehead = answer[_ABOVE, INPUT_SIZE // 4 : -INPUT_SIZE // 4]
    bare_above = 1.0 - _part(float((forehead > _HIDDEN).mean()), _FRINGE)
    if bare_above <= 0.0:
        return answer
    for box, opening, about in _eyes():
        covered = _part(float((answer[box][about] > _HIDDEN).mean()), _COVERED)
        if covered <= 0.0:
            continue
        bare = flat[::_COARSE, ::_COARSE][answer[::_COARSE, ::_COARSE] < _BARE]
        if len(bare) < _ENOUGH:
            return answer
        logs = _logs(flat[box]) - _logs(np.median(bare, axis=0))
        level, red, blue = np.moveaxis(logs, -1, 0)
        like = (level > _DARKER) & (level < _LIGHTER) & about
        like &= (np.abs(red) < _REDDER) & (np.abs(blue) < _BLUER)
        clear = bare_above * covered * _eye(logs[opening])
        clear *= _part(float(like[about].mean()), _CLEAR)
        if clear > 0.0:
            out = answer.copy() if out is answer else out
            out[box][(cv2.medianBlur(like.astype(np.uint8), 5) > 0) | opening] *= 1.0 - clear
    return out


def _eye(logs: Plane) -> float:
    """How far texels (n, 3) between two lids show an eye, something white and much contrast: 0..1.

    All of this has no threshold, or makeup would flicker where the camera's noise decides.
    """
    level, red, blue = logs.T
    white = (red - blue < -_PALER) & (level > 1.2 * _DARKER)
    low, high = np.percentile(level, (5, 95))
    return _part(float(white.mean()), _WHITE) * _part(float(high - low), _CONTRAST)


def _part(value: float, between: tuple[float, float]) -> float:
    """How far a value has come from low to high, 0..1."""
    low, high = between
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _logs(color: NDArray[np.generic]) -> Plane:
    """(..., 3) logarithms of green, of red over green and of blue over green."""
    red, green, blue = np.moveaxis(np.log(np.asarray(color, np.float32) + 4.0), -1, 0)
    return np.stack([green, red - green, blue - green], axis=-1)


@cache  # and no sooner than asked for: the mesh lies in the tracking model
def _eyes() -> tuple[tuple[Box, NDArray[np.bool_], NDArray[np.bool_]], ...]:
    """Of each eye a box, and in it what lies between the lids, and the skin that a lens covers."""
    mesh = canonical_mesh()
    right = regions.loop(regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)
    out = []
    for loop in (right, regions.mirrored(mesh, right)):
        points = (mesh.uv[list(loop)] * [1.0, -1.0] + [0.0, 1.0]) * INPUT_SIZE
        opening, about = np.zeros((2, INPUT_SIZE, INPUT_SIZE), np.uint8)
        cv2.fillPoly(opening, [np.rint(points).astype(np.int32)], 1)
        middle, axes = np.rint(points.mean(axis=0)), np.rint(np.array(_ABOUT) * INPUT_SIZE)
        cv2.ellipse(about, middle.astype(int).tolist(), axes.astype(int).tolist(), 0, 0, 360, 1, -1)
        x, y, width, height = cv2.boundingRect(about)
        box = np.s_[y : y + height, x : x + width]
        out.append((box, opening[box] > 0, (about[box] > 0) & (opening[box] == 0)))
    return tuple(out)
