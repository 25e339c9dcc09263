"""A sitting: frames offered one after another until five good ones are held."""

from __future__ import annotations

from dataclasses import dataclass

from beautymirror.frame import Tracked
from beautymirror.skin.analysis import Analysis, Analyst
from beautymirror.skin.reason import Reason

__all__ = ["Progress", "Sitting"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sitting is.

    Attributes:
        held, wanted: captures. advice: what to put right, None while all is well.
    """

    held: int
    wanted: int
    advice: Reason | None

    @property
    def done(self) -> bool:
        """Whether all captures are held."""
        return self.held >= self.wanted


class Sitting:
    """Chooses captures for an analysis; offering a frame takes well below 2 ms.

    Frames are kept in memory alone, until ``analyse`` or ``clear``. Offer frames from one thread;
    ``analyse`` may run on another once the sitting is done.
    """

    def __init__(self, analyst: Analyst, captures: int = 5, apart: float = 0.35) -> None:
        self._analyst = analyst
        self._wanted = captures
        self._apart = apart
        self._frames: list[Tracked] = []

    def offer(self, tracked: Tracked) -> Progress:
        """Take the frame if it is good and ``apart`` seconds after the one before."""
        advice = self._analyst.guide(tracked)
        full = len(self._frames) >= self._wanted
        waited = (
            not self._frames
            or tracked.frame.timestamp - self._frames[-1].frame.timestamp >= self._apart
        )
        if not full and waited and (advice is None or not advice.refused):
            self._frames.append(tracked)
        return Progress(len(self._frames), self._wanted, advice)

    def analyse(self) -> Analysis:
        """Read what is held, and let go of it.

        Raises:
            SkinError: none of it can be read.
        """
        frames = tuple(self._frames)
        self.clear()
        return self._analyst.analyse(frames)

    def clear(self) -> None:
        """Let go of every frame."""
        self._frames.clear()
