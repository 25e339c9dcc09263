"""A slider for a percentage: click anywhere, double click to go back."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from beautymirror.ui.theme import COLORS, TOUCH, touch

__all__ = ["PercentSlider"]

_RADIUS = 10  # of the grip, by TOUCH
_PAUSE_S = 1.0  # after which another row of key presses begins


class PercentSlider(QSlider):
    """0..100 percent with a wide grip.

    Args:
        reset_to: percent that a double click goes back to.
        flush: the groove is as wide as the slider, in line with what stands above and below it.

    Signals:
        grabbed: a drag begins, or a row of key presses or of turns of the wheel.
    """

    grabbed = Signal()

    def __init__(self, reset_to: int = 100, *, flush: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._radius = round(_RADIUS * touch() / TOUCH)
        self._reach = self._radius if flush else 0
        self._reset_to = reset_to
        self._turned = -math.inf
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setMinimumHeight(touch())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _reversed(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _ends(self) -> tuple[float, float]:
        return self._radius + 2.0, self.width() - self._radius - 2.0

    def _value_at(self, x: float) -> int:
        left, right = self._ends()
        share = (x - left) / max(1.0, right - left)
        return round(100 * min(1.0, max(0.0, 1.0 - share if self._reversed() else share)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.grabbed.emit()
        self.setSliderDown(True)
        self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.grabbed.emit()
        self.setValue(self._reset_to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._begin_row()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():  # whoever scrolls the page that it stands on does not mean it
            event.ignore()
            return
        self._begin_row()
        super().wheelEvent(event)

    def _begin_row(self) -> None:
        now = time.monotonic()
        if now - self._turned > _PAUSE_S:
            self.grabbed.emit()
        self._turned = now

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        able = self.isEnabled()
        left, right = self._ends()
        share = self.value() / 100
        x = right - share * (right - left) if self._reversed() else left + share * (right - left)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLORS.hover))
        reach = self._reach
        groove = QRectF(left - reach, middle - 2, right - left + 2 * reach, 4)
        painter.drawRoundedRect(groove, 2, 2)
        painter.setBrush(QColor(COLORS.accent if able else COLORS.faint))
        start = right + reach if self._reversed() else left - reach
        painter.drawRoundedRect(QRectF(min(start, x), middle - 2, abs(x - start), 4), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(COLORS.text), 2))
            painter.drawEllipse(QPointF(x, middle), self._radius + 1, self._radius + 1)
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLORS.text if able else COLORS.faint))
        grip = self._radius - (0 if self.isSliderDown() and not self.hasFocus() else 2)
        painter.drawEllipse(QPointF(x, middle), grip, grip)
