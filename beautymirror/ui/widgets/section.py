"""What scrolling pages are made of: a page that a finger moves, titled sections, choices."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.label import label

__all__ = ["Choice", "Scroll", "Section"]


class Scroll(QScrollArea):
    """A column of parts that is moved up and down by wheel, finger or keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        inner = QWidget()
        inner.setObjectName("page")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(SPACE["l"], SPACE["s"], SPACE["l"], SPACE["l"])
        self.column.setSpacing(SPACE["l"])
        self.setWidget(inner)


class Section(QWidget):
    """A small title with parts below it."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("caption")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE["s"])
        self.column.addWidget(self._title)

    def title(self, words: str) -> None:
        """Set the title."""
        self._title.setText(words)
        self.setAccessibleName(words)

    def add(self, part: QWidget) -> QWidget:
        """Add a part at the end."""
        self.column.addWidget(part)
        return part

    def line(self, role: str = "") -> QLabel:
        """Add a line of words that wraps."""
        words = label(role, wraps=True)
        self.column.addWidget(words)
        return words


class Choice(QComboBox):
    """A choice that scrolling over it does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
