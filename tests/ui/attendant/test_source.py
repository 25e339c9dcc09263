"""Where the picture comes from, and that a camera is asked for first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from beautymirror.capture.source import SourceInfo
from beautymirror.mirror import MirrorState
from beautymirror.settings import Settings
from tests.ui.attendant.desk import WEBCAM, Make, begin, press, title


def test_the_camera_is_not_used_before_it_was_allowed(
    make: Make, cameras: Callable[..., None]
) -> None:
    cameras(WEBCAM)
    built = begin(make())
    assert built.live.shown == []
    assert title(built) == "Wear any look, live"
    press(built, "Use the camera")
    assert built.live.shown == ["webcam"]
    assert built.store.now.consent
    assert title(built) is None


def test_the_demo_needs_no_consent_and_gives_none(make: Make, cameras: Callable[..., None]) -> None:
    cameras(WEBCAM)
    built = begin(make())
    press(built, "Watch the demo")
    assert built.live.shown == ["demo"]
    assert not built.store.now.consent


def test_a_camera_that_was_allowed_starts_at_once(make: Make, cameras: Callable[..., None]) -> None:
    cameras(WEBCAM)
    built = begin(make(Settings(language="en", consent=True, source="webcam:2")))
    assert built.live.shown == ["webcam:2"]


def test_a_remembered_camera_that_is_gone_gives_way_to_another(
    make: Make, cameras: Callable[..., None]
) -> None:
    cameras(WEBCAM)
    built = begin(make(Settings(language="en", consent=True, source="webcam:7")))
    assert built.live.shown == ["webcam"]


def test_without_any_camera_the_demo_runs_and_says_so(
    make: Make, cameras: Callable[..., None]
) -> None:
    cameras(())
    built = begin(make())
    assert built.live.shown == ["demo"]
    assert built.store.now.source is None
    assert "this is the demo" in built.window.panel.notice.words


def test_what_the_command_line_asks_for_is_opened(make: Make, cameras: Callable[..., None]) -> None:
    cameras(WEBCAM)
    built = begin(make(), "/tmp/a photo.jpg")
    assert built.live.shown == ["/tmp/a photo.jpg"]
    assert built.store.now.source is None


def test_dropped_files_are_opened(make: Make) -> None:
    built = make()
    built.window.dropped.emit(["/tmp/one.mp4", "/tmp/two.mp4"])
    built.window.stage.canvas.hand.dropped.emit(["/tmp/three.png"])
    built.window.dropped.emit([])
    assert built.live.shown == ["/tmp/one.mp4", "/tmp/three.png"]


def test_what_becomes_of_other_things_that_are_dropped_is_said(make: Make) -> None:
    built = make()
    notice = built.window.panel.notice
    built.window.dropped.emit(["/tmp/one.png", "/tmp/two.png"])
    assert "Only one.png is shown" in notice.words
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/rose.jpg")])
    copy, left, bare = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, bare)
    QApplication.sendEvent(built.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(built.window, QDropEvent(QPointF(9, 9), copy, data, left, bare))
    assert "Only files of this computer" in notice.words
    words = QMimeData()
    words.setText("rose")
    canvas = built.window.stage.canvas
    enter = QDragEnterEvent(QPoint(9, 9), copy, words, left, bare)
    QApplication.sendEvent(canvas, enter)
    assert not enter.isAccepted()
    assert built.live.shown == ["/tmp/one.png"]


def test_what_a_photo_does_not_show_is_said_beside_the_way_to_wear_it(make: Make) -> None:
    built = make()
    notice = built.window.panel.notice
    built.window.dropped.emit(["/tmp/one.gif"])
    info = SourceInfo(
        "photo", "one.gif", (8, 8), 30.0, True, note="-", pictures=4, transparent=True
    )
    built.live.now = MirrorState("running", source=info)
    built.live.woke.emit()
    assert "The file holds 4 pictures; the first is shown. What is transparent" in notice.words
    notice._action.click()
    assert built.attendant.makeover.taker.busy


@pytest.mark.parametrize(
    ("source", "flip", "fill"),
    [("webcam:0", True, True), ("demo", False, True), ("/tmp/photo.jpg", False, False)],
)
def test_cameras_are_mirrors_and_photos_are_shown_whole(
    make: Make, source: str, flip: bool, fill: bool
) -> None:
    built = make()
    built.attendant.sources.pick(source)
    canvas = built.window.stage.canvas
    assert (canvas.flip, canvas.fill) == (flip, fill)
    built.store.change("flip", False)
    built.store.change("fill", False)
    assert (canvas.flip, canvas.fill) == (False, False)
