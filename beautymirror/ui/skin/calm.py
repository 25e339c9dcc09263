"""What the page of the skin shows before, during and instead of a result."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from beautymirror.ui.skin.card import CardChoice
from beautymirror.ui.skin.session import Phase, Session
from beautymirror.ui.skin.words import advice
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.intro import Intro
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.section import Scroll

__all__ = ["Calm"]


class Calm(Scroll):
    """A few words, how far it is, and the button that goes on from here.

    Attributes:
        start, cancel: start a reading or measure the card, and let go of either.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._intro = Intro()
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedHeight(8)
        self.start, self.cancel = button(primary=True), button()
        self._card = CardChoice()
        self._card.chosen.connect(session.hold_up)
        self._small = label("caption", wraps=True)
        self._small.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = self.column
        column.setContentsMargins(SPACE["xl"], 0, SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addStretch(2)
        column.addWidget(self._intro)
        column.addWidget(self._card)
        column.addWidget(self._progress)
        column.addSpacing(SPACE["s"])
        column.addWidget(self.start)
        column.addWidget(self.cancel)
        column.addWidget(self._small)
        column.addStretch(3)

    def refresh(self) -> None:
        """Show how far the session is, in the language of now."""
        session = self._session
        self._small.setVisible(session.phase is Phase.IDLE)
        waits = session.phase is Phase.AWAITING_CARD
        self._card.setVisible(waits)
        self._progress.setVisible(session.busy and not waits)
        self.cancel.setVisible(session.busy)
        self.start.setVisible(waits or not session.busy)
        title, text, drawing = self._words()
        self._intro.say(drawing, title, text)
        self.start.setText(self._start_words())
        self.start.setAccessibleName(self.start.text())
        progress = session.progress
        capturing = session.phase is Phase.CAPTURING and progress is not None
        self._progress.setRange(0, progress.wanted if capturing and progress else 0)
        self._progress.setValue(progress.held if progress else 0)
        self._progress.setAccessibleName(title)

    def retranslate(self) -> None:
        """Name what does not change with the session in the language of now."""
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        self._card.retranslate()
        self._small.setText(self.tr("Best without makeup, facing a window."))

    def _start_words(self) -> str:
        if self._session.phase is Phase.AWAITING_CARD:
            of_paper = self._session.card == "paper"
            return self.tr("Measure the paper now") if of_paper else self.tr("Measure the card now")
        if self._session.phase is Phase.REFUSED:
            return self.tr("Try again")
        return self.tr("Read my skin")

    def _words(self) -> tuple[str, str, str]:
        session = self._session
        if session.phase is Phase.AWAITING_CARD:
            return *self._card_words(), "camera"
        if session.phase is Phase.MEASURING_CARD:
            return self.tr("Measuring…"), "", "camera"
        if session.phase is Phase.LOADING:
            return self.tr("One moment…"), "", "face"
        if session.phase is Phase.CAPTURING:
            return self.tr("Hold still"), self._while_capturing(), "camera"
        if session.phase is Phase.READING:
            return self.tr("Reading…"), self.tr("You can move again."), "face"
        if session.phase is Phase.REFUSED:
            return self.tr("That could not be read"), self._reason(), "warning"
        return (
            self.tr("Know your skin"),
            self.tr(
                "Five pictures in about two seconds tell your tone and undertone, and what suits "
                "you. They stay in this computer's memory."
            ),
            "face",
        )

    def _card_words(self) -> tuple[str, str]:
        title = (
            self.tr("Hold up a sheet of white paper")
            if self._session.card == "paper"
            else self.tr("Hold up a grey card of 18 %")
        )
        if self._session.sees_card:
            return title, self.tr("There it is. Hold it still…")
        return title, self.tr(
            "Flat under your chin, in the same light, larger than your hand. It is measured as "
            "soon as you hold it still. What it tells of this camera and light is kept; the "
            "picture is not."
        )

    def _while_capturing(self) -> str:
        found = self._session.progress.advice if self._session.progress else None
        if found:
            return advice(found.code)
        if self._session.held:
            return self.tr("Keep holding it up: without it the camera would expose anew.")
        return self.tr("Look straight into the camera")

    def _reason(self) -> str:
        """Why nothing could be read."""
        why = getattr(self._session.error, "reason", None)
        if why is not None and (words := advice(why.code)):
            return words
        if self._session.of_card:
            return self.tr("What the paper tells cannot be kept: its folder may not be written.")
        return self.tr("A part that reading needs is missing. Install BeautyMirror again.")
