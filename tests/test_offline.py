"""The offline flow: every frame, in order, the same as live; what fails is raised."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from beautymirror.capture.source import Source, SourceInfo
from beautymirror.errors import InputError
from beautymirror.frame import Frame, Tracked
from beautymirror.mirror import Mirror
from beautymirror.offline import ahead, each_tracked
from beautymirror.stats import Stats
from beautymirror.tracking import Tracker


class Reel(Source):
    """So many grey frames; told to break, it does."""

    def __init__(self, count: int, kind: str = "video", break_at: int = -1) -> None:
        self._count, self._kind, self._break_at = count, kind, break_at
        self._index = 0

    @property
    def info(self) -> SourceInfo:
        return SourceInfo(self._kind, "Reel", (8, 8), 30.0, False, self._count)

    def read(self) -> Frame | None:
        index = self._index
        if index == self._break_at:
            raise InputError("The reel is torn.", "Take another.")
        if index == self._count:
            return None
        self._index += 1
        return Frame(np.full((8, 8, 3), 128, np.uint8), index / 30, index)

    def close(self) -> None:
        pass


class Sitter:
    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.asked: list[str] = []

    def track(self, frame: Frame) -> Tracked:
        self.asked.append("track")
        time.sleep(self.pause)
        return Tracked(frame)

    def find(self, frame: Frame) -> Tracked:
        self.asked.append("find")
        return Tracked(frame)


def indices(items: Iterator[Tracked]) -> list[int]:
    return [tracked.frame.index for tracked in items]


def test_every_frame_comes_in_order_and_is_counted() -> None:
    stats = Stats()
    assert indices(each_tracked(Reel(50), Sitter(), stats)) == list(range(50))
    assert stats.captured == stats.tracked == 50
    assert set(stats.report()["stages_ms"]) == {"capture", "track"}


@pytest.mark.parametrize(
    ("kind", "way"), [("video", "track"), ("demo", "track"), ("photo", "find"), ("folder", "find")]
)
def test_photos_are_looked_at_each_by_itself(kind: str, way: str) -> None:
    sitter = Sitter()
    assert indices(each_tracked(Reel(3, kind), sitter)) == [0, 1, 2]
    assert set(sitter.asked) == {way}


@pytest.mark.parametrize("pause", [0.0, 0.002])
@pytest.mark.parametrize("places", [1, 4])
def test_ahead_drops_nothing_and_keeps_the_order(pause: float, places: int) -> None:
    seen = []
    for tracked in ahead(each_tracked(Reel(60), Sitter(pause)), places):
        seen.append(tracked.frame.index)
        time.sleep(0.002 - pause)
    assert seen == list(range(60))


def test_ahead_works_while_the_caller_does() -> None:
    sitter = Sitter()
    with closing(ahead(each_tracked(Reel(50), sitter), 2)) as items:
        next(items)
        time.sleep(0.1)
        assert len(sitter.asked) == 3  # the one that was taken, and two more


def test_ahead_raises_what_its_thread_raised_after_the_good_frames() -> None:
    items = ahead(each_tracked(Reel(9, break_at=5), Sitter()))
    assert [next(items).frame.index for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(InputError, match="torn"):
        next(items)


def test_leaving_early_ends_the_thread() -> None:
    with closing(ahead(each_tracked(Reel(10**9), Sitter()))) as items:
        for _ in range(3):
            next(items)
        assert any(thread.name == "ahead" for thread in threading.enumerate())
    assert not any(thread.name == "ahead" for thread in threading.enumerate())


def test_nothing_in_nothing_out() -> None:
    assert indices(ahead(each_tracked(Reel(0), Sitter()))) == []


def test_live_and_offline_find_the_same(landmarker_model: Path) -> None:
    from beautymirror.capture.synthetic import DemoSource

    with Tracker(landmarker_model, smooth=False) as tracker:
        source = DemoSource((640, 360), fps=12.0, live=False, loop=False)
        offline = {
            tracked.frame.index: tracked.faces[0].landmarks
            for tracked, _ in zip(each_tracked(source, tracker), range(60), strict=False)
        }
    mirror = Mirror(
        lambda: DemoSource((640, 360), fps=12.0),
        lambda: Tracker(landmarker_model, smooth=False),
    )
    mirror.start()
    try:
        compared = 0
        while compared < 15:
            tracked = mirror.newest(5.0)
            assert tracked is not None
            index = tracked.frame.index
            assert index < 60, "too many frames were dropped to compare"
            if index < 5:
                continue
            eyes = np.linalg.norm(offline[index][468] - offline[index][473])
            # Frames that were dropped live leave another region to look in: nothing more.
            off = np.linalg.norm(tracked.faces[0].landmarks - offline[index], axis=1)[:468]
            assert off.mean() < 0.03 * eyes
            compared += 1
    finally:
        mirror.stop()
