"""What every source of frames is, and what they share."""

from __future__ import annotations

import time
from abc import abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.closing import Closing
from beautymirror.frame import Frame

__all__ = ["Pace", "Source", "SourceInfo", "frozen"]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a source is and what it really delivers.

    Attributes:
        kind: "webcam", "video", "photo", "folder" or "demo".
        label: what to call it in front of a person: the camera's or the file's name.
        size: (width, height) in pixels of every frame; of the first one for a folder.
        fps: frames a second, as negotiated or as written in the file.
        live: paced in real time on the monotonic clock.
        frames: how many there are; None when endless or unknown.
        note: one sentence for the person, such as why the rate is low; may be empty, and may come
            while the source runs.
        pictures: how many a photo's file holds, of which the first is shown.
        transparent: whether some of a photo is, and lies on grey.
        mode: format, size and backend that a camera agreed to, such as "MJPG 1280x720, V4L2".
    """

    kind: str
    label: str
    size: tuple[int, int]
    fps: float
    live: bool
    frames: int | None = None
    note: str = ""
    pictures: int = 1
    transparent: bool = False
    mode: str = ""


class Source(Closing):
    """A stream of frames, read from one thread and closed from the same one.

    Frames are read-only; their timestamps strictly increase; indices count 0, 1, 2 ...
    """

    @property
    @abstractmethod
    def info(self) -> SourceInfo:
        """What this source is; may gain a note while it runs."""

    @abstractmethod
    def read(self) -> Frame | None:
        """The next frame, waited for; None when there are no more.

        Raises:
            CameraLost: a camera has been silent for two seconds.
            InputError: a file is damaged beyond what can be skipped.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the device or file; closing twice is harmless."""


class Pace:
    """Holds frames back until their time comes on the monotonic clock.

    The first frame starts the clock. After a stall of more than a quarter of a second the
    schedule starts anew, so that a pause is not followed by a burst.
    """

    STALL = 0.25

    def __init__(self) -> None:
        self._start: float | None = None

    def wait(self, due: float) -> float:
        """Sleep until `due` seconds after the start; return the monotonic time, in seconds."""
        now = time.monotonic()
        if self._start is None or now - (self._start + due) > self.STALL:
            self._start = now - due
        delay = self._start + due - now
        if delay > 0:
            time.sleep(delay)
        return self._start + due

    def stalled(self, due: float, interval: float) -> bool:
        """Whether a frame due at `due` is so late that the next, `interval` on, is due already.

        False after a stall, where the schedule starts anew with this frame.
        """
        if self._start is None:
            return False
        return interval < time.monotonic() - (self._start + due) <= self.STALL


def frozen(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same array, read-only."""
    image.flags.writeable = False
    return image
