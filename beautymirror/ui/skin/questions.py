"""A few questions that a camera cannot answer; each may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from beautymirror.skin.questionnaire import QUESTIONS, Question
from beautymirror.ui.language import spoken
from beautymirror.ui.theme import SPACE, touch
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.section import Choice

__all__ = ["Questions"]


class Questions(QWidget):
    """Opens on request, and tells each answer as it is given.

    Signals:
        answered: a question and its answer, ``None`` when it was taken back.
    """

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._opener = button(link=True)
        self._opener.setCheckable(True)
        self._sheet = QWidget()
        self._opener.toggled.connect(self._sheet.setVisible)
        self._sheet.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._opener)
        column.addWidget(self._sheet)
        asked = QVBoxLayout(self._sheet)
        asked.setContentsMargins(0, SPACE["xs"], 0, 0)
        asked.setSpacing(SPACE["xs"])
        self._rows = []
        for question in QUESTIONS:
            words, choice = label(wraps=True), Choice()
            choice.setMinimumHeight(touch())
            words.setBuddy(choice)
            choice.activated.connect(partial(self._tell, question, choice))
            asked.addWidget(words)
            asked.addWidget(choice)
            asked.addSpacing(SPACE["s"])
            self._rows.append((question, words, choice))

    def _tell(self, question: Question, choice: Choice, _row: int) -> None:
        self.answered.emit(question.code, choice.currentData())

    def show_answers(self, answers: Mapping[str, str]) -> None:
        """Show what was answered, in the language of now."""
        chinese = spoken().startswith("zh")
        self._opener.setText(self.tr("Make it surer: five short questions"))
        self._opener.setAccessibleName(self._opener.text())
        for question, words, choice in self._rows:
            words.setText((question.zh if chinese else question.en) + ("……" if chinese else " …"))
            choice.setAccessibleName(words.text())
            choice.clear()
            choice.addItem(self.tr("No answer"), None)
            for code, texts in question.answers.items():
                choice.addItem(texts[1 if chinese else 0], code)
            choice.setCurrentIndex(max(0, choice.findData(answers.get(question.code))))
