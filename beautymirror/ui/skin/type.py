"""The type of a skin, as the camera and a person's own answers have it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from beautymirror.inference.skin import TYPES
from beautymirror.ui.skin.charts import Bar
from beautymirror.ui.skin.questions import Questions
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.words import SENSITIVITIES, said
from beautymirror.ui.skin.words import TYPES as TYPE_WORDS
from beautymirror.ui.widgets.section import Section

__all__ = ["TypeSection"]


class TypeSection(Section):
    """Tells the type of a skin, and asks what no camera sees.

    Signals:
        answered: a question and its answer, ``None`` when it was taken back.
    """

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._words = self.line("title")
        self._chances = {name: Bar() for name in TYPES}
        for bar in self._chances.values():
            self.add(bar)
        self.questions = Questions()
        self.questions.answered.connect(self.answered)
        self.add(self.questions)

    def show_type(self, reading: Reading) -> None:
        """Show the type of a reading, in the language of now."""
        self.title(self.tr("Skin type"))
        condition, answered = reading.analysis.condition, reading.answered
        known = answered or condition
        words = said(TYPE_WORDS, known.type) if known else self.tr("Answer to find out")
        if answered and answered.sensitivity:
            words = self.tr("{type}, {sensitivity}").format(
                type=words, sensitivity=said(SENSITIVITIES, answered.sensitivity)
            )
        self._words.setText(words)
        for name, bar in self._chances.items():
            bar.setVisible(known is not None)
            if known is not None:
                chance = known.chances[name]
                strong = name == known.type
                bar.show_share(said(TYPE_WORDS, name), f"{chance:.0%}", chance, strong=strong)
        self.questions.show_answers(reading.answers)
