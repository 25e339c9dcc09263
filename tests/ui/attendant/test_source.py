"""Where the picture comes from, and that a camera is asked for first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
