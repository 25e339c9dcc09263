"""Judges the picture: is there a face, is there light."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from beautymirror.frame import Tracked

__all__ = ["Conditions", "Hint", "brightness"]

_ABSENT_S = 1.5  # a face that is away for less is not missed
_DARK_S = 1.5
_EVERY = 10  # frames between two looks at the light
_STEP = 16  # pixels between samples
_DARK, _BRIGHT = 70.0, 85.0  # brightness, of 255, at which the hint comes and goes


class Hint(Enum):
    """What a person before the mirror may want to know."""

    NONE = auto()
    NO_FACE = auto()
    DARK = auto()


def brightness(image: NDArray[np.uint8]) -> float:
    """Luma 0..255 of the brighter parts of a (h, w, 3) sRGB picture.

    The 95th percentile rather than a mean or the face's own luma: in the same light it is alike
    for fair and deep skin, as the whites of eyes, clothes and walls decide it.
    """
    sample = image[::_STEP, ::_STEP].reshape(-1, 3)
    return float(np.percentile(sample @ np.array((0.299, 0.587, 0.114), np.float32), 95))


class Conditions:
    """Turns frames into one hint that does not flicker."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen = self._lit = clock()
        self._count = 0
        self._dark = False

    def judge(self, tracked: Tracked) -> Hint:
        """Look at a frame; the most useful hint of now."""
        now = self._clock()
        if tracked.faces:
            self._seen = now
        if self._count % _EVERY == 0:
            self._dark = brightness(tracked.frame.image) < (_BRIGHT if self._dark else _DARK)
        self._count += 1
        if not self._dark:
            self._lit = now
        if now - self._lit > _DARK_S:
            return Hint.DARK
        return Hint.NO_FACE if now - self._seen > _ABSENT_S else Hint.NONE

    def restart(self) -> None:
        """Another source is shown."""
        self._seen = self._lit = self._clock()
        self._count, self._dark = 0, False
