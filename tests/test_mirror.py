"""The live flow: newest wins, meshes belong to their frames, what is lost comes back, all ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from beautymirror import mirror as mirror_module
from beautymirror.capture.source import Source, SourceInfo
from beautymirror.errors import InputError, MissingError
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


def test_frames_arrive_in_order_each_once() -> None:
    with running(Mirror(Film, Sitter)) as mirror:
        seen = [next_of(mirror).frame.index for _ in range(30)]
    assert seen == sorted(set(seen))
    assert mirror.state.name == "running"


def test_nothing_new_is_none_without_waiting() -> None:
    with running(Mirror(lambda: Film(count=1), Sitter)) as mirror:
        next_of(mirror)
        began = time.monotonic()
        assert mirror.newest() is None
        assert time.monotonic() - began < 0.5


def test_a_slow_tracker_sees_the_newest_and_the_rest_is_counted() -> None:
    with running(Mirror(Film, lambda: Sitter(pause=0.05))) as mirror:
        seen = [next_of(mirror).frame.index for _ in range(6)]
    assert max(np.diff(seen)) > 5
    stats = mirror.stats
    assert stats.dropped > 20
    # What was on its way when it stopped is in neither count: one frame in the mailbox, one in
    # the hands of the capture thread, and one that was tracked but not taken.
    assert abs(stats.captured - stats.tracked - stats.dropped) <= 2


def test_a_viewer_who_does_not_look_costs_only_dropped_frames() -> None:
    with running(Mirror(Film, Sitter)) as mirror:
        until(lambda: mirror.stats.tracked > 5)
        newest = next_of(mirror)
        assert newest.frame.index > 30
        assert mirror.dropped > 30


def test_hardly_anything_is_tracked_that_nobody_waits_for() -> None:
    sitter = Sitter()
    with running(Mirror(Film, lambda: sitter)) as mirror:
        until(lambda: sitter.tracked == 3)
        assert mirror.stats.captured > 10 * sitter.tracked


def test_without_a_source_it_rests_and_another_wakes_it() -> None:
    films = [Film(), Film(first=100)]
    opened = list(films)
    with running(Mirror(lambda: opened.pop(0), Sitter)) as mirror:
        next_of(mirror)
        mirror.set_source(None)
        until(lambda: mirror.state.name == "resting")
        assert films[0].closed
        assert mirror.state.source is None
        assert mirror.newest(0.2) is None
        mirror.set_source(lambda: opened.pop(0))
        assert next_of(mirror).frame.image[0, 0, 0] >= 100


def test_the_wake_up_comes_for_frames_and_states() -> None:
    wakes: list[str] = []
    mirror = Mirror(lambda: Film(count=3), Sitter, lambda: wakes.append(mirror.state.name))
    with running(mirror):
        until(lambda: "ended" in wakes)
    assert wakes[0] == "starting"
    assert "running" in wakes


def test_a_lost_camera_is_opened_again_and_again_until_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mirror_module, "_RETRY_S", 0.02)
    films = [Film(break_at=5), None, None, Film()]
    opened: list[Film] = []

    def open_source() -> Film:
        film = films.pop(0)
        if film is None:
            raise MissingError("No camera.", "Plug one in.")
        opened.append(film)
        return film

    states: list[str] = []
    mirror = Mirror(open_source, Sitter, lambda: states.append(mirror.state.name))
    with running(mirror):
        until(lambda: len(opened) == 2 and mirror.state.name == "running")
        next_of(mirror)
    assert opened[0].closed
    assert opened[1].closed
    kept = [state for i, state in enumerate(states) if i == 0 or states[i - 1] != state]
    assert kept[:4] == ["starting", "running", "lost", "running"]


def test_while_it_is_lost_the_reason_is_known() -> None:
    def open_source() -> Source:
        raise MissingError("No camera.", "Plug one in.")

    with running(Mirror(open_source, Sitter)) as mirror:
        until(lambda: mirror.state.name == "lost")
        assert str(mirror.state.error) == "No camera. Plug one in."


def test_what_a_source_says_of_itself_is_renewed_while_it_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mirror_module, "_LOOK_S", 0.0)

    class Dimming(Film):
        @property
        def info(self) -> SourceInfo:
            note = "It is dim." if self._index > 3 else ""
            return SourceInfo("webcam", "Film", (8, 8), 12.0 if note else 30.0, True, None, note)

    with running(Mirror(Dimming, Sitter)) as mirror:
        until(lambda: mirror.state.source is not None and mirror.state.source.note != "")
        assert mirror.state.name == "running"
        assert mirror.state.source is not None
        assert mirror.state.source.fps == 12.0


def test_a_source_that_cannot_be_used_waits_for_another_one() -> None:
    tries: list[int] = []

    def open_source() -> Source:
        tries.append(1)
        raise InputError("Not a film.", "Choose another.")

    with running(Mirror(open_source, Sitter)) as mirror:
        until(lambda: mirror.state.name == "failed")
        assert isinstance(mirror.state.error, InputError)
        mirror.set_source(Film)
        next_of(mirror)
        assert mirror.state.name == "running"
        assert mirror.state.error is None
    assert len(tries) == 1


def test_another_source_takes_over_and_the_tracker_forgets() -> None:
    sitter = Sitter()
    first = Film()
    with running(Mirror(lambda: first, lambda: sitter)) as mirror:
        next_of(mirror)
        mirror.set_source(lambda: Film(first=200))
        until(lambda: next_of(mirror).frame.image[0, 0, 0] >= 200)
        for _ in range(5):
            assert next_of(mirror).frame.image[0, 0, 0] >= 200
        assert first.closed
    assert sitter.resets == 1
    assert sitter.threads == {"tracker"}
    assert sitter.closed == 1


def test_after_a_change_nothing_of_the_source_before_is_seen_or_told() -> None:
    opens = threading.Event()

    def open_late() -> Film:
        assert opens.wait(DEADLINE_S)
        return Film(first=200)

    with running(Mirror(Film, lambda: Sitter(pause=0.05))) as mirror:
        next_of(mirror)
        until(lambda: mirror.stats.tracked > 1)  # one lies there and waits to be shown
        mirror.set_source(open_late)
        assert mirror.state.name == "starting"
        assert mirror.newest() is None
        assert mirror.newest(0.2) is None  # nor what was just being tracked
        assert mirror.state.source is None
        opens.set()
        until(lambda: mirror.state.name == "running")
        assert next_of(mirror).frame.image[0, 0, 0] >= 200


def test_a_tracker_that_fails_leaves_a_mirror_without_faces(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with running(Mirror(Film, lambda: Sitter(fail_at=3))) as mirror:
        until(lambda: mirror.state.tracking is not None)
        indices = [next_of(mirror).frame.index for _ in range(5)]
        assert indices == sorted(set(indices))
        assert isinstance(mirror.state.tracking, RuntimeError)
        assert mirror.state.name == "running"
    assert "tracker failed" in caplog.text


def test_a_missing_model_leaves_a_mirror_and_another_try_repairs_it() -> None:
    there = threading.Event()

    def make_tracker() -> Sitter:
        if not there.is_set():
            raise MissingError("The model is missing.", "Fetch it.")
        return Sitter()

    with running(Mirror(Film, make_tracker)) as mirror:
        until(lambda: mirror.state.tracking is not None)
        next_of(mirror)
        there.set()
        mirror.set_source(Film)
        until(lambda: mirror.stats.tracked > 3)
        assert mirror.state.tracking is None


def test_a_defect_while_reading_is_told(caplog: pytest.LogCaptureFixture) -> None:
    def open_source() -> Source:
        raise ZeroDivisionError("a defect")

    with running(Mirror(open_source, Sitter)) as mirror:
        until(lambda: mirror.state.name == "failed")
        assert isinstance(mirror.state.error, ZeroDivisionError)
    assert "capture failed" in caplog.text


@pytest.mark.parametrize("moment", [0.0, 0.001, 0.01, 0.05])
def test_it_stops_at_any_moment_and_closes_everything(moment: float) -> None:
    films: list[Film] = []
    sitter = Sitter()

    def open_source() -> Film:
        films.append(Film())
        return films[-1]

    mirror = Mirror(open_source, lambda: sitter)
    mirror.start()
    time.sleep(moment)
    assert mirror.stop(DEADLINE_S)
    assert all(film.closed for film in films)
    assert sitter.closed == 1


def test_a_camera_that_hangs_is_told_and_does_not_keep_the_program(
    caplog: pytest.LogCaptureFixture,
) -> None:
    release = threading.Event()

    class Hanging(Film):
        def read(self) -> Frame | None:
            release.wait(DEADLINE_S)
            return None

    mirror = Mirror(Hanging, Sitter)
    mirror.start()
    until(lambda: mirror.state.name == "running")
    assert not mirror.stop(0.05)
    assert "capture did not end" in caplog.text
    release.set()


def test_each_mesh_lies_on_its_own_frame(landmarker_model: Path) -> None:
    from beautymirror.capture.synthetic import DemoSource
    from beautymirror.tracking import Tracker

    truth = DemoSource((640, 360), live=False)
    with running(
        Mirror(lambda: DemoSource((640, 360)), lambda: Tracker(landmarker_model))
    ) as mirror:
        for _ in range(25):
            tracked = next_of(mirror)
            if tracked.frame.index > 3:
                (face,) = tracked.faces
                true = truth.truth(tracked.frame.index)
                eyes = np.linalg.norm(true[468, :2] - true[473, :2])
                off = np.linalg.norm(face.landmarks[[468, 473], :2] - true[[468, 473], :2], axis=1)
                assert off.max() < 0.12 * eyes
