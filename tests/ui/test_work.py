"""Work beside the window: tasks, fetching, signals, defects, and what lies over the mirror."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from beautymirror.errors import MissingError
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.library import all_looks
from beautymirror.render.context import headless_context
from beautymirror.ui import fetching as fetching_module
from beautymirror.ui import portraits
from beautymirror.ui.defects import Defects
from beautymirror.ui.fetching import Fetching
from beautymirror.ui.interrupt import Interrupt
from beautymirror.ui.overlays import Overlays
from beautymirror.ui.portraits import Sitting, file_name, portrait
from beautymirror.ui.previews import Previews
from beautymirror.ui.task import Task

# Tasks and fetching ------------------------------------------------------------------------------


def test_a_task_tells_its_result_on_the_thread_that_made_it(qtbot: Any) -> None:
    owner, told = QObject(), []

    def work(task: Task) -> str:
        task.advance(1, 2)
        return threading.current_thread().name

    task = Task("aside", work, owner)
    task.advanced.connect(lambda *parts: told.append((threading.current_thread().name, parts)))
    with qtbot.waitSignal(task.done) as done:
        task.start()
    assert done.args == ["aside"]
    assert told == [("MainThread", (1, 2))]


def test_a_task_tells_its_failure(qtbot: Any) -> None:
    def work(_task: Task) -> None:
        raise MissingError("gone")

    owner = QObject()
    task = Task("aside", work, owner)
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    assert str(failed.args[0]) == "gone"


def test_a_cancelled_task_ends_and_says_nothing(qtbot: Any) -> None:
    owner, told, turns = QObject(), [], threading.Event()

    def work(task: Task) -> None:
        while True:
            turns.set()
            task.advance(0, 0)
            time.sleep(0.001)

    task = Task("aside", work, owner)
    task.done.connect(told.append)
    task.failed.connect(told.append)
    task.start()
    assert turns.wait(5)
    task.cancel()
    assert task.stop(5)
    qtbot.wait(30)
    assert told == []


@pytest.fixture
def fetching() -> Iterator[Fetching]:
    owner = QObject()
    made = Fetching(owner)
    yield made
    made.stop(5)


def test_the_model_is_fetched_with_progress(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def ensure(name: str, progress: Callable[[int, int], None]) -> Path:
        assert name == "face_landmarker"
        progress(10, 20)
        return Path("model")

    monkeypatch.setattr(fetching_module, "ensure_model", ensure)
    told: list[tuple[int, int]] = []
    fetching.advanced.connect(lambda *parts: told.append(parts))
    with qtbot.waitSignal(fetching.done):
        fetching.start()
        assert fetching.busy
    assert told == [(10, 20)]
    assert not fetching.busy
    assert fetching.error is None
    assert fetching.megabytes == pytest.approx(3.76, abs=0.01)


def test_a_fetch_that_fails_keeps_the_reason_and_can_be_tried_again(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def ensure(_name: str, _progress: object) -> Path:
        raise MissingError("no network")

    monkeypatch.setattr(fetching_module, "ensure_model", ensure)
    fetching.start()
    qtbot.waitUntil(lambda: not fetching.busy)
    assert str(fetching.error) == "no network"
    fetching.start()
    assert fetching.error is None
    qtbot.waitUntil(lambda: fetching.error is not None)


def test_a_fetch_is_cancelled(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    ended = threading.Event()

    def ensure(_name: str, progress: Callable[[int, int], None]) -> Path:
        try:
            while True:
                progress(1, 100)
                time.sleep(0.001)
        finally:
            ended.set()

    monkeypatch.setattr(fetching_module, "ensure_model", ensure)
    done: list[object] = []
    fetching.done.connect(lambda: done.append(1))
    fetching.start()
    qtbot.wait(20)
    fetching.cancel()
    assert not fetching.busy
    assert ended.wait(5)
    qtbot.wait(20)
    assert not done
    assert fetching.error is None


# Signals and defects -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_heard_while_qt_waits(number: int, qtbot: Any) -> None:
    before = signal.getsignal(number)
    with Interrupt() as interrupt, qtbot.waitSignal(interrupt.asked, timeout=5000):
        interrupt.tell(lambda: None)
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
    assert signal.getsignal(number) is before
    assert signal.set_wakeup_fd(-1) == -1


def test_a_signal_that_came_too_early_is_told_once_somebody_listens(qtbot: Any) -> None:
    heard: list[int] = []
    with Interrupt() as interrupt:
        os.kill(os.getpid(), signal.SIGTERM)
        interrupt.tell(lambda: heard.append(1))
        qtbot.waitUntil(lambda: heard == [1], timeout=5000)


def test_what_nobody_caught_is_logged_and_told_once(
    app: QApplication, tmp_path: Path, qtbot: Any
) -> None:
    before = sys.excepthook, threading.excepthook
    parent = QWidget()
    log = tmp_path / "new" / "log.txt"

    def fail() -> None:
        raise ValueError("in a thread")

    with Defects(log) as defects:
        defects.happened.connect(lambda: defects.tell(parent))
        with qtbot.waitSignal(defects.happened):
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
        try:
            raise KeyError("in a slot")
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        assert defects.count == 2
        box = defects._box
        assert box is not None
        assert str(log) in box.informativeText()
        box.close()
    assert (sys.excepthook, threading.excepthook) == before
    text = log.read_text()
    assert "ValueError: in a thread" in text
    assert "KeyError: 'in a slot'" in text
    assert logging.getLogger("beautymirror").handlers == []


def test_a_log_that_cannot_be_written_is_no_reason_to_fail(
    app: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    with Defects(tmp_path / "file" / "log.txt"):
        sys.excepthook(ValueError, ValueError("odd"), None)
    assert "ValueError: odd" in capsys.readouterr().err


# What lies over the mirror -----------------------------------------------------------------------


def laid(overlays: Overlays, split: int | None = None, **changes: Any) -> dict[str, Any]:
    view = changes.get("view", (800, 600))
    listed = overlays.lay(view, changes.get("ratio", 1.0), split, changes.get("parked", 0.0))
    return {overlay.name: overlay for overlay in listed}


@pytest.fixture
def overlays(app: QApplication) -> Overlays:
    made = Overlays()
    made.change(badge="Demo", readings="30 fps\n20 ms", hint="Come closer", before="B", after="A")
    return made


def test_overlays_lie_inside_the_view(overlays: Overlays) -> None:
    for ratio in (1.0, 1.5, 2.0):
        for overlay in laid(overlays, 400, ratio=ratio).values():
            height, width = overlay.pixels.shape[:2]
            assert overlay.x + width > 0
            assert overlay.y + height > 0
            assert overlay.x < 800
            assert overlay.y < 600
            assert overlay.pixels.dtype == np.uint8
            assert (overlay.pixels[..., :3].max(axis=2) <= overlay.pixels[..., 3]).all()


def test_an_overlay_is_painted_again_only_when_it_changes(overlays: Overlays) -> None:
    first, second = laid(overlays, 300), laid(overlays, 500)
    assert all(first[name].pixels is second[name].pixels for name in first)
    assert not overlays.change(badge="Demo")
    assert overlays.change(badge="演示")
    third = laid(overlays, 500)
    assert third["badge"].pixels is not first["badge"].pixels
    assert third["hint"].pixels is first["hint"].pixels


def test_overlays_grow_with_the_screen(overlays: Overlays) -> None:
    one, two = laid(overlays)["badge"].pixels.shape, laid(overlays, ratio=2.0)["badge"].pixels.shape
    assert two[0] == pytest.approx(2 * one[0], abs=2)
    assert two[1] == pytest.approx(2 * one[1], abs=2)


def test_labels_leave_a_side_that_has_no_room(overlays: Overlays) -> None:
    assert {"before", "after"} <= laid(overlays, 400).keys()
    assert "before" not in laid(overlays, 20)
    assert "after" not in laid(overlays, 790)
    assert "line" not in laid(overlays)


def test_a_long_hint_is_wrapped(overlays: Overlays) -> None:
    overlays.change(hint="Come closer and look at the camera " * 4)
    pixels = laid(overlays, view=(400, 600))["hint"].pixels
    assert pixels.shape[1] <= 400 - 2 * 16 + 2


def test_empty_words_leave_nothing(app: QApplication) -> None:
    assert {name.partition(" ")[0] for name in laid(Overlays())} == {"corner"}
    assert not laid(Overlays(rounded=False))


# Previews ----------------------------------------------------------------------------------------


def test_a_preview_belongs_to_what_is_worn() -> None:
    first, second = all_looks()[:2]
    assert file_name(first) != file_name(second)
    assert file_name(None) not in (file_name(first), file_name(second))
    renamed = first.model_copy(update={"name": second.name, "id": "other"})
    assert file_name(renamed) == file_name(first)


def test_previews_wear_their_looks() -> None:
    look = next(look for look in all_looks() if look.id == "red-lip")
    try:
        with headless_context() as ctx:
            sitting = Sitting(ctx, portrait())
            bare, worn = sitting.wear(None), sitting.wear(look)
            again = sitting.wear(None)
            sitting.release()
    except MissingError as error:
        pytest.skip(str(error))
    assert bare.shape == worn.shape == (336, 300, 3)
    assert np.array_equal(bare, again)
    changed = np.abs(worn.astype(int) - bare).max(axis=2) > 20
    assert 0.003 < changed.mean() < 0.4
    redder = (worn[changed].astype(int) - bare[changed]).mean(axis=0)
    assert redder[0] > redder[1]


@pytest.mark.parametrize("place", [(0, 0), (560, 380), (250, 150)])
def test_a_face_at_the_edge_is_cut_out_within_the_picture(place: tuple[int, int]) -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    landmarks = np.random.default_rng(0).random((478, 3)).astype(np.float32) * (80, 100, 1)
    landmarks[:, :2] += place
    assert portraits._cut(image, landmarks).shape == (336, 300, 3)


def test_kept_previews_are_shown_without_drawing(tmp_path: Path, qtbot: Any) -> None:
    looks = (None, *all_looks()[:2])
    for number, look in enumerate(looks):
        picture = QImage(30, 33, QImage.Format.Format_RGB888)
        picture.fill(number)
        picture.save(str(tmp_path / file_name(look)))
    owner = QObject()
    previews = Previews(lambda: pytest.fail("nothing is to be drawn"), owner, tmp_path)
    made: list[object] = []
    previews.made.connect(lambda look, _picture: made.append(look))
    previews.make(looks)
    assert made == list(looks)
    assert not previews.busy


def test_missing_previews_are_made_by_a_process(tmp_path: Path, qtbot: Any) -> None:
    try:
        with headless_context():
            pass
    except MissingError as error:
        pytest.skip(str(error))
    looks = (None, *all_looks()[:1])
    owner = QObject()
    previews = Previews(lambda: pytest.fail("the process is to draw"), owner, tmp_path / "new")
    made: dict[object, QImage] = {}
    previews.made.connect(lambda look, picture: made.setdefault(look and look.id, picture))
    with qtbot.waitSignal(previews.ended, timeout=120_000):
        previews.make(looks)
        assert previews.busy
        qtbot.waitUntil(lambda: len(made) == len(looks), timeout=110_000)
        previews._process.waitForFinished(60_000)
    assert made[None].width() == 300
    assert made[None] != made[all_looks()[0].id]


def test_stopping_ends_the_process(tmp_path: Path) -> None:
    owner = QObject()
    previews = Previews(lambda: pytest.fail("nothing is to be drawn"), owner, tmp_path)
    previews.make(all_looks()[:1])
    process = previews._process
    assert process is not None
    assert process.waitForStarted(10_000)
    previews.stop()
    assert process.state() == process.ProcessState.NotRunning
    assert not previews.busy


def test_a_live_face_is_never_written(tmp_path: Path, qtbot: Any) -> None:
    from contextlib import contextmanager

    try:
        context = headless_context()
        ctx = context.__enter__()
    except MissingError as error:
        pytest.skip(str(error))

    @contextmanager
    def borrow() -> Iterator[object]:
        yield ctx

    still = portrait()
    face = Face(5, still.faces[0].landmarks, still.faces[0].pose)
    tracked = Tracked(Frame(still.frame.image, 12.5, 400), (face,))
    owner = QObject()
    previews = Previews(borrow, owner, tmp_path / "previews")
    made: list[object] = []
    previews.made.connect(lambda look, _picture: made.append(look))
    with qtbot.waitSignal(previews.ended, timeout=60_000):
        previews.make((None,), tracked)
    assert made == [None]
    assert not (tmp_path / "previews").exists()
    context.__exit__(None, None, None)
