"""Pictures of a face in every look, made beside the live picture and kept for the next time."""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import moderngl
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QImage

from beautymirror.errors import MirrorError
from beautymirror.frame import Tracked
from beautymirror.inference.covers import Mask
from beautymirror.looks.look import Look
from beautymirror.resources import cache_dir
from beautymirror.ui.portraits import Sitting, covering, file_name, portrait
from beautymirror.ui.task import Task

__all__ = ["Previews"]

_log = logging.getLogger(__name__)

Borrow = Callable[[], AbstractContextManager[moderngl.Context | None]]

_PAUSE_MS = 150  # between two looks that are drawn in the window, so that the live picture goes on
_END_MS = 5000  # a killed process is gone at once, but for a busy system
_LOOK_S = 2.0  # what lies before a face is seen within a tenth of it


class Previews(QObject):
    """Makes previews one after another.

    Those of the portrait are drawn by a process of their own. Those of a live face are drawn here,
    and so are all where there can be no such process; a live face is never written anywhere.

    Args:
        borrow: gives the live picture's context while it is current, ``None`` where there is none.
        folder: where previews of the portrait are kept.

    Signals:
        made: a look, ``None`` for the bare face, and its picture as a ``QImage``.
        ended: there are no more to be made.
    """

    made = Signal(object, QImage)
    ended = Signal()

    def __init__(self, borrow: Borrow, parent: QObject, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._borrow = borrow
        self._folder = folder or cache_dir() / "previews"
        self._waiting: deque[Look | None] = deque()
        self._looking: Task | None = None
        self._seen: tuple[Tracked, Mapping[int, Mask]] | None = None
        self._sitting: Sitting | None = None
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._step)
        self._process: QProcess | None = None

    @property
    def busy(self) -> bool:
        """Whether there are previews yet to be made."""
        return bool(self._waiting)

    def make(self, looks: Sequence[Look | None], tracked: Tracked | None = None) -> None:
        """Make previews of looks on the portrait, or on a live face."""
        self.stop()
        self._waiting = deque(looks)
        if tracked is not None:
            self._look(tracked)
            return
        self._take_kept()
        if not self._waiting:
            self.ended.emit()
        elif getattr(sys, "frozen", False):
            self._look(None)
        else:
            self._start_process()

    def stop(self) -> None:
        """Make no more, and free what making them took."""
        self._timer.stop()
        self._waiting.clear()
        if self._looking is not None:
            self._looking.stop(_LOOK_S)
            self._looking.deleteLater()
            self._looking = None
        self._seen = None
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.waitForFinished(_END_MS)
            process.deleteLater()
        if self._sitting is not None:
            with self._borrow() as ctx:
                if ctx is not None:
                    self._sitting.release()
            self._sitting = None

    # In a process of its own ---------------------------------------------------------------------

    def _start_process(self) -> None:
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._take_kept)
        self._process.finished.connect(self._finished)
        self._process.start(sys.executable, ["-m", "beautymirror.ui.portraits", str(self._folder)])

    def _take_kept(self) -> None:
        """Show every preview that lies in the folder by now."""
        if self._process is not None:
            self._process.readAllStandardOutput()
        still_waiting: deque[Look | None] = deque()
        for look in self._waiting:
            picture = QImage(str(self._folder / file_name(look)))
            if picture.isNull():
                still_waiting.append(look)
            else:
                self.made.emit(look, picture)
        self._waiting = still_waiting

    def _finished(self, code: int) -> None:
        if self._process is None:
            return
        self._take_kept()
        if code:
            words = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            _log.warning("previews are drawn in the window: %s", words[-2000:])
        if self._waiting:  # looks that only this window knows, or no process could be had
            self._look(None)
        else:
            self.ended.emit()

    # Here ----------------------------------------------------------------------------------------

    def _look(self, tracked: Tracked | None) -> None:
        """See what lies before a live face, or the portrait's, without holding the window up."""
        self._looking = Task("previews", lambda _task: _seen(tracked), self)
        self._looking.done.connect(self._sit)
        self._looking.failed.connect(self._give_up)
        self._looking.start()

    def _sit(self, seen: tuple[Tracked, Mapping[int, Mask]]) -> None:
        self._seen = seen
        self._timer.start()

    def _give_up(self, error: MirrorError) -> None:
        _log.warning("there are no previews: %s", error)
        self.stop()
        self.ended.emit()

    def _step(self) -> None:
        if not self._waiting:
            self.stop()
            self.ended.emit()
            return
        with self._borrow() as ctx:
            if ctx is None:
                return
            if self._seen is not None:
                self._sitting = Sitting(ctx, *self._seen)
                self._seen = None
                return
            assert self._sitting is not None  # the timer runs once a face has sat down
            look = self._waiting.popleft()
            pixels = self._sitting.wear(look)
        self.made.emit(look, _image(pixels))


def _seen(tracked: Tracked | None) -> tuple[Tracked, Mapping[int, Mask]]:
    face = tracked or portrait()
    return face, covering(face)


def _image(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    data = pixels.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
