"""Strangers, one after the other: each agrees for themselves and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from beautymirror.frame import Face, Frame, Tracked
from beautymirror.settings import Settings
from beautymirror.ui.app import Built
from beautymirror.ui.counter import Counter
from beautymirror.ui.photo.taker import Asked, Several
from beautymirror.ui.shelf import Shelf
from tests.ui.attendant.desk import ROSE, SMOKE, VELVET, Make, press, title


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def shared(make: Make, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Built]:
    """Makes windows at a counter, as if this screen could draw."""

    def one(settings: Settings | None = None) -> Built:
        built = make(settings, shared=True)
        monkeypatch.setattr(built.window.stage, "fault", None)
        return built

    return one


def visited(built: Built, monkeypatch: pytest.MonkeyPatch) -> tuple[Counter, Clock]:
    """Somebody has agreed and looks into the mirror, which sees the demo."""
    counter, clock = built.counter, Clock()
    assert counter is not None
    monkeypatch.setattr(counter._presence, "_clock", clock)
    counter.open("demo")
    press(built, "Begin")
    counter._timer.stop()  # the clock of the test ticks instead
    return counter, clock


def seen(built: Built, faces: int) -> None:
    pose = np.eye(4, dtype=np.float32)
    points = np.full((478, 3), 30, np.float32)
    found = tuple(Face(number, points, pose) for number in range(faces))
    image = np.zeros((60, 60, 3), np.uint8)
    built.window.stage.canvas.tracked = Tracked(Frame(image, 0.0, 0), found)


def test_the_camera_is_off_until_somebody_agrees(shared: Make) -> None:
    built = shared(Settings(language="en", consent=True))
    counter = built.counter
    assert counter is not None
    counter.open("demo")
    assert built.live.shown == []
    assert title(built) == "Try any look on, live"
    press(built, "Begin")
    assert built.live.shown == ["demo"]
    assert counter.visited


def test_whoever_leaves_is_asked_for_and_then_forgotten(
    shared: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = shared()
    counter, clock = visited(built, monkeypatch)
    built.outfit.wear(VELVET)
    built.outfit.set_intensity(40)
    built.store.change("language", "zh")
    built.window.chooser.search.setText("smo")
    built.attendant.commands.photo()
    seen(built, 1)
    clock.now = 8.0
    counter._tick()
    seen(built, 0)
    clock.now = 18.0
    counter._tick()
    assert built.attendant.guide.leaving == 4
    assert "4" in built.window.stage.canvas.overlays.words.centre
    clock.now = 22.5
    counter._tick()
    assert not counter.visited
    assert built.live.shown[-1] == ""
    assert title(built) == "Try any look on, live"
    assert built.outfit.worn.look is None
    assert built.outfit.worn.intensity == 100
    assert not built.outfit.history.canUndo()
    assert built.store.now.language == "en"
    assert built.window.chooser.search.text() == ""
    assert built.window.panel.page is built.window.chooser
    assert built.window.stage.canvas.tracked is None


def test_a_face_or_a_touch_keeps_the_visit(shared: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    built = shared()
    counter, clock = visited(built, monkeypatch)
    seen(built, 0)
    clock.now = 12.0
    counter._tick()
    assert built.attendant.guide.leaving == 2
    QTest.mouseClick(built.window.bar, Qt.MouseButton.LeftButton)
    assert built.attendant.guide.leaving == 0
    clock.now = 20.0
    seen(built, 1)
    counter._tick()
    clock.now = 28.0
    counter._tick()
    assert counter.visited
    assert built.attendant.guide.leaving == 0


def test_finish_ends_a_visit_at_once_and_the_next_can_begin(
    shared: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = shared()
    counter, _clock = visited(built, monkeypatch)
    built.outfit.wear(SMOKE)
    built.window.bar.finish.click()
    assert not counter.visited
    assert built.outfit.worn.look is None
    press(built, "Begin")
    assert counter.visited
    assert built.live.shown == ["demo", "", "demo"]


def portrayed(built: Built) -> list[object]:
    """The looks whose cards show a picture."""
    shelf = built.window.chooser.gallery.model()
    assert isinstance(shelf, Shelf)
    return [look for look in shelf.looks if shelf.preview(look) is not None]


def picture() -> QImage:
    image = QImage(30, 33, QImage.Format.Format_RGB888)
    image.fill(200)
    return image


@pytest.mark.parametrize("back", [False, True])
def test_no_card_shows_a_visitor_who_has_left(
    shared: Make, monkeypatch: pytest.MonkeyPatch, back: bool
) -> None:
    built = shared()  # no preview is ever made again here, as where they cannot be kept
    visited(built, monkeypatch)
    seen(built, 1)
    built.window.chooser.mine.click()
    for look in (None, ROSE, VELVET):
        built.attendant.previews.made.emit(look, picture())
    assert portrayed(built) == [None, ROSE, VELVET]
    if back:
        built.window.chooser.mine.click()
        assert portrayed(built) == []
    built.window.bar.finish.click()
    assert portrayed(built) == []
    assert not built.window.chooser.mine.isChecked()


def test_the_portraits_cards_stay_for_the_next_visitor(
    shared: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = shared()
    visited(built, monkeypatch)
    built.attendant.previews.made.emit(ROSE, picture())
    built.window.bar.finish.click()
    assert portrayed(built) == [ROSE]


def test_faces_to_choose_among_are_gone_with_the_visitor(
    shared: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = shared()
    visited(built, monkeypatch)
    page = built.attendant.makeover.page
    asked = Asked("Camera", np.zeros((8, 8, 3), np.uint8))
    page.show_several(Several(asked, (picture(), picture())))
    assert len(page.faces) == 2
    built.window.bar.finish.click()
    assert page.faces == []
    assert page._several is None


def test_each_visit_begins_with_the_look_that_was_asked_for(
    shared: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = shared(Settings(language="en", look=ROSE.id, intensity=70))
    _counter, _clock = visited(built, monkeypatch)
    built.outfit.wear(None)
    built.window.bar.finish.click()
    assert built.outfit.worn.look == ROSE
    assert built.outfit.worn.intensity == 70


def test_strangers_find_no_way_to_the_files_and_change_no_settings(
    shared: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built = shared()
    visited(built, monkeypatch)
    page = built.attendant.makeover.page
    assert page.open.isHidden()
    assert page.save_button.isHidden()
    assert built.window.bar.source.isHidden()
    assert not built.window.bar.finish.isHidden()
    pasted: list[bool] = []
    built.attendant.commands.pasting.connect(lambda: pasted.append(True))
    built.attendant.commands.paste()
    built.attendant.commands.open_file()  # would stand still at a dialog
    assert not pasted
    built.store.change("flip", False)
    built.store.write()
    assert not (tmp_path / "settings" / "settings.json").exists()


def test_at_home_nothing_of_this_happens(make: Make) -> None:
    built = make()
    assert built.counter is None
    assert built.window.bar.finish.isHidden()
    built.store.change("flip", False)
    built.store.write()
    assert not built.window._stands
