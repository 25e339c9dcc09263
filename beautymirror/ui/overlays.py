"""What lies over the mirror: badge, readings, hints, divider. Painted once, shown as textures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen

from beautymirror.render.present import Overlay
from beautymirror.ui.theme import COLORS, SPACE, font, touch

__all__ = ["Coach", "Overlays", "Words"]

Pixels = NDArray[np.uint8]

_MARGIN = SPACE["l"]
_CORNER = 14  # radius of the mirror's corners
_SHADE = QColor(0, 0, 0, 150)
_RING_STEP = 24  # logical pixels by which a ring grows: between two, the painted one is kept
_GAP_DEG = 7  # between two parts of a ring


@dataclass(frozen=True, slots=True)
class Words:
    """The texts that lie over the mirror, in the language of the window; empty ones are absent.

    Attributes:
        badge: top right, says that what is seen is not a camera.
        readings: top left, rates and names of what runs where.
        hint: bottom centre, what the person may do.
        flash: top centre, what has just happened.
        centre: in the middle, while there is no picture.
        before, after: either side of the divider.
    """

    badge: str = ""
    readings: str = ""
    hint: str = ""
    flash: str = ""
    centre: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Coach:
    """Leads a person through captures: a ring around the face, and a few words.

    Attributes:
        held, wanted: captures; the ring has a part for each.
        good: whether the face is as it should be.
    """

    words: str
    held: int
    wanted: int
    good: bool


@dataclass(slots=True)
class Overlays:
    """Paints overlays for one view and keeps each until its text or the scale changes."""

    words: Words = field(default_factory=Words)
    rounded: bool = True
    coach: Coach | None = None
    _kept: dict[str, tuple[object, Pixels]] = field(default_factory=dict)

    def change(self, **texts: str) -> bool:
        """Change some of the words; whether that changed anything."""
        new = replace(self.words, **texts)
        changed, self.words = new != self.words, new
        return changed

    def lay(
        self,
        view: tuple[int, int],
        ratio: float,
        split: int | None,
        parked: float,
        face: QRectF | None = None,
    ) -> Iterator[Overlay]:
        """The overlays for a view.

        Args:
            view: (width, height) in pixels.
            ratio: pixels by logical pixel.
            split: pixels from the left to the divider, ``None`` while it is parked.
            parked: opacity of the grip of a parked divider.
            face: where the face is, in pixels; a coach rings it.
        """
        width, height = view
        margin = round(_MARGIN * ratio)
        words, coach = self.words, self.coach
        if coach is not None:
            yield self._ring(coach, view, ratio, face)
            # One thing at a time: what is to be done now, where hints are else.
            words = replace(words, hint=coach.words)
        if split is not None:
            yield from self._divider(view, ratio, split)
        elif parked > 0:
            grip = self._once("grip", ratio, lambda: _grip(ratio))
            side = grip.shape[0]
            yield Overlay("grip", grip, -side // 2, (height - side) // 2, parked)
        if words.badge:
            pixels = self._pill("badge", words.badge, ratio, COLORS.text)
            yield Overlay("badge", pixels, width - margin - pixels.shape[1], margin)
        if words.readings:
            readings = self._once(
                "readings", (words.readings, ratio), partial(_readings, words.readings, ratio)
            )
            yield Overlay("readings", readings, margin, margin)
        for name, text, y in (
            ("flash", words.flash, 0.10),
            ("centre", words.centre, 0.48),
            ("hint", words.hint, 1.0),
        ):
            if text:
                pixels = self._pill(name, text, ratio, COLORS.text, width - 2 * margin)
                top = min(round(y * height), height - round(1.5 * margin) - pixels.shape[0])
                yield Overlay(name, pixels, (width - pixels.shape[1]) // 2, top)
        if self.rounded:
            yield from self._corners(view, ratio)

    def _divider(self, view: tuple[int, int], ratio: float, split: int) -> Iterator[Overlay]:
        width, height = view
        margin, gap = round(_MARGIN * ratio), round(SPACE["m"] * ratio)
        line = self._once("line", (ratio, height), lambda: _line(ratio, height))
        yield Overlay("line", line, split - line.shape[1] // 2, 0)
        grip = self._once("grip", ratio, lambda: _grip(ratio))
        side = grip.shape[0]
        yield Overlay("grip", grip, split - side // 2, (height - side) // 2)
        before = self._pill("before", self.words.before, ratio, COLORS.text)
        after = self._pill("after", self.words.after, ratio, COLORS.text)
        low = height - margin - before.shape[0]
        # A label goes where its side of the divider has no room for it.
        if split - gap - before.shape[1] >= margin:
            yield Overlay("before", before, split - gap - before.shape[1], low)
        if split + gap + after.shape[1] <= width - margin:
            yield Overlay("after", after, split + gap, low)

    def _ring(
        self, coach: Coach, view: tuple[int, int], ratio: float, face: QRectF | None
    ) -> Overlay:
        step = round(_RING_STEP * ratio)
        if face is None:  # where a face would be well placed
            height = 0.66 * view[1]
            middle, wanted = QPointF(view[0] / 2, 0.46 * view[1]), (0.76 * height, height)
        else:
            middle, wanted = face.center(), (face.width(), face.height())
        width, height = (max(4, round(length / step)) * step for length in wanted)
        key = (coach.held, coach.wanted, coach.good, width, height, ratio)
        pixels = self._once("ring", key, partial(_ring, coach, width, height, ratio))
        x, y = round(middle.x()) - pixels.shape[1] // 2, round(middle.y()) - pixels.shape[0] // 2
        return Overlay("ring", pixels, x, y)

    def _corners(self, view: tuple[int, int], ratio: float) -> Iterator[Overlay]:
        for number in range(4):
            name = f"corner {number}"
            corner = self._once(name, ratio, partial(_corner, ratio, number))
            side = corner.shape[0]
            x, y = (number % 2) * (view[0] - side), (number // 2) * (view[1] - side)
            yield Overlay(name, corner, x, y)

    def _pill(
        self, name: str, text: str, ratio: float, color: str, most: int | None = None
    ) -> Pixels:
        return self._once(name, (text, ratio, color, most), lambda: _pill(text, ratio, color, most))

    def _once(self, name: str, key: object, paint: Callable[[], Pixels]) -> Pixels:
        known = self._kept.get(name)
        if known is None or known[0] != key:
            known = self._kept[name] = key, paint()
        return known[1]


def _canvas(width: float, height: float, ratio: float) -> tuple[QImage, QPainter]:
    size = round(width * ratio), round(height * ratio)
    image = QImage(*size, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return image, painter


def _pixels(image: QImage, painter: QPainter) -> Pixels:
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8)
    rows = rows.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()


def _pill(text: str, ratio: float, color: str, most: int | None) -> Pixels:
    """A text on a dark rounded ground, wrapped where it is wider than ``most`` pixels."""
    metrics = QFontMetrics(font("body"))
    room = 10_000 if most is None else round(most / ratio) - 2 * SPACE["l"]
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    lines = metrics.boundingRect(QRect(0, 0, room, 10_000), flags, text)
    width, height = lines.width() + 2 * SPACE["l"], lines.height() + 2 * SPACE["s"]
    image, painter = _canvas(width, height, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    radius = min(height / 2, 18)
    painter.drawRoundedRect(QRectF(0, 0, width, height), radius, radius)
    painter.setFont(font("body"))
    painter.setPen(QColor(color))
    painter.drawText(QRectF(0, 0, width, height), flags, text)
    return _pixels(image, painter)


def _readings(text: str, ratio: float) -> Pixels:
    """A small block of lines, quieter than the words that are meant for everyone."""
    metrics = QFontMetrics(font("caption"))
    room = metrics.boundingRect(QRect(0, 0, 10_000, 10_000), 0, text)
    width, height = room.width() + 2 * SPACE["m"], room.height() + 2 * SPACE["s"]
    image, painter = _canvas(width, height, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(QRectF(0, 0, width, height), 10, 10)
    painter.setFont(font("caption"))
    painter.setPen(QColor("#d8d8d8"))
    painter.drawText(QRectF(SPACE["m"], SPACE["s"], room.width() + 2, room.height() + 2), 0, text)
    return _pixels(image, painter)


def _line(ratio: float, height: int) -> Pixels:
    """The divider: a light line between two soft dark ones, so that it shows on any picture."""
    thick = max(2, round(2 * ratio))
    pixels = np.zeros((height, thick + 2, 4), np.uint8)
    pixels[:, :, 3] = 70
    pixels[:, 1:-1] = 255
    return pixels


def _grip(ratio: float) -> Pixels:
    """The divider's handle, as large as a touch target."""
    image, painter = _canvas(touch(), touch(), ratio)
    middle = touch() / 2
    painter.setPen(QPen(QColor(0, 0, 0, 70), 1))
    painter.setBrush(QColor(255, 255, 255, 235))
    painter.drawEllipse(QPointF(middle, middle), middle - 6, middle - 6)
    painter.setPen(
        QPen(QColor("#303030"), 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    )
    for side in (-1, 1):
        arrow = QPainterPath(QPointF(middle + side * 4, middle - 4.5))
        arrow.lineTo(middle + side * 8.5, middle)
        arrow.lineTo(middle + side * 4, middle + 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(arrow)
    return _pixels(image, painter)


def _ring(coach: Coach, width: int, height: int, ratio: float) -> Pixels:
    """An ellipse in parts, one for each capture; those that are held are bright."""
    image, painter = _canvas(width / ratio, height / ratio, ratio)
    oval = QRectF(0, 0, width / ratio, height / ratio).adjusted(6, 6, -6, -6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    span = 360 / coach.wanted
    waiting = QColor(255, 255, 255, 210 if coach.good else 110)
    for number in range(coach.wanted):
        held = number < coach.held
        start = 90 - number * span - _GAP_DEG / 2
        for thick, color in ((9, QColor(0, 0, 0, 80)), (5 if held else 3, QColor(waiting))):
            if held and thick == 5:
                color = QColor(COLORS.accent)
            painter.setPen(QPen(color, thick, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(oval, round(16 * start), -round(16 * (span - _GAP_DEG)))
    return _pixels(image, painter)


def _corner(ratio: float, number: int) -> Pixels:
    """A mask in the colour of the surround that rounds one corner of the mirror off."""
    image, painter = _canvas(_CORNER, _CORNER, ratio)
    ground, circle = QPainterPath(), QPainterPath()
    ground.addRect(0, 0, _CORNER, _CORNER)
    circle.addEllipse(QPointF(_CORNER, _CORNER), _CORNER, _CORNER)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLORS.surround))
    painter.drawPath(ground.subtracted(circle))
    first = _pixels(image, painter)
    return np.ascontiguousarray(first[:: -1 if number // 2 else 1, :: -1 if number % 2 else 1])
