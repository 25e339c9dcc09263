"""A calm page in the mirror's place: what is the matter, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from beautymirror.ui.icons import pixmap
from beautymirror.ui.theme import COLORS, SPACE, text_scale, touch
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.label import label

__all__ = ["Action", "Message", "MessagePage"]

_WIDTH = 460  # of the words: a line that is easy to read
_WIDEST = 640  # of the buttons


@dataclass(frozen=True, slots=True)
class Action:
    """A way out: its words and what it does.

    Attributes:
        quiet: not recommended, even as the first.
    """

    words: str
    done: Callable[[], None]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What the page says.

    Attributes:
        actions: the first is the one that is recommended.
        detail: one small line, such as the words of the driver.
    """

    drawing: str
    title: str
    text: str
    actions: Sequence[Action] = ()
    detail: str = ""


class MessagePage(QWidget):
    """Shows one message, centred, with its actions and perhaps a progress bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._drawing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = label("display", wraps=True)
        self._text = label("quiet", wraps=True)
        self._detail = label("caption", wraps=True)
        self._progress = QProgressBar(textVisible=False)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE["m"])
        column = QVBoxLayout()
        column.setSpacing(SPACE["m"])
        column.addWidget(self._drawing)
        column.addSpacing(SPACE["s"])
        for words in (self._title, self._text):
            column.addLayout(_centred(words))
        column.addLayout(_centred(self._progress))
        column.addSpacing(SPACE["m"])
        column.addLayout(self._buttons)
        column.addLayout(_centred(self._detail))
        box = QWidget()
        box.setLayout(column)
        box.setMaximumWidth(round(_WIDEST * text_scale()))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(4)
        whole.addLayout(row)
        whole.addStretch(5)

    def say(self, message: Message) -> None:
        """Show a message."""
        ratio = self.devicePixelRatioF()
        self._drawing.setPixmap(pixmap(message.drawing, 56, COLORS.quiet, ratio))
        self._title.setText(message.title)
        self._text.setText(message.text)
        self._detail.setText(message.detail)
        self._detail.setVisible(bool(message.detail))
        self._progress.hide()
        self._rebuild(message.actions)
        self.setAccessibleName(message.title)
        self.setAccessibleDescription(message.text)

    def progress(self, done: int, total: int) -> None:
        """Show how far a fetch is; a total of 0 is unknown."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setAccessibleName(self._title.text())
        self._progress.show()

    def _rebuild(self, actions: Sequence[Action]) -> None:
        while item := self._buttons.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons.addStretch(1)
        for number, action in enumerate(actions):
            made = button(primary=number == 0 and not action.quiet)
            made.setText(action.words)
            made.setAccessibleName(action.words)
            made.setMinimumWidth(2 * touch())
            made.clicked.connect(lambda _=False, done=action.done: done())
            self._buttons.addWidget(made)
        self._buttons.addStretch(1)


def _centred(part: QLabel | QProgressBar) -> QHBoxLayout:
    """A row in whose middle a part is no wider than a line that is easy to read."""
    part.setAlignment(Qt.AlignmentFlag.AlignCenter)
    part.setMaximumWidth(round(_WIDTH * text_scale()))
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(part, 1000)
    row.addStretch(1)
    return row
