"""Measuring the light in the window by what is held up to the camera."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from beautymirror.frame import Frame, Tracked
from beautymirror.skin import calibration
from beautymirror.ui.app import Built
from beautymirror.ui.skin import watch
from beautymirror.ui.skin.consultant import Consultant
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.session import Phase
from tests.ui.skin.sitting import PATIENCE_MS, give, texts

GREY = (118, 118, 118)  # 18 % of the light


@pytest.fixture
def one(mine: Built, kept: Reading, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Consultant:
    """A window that shows a reading and keeps what cards tell in a folder of its own."""
    monkeypatch.setattr(calibration, "settings_dir", lambda: tmp_path)
    return give(mine, kept)


def holding(seen: Tracked, color: tuple[int, int, int]) -> Tracked:
    """The same frame with a sheet of a colour in it, some way off the corner."""
    image = seen.frame.image.copy()
    side = min(image.shape[:2]) // 3
    image[-side - 9 : -9, -side - 9 : -9] = color
    return Tracked(Frame(image, seen.frame.timestamp, seen.frame.index), seen.faces)


def looked(one: Consultant, tracked: Tracked, qtbot: Any) -> None:
    """Show a frame that is surely looked at, and wait for what comes of it."""
    with qtbot.waitSignal(one.session.advanced, timeout=PATIENCE_MS):
        one.look_at(tracked)


def test_a_camera_is_calibrated_with_paper_and_read_anew(
    one: Consultant, person: Callable[..., Tracked], monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    assert one.page.findings is not None
    assert one.page.findings._calibrate.isHidden()  # the demo is no camera
    monkeypatch.setattr(one, "_camera", lambda: "Cam 1")
    one.show()
    assert not one.page.findings._calibrate.isHidden()
    one.page.findings._calibrate.click()
    assert one.session.phase is Phase.AWAITING_CARD
    assert one.page.start.text() == "Measure the paper now"
    one.look_at(person(0.0))
    one.page.start.click()
    qtbot.waitUntil(lambda: not one.session.busy, timeout=PATIENCE_MS)
    assert one.session.phase is Phase.REFUSED
    assert any(words.startswith("None was found") for words in texts(one.page))
    one.page.start.click()
    assert one.session.phase is Phase.AWAITING_CARD
    one.look_at(holding(person(0.1), (235, 205, 160)))
    one.page.start.click()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    measured = calibration.camera_calibration("Cam 1")
    assert measured is not None
    assert measured.gain[0] > measured.gain[2]  # a warm light
    one.page.cancelled.emit()
    assert one.session.phase is Phase.DONE


def test_a_grey_card_can_be_held_up_instead_of_paper(
    one: Consultant, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one.session.calibrate("Cam 1")
    paper, grey = one.page._calm._card.findChildren(QPushButton)
    assert paper.isChecked()
    grey.click()
    assert one.page.start.text() == "Measure the card now"
    assert "Hold up a grey card of 18 %" in texts(one.page)
    one.look_at(holding(person(0.1), GREY))
    one.page.start.click()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    measured = calibration.camera_calibration("Cam 1")
    assert measured is not None
    assert (measured.card, measured.gain) == ("grey", pytest.approx((1, 1, 1), rel=0.03))
    assert any(words.startswith("Keep holding it up") for words in texts(one.page))


def test_a_card_that_is_held_still_is_measured_without_a_hand(
    one: Consultant, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one.session.hold_up("grey")
    one.session.calibrate("Cam 1")
    looked(one, person(0.0), qtbot)
    looked(one, holding(person(0.5), GREY), qtbot)
    assert any(words.startswith("There it is") for words in texts(one.page))
    looked(one, holding(person(1.0), (150, 150, 150)), qtbot)  # it moved into another light
    assert one.session.phase is Phase.AWAITING_CARD
    looked(one, holding(person(1.5), (150, 150, 150)), qtbot)
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    measured = calibration.camera_calibration("Cam 1")
    assert measured is not None
    assert measured.gain == pytest.approx((1.695,) * 3, rel=0.03)


def test_what_was_there_before_somebody_held_up_a_card_waits_for_the_button(
    one: Consultant, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one.session.hold_up("grey")
    one.session.calibrate("Cam 1")
    for number in range(4):
        looked(one, holding(person(0.5 * number), GREY), qtbot)
    assert one.session.phase is Phase.AWAITING_CARD
    one.page.start.click()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)


def test_nobody_looks_out_for_a_card_any_more_once_it_is_cancelled(
    one: Consultant, person: Callable[..., Tracked]
) -> None:
    one.session.calibrate("Cam 1")
    one.look_at(person(0.0))
    one.page.cancelled.emit()
    assert one.session.phase is Phase.DONE
    assert not one.session.sees_card
    one.look_at(person(1.0))
    assert one.session.phase is Phase.DONE


def test_a_look_that_is_under_way_has_ended_with_the_window(
    one: Consultant, person: Callable[..., Tracked], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(*_given: object) -> None:
        begun.set()
        time.sleep(0.2)
        ended.set()

    monkeypatch.setattr(watch, "find_card", slow)
    one.session.calibrate("Cam 1")
    one.look_at(person(0.0))
    assert begun.wait(5.0)
    one.session.stop(5.0)
    assert ended.is_set()
