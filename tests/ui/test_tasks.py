"""Work beside the window: tasks, and the fetching of the tracking model."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject

from beautymirror.errors import MissingError
from beautymirror.ui import fetching as fetching_module
from beautymirror.ui.fetching import Fetching
from beautymirror.ui.task import Task


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


@pytest.mark.parametrize("ends", ["well", "badly", "cancelled"])
def test_a_task_that_ended_keeps_no_picture(qtbot: Any, ends: str) -> None:
    owner, pictures = QObject(), []

    def begin() -> Task:
        picture = np.zeros((4, 4, 3), np.uint8)
        pictures.append(weakref.ref(picture))

        def work(task: Task) -> np.ndarray:
            made = picture + np.uint8(1)
            pictures.append(weakref.ref(made))
            if ends == "badly":
                raise MissingError("gone")
            if ends == "cancelled":
                task.cancel()
            return made

        return Task("aside", work, owner)

    task = begin()
    with qtbot.waitSignal(task._ended):
        task.start()
    assert task.stop(5)
    QCoreApplication.processEvents()
    gc.collect()
    assert [picture() for picture in pictures] == [None, None]


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
