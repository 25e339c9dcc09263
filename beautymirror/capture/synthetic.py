"""The demo: a person who moves, for when there is no camera."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.motion import LOOP_SECONDS, act_at
from beautymirror.capture.portrait import load_portrait
from beautymirror.capture.puppet import Puppet
from beautymirror.capture.source import Pace, Source, SourceInfo, frozen
from beautymirror.frame import Frame

__all__ = ["DemoSource"]


class DemoSource(Source):
    """A portrait that turns, blinks, talks, smiles, nods and leans nearer, over and over.

    The loop of nine seconds is seamless, and where every landmark is in every frame is known.
    """

    def __init__(
        self, size: tuple[int, int], *, fps: float = 30.0, live: bool = True, loop: bool = True
    ) -> None:
        """Prepare the portrait for frames of `size` = (width, height).

        Raises:
            MissingError: the portrait is not installed.
        """
        self._puppet = Puppet(load_portrait(size))
        self._fps = fps
        self._count = round(LOOP_SECONDS * fps)
        self._pace = Pace() if live else None
        self._next = 0
        self._info = SourceInfo(
            "demo", "Demo", size, fps, live, frames=None if loop else self._count
        )

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | None:
        index = self._next
        if self._info.frames is not None and index >= self._info.frames:
            return None
        image = frozen(self._puppet.draw(act_at(self._seconds(index))))
        self._next = index + 1
        due = index / self._fps
        return Frame(image, self._pace.wait(due) if self._pace else due, index)

    def _seconds(self, index: int) -> float:
        # Counted within the loop, so that frame 0 and frame `count` are the same to the bit.
        return (index % self._count) / self._fps

    def truth(self, index: int) -> NDArray[np.float32]:
        """(478, 3) float32: the true landmarks of the frame with this index, as in ``Face``."""
        return self._puppet.points(act_at(self._seconds(index)))

    def close(self) -> None:
        """Nothing is held open."""
