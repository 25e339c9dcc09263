"""A named thread that starts, stops by a deadline, and reports its failure."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from beautymirror.errors import MirrorError

__all__ = ["Worker"]

_log = logging.getLogger(__name__)
# Where no log is kept, whoever asks for the error tells it; nobody is shown a traceback.
_log.addHandler(logging.NullHandler())


class Worker:
    """Runs ``body(stopping)`` on a thread of its own, once.

    Args:
        name: of the thread, as it appears in logs and debuggers.
        body: the work; returns soon after the event it is given is set.
        on_end: called on the worker's thread when the body has ended, whatever the reason.
    """

    def __init__(
        self,
        name: str,
        body: Callable[[threading.Event], None],
        on_end: Callable[[], None] | None = None,
    ) -> None:
        self.name = name
        self.stopping = threading.Event()
        self._body = body
        self._on_end = on_end
        self._error: Exception | None = None
        # A daemon, so that a driver that never returns cannot keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def error(self) -> Exception | None:
        """What ended the body before its time; None while it runs or when it ended well."""
        return self._error

    @property
    def running(self) -> bool:
        """Whether the thread has started and not ended."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, deadline: float) -> bool:
        """Ask the body to end and wait up to ``deadline`` seconds; whether it ended."""
        self.stopping.set()
        if self._thread.ident is None:
            return True
        self._thread.join(deadline)
        if self._thread.is_alive():
            _log.error("thread %s did not end within %.1f s", self.name, deadline)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._body(self.stopping)
        except MirrorError as error:
            # What a person is told needs no stack, whose frames may hold pictures of them.
            self._error = error.with_traceback(None)
            _log.warning("%s ended: %s", self.name, error)
        except Exception as error:  # noqa: BLE001  the thread's edge: reported, never swallowed
            self._error = error
            _log.exception("%s failed", self.name)
        finally:
            if self._on_end is not None:
                self._on_end()
