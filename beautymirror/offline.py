"""Every frame of a source in order, none dropped: for files, tests and measurements."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator, Iterator
from typing import Protocol

from beautymirror.capture.source import Source
from beautymirror.frame import Frame, Tracked
from beautymirror.stats import Stats
from beautymirror.worker import Worker

__all__ = ["Finds", "ahead", "each_tracked"]

_STILL = ("photo", "folder")
_PATIENCE_S = 0.1


class Finds(Protocol):
    """What finds faces in frames that follow each other and in single pictures: a `Tracker`."""

    def track(self, frame: Frame) -> Tracked: ...
    def find(self, frame: Frame) -> Tracked: ...


def each_tracked(source: Source, tracker: Finds, stats: Stats | None = None) -> Iterator[Tracked]:
    """Read and track frame after frame; photos are looked at each by itself.

    Raises:
        InputError: the source turned out damaged.
    """
    stats = stats or Stats()
    follow = tracker.find if source.info.kind in _STILL else tracker.track
    while True:
        began = time.perf_counter()
        frame = source.read()
        if frame is None:
            return
        stats.record_captured(frame.index)
        read = time.perf_counter()
        tracked = follow(frame)
        stats.record("capture", read - began)
        stats.record("track", time.perf_counter() - read)
        stats.tracked += 1
        yield tracked


def ahead(items: Iterator[Tracked], places: int = 1) -> Generator[Tracked]:
    """The same items in the same order, made on a thread of their own while the caller works.

    Decoding and tracking then overlap with drawing. What the thread raises is raised here. Close
    the iterator (``contextlib.closing``) when leaving early; the thread ends with it.

    Args:
        items: used on the other thread alone.
        places: how many finished items may wait.
    """
    ready: queue.Queue[Tracked | None] = queue.Queue(places)

    def put(item: Tracked | None, stopping: threading.Event) -> None:
        while not stopping.is_set():
            try:
                ready.put(item, timeout=_PATIENCE_S)
                return
            except queue.Full:
                continue

    def make(stopping: threading.Event) -> None:
        try:
            for item in items:
                put(item, stopping)
                if stopping.is_set():
                    return
        finally:
            put(None, stopping)

    worker = Worker("ahead", make)
    worker.start()
    try:
        while (item := ready.get()) is not None:
            yield item
    finally:
        worker.stop(deadline=5.0)
    if worker.error is not None:
        raise worker.error
