"""Buttons with a drawing, large enough for a finger, named for those who do not see them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from beautymirror.ui.icons import icon
from beautymirror.ui.theme import COLORS, text_scale, touch

__all__ = ["IconButton", "Shutter", "button", "name_control"]

_DRAWING = 24  # logical pixels, where words have their usual size


def name_control(control: QWidget, name: str, key: str = "") -> None:
    """Give a control its accessible name and a tip that tells its key."""
    control.setAccessibleName(name)
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
    control.setToolTip(f"{name}  ({shown})" if shown else name)


class _Button(QPushButton):
    """Large enough for a finger, and for its words."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(touch(), touch()))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(touch(), touch()))


def button(*, primary: bool = False, link: bool = False) -> QPushButton:
    """A button with words: the one to press, a quiet one, or one that looks like a link."""
    made = _Button()
    made.setProperty("primary", primary)
    made.setProperty("link", link)
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class IconButton(QToolButton):
    """A drawing, optionally with a word below it."""

    def __init__(self, drawing: str, *, worded: bool = False, checkable: bool = False) -> None:
        super().__init__()
        size = round(_DRAWING * text_scale())
        self.setIcon(icon(drawing, size=size))
        self.setIconSize(QSize(size, size))
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._worded = worded
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextUnderIcon if worded else style.ToolButtonIconOnly
        )
        self._least = QSize(touch(), touch())
        if worded:
            self._least = self._least.expandedTo(QSize(64, 56))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._least)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # its word is never cut off

    def name(self, name: str, key: str = "", word: str = "") -> None:
        """Set the accessible name, the key told in the tip, and the word below the drawing."""
        name_control(self, name, key)
        if self._worded:
            self.setText(word or name)


class Shutter(QAbstractButton):
    """The round button that takes a snapshot."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(max(64, touch()), max(64, touch()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        able = self.isEnabled()
        color = QColor(COLORS.text if able else COLORS.faint)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLORS.accent), 2))
            painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(QPen(color, 3))
        painter.drawEllipse(self.rect().adjusted(6, 6, -6, -6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLORS.accent) if able and self.underMouse() else color)
        inset = 14 if self.isDown() else 11
        painter.drawEllipse(self.rect().adjusted(inset, inset, -inset, -inset))
