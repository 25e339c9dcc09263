"""Photos that came together: each is read in its turn, and what is asked waits for the last."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beautymirror.ui.photo.taker import Asked, Taken, Taker

if TYPE_CHECKING:
    from beautymirror.errors import MirrorError
    from beautymirror.ui.photo.taker import Several

__all__ = ["Pile"]


class Pile(QObject):
    """Hands photos to a taker, one by one; those that come later take the place of all before.

    Signals:
        several: whose makeup is meant in a ``Several``. refused: why a photo was of no use.
        ended: all of several files were read; the names of those that were of no use.
    """

    several = Signal(object)
    refused = Signal(object)
    ended = Signal(list)

    def __init__(self, taker: Taker) -> None:
        super().__init__(taker)
        self._taker = taker
        self._waiting: deque[Asked] = deque()
        self._open: deque[Several] = deque()
        self._useless: list[str] = []
        self._together = False
        self._now = ""
        taker.taken.connect(self._taken)
        taker.several.connect(self._asks)
        taker.refused.connect(self._refused)

    def bring(self, photos: Sequence[Asked], useless: Sequence[str] = ()) -> None:
        """Read these, in their order; what else came with them is of no use."""
        self.forget()
        self._useless = [*useless]
        self._together = len(photos) + len(useless) > 1
        self._waiting.extend(photos)
        self._next()

    def choose(self, chosen: Asked) -> None:
        """Read the face that was meant, then go on."""
        self._waiting.appendleft(chosen)
        self._next()

    def forget(self) -> None:
        """Read nothing more of these."""
        self._waiting.clear()
        self._open.clear()
        self._useless = []
        self._together = False

    def _next(self) -> None:
        if self._waiting:
            asked = self._waiting.popleft()
            self._now = asked.picture.name if isinstance(asked.picture, Path) else asked.name
            self._taker.ask(asked)
        elif self._open:
            self.several.emit(self._open.popleft())
        elif self._together:
            self._together = False
            self.ended.emit(self._useless)

    def _taken(self, _photo: Taken) -> None:
        self._next()

    def _asks(self, several: Several) -> None:
        self._open.append(several)
        self._next()

    def _refused(self, error: MirrorError) -> None:
        self.refused.emit(error)
        self._useless.append(self._now)
        self._next()
