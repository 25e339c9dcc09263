"""What a page says of itself while it has nothing to show: a drawing, a title and a few words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from beautymirror.ui.icons import pixmap
from beautymirror.ui.theme import COLORS, SPACE
from beautymirror.ui.widgets.label import label

__all__ = ["Intro"]

_DRAWING = 56  # logical pixels


class Intro(QWidget):
    """A drawing above a title above words, all centred."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title, self._text = label("title", wraps=True), label("quiet", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(self._drawing)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)

    def say(self, drawing: str, title: str, text: str) -> None:
        """Show these; ``drawing`` is the name of an icon."""
        ratio = self.devicePixelRatioF()
        self._drawing.setPixmap(pixmap(drawing, _DRAWING, COLORS.quiet, ratio))
        self._title.setText(title)
        self._text.setText(text)
