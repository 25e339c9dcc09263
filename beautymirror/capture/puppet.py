"""Moves the demo's still: lids and lips first, then expression and head as one smooth warp."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.curtain import Eye, Mouth
from beautymirror.capture.motion import Act
from beautymirror.capture.portrait import Portrait
from beautymirror.capture.spline import surface

__all__ = ["Puppet"]

Floats = NDArray[np.float32]

_FADE = 40.0  # pixels of the original portrait over which the head's motion dies out in the wall
_NECK = 30.0  # the same below the chin, where the collar is
_CAMERA = 6.0  # distance of the camera from the head, in widths of the face
_NODE = 8  # pixels between nodes of the warp; a field as smooth as this needs no more
_INVERSIONS = 5  # steps of the fixed point; the last one moves nothing by a tenth of a pixel

# Landmarks: chin, corners of the mouth, middles of the brows, ears, middle of the lower lip.
_CHIN, _CORNERS, _BROWS, _EARS, _LIP = 152, (61, 291), (105, 334), (234, 454), 14


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """What moves how at the nodes of the warp; (rows, columns) or (rows, columns, 2) float32."""

    x: Floats  # from the pivot, pixels to the right
    y: Floats  # from the pivot, pixels down
    z: Floats  # from the pivot, pixels away from the camera
    head: Floats  # share of the head's motion that a node takes part in, 0..1
    jaw: Floats  # pixels down with the jaw fully dropped
    smile: Floats  # pixels, both ways, with the smile gone
    brow: Floats  # pixels up with the brows fully raised


class Puppet:
    """A portrait that takes any ``Act``."""

    def __init__(self, portrait: Portrait) -> None:
        self._still = portrait.image
        self._landmarks = portrait.landmarks
        self._mouth = Mouth(portrait)
        self._parts = (Eye(portrait, "right"), Eye(portrait, "left"), self._mouth)
        self._width = float(np.ptp(portrait.landmarks[:468, 0]))
        chin, ears = portrait.landmarks[_CHIN], portrait.landmarks[list(_EARS)].mean(axis=0)
        self._pivot = np.array([ears[0], chin[1], ears[2]], np.float32)
        self._box = self._head_box(portrait)
        self._canvas = self._still.copy()
        rows, columns = self._box
        shape = (-(-(rows.stop - rows.start) // _NODE), -(-(columns.stop - columns.start) // _NODE))
        # Node j stands where cv2.resize takes its sample, at the centre of cell j.
        self._origin = np.array([columns.start, rows.start], np.float32) + (_NODE - 1) / 2
        self._grid = _identity(shape)
        self._field = self._field_of(portrait, self._origin + self._grid * _NODE)
        self._map = _identity((rows.stop - rows.start, columns.stop - columns.start))
        self._identity = self._map.copy()

    def _head_box(self, portrait: Portrait) -> tuple[slice, slice]:
        fade = _FADE * portrait.scale + _NODE
        height, width = portrait.image.shape[:2]
        low = np.maximum(portrait.outline.min(axis=0) - fade, 0).astype(int)
        high = np.minimum(portrait.outline.max(axis=0) + fade, (width, height)).astype(int)
        return slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))

    def _field_of(self, portrait: Portrait, place: Floats) -> _Field:
        rim = np.column_stack([portrait.outline, np.full(len(portrait.outline), self._pivot[2])])
        known = np.concatenate([portrait.landmarks[:468], rim.astype(np.float32)])
        return _Field(
            x=place[..., 0] - self._pivot[0],
            y=place[..., 1] - self._pivot[1],
            z=surface(known, place) - self._pivot[2],
            head=self._head_share(portrait, place),
            jaw=self._jaw(portrait, place),
            smile=self._smile(portrait, place),
            brow=self._brow(portrait, place),
        )

    def _head_share(self, portrait: Portrait, place: Floats) -> Floats:
        """1 on face and hair, fading to 0 in the wall and, faster, down the neck."""
        contour = portrait.outline.reshape(-1, 1, 2)
        flat = place.reshape(-1, 2)
        inside = [cv2.pointPolygonTest(contour, (float(x), float(y)), True) for x, y in flat]
        away = -np.array(inside, np.float32).reshape(place.shape[:2])
        below = _smooth((place[..., 1] - portrait.landmarks[58, 1]) / (20 * portrait.scale))
        fade = portrait.scale * (_FADE + (_NECK - _FADE) * below)
        return (1 - _smooth(away / fade)).astype(np.float32)

    def _jaw(self, portrait: Portrait, place: Floats) -> Floats:
        lip, chin = portrait.landmarks[_LIP, 1], portrait.landmarks[_CHIN]
        # The chin swings with the jaw a little less than the lip, which opens besides.
        drop = 0.8 * self._mouth.drop
        lower = np.clip((place[..., 1] - lip) / (chin[1] - lip), 0, 1)
        across = np.exp(-(((place[..., 0] - chin[0]) / (0.42 * self._width)) ** 4))
        neck = 1 - _smooth((place[..., 1] - chin[1] - portrait.scale) / (28 * portrait.scale))
        return (drop * lower * across * neck).astype(np.float32)

    def _smile(self, portrait: Portrait, place: Floats) -> Floats:
        move = np.zeros_like(place)
        for corner, inward in zip(_CORNERS, (1.0, -1.0), strict=True):
            away = (place - portrait.landmarks[corner, :2]) / (0.17 * self._width)
            hill = np.exp(-(away**2).sum(axis=-1))[..., None]
            move += hill * np.array([inward * 0.042, 0.030], np.float32) * self._width
        return move

    def _brow(self, portrait: Portrait, place: Floats) -> Floats:
        rise = np.zeros(place.shape[:2], np.float32)
        for middle in portrait.landmarks[list(_BROWS), :2]:
            away = (place - middle) / (self._width * np.array([0.22, 0.10]))
            rise += np.exp(-(away**2).sum(axis=-1)) * 0.035 * self._width
        return rise

    def _forward(self, act: Act) -> tuple[Floats, Floats]:
        """How far each node moves, (rows, columns, 2) pixels, and how deep it then lies."""
        field = self._field
        move = field.smile * np.float32(1 - act.smile)
        move[..., 1] += field.jaw * np.float32(act.jaw) - field.brow * np.float32(act.brow)
        x, y, z = field.x + move[..., 0], field.y + move[..., 1], field.z
        turn = _rotation(act)
        distance = np.float32(_CAMERA * self._width)
        deep = turn[2, 0] * x + turn[2, 1] * y + turn[2, 2] * z
        # The still has the perspective of its own depth in it already, hence the numerator.
        share = np.float32(act.lean) * (distance + z) / (distance + deep)
        move[..., 0] += field.head * (
            share * (turn[0, 0] * x + turn[0, 1] * y + turn[0, 2] * z) - x
        )
        move[..., 1] += field.head * (
            share * (turn[1, 0] * x + turn[1, 1] * y + turn[1, 2] * z) - y
        )
        return move, deep + self._pivot[2]

    def points(self, act: Act) -> Floats:
        """(478, 3) float32: where the still's landmarks are under an act."""
        moved = self._landmarks.copy()
        for part in self._parts:
            part.move(act, moved)
        move, deep = self._forward(act)
        where = ((moved[None, :, :2] - self._origin) / _NODE).astype(np.float32)
        moved[:, :2] += _sampled(move, where)[0]
        moved[:, 2] += _sampled(deep - self._field.z - self._pivot[2], where)[0]
        return moved

    def draw(self, act: Act) -> NDArray[np.uint8]:
        """A new picture, (h, w, 3) uint8 sRGB, of the person under an act."""
        for part in self._parts:
            part.draw(act, self._canvas)
        move, _ = self._forward(act)
        found = move
        for _ in range(_INVERSIONS):
            found = _sampled(move, self._grid - found / np.float32(_NODE))
        rows, columns = self._map.shape[:2]
        dense = cv2.resize(found, None, fx=_NODE, fy=_NODE, interpolation=cv2.INTER_LINEAR)
        cv2.subtract(self._identity, dense[:rows, :columns], dst=self._map)
        picture = self._still.copy()
        picture[self._box] = _warped(self._canvas[self._box], self._map)
        return picture


def _identity(shape: tuple[int, int]) -> Floats:
    """(h, w, 2) float32 where every place holds its own (column, row)."""
    across = np.arange(shape[1], dtype=np.float32)
    down = np.arange(shape[0], dtype=np.float32)
    return np.stack(np.meshgrid(across, down), axis=-1)


def _sampled(values: Floats, where: Floats) -> Floats:
    """`values` between its nodes, linearly; `where` is (h, w, 2) in nodes."""
    border = cv2.BORDER_REPLICATE
    # OpenCV's stubs deny that the second map may be None when the first holds both coordinates;
    # an empty array in its place never returns.
    found = cv2.remap(values, where, None, cv2.INTER_LINEAR, borderMode=border)  # type: ignore[call-overload]
    return np.asarray(found, np.float32)


def _warped(picture: NDArray[np.uint8], where: Floats) -> NDArray[np.uint8]:
    """The picture sampled at `where`, (h, w, 2) in pixels."""
    # In fixed point, 1/32 pixel fine, this takes half the time.
    whole, parts = cv2.convertMaps(where, None, cv2.CV_16SC2)  # type: ignore[call-overload]
    border = cv2.BORDER_REFLECT_101
    return np.asarray(cv2.remap(picture, whole, parts, cv2.INTER_LINEAR, borderMode=border))


def _smooth(x: Floats) -> Floats:
    """0 below 0, 1 above 1, with level ends between (a cubic)."""
    t = np.clip(x, 0, 1)
    return t * t * (3 - 2 * t)


def _rotation(act: Act) -> Floats:
    """(3, 3) float32 of yaw, then pitch, then roll; x right, y down, z away from the camera."""
    yaw, pitch, roll = np.radians([act.yaw, act.pitch, act.roll])
    # The face looks along -z: turning it towards +x takes the nose there.
    about_y = [[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]]
    about_x = [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    about_z = [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    return (np.array(about_z) @ np.array(about_x) @ np.array(about_y)).astype(np.float32)
