"""A few words at the side that come, may offer one action, and go."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import IconButton, button
from beautymirror.ui.widgets.label import label

__all__ = ["Notice"]

_READING_MS = 7000
_LONG = re.compile("[!-~]{16,}")  # such as the name of a file, which has no place to break


class Notice(QFrame):
    """Shows one message at a time; a newer one replaces the one before."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._words = label(wraps=True)
        self._action = button(link=True)
        self._close = IconButton("close")
        self._close.clicked.connect(self.hide)
        self._action.clicked.connect(self._act)
        self._done: Callable[[], None] = lambda: None
        self._said = ""
        self._timer = QTimer(self, singleShot=True, interval=_READING_MS)
        self._timer.timeout.connect(self.hide)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE["l"], SPACE["m"], SPACE["s"], SPACE["m"])
        row.addLayout(column, 1)
        row.addWidget(self._close)
        self.retranslate()
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._said

    def say(
        self,
        words: str,
        action: str = "",
        done: Callable[[], None] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Show a message, with an action, until it was read or closed."""
        self._write(words)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._done = done or (lambda: None)
        self.show()
        if stays:
            self._timer.stop()
        else:
            self._timer.start()

    def add(self, words: str) -> None:
        """Say more beside what is said now, and leave its action."""
        if self.isHidden():
            self.say(words)
            return
        self._write(f"{self.words} {words}")
        if self._timer.isActive():
            self._timer.start()

    def _write(self, words: str) -> None:
        self._said = words
        self.setAccessibleName(words)
        self._words.setText(_LONG.sub(lambda long: "\u200b".join(long[0]), words))

    def _act(self) -> None:
        self.hide()
        self._done()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._close.name(self.tr("Close message"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.hide()  # its words are in the language of before
            self.retranslate()
        super().changeEvent(event)
