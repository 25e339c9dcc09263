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


def ahead(items: Iterator[Tracked], places: int = 2) -> Generator[Tracked]:
    """The same items in the same order, made on a thread of their own while the caller works.

    Decoding and tracking then overlap with drawing. What the thread raises is raised here. Close
    the iterator (``contextlib.closing``) when leaving early; the thread ends with it.

    Args:
        items: used on the other thread alone.
        places: how many items may be made or wait beyond the one that the caller has. Two even out
            frames of unequal cost: a tenth more of them a second than one, and as many as four.
    """
    ready: queue.SimpleQueue[Tracked | None] = queue.SimpleQueue()
    free = threading.Semaphore(places)

    def make(stopping: threading.Event) -> None:
        try:
            while True:
                free.acquire()
                if stopping.is_set():
                    return
                item = next(items, None)
                if item is None:
                    return
                ready.put(item)
        finally:
            ready.put(None)

    worker = Worker("ahead", make)
    worker.start()
    try:
        while (item := ready.get()) is not None:
            free.release()
            yield item
    finally:
        worker.stopping.set()
        free.release()
        worker.stop(deadline=5.0)
    if worker.error is not None:
        raise worker.error
