"""A face cut out of a photo, as a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from beautymirror.ui.theme import COLORS

__all__ = ["Thumb"]

_MARGIN = 3


class Thumb(QAbstractButton):
    """Shows a face; ringed when it is checked."""

    def __init__(self, face: QImage, size: int, *, checkable: bool = True) -> None:
        super().__init__()
        self._face = face
        self.setCheckable(checkable)
        self.setFixedSize(size, size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        radius = min(12.0, room.width() / 4)
        outline = QPainterPath()
        outline.addRoundedRect(room, radius, radius)
        painter.setClipPath(outline)
        painter.drawImage(room, self._face)
        if self.isCheckable() and not self.isChecked():
            painter.fillRect(room, QColor(0, 0, 0, 0 if self.underMouse() else 90))
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(QColor(COLORS.accent), 2.5))
            painter.drawRoundedRect(room, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLORS.text), 2))
            edge = room.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(edge, radius + 2, radius + 2)
