"""What is chosen is worn, what is changed is remembered, and every trouble has words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from beautymirror.capture.camera import (
    Camera,
    CameraAbsent,
    CameraBusy,
    CameraDenied,
    CameraLost,
)
from beautymirror.capture.source import SourceInfo
from beautymirror.errors import InputError, MissingError
from beautymirror.frame import Frame, Tracked
from beautymirror.mirror import MirrorState
from beautymirror.settings import Settings, read_settings
from beautymirror.ui import sources as sources_module
from beautymirror.ui.app import Built
from beautymirror.ui.snapshots import frames
from tests.ui.props import LOOKS

Make = Callable[..., Built]

ROSE, VELVET, SMOKE = LOOKS
WEBCAM = (Camera(2, "Desk camera"),)


def title(built: Built) -> str | None:
    message = built.window.stage.message
    return message.title if message else None


def press(built: Built, words: str) -> None:
    buttons = built.window.stage.page.findChildren(QPushButton)
    next(b for b in buttons if b.text() == words and not b.isHidden()).click()


@pytest.fixture
def cameras(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[Camera, ...]], None]:
    def have(found: tuple[Camera, ...]) -> None:
        monkeypatch.setattr(sources_module, "known_cameras", lambda: found)
        monkeypatch.setattr(sources_module.sys, "platform", "linux")

    return have


# What is worn ------------------------------------------------------------------------------------


def test_a_card_is_worn_marked_and_remembered(make: Make, tmp_path: Path) -> None:
    built = make()
    built.window.chooser.gallery.chosen.emit(VELVET)
    assert built.outfit.worn.look is VELVET
    assert built.window.stage.canvas._worn == (VELVET, 1.0)
    built.window.panel.slider.setValue(60)
    assert built.window.stage.canvas._worn == (VELVET, 0.6)
    built.window.close()
    saved = read_settings(tmp_path / "settings").settings
    assert (saved.look, saved.intensity) == ("red-velvet", 60)


def test_the_remembered_look_is_worn_again(make: Make) -> None:
    built = make(Settings(look="smoke", intensity=35))
    assert built.outfit.worn.look is SMOKE
    assert built.window.panel.slider.value() == 35


def test_a_look_that_is_gone_leaves_the_bare_face(make: Make) -> None:
    assert make(Settings(look="never-was")).outfit.worn.look is None


def test_keys_walk_through_the_looks_and_back(make: Make) -> None:
    built = make()
    window = built.window
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_P):
        QTest.keyClick(window, key)
    assert built.outfit.worn.look is SMOKE
    QTest.keyClick(window, Qt.Key.Key_Minus)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert built.outfit.worn.intensity == 100
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert built.outfit.worn.look is None


def test_space_shows_the_bare_face_while_it_is_held(make: Make) -> None:
    built = make()
    window, canvas = built.window, built.window.stage.canvas
    window.show()
    window.activateWindow()
    window.chooser.gallery.setFocus()
    QApplication.processEvents()
    QTest.keyPress(window.chooser.gallery, Qt.Key.Key_Space)
    assert canvas._bare
    QTest.keyRelease(window.chooser.gallery, Qt.Key.Key_Space)
    assert not canvas._bare


def test_space_still_presses_a_button_that_has_the_focus(make: Make) -> None:
    built = make()
    window = built.window
    window.show()
    window.activateWindow()
    window.panel.settings.setFocus()
    QApplication.processEvents()
    QTest.keyClick(window.panel.settings, Qt.Key.Key_Space)
    assert window.panel.settings.isChecked()
    assert not window.stage.canvas._bare


def test_the_button_shows_the_bare_face_while_it_is_held(make: Make) -> None:
    built = make()
    bar = built.window.bar
    bar.enable_picture_tools(True)
    QTest.mousePress(bar.before, Qt.MouseButton.LeftButton)
    assert built.window.stage.canvas._bare
    QTest.mouseRelease(bar.before, Qt.MouseButton.LeftButton)
    assert not built.window.stage.canvas._bare


# Where the picture comes from --------------------------------------------------------------------


def begin(built: Built, source: str | None = None) -> Built:
    built.attendant.sources.begin(source)
    built.attendant.guide.refresh()
    return built


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
    built.window.stage.canvas.dropped.emit(["/tmp/three.png"])
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


# What can be in the way --------------------------------------------------------------------------

TROUBLES = [
    ("webcam", MirrorState("lost", CameraAbsent("a")), "No camera found", "没有找到摄像头"),
    (
        "webcam",
        MirrorState("lost", CameraBusy("b")),
        "The camera gives no picture",
        "摄像头没有画面",
    ),
    ("webcam", MirrorState("lost", CameraLost("c")), "The camera has gone", "摄像头断开了"),
    (
        "webcam",
        MirrorState("lost", CameraDenied("d")),
        "The camera may not be used",
        "没有使用摄像头的权限",
    ),
    ("/a/b.txt", MirrorState("failed", InputError("e")), "This cannot be opened", "无法打开"),
    (
        "demo",
        MirrorState("running", tracking=MissingError("f")),
        "One file is still needed",
        "还需要一个文件",
    ),
]


@pytest.mark.parametrize(("source", "state", "english", "chinese"), TROUBLES)
def test_every_trouble_has_words_and_a_way_out_in_both_languages(
    make: Make, source: str, state: MirrorState, english: str, chinese: str
) -> None:
    built = make()
    built.live.source, built.live.now = source, state
    built.live.woke.emit()
    assert title(built) == english
    message = built.window.stage.message
    assert message is not None
    assert message.text
    assert message.actions
    built.store.change("language", "zh")
    assert title(built) == chinese
    built.live.now = MirrorState("running")
    built.live.woke.emit()
    assert title(built) is None


def test_no_opengl_is_said_in_words(make: Make) -> None:
    built = make()
    built.attendant.begin(None)  # the platform of these tests has none
    assert title(built) == "The mirror cannot be drawn"
    assert built.live.shown == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("There is no file or folder 'x'.", "is no longer there"),
        ("notes.txt is empty.", "There is nothing in"),
        ("a.png is too large.", "is too large"),
        ("a.png may not be read.", "may not read"),
        ("a.png is damaged or cut short.", "is damaged"),
        ("something else", "is not a photo"),
    ],
)
def test_the_reason_of_a_bad_file_is_told(make: Make, words: str, told: str) -> None:
    built = make()
    built.live.source = "/tmp/a.png"
    built.live.now = MirrorState("failed", InputError(words))
    built.live.woke.emit()
    message = built.window.stage.message
    assert message is not None
    assert told in message.text
    assert "a.png" in message.text


def test_without_the_model_people_still_see_themselves(make: Make) -> None:
    built = make()
    built.live.source, built.live.now = "demo", MirrorState("running", tracking=MissingError("f"))
    built.live.woke.emit()
    press(built, "Without makeup")
    assert title(built) is None
    assert "no makeup" in built.window.panel.notice.words


def test_a_defect_of_a_thread_is_told_once(make: Make) -> None:
    built = make()
    told: list[bool] = []

    class Told:
        def tell(self, _window: object) -> None:
            told.append(True)

    built.attendant._defects = Told()
    built.live.now = MirrorState("running", tracking=ZeroDivisionError("f"))
    built.live.woke.emit()
    assert told
    assert title(built) is None


# Snapshots and settings --------------------------------------------------------------------------


def picture(value: int) -> np.ndarray:
    image = np.full((4, 6, 3), value, np.uint8)
    image[:, 0] = 255
    return image


@pytest.mark.parametrize("flips", [False, True])
@pytest.mark.parametrize("wanted", [False, True])
def test_snapshots_are_as_the_camera_saw_unless_wanted_otherwise(flips: bool, wanted: bool) -> None:
    settings = Settings(flip_snapshots=wanted)
    after, bare = frames(picture(9), picture(3), settings, flips=flips)
    assert bare is None
    assert (after[0, -1, 0] == 255) == (flips and wanted)


def test_the_bare_face_is_saved_beside_it_when_wanted() -> None:
    after, bare = frames(picture(9), picture(3), Settings(compare=True), flips=False)
    assert bare is not None
    assert (after[0, 3, 0], bare[0, 3, 0]) == (9, 3)


def test_a_snapshot_is_written_and_said(make: Make, tmp_path: Path, qtbot: object) -> None:
    built = make(Settings(language="en", snapshots=str(tmp_path / "shots")))
    built.attendant.commands.snapshot()
    assert not (tmp_path / "shots").exists()  # there was nothing to save
    built.window.stage.canvas.tracked = Tracked(Frame(picture(50), 0.0, 0))
    with qtbot.waitSignal(built.attendant.snapshots.saved, timeout=5000):
        built.attendant.commands.snapshot()
    (file,) = (tmp_path / "shots").iterdir()
    assert file.name in built.window.panel.notice.words


def test_a_snapshot_that_cannot_be_written_is_said(
    make: Make, tmp_path: Path, qtbot: object
) -> None:
    (tmp_path / "file").write_text("in the way")
    built = make(Settings(language="en", snapshots=str(tmp_path / "file" / "shots")))
    built.window.stage.canvas.tracked = Tracked(Frame(picture(50), 0.0, 0))
    with qtbot.waitSignal(built.attendant.snapshots.failed, timeout=5000):
        built.attendant.commands.snapshot()
    assert "could not be saved" in built.window.panel.notice.words


def test_settings_that_cannot_be_written_are_said_once(make: Make, tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("a file in the folder's place")
    built = make()
    said: list[str] = []
    built.store.failed.connect(said.append)
    for faces in (2, 3):
        built.store.change("faces", faces)
        built.store.write()
    assert len(said) == 1
    assert "cannot be remembered" in built.window.panel.notice.words


def test_the_settings_page_changes_and_follows_settings(make: Make) -> None:
    built = make()
    page = built.attendant.preferences
    page._flip.click()
    assert not built.store.now.flip
    page._faces.setCurrentIndex(2)
    page._faces.activated.emit(2)
    assert built.store.now.faces == 3
    assert built.live._faces == 3
    QTest.keyClick(built.window, Qt.Key.Key_I)
    assert built.store.now.readings == page._readings.isChecked()


def test_the_whole_window_changes_its_language(make: Make) -> None:
    built = make()
    window = built.window
    assert window.bar.compare.text() == "Compare"
    built.store.change("language", "zh")
    QApplication.processEvents()
    assert window.bar.compare.text() == "对比"
    assert window.panel._title.text() == "妆容"
    assert window.chooser.gallery.model().index(1, 0).data() == "柔粉"
    window.panel.settings.click()
    assert window.panel._title.text() == "设置"
    built.store.change("language", "en")
    QApplication.processEvents()
    assert window.panel._title.text() == "Settings"


def test_escape_leads_back_to_the_looks(make: Make) -> None:
    window = make().window
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    window.panel.help.click()
    assert window.panel.help.isChecked()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.panel.help.isChecked()
    assert window.panel._title.text() == "Looks"


def test_what_a_camera_says_of_itself_is_told_once_and_its_rate_is_followed(make: Make) -> None:
    built = make()
    built.live.source = "webcam:0"
    for fps, note in ((30.0, ""), (9.0, "It is dim."), (8.0, "It is dimmer.")):
        info = SourceInfo("webcam", "Desk camera", (640, 480), fps, True, None, note)
        built.live.now = MirrorState("running", source=info)
        built.live.woke.emit()
        assert f"{fps:.0f} fps" in built.window.bar.source._mode()
    assert "only 9 frames" in built.window.panel.notice.words
