"""Ctrl-C and the system's request to end, heard while Qt waits for events."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from PySide6.QtCore import QObject, Signal

from beautymirror.worker import Worker

__all__ = ["Interrupt"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupt(QObject):
    """While entered, tells of signals on the thread that made it; enter it on the main thread.

    Python's own handlers wait for Python code to run, which an idle window never does. The
    interpreter writes to a pipe at once, and a thread that sleeps on the pipe wakes Qt.

    Signals:
        asked: the program was asked to end.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[int, Any] = {}
        self._woken = -1

    def __enter__(self) -> Self:
        self._reading, self._writing = os.pipe()
        if os.name == "posix":
            os.set_blocking(self._writing, False)
        self._woken = signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, _heard)
        self._listener = Worker("signals", self._listen)
        return self

    def tell(self, end: Callable[[], object]) -> None:
        """Have ``end`` called for a signal, also for one that came since this was entered."""
        self.asked.connect(end)
        self._listener.start()

    def _listen(self, _stopping: threading.Event) -> None:
        while os.read(self._reading, 1):
            self.asked.emit()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken)
        os.close(self._writing)
        self._listener.stop(1.0)
        os.close(self._reading)


def _heard(_number: int, _frame: FrameType | None) -> None:
    """The pipe has told already."""
