"""The help page of the panel: every key, and what the program does with what it sees."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from beautymirror.ui.shortcuts import SHORTCUTS
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.label import label

__all__ = ["Sheet"]


class Sheet(QScrollArea):
    """Lists the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words: list[QLabel] = []
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE["s"])
        grid.setHorizontalSpacing(SPACE["m"])
        grid.setColumnStretch(0, 1)
        native = QKeySequence.SequenceFormat.NativeText
        for row, shortcut in enumerate(SHORTCUTS):
            words, key = label(wraps=True), label("key")
            key.setText(QKeySequence(shortcut.keys[0]).toString(native))
            self._words.append(words)
            grid.addWidget(words, row, 0)
            grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignTrailing)
        self._privacy = label("caption", wraps=True)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE["l"], SPACE["m"], SPACE["l"], SPACE["l"])
        column.setSpacing(SPACE["xl"])
        column.addLayout(grid)
        column.addWidget(self._privacy)
        column.addStretch(1)
        self.setWidget(inner)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Keys"))
        self.setAccessibleName(self.tr("Keys"))
        for words, shortcut in zip(self._words, SHORTCUTS, strict=True):
            words.setText(shortcut.text())
        self._privacy.setText(
            self.tr(
                "What the camera sees stays in this computer's memory. A picture or a reading is "
                "stored only when you save it, what you like only if you agreed to it, and "
                "nothing is sent anywhere."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
