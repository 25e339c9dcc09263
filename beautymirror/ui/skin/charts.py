"""Small charts of a reading: a swatch, scales with an uncertain marker, bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from beautymirror.ui.theme import COLORS, font, text_scale

__all__ = ["Bar", "Monk", "Scale", "Swatch"]

_RIM = QColor(255, 255, 255, 46)  # so that a deep colour shows on the dark panel
_STRIP = 18  # height of a scale's strip
_BRACKET = 33.0  # from the top of a scale to the line that tells how sure its marker is


class _Chart(QWidget):
    """A picture of a fixed height with a name and words for those who do not see it."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def describe(self, name: str, words: str) -> None:
        """Name it, and say in words what it shows."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(words)

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class Swatch(_Chart):
    """A colour."""

    def __init__(self, size: int = 44) -> None:
        super().__init__(size)
        self.setFixedWidth(size)
        self._color = QColor(COLORS.raised)

    def show_color(self, color: str) -> None:
        """Show ``#rrggbb``."""
        self._color = QColor(color)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        painter.setPen(QPen(_RIM, 1))
        painter.setBrush(self._color)
        radius = min(12.0, self.width() / 4)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Scale(_Chart):
    """A strip of parts or of a gradient, with a marker and how sure it is.

    Args:
        parts: (share of the width, colour) from the left.
        blend: run the colours into each other.
    """

    def __init__(self, parts: Sequence[tuple[float, str]], *, blend: bool = False) -> None:
        super().__init__(_STRIP + 20)
        self._parts, self._blend = parts, blend
        self._at = self._spread = 0.0

    def mark(self, at: float, spread: float) -> None:
        """Put the marker at 0..1, sure to ``spread`` (one standard deviation) of the width."""
        self._at, self._spread = min(1.0, max(0.0, at)), max(0.0, spread)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        strip = QRectF(0.5, 6, self.width() - 1, _STRIP)
        outline = QPainterPath()
        outline.addRoundedRect(strip, 6, 6)
        painter.setClipPath(outline)
        left = strip.left()
        gradient = QLinearGradient(strip.topLeft(), strip.topRight())
        for number, (share, color) in enumerate(self._parts):
            width = share * strip.width()
            if self._blend:
                gradient.setColorAt(number / (len(self._parts) - 1), QColor(color))
            else:
                painter.fillRect(QRectF(left, strip.top(), width + 1, _STRIP), QColor(color))
            left += width
        if self._blend:
            painter.fillRect(strip, gradient)
        painter.setClipping(False)
        x = strip.left() + 2 + self._at * (strip.width() - 4)
        reach = self._spread * strip.width()
        if reach > 2:
            low, high = max(strip.left(), x - reach), min(strip.right(), x + reach)
            painter.setPen(QPen(QColor(COLORS.quiet), 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(low + 1, _BRACKET), QPointF(high - 1, _BRACKET))
        marker = QRectF(x - 3, 1, 6, _STRIP + 10)
        painter.setPen(QPen(QColor(0, 0, 0, 170), 1))
        painter.setBrush(QColor(COLORS.text))
        painter.drawRoundedRect(marker, 3, 3)


class Monk(_Chart):
    """The ten swatches of the Monk scale, one of them ringed."""

    def __init__(self, swatches: Sequence[str]) -> None:
        super().__init__(36)
        self._swatches = swatches
        self._chosen = 0

    def choose(self, number: int) -> None:
        """Ring the swatch of a number from 1 on."""
        self._chosen = number
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        across = self.width() / len(self._swatches)
        side = min(across - 5, 26.0)
        for number, color in enumerate(self._swatches, start=1):
            middle = QPointF((number - 0.5) * across, self.height() / 2)
            chosen = number == self._chosen
            painter.setPen(QPen(_RIM, 1))
            painter.setBrush(QColor(color))
            painter.drawEllipse(middle, side / 2, side / 2)
            if chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(COLORS.accent), 2.5))
                painter.drawEllipse(middle, side / 2 + 3, side / 2 + 3)


class Bar(_Chart):
    """A share of one with its words, and how far it varied."""

    def __init__(self) -> None:
        self._line = round(26 * text_scale())  # height of the words
        super().__init__(self._line + 14)
        self._name = self._value = ""
        self._share = self._spread = 0.0
        self._strong = False
        self._color = COLORS.accent

    def paint(self, color: str) -> None:
        """Fill it with ``#rrggbb`` from now on."""
        self._color = color
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._line + 14)

    def show_share(
        self, name: str, value: str, share: float, spread: float = 0.0, *, strong: bool = False
    ) -> None:
        """Show 0..1 with a name, its value in words, and its standard deviation."""
        self._name, self._value, self._share, self._spread = name, value, share, spread
        self._strong = strong
        self.describe(name, value)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        line = QRectF(0, 0, self.width(), self._line)
        painter.setFont(font("caption"))
        painter.setPen(QColor(COLORS.quiet))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, self._value
        )
        room = self.width() - painter.fontMetrics().horizontalAdvance(self._value) - 8
        painter.setFont(font("body", strong=self._strong))
        painter.setPen(QColor(COLORS.text))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, name)
        top = self._line + 3
        groove = QRectF(0, top, self.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLORS.hover))
        painter.drawRoundedRect(groove, 2.5, 2.5)
        painter.setBrush(QColor(self._color))
        share = min(1.0, max(0.0, self._share))
        painter.drawRoundedRect(QRectF(0, top, max(5.0, share * self.width()), 5), 2.5, 2.5)
        if self._spread * self.width() > 1.5:
            low = max(0.0, share - self._spread) * self.width()
            high = min(1.0, share + self._spread) * self.width()
            painter.setBrush(QColor(COLORS.text))
            painter.drawRoundedRect(QRectF(low, top + 1.5, high - low, 2), 1, 1)
