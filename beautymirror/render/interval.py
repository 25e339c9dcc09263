"""When to look anew at what changes slowly: the light, the skin itself, the line of the lips.

A look takes 2 to 4 ms, which nobody need wait for: ``Renderer.learn`` takes it once a frame has
been handed on, for the frames to come. Only what is new, or was not looked at for long, is
looked at before it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Interval"]

_LATE = 2.5  # times the usual pace: frames are few, or nobody calls for looks


@dataclass(frozen=True, slots=True)
class Interval:
    """How often to look.

    Attributes:
        every: seconds between two looks.
    """

    every: float

    def due(self, elapsed: float) -> bool:
        """Whether it is time to, so many seconds after the last look; also where time ran back."""
        return not 0.0 <= elapsed < self.every

    def overdue(self, elapsed: float) -> bool:
        """Whether it cannot wait until the frame is drawn."""
        return not 0.0 <= elapsed < _LATE * self.every
