"""A film and a sitter, for tests of the live flow, and how they wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from beautymirror.capture.source import Source, SourceInfo
from beautymirror.errors import MissingError
from beautymirror.frame import Frame, Tracked
from beautymirror.mirror import Mirror

DEADLINE_S = 5.0


class Film(Source):
    """Frames numbered in their first pixel, as fast or slow as wanted."""

    def __init__(
        self, count: int | None = None, pause: float = 0.001, break_at: int = -1, first: int = 0
    ) -> None:
        self._count, self._pause, self._break_at = count, pause, break_at
        self._index, self._first = 0, first
        self.closed = False

    @property
    def info(self) -> SourceInfo:
        return SourceInfo("webcam", "Film", (8, 8), 30.0, True)

    def read(self) -> Frame | None:
        time.sleep(self._pause)
        index = self._index
        if index == self._count:
            return None
        if index == self._break_at:
            raise MissingError("The cable is out.", "Plug it in.")
        self._index += 1
        image = np.zeros((8, 8, 3), np.uint8)
        image[0, 0, 0] = (self._first + index) % 256
        return Frame(image, time.monotonic(), index)

    def close(self) -> None:
        self.closed = True


@dataclass
class Sitter:
    """A tracker that finds nobody and remembers what it was asked."""

    pause: float = 0.0
    fail_at: int = -1
    tracked: int = 0
    resets: int = 0
    closed: int = 0
    threads: set[str] = field(default_factory=set)

    def track(self, frame: Frame) -> Tracked:
        self.threads.add(threading.current_thread().name)
        if self.tracked == self.fail_at:
            raise RuntimeError("lost my glasses")
        self.tracked += 1
        time.sleep(self.pause)
        return Tracked(frame)

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> None:
        self.closed += 1


@contextmanager
def running(mirror: Mirror) -> Iterator[Mirror]:
    mirror.start()
    try:
        yield mirror
    finally:
        assert mirror.stop(DEADLINE_S)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.002)


def next_of(mirror: Mirror) -> Tracked:
    tracked = mirror.newest(DEADLINE_S)
    assert tracked is not None
    return tracked
