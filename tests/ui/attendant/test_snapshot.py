"""Snapshots and settings are kept, and it is said where they cannot be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.capture.source import SourceInfo
from beautymirror.frame import Frame, Tracked
from beautymirror.mirror import MirrorState
from beautymirror.settings import Settings
from beautymirror.ui.snapshots import frames
from tests.ui.attendant.desk import Make


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
    here, down, bare = QPointF(9, 9), QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    for choice in (page._faces, page._language):  # the page is scrolled over them
        before = choice.currentIndex()
        turned = QWheelEvent(here, here, QPoint(), down, none, bare, phase, False)
        QApplication.sendEvent(choice, turned)
        assert choice.currentIndex() == before
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
    built.store.change("language", "zh")
    assert "8 帧/秒" in built.window.bar.source._mode()


def test_a_key_that_is_held_takes_one_snapshot(make: Make) -> None:
    keys = make().window.findChildren(QShortcut)
    repeated = {key.key().toString(): key.autoRepeat() for key in keys}
    assert not any(repeated[key] for key in ("S", "F11", "C", "I", "Ctrl+V"))
    assert all(repeated[key] for key in ("+", "-", "N", "Ctrl+Z"))
