"""The live flow: newest wins, meshes belong to their frames, what is lost comes back, all ends."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from beautymirror.capture.source import Source
from beautymirror.errors import MissingError
from beautymirror.frame import Frame
from beautymirror.mirror import Mirror
from tests.film import DEADLINE_S, Film, Sitter, next_of, running, until


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


def test_the_wake_up_comes_for_frames_and_states() -> None:
    wakes: list[str] = []
    mirror = Mirror(lambda: Film(count=3), Sitter, lambda: wakes.append(mirror.state.name))
    with running(mirror):
        until(lambda: "ended" in wakes)
    assert wakes[0] == "starting"
    assert "running" in wakes


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
