"""The page of the panel that reads the skin: what it does, how far it is, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from beautymirror.ui.skin.calm import Calm
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.session import Phase, Session
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import button

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
        self._calm = Calm(session)
        self._calm.start.clicked.connect(self.begun)
        self._calm.cancel.clicked.connect(self.cancelled)
        self._pages.addWidget(self._calm)
        self._pages.addWidget(self._make_result())
        session.changed.connect(self.refresh)
        session.advanced.connect(self.refresh)
        self.retranslate()

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

    @property
    def start(self) -> QPushButton:
        """The button that goes on from here."""
        return self._calm.start

    def enable(self, on: bool) -> None:
        """Whether there is a picture to read."""
        self.start.setEnabled(on)

    # What is shown -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show how far the session is, in the language of now."""
        self._pages.setCurrentIndex(1 if self._session.phase is Phase.DONE else 0)
        self._calm.refresh()

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
        self._calm.retranslate()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
