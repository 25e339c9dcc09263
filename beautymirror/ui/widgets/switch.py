"""A switch that is on or off."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from beautymirror.ui.theme import COLORS, text_scale, touch

__all__ = ["Switch"]

_WIDTH, _HEIGHT = 42, 24


class Switch(QAbstractButton):
    """On at the end of the line of text, off at its start."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(max(round(_WIDTH * text_scale()) + 8, touch()), touch())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = _WIDTH * text_scale(), _HEIGHT * text_scale()
        track = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        on = self.isChecked()
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLORS.text), 2))
            painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), height / 2 + 3, height / 2 + 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLORS.accent if on else COLORS.hover))
        painter.drawRoundedRect(track, height / 2, height / 2)
        at_end = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        x = track.right() - height / 2 if at_end else track.left() + height / 2
        painter.setBrush(QColor(COLORS.on_accent if on else COLORS.quiet))
        painter.drawEllipse(QPointF(x, track.center().y()), height / 3, height / 3)
