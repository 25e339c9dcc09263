"""Pictures that lie over the mirror: pills of words, the divider's grip, a ring, round corners.

Each is (h, w, 4) uint8 with alpha multiplied in, for a screen of ``ratio`` pixels by logical pixel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen

from beautymirror.ui.theme import COLORS, SPACE, font, touch

__all__ = ["Pixels", "corner", "grip", "line", "pill", "readings", "ring"]

Pixels = NDArray[np.uint8]

_CORNER = 14  # radius of the mirror's corners
_SHADE = QColor(0, 0, 0, 150)
_GAP_DEG = 7  # between two parts of a ring


def pill(text: str, ratio: float, most: int | None = None) -> Pixels:
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
    painter.setPen(QColor(COLORS.text))
    painter.drawText(QRectF(0, 0, width, height), flags, text)
    return _pixels(image, painter)


def readings(text: str, ratio: float) -> Pixels:
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


def line(ratio: float, height: int) -> Pixels:
    """The divider: a light line between two soft dark ones, so that it shows on any picture."""
    thick = max(2, round(2 * ratio))
    pixels = np.zeros((height, thick + 2, 4), np.uint8)
    pixels[:, :, 3] = 70
    pixels[:, 1:-1] = 255
    return pixels


def grip(ratio: float) -> Pixels:
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


def ring(held: int, wanted: int, good: bool, size: tuple[int, int], ratio: float) -> Pixels:
    """An ellipse in parts, one for each capture; those that are held are bright.

    Args:
        good: whether the face is as it should be; the ring is fainter while it is not.
        size: (width, height) in pixels.
    """
    width, height = size
    image, painter = _canvas(width / ratio, height / ratio, ratio)
    oval = QRectF(0, 0, width / ratio, height / ratio).adjusted(6, 6, -6, -6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    span = 360 / wanted
    waiting = QColor(255, 255, 255, 210 if good else 110)
    for number in range(wanted):
        bright = number < held
        start = 90 - number * span - _GAP_DEG / 2
        for thick, color in ((9, QColor(0, 0, 0, 80)), (5 if bright else 3, QColor(waiting))):
            if bright and thick == 5:
                color = QColor(COLORS.accent)
            painter.setPen(QPen(color, thick, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(oval, round(16 * start), -round(16 * (span - _GAP_DEG)))
    return _pixels(image, painter)


def corner(ratio: float, number: int) -> Pixels:
    """A mask in the colour of the surround that rounds one corner of the mirror off.

    Args:
        number: 0 top left, 1 top right, 2 bottom left, 3 bottom right.
    """
    image, painter = _canvas(_CORNER, _CORNER, ratio)
    ground, circle = QPainterPath(), QPainterPath()
    ground.addRect(0, 0, _CORNER, _CORNER)
    circle.addEllipse(QPointF(_CORNER, _CORNER), _CORNER, _CORNER)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLORS.surround))
    painter.drawPath(ground.subtracted(circle))
    first = _pixels(image, painter)
    return np.ascontiguousarray(first[:: -1 if number // 2 else 1, :: -1 if number % 2 else 1])


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
