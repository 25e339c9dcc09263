"""One reading from the first frame to the result: what state it is in, and how it goes on."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from beautymirror.errors import MirrorError
from beautymirror.frame import Tracked
from beautymirror.ui.skin.card import Card
from beautymirror.ui.skin.reading import Reading, Studio, calibrate, keep, open_studio, read
from beautymirror.ui.skin.watch import CardWatch
from beautymirror.ui.task import Task

if TYPE_CHECKING:
    from beautymirror.skin.calibration import Calibration
    from beautymirror.skin.sitting import Progress, Sitting

__all__ = ["Phase", "Session"]


class Phase(Enum):
    """How far a session is."""

    IDLE = auto()
    AWAITING_CARD = auto()
    MEASURING_CARD = auto()
    LOADING = auto()
    CAPTURING = auto()
    READING = auto()
    DONE = auto()
    REFUSED = auto()


class Session(QObject):
    """Leads through captures and their reading; everything heavy runs beside the window.

    Frames are kept in memory only, until they are read or the session is cancelled.

    Attributes:
        phase: how far it is. progress: of the captures, None before the first frame.
        result: the newest reading, kept while another is being made.
        error: why nothing could be read. of_card: whether it was the card that could not.
        card: what is held up to measure the light. held: it has just been measured, and is best
            kept in view, since a camera exposes by what it sees.

    Signals:
        changed: the phase is another one.
        advanced: another frame was looked at.
    """

    changed = Signal()
    advanced = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.phase = Phase.IDLE
        self.progress: Progress | None = None
        self.result: Reading | None = None
        self.error: MirrorError | None = None
        self.of_card = False
        self.card: Card = "paper"
        self.held = False
        self._watch = CardWatch(self)
        self._watch.looked.connect(self.advanced)
        self._watch.found.connect(self._card_found)
        self._newest: Tracked | None = None
        self._studio: Studio | None = None
        self._camera = ""
        self._sitting: Sitting | None = None
        self._task: Task | None = None
        self._begun: list[Task] = []

    @property
    def busy(self) -> bool:
        """Whether a reading or a calibration is under way."""
        return self.phase not in (Phase.IDLE, Phase.DONE, Phase.REFUSED)

    def begin(self, camera: str = "") -> None:
        """Start, or start over; ``camera`` is the label under which a calibration is kept."""
        self._drop()
        self.error = self.progress = None
        self.of_card = self.held = False
        if self._studio is None or camera != self._camera:
            self._camera = camera
            self._run(Phase.LOADING, "skin-load", partial(open_studio, camera), self._loaded)
        else:
            self._loaded(self._studio)

    def _loaded(self, studio: Studio) -> None:
        from beautymirror.skin.sitting import Sitting

        self._task, self._studio = None, studio
        self._sitting = Sitting(studio.analyst)
        self._become(Phase.CAPTURING)

    def calibrate(self, camera: str) -> None:
        """Wait until paper, or another card, is held up to a camera of that label."""
        self._drop()
        self.error = self.progress = None
        self.of_card = True
        if camera != self._camera:
            self._camera, self._studio = camera, None
        self._watch.begin(camera, self.card)
        self._become(Phase.AWAITING_CARD)

    def hold_up(self, card: Card) -> None:
        """Something else is held up than was asked for."""
        self.card = card
        self._watch.begin(self._camera, card)
        self.changed.emit()

    @property
    def sees_card(self) -> bool:
        """Whether something was held up; it is measured once it is held still."""
        return self._watch.seen

    def measure_card(self) -> None:
        """Measure the card in the newest frame; a reading by its light follows."""
        if self.phase is Phase.AWAITING_CARD and self._newest is not None:
            self._watch.end()
            work = partial(calibrate, self._newest, self._camera, self.card)
            self._run(Phase.MEASURING_CARD, "skin-card", work, self._measured)

    def _card_found(self, card: Calibration) -> None:
        if self.phase is Phase.AWAITING_CARD:
            self._watch.end()
            self._run(Phase.MEASURING_CARD, "skin-card", partial(keep, card), self._measured)

    def _measured(self, _none: None) -> None:
        self._task = self._newest = self._studio = None  # an analyst knows one light
        self.begin(self._camera)
        self.held = True

    def offer(self, tracked: Tracked) -> None:
        """Let the sitting look at a frame, which takes well below 2 ms."""
        if self.phase is Phase.AWAITING_CARD:
            self._newest = tracked
            self._watch.look(tracked)
        if self.phase is not Phase.CAPTURING or self._sitting is None:
            return
        progress = self._sitting.offer(tracked)
        if progress != self.progress:
            self.progress = progress
            self.advanced.emit()
        if progress.done:
            assert self._studio is not None
            work = partial(read, self._sitting, self._studio)
            self._run(Phase.READING, "skin-read", work, self._finished)

    def cancel(self) -> None:
        """Let go of every frame; back to the result of before, if there is one."""
        if self.busy:
            self._drop()
            self._become(Phase.DONE if self.result else Phase.IDLE)

    def forget(self) -> None:
        """Let go of frames and result."""
        self._drop()
        self.result = self.progress = self.error = None
        self._become(Phase.IDLE)

    def answer(self, question: str, answer: str | None) -> None:
        """Answer a question, or take the answer back."""
        if self.result is not None:
            self.result = self.result.answer(question, answer)

    def stop(self, deadline: float) -> None:
        """End what runs beside the window, cancelled or not."""
        self._drop()
        self._watch.stop(deadline)
        for task in self._begun:
            task.stop(deadline)

    def _drop(self) -> None:
        self._watch.end()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.phase is Phase.READING:
            self._studio = None  # its analyst is still at work, and serves one thread at a time
        elif self._sitting is not None:
            self._sitting.clear()
        self._sitting = self._newest = None

    def _run(
        self, phase: Phase, name: str, work: Callable[[], Any], done: Callable[[Any], None]
    ) -> None:
        self._task = Task(name, lambda _task: work(), self)
        self._task.done.connect(done)
        self._task.failed.connect(self._failed)
        self._begun.append(self._task.start())
        self._become(phase)

    def _finished(self, reading: Reading) -> None:
        self._task = self._sitting = None
        self.result = reading
        self._become(Phase.DONE)

    def _failed(self, error: Exception) -> None:
        self._task = self._sitting = None
        if not isinstance(error, MirrorError):
            self._become(Phase.IDLE)
            raise error
        self.error = error
        self._become(Phase.REFUSED)

    def _become(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()
