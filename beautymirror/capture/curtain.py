"""Lids and lips of the demo's still: skin drawn over what lies behind it, column by column.

A curtain is a stretch of skin that hangs from a fixed line (under the brow, at the nose, at the
chin) and ends in a free edge (lid margin, lip line). Moving the edge stretches the skin; behind the
edge the eye or the mouth stays where it is, so the edge is sharp as it is in life.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.motion import Act
from beautymirror.capture.portrait import Portrait
from beautymirror.face.regions import (
    LIPS_INNER_LOWER,
    LIPS_INNER_UPPER,
    RIGHT_LID_LOWER,
    RIGHT_LID_UPPER,
)

__all__ = ["Curtain", "Eye", "Mouth"]

Floats = NDArray[np.float32]

_LEFT_LID_UPPER = (263, 466, 388, 387, 386, 385, 384, 398, 362)
_LEFT_LID_LOWER = (263, 249, 390, 373, 374, 380, 381, 382, 362)
_NOSE_BASE, _CHIN = 2, 152


@dataclass(frozen=True, slots=True, eq=False)
class Curtain:
    """Skin between a fixed line and a free edge, both given per column.

    Attributes:
        fixed: (w,) float32, row at which nothing moves.
        edge: (w,) float32, row of the free edge at rest; below `fixed` or above it.
        rim: rows next to the edge that move without being stretched: lashes, the lip's red.
    """

    fixed: Floats
    edge: Floats
    rim: float

    def source_rows(self, rows: Floats, shift: Floats) -> Floats:
        """(h, w) rows of the still to show at `rows` when the edge has moved by `shift` (w,)."""
        side = np.sign(self.edge - self.fixed)
        length = np.maximum(np.abs(self.edge - self.fixed) - self.rim, 1.0)
        ratio = length / np.maximum(length + side * shift, 1.0)
        along = (rows - self.fixed) * side
        stretched = self.fixed + side * np.minimum(along * ratio, length)
        in_rim = along > length + side * shift
        return np.where(along <= 0, rows, np.where(in_rim, rows - shift, stretched))

    def moved(self, row: Floats, column: NDArray[np.intp], shift: Floats) -> Floats:
        """Where points of the skin go; `column` (n,) indexes the curtain, the rest are rows."""
        fixed, edge = self.fixed[column], self.edge[column]
        side = np.sign(edge - fixed)
        length = np.maximum(np.abs(edge - fixed) - self.rim, 1.0)
        along = (row - fixed) * side
        # Points a little beyond the edge belong to it: landmarks are not exact to the pixel.
        share = np.clip(along / length, 0.0, 1.0) * (along < length + 2.0 * self.rim + 1.0)
        return row + share * shift[column]

    def cover(self, rows: Floats, shift: Floats) -> Floats:
        """(h, w) opacity 0..1 of the skin, soft over one row."""
        side = np.sign(self.edge - self.fixed)
        return np.clip((self.edge + shift - rows) * side + 0.5, 0.0, 1.0)


class _Patch:
    """A box of the still in which curtains move."""

    def __init__(self, portrait: Portrait, low: Floats, high: Floats) -> None:
        height, width = portrait.image.shape[:2]
        x0, y0 = np.maximum(np.floor(low), 0).astype(int)
        x1, y1 = np.minimum(np.ceil(high) + 1, (width, height)).astype(int)
        self.box = (slice(int(y0), int(y1)), slice(int(x0), int(x1)))
        self.still = np.ascontiguousarray(portrait.image[self.box])
        self.rows = np.arange(y0, y1, dtype=np.float32)[:, None]
        self.columns = np.arange(x0, x1, dtype=np.float32)
        self._across = np.broadcast_to(self.columns - np.float32(x0), self.still.shape[:2]).copy()

    def curve(self, points: Floats) -> Floats:
        """(w,) row of a curve of points (n, 2) at every column; level beyond its ends."""
        order = np.argsort(points[:, 0])
        rows = np.interp(self.columns, points[order, 0], points[order, 1])
        return rows.astype(np.float32)

    def column_of(self, x: Floats) -> NDArray[np.intp]:
        """Index of the column nearest to each x, clipped to the patch."""
        return np.clip(np.rint(x - self.columns[0]), 0, len(self.columns) - 1).astype(np.intp)

    def sample(self, rows: Floats) -> NDArray[np.uint8]:
        """The still at other rows, (h, w, 3)."""
        down = (rows - self.rows[0, 0]).astype(np.float32)
        shown = cv2.remap(
            self.still, self._across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(shown, np.uint8)


class Eye(_Patch):
    """An eye whose upper lid comes down over it."""

    def __init__(self, portrait: Portrait, side: str) -> None:
        right = side == "right"
        points = portrait.landmarks[:, :2]
        upper = points[list(RIGHT_LID_UPPER if right else _LEFT_LID_UPPER)]
        lower = points[list(RIGHT_LID_LOWER if right else _LEFT_LID_LOWER)]
        wide = float(np.ptp(upper[:, 0]))
        low = np.array([upper[:, 0].min(), upper[:, 1].min() - 0.42 * wide])
        high = np.array([upper[:, 0].max(), lower[:, 1].max() + 2 * portrait.scale])
        super().__init__(portrait, low, high)
        edge, self._floor = self.curve(upper), self.curve(lower)
        self._gap = np.maximum(self._floor - edge, 0.0)
        self.lid = Curtain(edge - np.float32(0.38 * wide), edge, 3.2 * portrait.scale)

    def draw(self, act: Act, image: NDArray[np.uint8]) -> None:
        """Draw the lid into a copy of the still, in place."""
        if act.blink == 0:
            image[self.box] = self.still
            return
        shift = self._gap * np.float32(act.blink)
        skin = self.sample(self.lid.source_rows(self.rows, shift))
        cover = self.lid.cover(self.rows, shift)[..., None]
        image[self.box] = skin * cover + self.still * (1 - cover) + 0.5

    def move(self, act: Act, points: Floats) -> None:
        """Move the landmarks that lie on the lid, in place; (478, >=2)."""
        self_columns = self.column_of(points[:, 0])
        near = np.abs(self.columns[self_columns] - points[:, 0]) <= 1.0
        moved = self.lid.moved(points[:, 1], self_columns, self._gap * np.float32(act.blink))
        near[468:] = False  # the irises stay behind the lids
        points[near, 1] = moved[near]


class Mouth(_Patch):
    """Lips that close over the teeth, or open on a dark mouth."""

    # Of the way that closes the still's smile, the upper lip goes this share.
    _UPPER_SHARE = 0.35
    # Drop of the lower lip with the jaw fully down, per width of the mouth.
    _DROP = 0.22

    def __init__(self, portrait: Portrait) -> None:
        points = portrait.landmarks[:, :2]
        upper, lower = points[list(LIPS_INNER_UPPER)], points[list(LIPS_INNER_LOWER)]
        self.wide = float(np.ptp(upper[:, 0]))
        self.drop = self._DROP * self.wide
        nose, chin = points[_NOSE_BASE, 1], points[_CHIN, 1]
        low = np.array([upper[:, 0].min(), nose - 2])
        high = np.array([upper[:, 0].max(), chin + 2])
        super().__init__(portrait, low, high)
        top, bottom = self.curve(upper), self.curve(lower)
        self._gap = np.maximum(bottom - top, 0.0)
        across = (self.columns - self.columns.mean()) / (0.5 * self.wide)
        self._arch = np.sqrt(np.clip(1 - across**2, 0, 1)).astype(np.float32)
        rim = 0.10 * self.wide
        self.upper = Curtain(np.full_like(top, nose), top, 0.5 * rim)
        self.lower = Curtain(np.full_like(top, chin), bottom, rim)
        self._scale = portrait.scale
        self._behind = self._interior(bottom)

    def _interior(self, bottom: Floats) -> Floats:
        """(h, w, 3) what lies behind the lips: the still's teeth, and below them a dark mouth."""
        depth = np.clip((self.rows - bottom) / (0.3 * self.wide), 0, 1) ** 1.5
        throat = np.array([34, 13, 12], np.float32)
        tongue = np.array([104, 50, 47], np.float32)
        dark = throat + (tongue - throat) * (depth * self._arch**2)[..., None]
        teeth = np.clip((bottom - 0.8 * self._scale - self.rows) / self._scale + 0.5, 0, 1)
        return (teeth[..., None] * self.still + (1 - teeth[..., None]) * dark).astype(np.float32)

    def _shifts(self, act: Act) -> tuple[Floats, Floats]:
        closing = np.float32(1 - min(act.part, 1.0)) * self._gap
        opening = np.float32(max(act.part - 1, 0.0)) * self._gap
        drop = np.float32(self.drop * act.jaw) * self._arch
        upper = self._UPPER_SHARE * closing
        lower = -(1 - self._UPPER_SHARE) * closing + opening + drop
        return upper.astype(np.float32), lower.astype(np.float32)

    def draw(self, act: Act, image: NDArray[np.uint8]) -> None:
        """Draw the lips into a copy of the still, in place."""
        if act.part == 1 and act.jaw == 0:
            image[self.box] = self.still
            return
        up, down = self._shifts(act)
        over = self.upper.cover(self.rows, up)[..., None]
        under = self.lower.cover(self.rows, down)[..., None]
        gap = self._gap + down - up
        lit = np.clip(0.25 + gap / (0.10 * self.wide), 0.25, 1.0)[:, None]
        picture = self._behind * lit
        picture += under * (self.sample(self.lower.source_rows(self.rows, down)) - picture)
        picture += over * (self.sample(self.upper.source_rows(self.rows, up)) - picture)
        image[self.box] = picture + 0.5

    def move(self, act: Act, points: Floats) -> None:
        """Move the landmarks of lips, chin and the skin between, in place; (478, >=2)."""
        columns = self.column_of(points[:, 0])
        near = np.abs(self.columns[columns] - points[:, 0]) <= 1.0
        up, down = self._shifts(act)
        middle = 0.5 * (self.upper.edge + self.lower.edge)[columns]
        above = points[:, 1] < middle
        moved = np.where(
            above,
            self.upper.moved(points[:, 1], columns, up),
            self.lower.moved(points[:, 1], columns, down),
        )
        points[near, 1] = moved[near]
