"""Work that would hold the window up, done on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from beautymirror.errors import MirrorError
from beautymirror.worker import Worker

__all__ = ["Cancelled", "Task"]


class Cancelled(MirrorError):
    """The person changed their mind."""


class Task(QObject):
    """Runs ``work(task)`` once; its signals arrive on the thread that made it.

    It outlives its work, so that it can be waited for, but keeps nothing of it: work and result
    may hold pictures of people, which are not to stay in memory.

    Signals:
        done: the work's result.
        failed: what it raised, unless it was cancelled.
        advanced: parts that are done, and of how many.
    """

    done = Signal(object)
    failed = Signal(object)
    advanced = Signal(int, int)
    _ended = Signal()

    def __init__(self, name: str, work: Callable[[Task], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work: Callable[[Task], Any] | None = work
        self._result: Any = None
        self._worker = Worker(name, self._run, self._ended.emit)
        self._ended.connect(self._tell)

    def start(self) -> Task:
        """Begin."""
        self._worker.start()
        return self

    def cancel(self) -> None:
        """Ask the work to end; nothing more is told of it."""
        self._worker.stopping.set()

    def stop(self, deadline: float) -> bool:
        """Cancel and wait up to ``deadline`` seconds; whether the work ended."""
        return self._worker.stop(deadline)

    def advance(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work.

        Raises:
            Cancelled: it need not go on.
        """
        if self._worker.stopping.is_set():
            raise Cancelled("Cancelled.")
        self.advanced.emit(done, total)

    def _run(self, _stopping: object) -> None:
        work, self._work = self._work, None
        assert work is not None
        self._result = work(self)

    def _tell(self) -> None:
        result, self._result = self._result, None
        if self._worker.stopping.is_set():
            return
        if self._worker.error is not None:
            self.failed.emit(self._worker.error)
        else:
            self.done.emit(result)
