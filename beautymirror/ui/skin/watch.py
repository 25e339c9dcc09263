"""Looking out for a card that somebody was asked to hold up, who has no hand free for a button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beautymirror.frame import Tracked
from beautymirror.ui.skin.card import Card
from beautymirror.ui.skin.reading import find_card
from beautymirror.ui.task import Task

if TYPE_CHECKING:
    from beautymirror.skin.calibration import Calibration

__all__ = ["CardWatch"]

_EVERY_S = 0.4  # of the frames' own clock
_STEADY = 1.06  # times: what two looks may differ by at a card that is held still


class CardWatch(QObject):
    """Looks at a frame now and then, beside the window; two looks that agree are a card held still.

    What can be taken for a card before anybody held one up is no card: then none is found, until
    the person says so by a button.

    Attributes:
        seen: whether the newest look found one.

    Signals:
        looked: a look has ended.
        found: a card is held still; with its calibration.
    """

    looked = Signal()
    found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen = False
        self._camera = ""
        self._card: Card = "paper"
        self._at: float | None = None
        self._task: Task | None = None
        self._left: list[Task] = []  # looks that nobody waits for, perhaps still under way
        self._before: Calibration | None = None
        self._clear: bool | None = None  # nothing looked like a card at first

    def begin(self, camera: str, card: Card) -> None:
        """Look out for a card from the next frame on."""
        self.end()
        self._camera, self._card = camera, card
        self._at = self._before = self._clear = None

    def look(self, tracked: Tracked) -> None:
        """A frame is on the screen; most are not looked at."""
        now = tracked.frame.timestamp
        if self._task is not None or (self._at is not None and abs(now - self._at) < _EVERY_S):
            return
        self._at = now
        work = partial(find_card, tracked, self._camera, self._card)
        self._task = Task("skin-watch", lambda _task: work(), self)
        self._task.done.connect(self._told)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _told(self, card: Calibration | None) -> None:
        assert self._task is not None
        self._task.deleteLater()
        self._task = None
        if self._clear is None:
            self._clear = card is None
        before, self._before = self._before, card
        self.seen = card is not None and self._clear
        self.looked.emit()
        if card is not None and before is not None and self._clear and _agree(before, card):
            self.found.emit(card)

    def _failed(self, error: Exception) -> None:
        self._task = None
        raise error

    def end(self) -> None:
        """Look no longer."""
        if self._task is not None:
            self._task.cancel()
            self._left.append(self._task)
            self._task = None
        self.seen = False

    def stop(self, deadline: float) -> None:
        """End, and wait for looks that are under way."""
        self.end()
        for task in self._left:
            task.stop(deadline)
        self._left.clear()


def _agree(one: Calibration, other: Calibration) -> bool:
    return all(1 / _STEADY < a / b < _STEADY for a, b in zip(one.gain, other.gain, strict=True))
