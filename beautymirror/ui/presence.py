"""Whether the person before a shared mirror is still there."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["Presence"]

_ABSENT_S = 9.0  # without a face or a touch, from which it is asked
_UNTOUCHED_S = 45.0  # the same where no picture shows whether somebody is there
_GRACE_S = 5.0  # to answer


class Presence:
    """Counts down to the end of a visit; a face or a touch starts it anew."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def noted(self) -> None:
        """There was a face or a touch."""
        self._last = self._clock()

    def left(self, *, watched: bool) -> float | None:
        """Seconds until the visit is over, 0 when it is; None while nobody need ask.

        Args:
            watched: whether there is a picture that would show a face.
        """
        alone = self._clock() - self._last
        most = _ABSENT_S if watched else _UNTOUCHED_S
        return None if alone < most else max(0.0, most + _GRACE_S - alone)
