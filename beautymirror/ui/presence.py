"""Whether the person before a shared mirror is still there."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["Presence"]

_ABSENT_S = 9.0  # without a face or a touch, from which it is asked
_UNTOUCHED_S = 45.0  # the same where no picture shows whether somebody is there
_GRACE_S = 5.0  # to answer


def _clock() -> float:
    """Seconds that go on while the computer sleeps."""
    # Linux has a clock for that, macOS this one, and on Windows the plain one does.
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Presence:
    """Counts down to the end of a visit; a face or a touch starts it anew."""

    def __init__(self, clock: Callable[[], float] = _clock) -> None:
        self._clock = clock
        self._last = clock()

    def begin(self) -> None:
        """Somebody has come."""
        self._last = self._clock()

    def noted(self) -> None:
        """There was a face or a touch; whose it is nobody knows after a sleep of the computer."""
        now = self._clock()
        if now - self._last < _UNTOUCHED_S + _GRACE_S:
            self._last = now

    def left(self, *, watched: bool) -> float | None:
        """Seconds until the visit is over, 0 when it is; None while nobody need ask.

        Args:
            watched: whether there is a picture that would show a face.
        """
        alone = self._clock() - self._last
        most = _ABSENT_S if watched else _UNTOUCHED_S
        return None if alone < most else max(0.0, most + _GRACE_S - alone)
