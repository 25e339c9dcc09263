"""A mailbox with one place: the newest letter wins and the writer never waits for the reader."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

__all__ = ["Latest"]

T = TypeVar("T")


class Latest(Generic[T]):
    """Hands the newest value from one thread to another; each value is taken at most once."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self._value: T | None = None
        self._closed = False
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many values were overwritten before anyone took them."""
        return self._dropped

    def put(self, value: T) -> None:
        """Leave a value, in place of one that was not taken; ignored once closed."""
        with self._changed:
            if self._closed:
                return
            if self._value is not None:
                self._dropped += 1
            self._value = value
            self._changed.notify_all()

    def take(self, timeout: float | None = None) -> T | None:
        """Take the newest value, waiting up to ``timeout`` seconds for one (0: do not wait).

        Returns:
            The value; None when none came in time, or when the box is closed and empty.
        """
        with self._changed:
            if self._value is None and not self._closed and timeout != 0:
                self._changed.wait_for(lambda: self._value is not None or self._closed, timeout)
            value, self._value = self._value, None
            self._changed.notify_all()
            return value

    def wait_empty(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for the value to be taken; whether the box is empty."""
        with self._changed:
            return self._changed.wait_for(lambda: self._value is None or self._closed, timeout)

    def close(self) -> None:
        """Wake whoever waits; what lies in the box can still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
