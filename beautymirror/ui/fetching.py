"""Fetches the tracking model when the person says so."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from beautymirror.errors import MirrorError
from beautymirror.inference.manifest import ensure_model, find_model
from beautymirror.ui.live import TRACKING_MODEL
from beautymirror.ui.task import Task

__all__ = ["Fetching"]


class Fetching(QObject):
    """One fetch at a time.

    Signals:
        changed: it began, failed, ended or was cancelled.
        advanced: bytes that are here, and how many there will be.
        done: the model is here.
    """

    changed = Signal()
    advanced = Signal(int, int)
    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.error: MirrorError | None = None
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether the model is on its way."""
        return self._task is not None

    @property
    def megabytes(self) -> float:
        """Size of the model in millions of bytes."""
        return find_model(TRACKING_MODEL).size / 1e6

    def start(self) -> None:
        """Fetch the model; this and nothing else opens a connection."""
        if self._task is not None:
            return
        self.error = None
        self._task = Task("fetch", lambda task: ensure_model(TRACKING_MODEL, task.advance), self)
        self._task.advanced.connect(self.advanced)
        self._task.done.connect(self._arrived)
        self._task.failed.connect(self._failed)
        self._task.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Fetch it no further."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.changed.emit()

    def _arrived(self) -> None:
        self._task = None
        self.changed.emit()
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, MirrorError):
            raise error
        self.error = error
        self.changed.emit()

    def stop(self, deadline: float) -> None:
        """End a fetch that is still running."""
        if self._task is not None:
            self._task.stop(deadline)
