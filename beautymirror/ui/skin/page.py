"""The page of the panel that reads the skin: what it does, how far it is, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from beautymirror.ui.skin.card import CardChoice
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.session import Phase, Session
from beautymirror.ui.skin.words import advice
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.intro import Intro
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.section import Scroll

if TYPE_CHECKING:
    from beautymirror.skin.suggestion import Suggestion
    from beautymirror.ui.skin.findings import Findings
    from beautymirror.ui.skin.suits import Preview, Suits

__all__ = ["SkinPage"]


class SkinPage(QWidget):
    """Follows a session.

    Signals:
        begun, cancelled: start a reading, or let go of it.
        opened: there is a result for the first time; connect to ``findings`` and ``suits``.
    """

    begun = Signal()
    cancelled = Signal()
    opened = Signal()

    def __init__(self, session: Session, preview: Preview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self.findings: Findings | None = None
        self.suits: Suits | None = None
        self._pages = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._pages.addWidget(self._make_calm())
        self._pages.addWidget(self._make_result())
        session.changed.connect(self.refresh)
        session.advanced.connect(self.refresh)
        self.retranslate()

    def _make_calm(self) -> QWidget:
        """What is shown before, during and instead of a result."""
        calm = Scroll()
        self._intro = Intro()
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedHeight(8)
        self.start, self._cancel = button(primary=True), button()
        self.start.clicked.connect(self.begun)
        self._cancel.clicked.connect(self.cancelled)
        self._card = CardChoice()
        self._card.chosen.connect(self._session.hold_up)
        self._small = label("caption", wraps=True)
        self._small.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = calm.column
        column.setContentsMargins(SPACE["xl"], 0, SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addStretch(2)
        column.addWidget(self._intro)
        column.addWidget(self._card)
        column.addWidget(self._progress)
        column.addSpacing(SPACE["s"])
        column.addWidget(self.start)
        column.addWidget(self._cancel)
        column.addWidget(self._small)
        column.addStretch(3)
        return calm

    def _make_result(self) -> QWidget:
        result = QWidget()
        self._halves = QStackedWidget()
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE["l"], 0, SPACE["l"], 0)
        row.setSpacing(SPACE["xs"])
        for number in range(2):
            chip = button()
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            self._group.addButton(chip, number)
            row.addWidget(chip)
        row.addStretch(1)
        self._group.idClicked.connect(self._halves.setCurrentIndex)
        self._group.button(0).setChecked(True)
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["xs"])
        column.addLayout(row)
        column.addWidget(self._halves, 1)
        return result

    def leave(self) -> bool:
        """Let go of a reading that is under way; whether one was."""
        busy = self._session.busy
        if busy:
            self.cancelled.emit()
        return busy

    def enable(self, on: bool) -> None:
        """Whether there is a picture to read."""
        self.start.setEnabled(on)

    # What is shown -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show how far the session is, in the language of now."""
        session = self._session
        self._pages.setCurrentIndex(1 if session.phase is Phase.DONE else 0)
        self._small.setVisible(session.phase is Phase.IDLE)
        waits = session.phase is Phase.AWAITING_CARD
        self._card.setVisible(waits)
        self._progress.setVisible(session.busy and not waits)
        self._cancel.setVisible(session.busy)
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
            return (
                self.tr("Hold up a sheet of white paper")
                if session.card == "paper"
                else self.tr("Hold up a grey card of 18 %"),
                self.tr("There it is. Hold it still…")
                if session.sees_card
                else self.tr(
                    "Flat under your chin, in the same light, larger than your hand. It is "
                    "measured as soon as you hold it still. What it tells of this camera and "
                    "light is kept; the picture is not."
                ),
                "camera",
            )
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

    def show_result(self, reading: Reading, *, flip: bool = False, of_camera: bool = False) -> None:
        """Show a result; what suits is filled in by whoever knows the looks.

        Args:
            flip: show the person as a mirror would.
            of_camera: whether there is a camera that can be calibrated.
        """
        # Not before there is something to show: it needs what was loaded beside the window.
        from beautymirror.ui.skin.findings import Findings
        from beautymirror.ui.skin.suits import Suits

        if self.findings is None:
            self.findings, self.suits = Findings(), Suits(self._preview)
            self._halves.addWidget(self.findings)
            self._halves.addWidget(self.suits)
            self.opened.emit()
        assert self.suits is not None
        self.findings.show_reading(reading, flip=flip, of_camera=of_camera)
        self.suits.show_base(reading)

    def forget_result(self) -> None:
        """Keep nothing of what was shown."""
        for half in (self.findings, self.suits):
            if half is not None:
                self._halves.removeWidget(half)
                half.deleteLater()
        self.findings = self.suits = None

    def show_looks(self, suggestions: Sequence[Suggestion], occasion: str, eyes: str) -> None:
        """Offer looks."""
        if self.suits is not None:
            self.suits.show_looks(suggestions, occasion, eyes)

    def start_over(self) -> None:
        """The next result is shown from its beginning."""
        self._group.button(0).setChecked(True)
        self._halves.setCurrentIndex(0)
        if self.findings is not None:
            self.findings.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("My skin"))
        for chip, words in zip(
            self._group.buttons(), (self.tr("My reading"), self.tr("What suits me")), strict=True
        ):
            chip.setText(words)
            chip.setAccessibleName(words)
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())
        self._card.retranslate()
        self._small.setText(self.tr("Best without makeup, facing a window."))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
