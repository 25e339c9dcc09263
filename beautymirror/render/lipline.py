"""The lip line where the picture shows it: landmarks moved to the edge between lip and skin.

Lips differ from the skin about them by hue more than by brightness, on every skin: the logarithm of
red times blue over green squared rises by 0.74 from fair skin to the lips, by 0.6 on medium skin
and by 0.35 on deep skin. It knows no shading, and a coloured light adds the same everywhere, so a
shadow under the lip is no edge. Across the outer lip line the difference between what lies within
and what lies without is largest at the edge; how large it is there tells how sure the edge is.

In 55 portraits, where a second measure (CIELAB a - 0.35 L, averaged along the line) is sure of an
edge, the drawn line is nearer to it: on the upper and the lower lip 0.67 and 1.29 mm become 0.39
and 0.70 mm on fair people, 0.77 and 1.17 mm become 0.46 and 0.73 mm on medium ones, 1.02 and
1.23 mm become 0.90 and 0.82 mm on deep ones (means).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.render.fullness import LIP_LINES
from beautymirror.render.interval import Interval
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LINEAR

__all__ = ["LIP_EDGE", "LipLine", "crossings", "millimetre", "outward", "shifted", "together"]

Array = NDArray[np.float32]

LIP_EDGE = np.array([regions.LIPS_OUTER_UPPER[1:-1], regions.LIPS_OUTER_LOWER[1:-1]])
_BESIDE = np.array([regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER])
_INNER = np.array([regions.LIPS_INNER_UPPER[1:-1], regions.LIPS_INNER_LOWER[1:-1]])
_EYES, _EYES_MM = (33, 263), 88.9
_STEP = 0.4  # millimetres between samples across the line
_ACROSS = _STEP * np.arange(-9, 8, dtype=np.float32)  # outward
_ALONG = np.linspace(-1.6, 1.6, 5, dtype=np.float32)  # millimetres; their mean is one sample
_SHIFTS = np.arange(-3, 5)  # the edge may lie half a step before these
_REACH = 4  # samples on each side that are compared
_MOST = 1.4  # millimetres that a point may be moved
_FAINT, _CLEAR = 0.05, 0.22  # rise from which an edge is seen, and from which it is sure
_ALIKE = 0.025  # rises that differ by less are hardly told apart
_COARSE, _FINE = 0.7, 1.5  # pixels to a millimetre below which no edge is told, above which all
_STIFF, _HOLD = 0.6, 0.1  # how much neighbours keep together, and each to its landmark
_LOOKS = Interval(0.12)
_SETTLE = 1.1  # seconds in which the evidence is renewed
_FOLLOW = 0.3  # seconds in which the line follows it
_LAPSE = 2.0  # seconds after which what was seen is out of date
# Squares of differences between neighbours; the corners of the mouth stay where they are.
_CHAIN = (2.0 * np.eye(9) - np.eye(9, k=1) - np.eye(9, k=-1)).astype(np.float32)
_RIM, _RIM_SHARE = 0.5, 0.2  # millimetres, and share of the gap, that a lower lip reaches inwards
_CLOSED = 0.8  # millimetres between the lips that still are one line
_MEET, _PART = 1.3, 1.7  # millimetres between lips that are drawn as one, and as two
# How far lips that meet lie one behind the other, millimetres and at most a share of their height,
# and how much deeper than the lips beside it the line lies where they meet.
_LAP, _LAP_SHARE, _DEEPER = 1.4, 0.5, 1.5
_LOG = np.log(LINEAR + 0.004).astype(np.float32)


class LipLine:
    """How far one face's outer lip line lies from its landmarks, learnt from frame to frame."""

    def __init__(self) -> None:
        self._rise: Array | None = None  # (2, 9, shifts): lips, landmarks between the corners
        self._goal = np.zeros((2, 9), np.float32)
        self._looked = self._moved = -np.inf
        self.offset = np.zeros((2, 9), np.float32)

    def follow(self, picture: Picture, landmarks: Array, now: float) -> None:
        """Bring the line nearer to where the picture showed it; look at once only if long ago.

        Args:
            landmarks: (478, 3) pixels. now: seconds.
        """
        if not 0.0 <= now - self._looked < _LAPSE:
            self._rise = None
            self._moved = -np.inf
        if _LOOKS.overdue(now - self._looked):
            self.learn(picture, landmarks, now)
        share = 1.0 - float(np.exp(-min(max(now - self._moved, 0.0), 1e3) / _FOLLOW))
        self.offset = self.offset + np.float32(share) * (self._goal - self.offset)
        self._moved = now

    def learn(self, picture: Picture, landmarks: Array, now: float) -> None:
        """Look where the line is, if it is time to."""
        elapsed = now - self._looked
        if _LOOKS.due(elapsed):
            self._look(picture, landmarks, elapsed)
            self._looked = now

    def _look(self, picture: Picture, landmarks: Array, elapsed: float) -> None:
        scale = millimetre(landmarks)
        clear = min(max((scale - _COARSE) / (_FINE - _COARSE), 0.0), 1.0)
        if clear <= 0.0:
            self._goal = np.zeros((2, 9), np.float32)
            return
        rise = _rises(_hues(picture, landmarks), _depth(landmarks, scale))
        if self._rise is None:
            self._rise = rise
        else:
            self._rise += (1.0 - float(np.exp(-elapsed / _SETTLE))) * (rise - self._rise)
        found, sure = _edges(self._rise)
        moved = together(found, sure * np.float32(clear))
        self._goal = np.asarray(np.clip(moved, -_MOST, _MOST), np.float32)

    def drawn(self, landmarks: Array) -> Array:
        """Landmarks (n, 3) with the outer lip line, and what lies between it and the inner one,
        moved; and the inner rims of lips that meet, or of a lower lip that is apart."""
        scale = millimetre(landmarks)
        gap = landmarks[_INNER[0]] - landmarks[_INNER[1]]
        apart = np.linalg.norm(gap, axis=1, keepdims=True) / max(scale, 1e-3)
        out = shifted(landmarks, self.offset)
        out[_INNER[1]] += _rim(gap, apart)
        meeting = (_PART - float(apart.max())) / (_PART - _MEET)
        if meeting > 0.0:
            out[_INNER] += np.float32(min(meeting, 1.0)) * (_met(out, scale) - out[_INNER])
        return out


def shifted(landmarks: Array, offset: Array) -> Array:
    """Landmarks (478, 3) whose outer lip line lies ``offset`` (2, 9) millimetres farther out.

    What lies between it and the inner line goes along by less, the inner line stays.
    """
    out = landmarks.copy()
    moved = (millimetre(landmarks) * offset)[..., None] * outward(landmarks)
    for lines, shift in zip(LIP_LINES, moved, strict=True):
        for line, share in zip(lines[:3], (1.0, 0.67, 0.33), strict=True):
            out[line[1:-1], :2] += np.float32(share) * shift
    return out


def _met(landmarks: Array, scale: float) -> Array:
    """(2, 9, 3) where the inner rims of closed lips lie: each a little behind the other lip.

    Landmarks leave up to a millimetre between closed lips, and paint thins out towards the inner
    line: both together were a bare thread along 80 of 110 mouths, palest under the darkest shades.
    """
    outer, beside = landmarks[LIP_EDGE], landmarks[LIP_LINES[:, 2, 1:-1]]
    middle = landmarks[_INNER].mean(axis=0)
    into = (middle - outer)[..., :2]
    height = np.maximum(np.linalg.norm(into, axis=-1), 1e-3)
    lap = np.minimum(_LAP * scale, _LAP_SHARE * height)
    met = np.empty_like(outer)
    met[..., :2] = middle[:, :2] + into * (lap / height)[..., None]
    # Each lip falls away towards the other from that line on, or it would show beyond it.
    line = beside[..., 2].max(axis=0) + _DEEPER * scale
    near = np.linalg.norm((middle - beside)[..., :2], axis=-1)
    met[..., 2] = line + (line - beside[..., 2]) * lap / np.maximum(near, max(0.3 * scale, 1e-3))
    return met


def _rim(gap: Array, apart: Array) -> Array:
    """(9, 3) from the landmarks of an open lower lip into the mouth, as far as it may reach.

    They mark where the lip turns inwards, and lie up to a millimetre and a half within the lip
    that is seen; what of the strip is teeth or the dark of the mouth is told pixel by pixel. Teeth
    in the shade of deep lips are not always told: of 35 open mouths, 1.2 mm painted six by more
    than 1.5 CIEDE2000, half a millimetre none by more than 0.4.

    Args:
        gap: (9, 3) from the lower to the upper lip. apart: (9, 1) millimetres between them.
    """
    share = np.clip((apart - _CLOSED) / _CLOSED, 0.0, 1.0) * _RIM_SHARE
    return np.asarray(gap * np.minimum(share, _RIM / np.maximum(apart, 1e-3)), np.float32)


def millimetre(landmarks: Array) -> float:
    """Pixels to a millimetre of a face's landmarks (478, 3), told by the corners of its eyes."""
    return float(np.linalg.norm(landmarks[_EYES[0]] - landmarks[_EYES[1]])) / _EYES_MM


def outward(landmarks: Array) -> Array:
    """(2, 9, 2) unit vectors in the picture, out of the upper and the lower lip, but at corners."""
    points = landmarks[_BESIDE, :2]
    along = points[:, 2:] - points[:, :-2]
    out = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    out /= np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-6)
    out[1] *= -1.0
    return out


def crossings(landmarks: Array, across: Array, along: Array) -> Array:
    """(2, 9, n, m, 2) places in the picture about the points of the outer lip line.

    Args:
        landmarks: (478, 3) pixels. across, along: millimetres outward (n,), and beside that (m,).
    """
    out = outward(landmarks)
    beside = np.stack([-out[..., 1], out[..., 0]], axis=-1)
    away = across[:, None, None] * out[:, :, None, None]
    away = np.float32(millimetre(landmarks)) * (away + along[:, None] * beside[:, :, None, None])
    return np.asarray(landmarks[LIP_EDGE, :2][:, :, None, None] + away, np.float32)


def together(found: Array, sure: Array) -> Array:
    """Offsets (..., 9) of a lip's line: neighbours keep together, what is not seen stays.

    Args:
        found: (..., 9) offsets. sure: (..., 9) how sure they are, 0..1.
    """
    rows = _STIFF * _CHAIN + (_HOLD + sure)[..., None] * np.eye(9, dtype=np.float32)
    return np.asarray(np.linalg.solve(rows, (sure * found)[..., None])[..., 0])


def _depth(landmarks: Array, scale: float) -> Array:
    """(2, 9) height of the lip under each point, millimetres."""
    gap = landmarks[LIP_EDGE, :2] - landmarks[_INNER, :2]
    return np.asarray(np.linalg.norm(gap, axis=-1) / scale)


def _hues(picture: Picture, landmarks: Array) -> Array:
    """(2, 9, samples) how far the hue lies towards a lip's, across the line, outward."""
    at = crossings(landmarks, _ACROSS, _ALONG)
    logs = _LOG.take(picture.at(at[..., 0] + 0.5, at[..., 1] + 0.5))
    return np.asarray((logs[..., 0] + logs[..., 2] - 2.0 * logs[..., 1]).mean(axis=-1))


def _rises(hues: Array, depth: Array) -> Array:
    """(2, 9, shifts) how much farther the hue lies towards a lip's within than without."""
    first = len(_ACROSS) // 2 + 1 + _SHIFTS
    inner = first[:, None] - 1 - np.arange(_REACH)
    outer = first[:, None] + np.arange(_REACH)
    # Beyond a thin lip lies the mouth.
    on_lip = (0.7 * depth[..., None] > -_ACROSS).astype(np.float32)[..., inner]
    within = (hues[..., inner] * on_lip).sum(axis=-1) / np.maximum(on_lip.sum(axis=-1), 1.0)
    rise = within - hues[..., outer].mean(axis=-1)
    return np.asarray(np.where(on_lip.sum(axis=-1) > 1.0, rise, 0.0), np.float32)


def _edges(rise: Array) -> tuple[Array, Array]:
    """Where (2, 9) the edge lies, millimetres outward, and how sure (2, 9) that is, 0..1."""
    ends = np.concatenate([rise[:, :1], rise, rise[:, -1:]], axis=1)
    rise = 0.5 * rise + 0.25 * (ends[:, :-2] + ends[:, 2:])
    top = rise.max(axis=-1, keepdims=True)
    # A mean of all places by how large they are: where two are alike, noise would make a choice
    # leap between them.
    weight = np.exp((rise - top) / _ALIKE)
    found = _STEP * (weight @ (_SHIFTS - 0.5)) / weight.sum(axis=-1)
    return found, np.clip((top[..., 0] - _FAINT) / (_CLEAR - _FAINT), 0.0, 1.0)
