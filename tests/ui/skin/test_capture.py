"""Captures that never hold the picture up, and can be ended at any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.capture.camera import CameraLost
from beautymirror.errors import InputError, MissingError
from beautymirror.frame import Frame, Tracked
from beautymirror.mirror import MirrorState
from beautymirror.settings import Settings
from beautymirror.ui.app import Built
from beautymirror.ui.overlays import Coach, Overlays
from beautymirror.ui.skin.session import Phase
from tests.ui.skin.sitting import PATIENCE_MS, Make, consultant, read_skin, texts


def test_a_reading_from_the_button_to_the_result(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one = consultant(mine)
    canvas = mine.window.stage.canvas
    seen: list[tuple[Phase, bool, int]] = []
    one.session.changed.connect(
        lambda: seen.append((one.session.phase, canvas._bare, threading.active_count()))
    )
    read_skin(mine, person, qtbot)
    assert [phase for phase, _, _ in seen] == [
        Phase.LOADING,
        Phase.CAPTURING,
        Phase.READING,
        Phase.DONE,
    ]
    assert [bare for _, bare, _ in seen] == [False, True, False, False]
    assert seen[2][2] > threading.active_count()  # it was read on a thread beside this one
    assert one.session.result is not None
    assert one.session.result.analysis.captures == 5
    assert one.page.findings is not None
    shown = " ".join(texts(one.page.findings))
    assert one.session.result.analysis.tone.hex in shown
    assert "The signs are not available" in shown
    assert canvas.overlays.coach is None


def test_the_ring_and_the_words_follow_what_is_seen(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one, canvas = consultant(mine), mine.window.stage.canvas
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    one.look_at(person(0.0, faces=0))
    coach = canvas.overlays.coach
    assert coach is not None
    assert (coach.held, coach.good) == (0, False)
    assert coach.words == "Look into the camera, with your whole face in view"
    assert coach.words in texts(one.page)
    one.look_at(person(0.1))
    assert canvas.overlays.coach.held == 1
    assert canvas.overlays.coach.good
    one.look_at(person(0.2))  # too soon for another
    assert canvas.overlays.coach.held == 1
    one.look_at(person(0.6, faces=2))
    assert canvas.overlays.coach.words == "One person at a time, please"
    assert one.page._calm._progress.value() == 1
    one.page.cancelled.emit()
    assert canvas.overlays.coach is None
    assert one.session.phase is Phase.IDLE
    one.look_at(person(1.2))
    assert one.session.phase is Phase.IDLE


def test_escape_cancels_first_and_goes_back_then(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    window, one = mine.window, consultant(mine)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_M)
    assert window.panel.page is one.page
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert one.session.phase is Phase.IDLE
    assert window.panel.page is one.page
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.panel.page is window.chooser


def test_what_cannot_be_read_is_refused_with_what_to_do(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one = consultant(mine)
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    good = person(0.0)
    grey = np.repeat(good.frame.image.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    for number in range(5):
        one.look_at(Tracked(Frame(grey, 0.4 * number, number), good.faces))
    qtbot.waitUntil(lambda: not one.session.busy, timeout=PATIENCE_MS)
    assert one.session.phase is Phase.REFUSED
    assert "The picture has no colour: use a colour picture" in texts(one.page)
    assert one.page.start.text() == "Try again"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_no_fault_of_the_picture_is_told_in_the_language_of_the_window(
    make: Make, language: str
) -> None:
    one = consultant(make(Settings(language=language)))
    session = one.session
    session._failed(MissingError("The model skin.onnx cannot be used.", "Install it again."))
    assert texts(one.page)[1] == (
        "A part that reading needs is missing. Install BeautyMirror again."
        if language == "en"
        else "缺少解读肤质所需的部件，请重新安装 BeautyMirror。"
    )
    session.calibrate("webcam")
    session._failed(InputError("There is no folder.", "Create it."))
    assert texts(one.page)[1].startswith("What the paper" if language == "en" else "无法保存白纸")


def test_another_source_ends_a_reading_that_is_under_way(mine: Built, qtbot: Any) -> None:
    one = consultant(mine)
    one.begin()
    mine.attendant.sources.pick("demo")
    assert not one.session.busy


def test_a_camera_that_is_unplugged_ends_captures_but_not_their_reading(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one, live = consultant(mine), mine.live
    live.now = MirrorState("lost", CameraLost("No more pictures.", "Check the cable."))
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    one.look_at(person(0.0))
    live.woke.emit()
    assert one.session.phase is Phase.IDLE
    assert mine.window.stage.canvas.overlays.coach is None
    one.session.phase = Phase.READING
    live.woke.emit()
    assert one.session.phase is Phase.READING
    one.session.forget()


def test_a_ring_has_a_part_for_each_capture(app: QApplication) -> None:
    overlays = Overlays()

    def accents(held: int) -> int:
        overlays.coach = Coach("Hold still", held, 5, True)
        laid = {lay.name: lay.pixels for lay in overlays.lay((800, 600), 1.0, None, 0.0)}
        assert "hint" in laid
        ring = laid["ring"].astype(int)
        assert ring.shape[0] < 600
        return int(((ring[..., 0] - ring[..., 1]) > 40).sum())

    counts = [accents(held) for held in range(6)]
    assert counts[0] == 0
    assert all(np.diff(counts) > 300), counts
