"""Rates of what reaches the screen, over the last second or two."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from statistics import median

from beautymirror.ui.canvas import Shown

__all__ = ["Meter"]

_KEPT = 60


class Meter:
    """Remembers the newest frames that were shown."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shown: deque[tuple[float, Shown]] = deque(maxlen=_KEPT)

    def add(self, shown: Shown) -> None:
        """A new frame reached the screen."""
        self._shown.append((self._clock(), shown))

    @property
    def fps(self) -> float:
        """New frames shown a second; 0 before the second one."""
        if len(self._shown) < 2:
            return 0.0
        return (len(self._shown) - 1) / max(self._shown[-1][0] - self._shown[0][0], 1e-6)

    @property
    def latency(self) -> float:
        """Median seconds from capture to screen; 0 before the first."""
        return median(shown.latency for _, shown in self._shown) if self._shown else 0.0

    @property
    def draw(self) -> float:
        """Median seconds of drawing and presenting; 0 before the first."""
        return median(s.draw + s.present for _, s in self._shown) if self._shown else 0.0
