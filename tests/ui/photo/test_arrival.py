"""Photos come in by every way, and are read beside the window."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.frame import Frame, Tracked
from beautymirror.ui.app import Built
from beautymirror.ui.photo.makeover import is_photo
from beautymirror.ui.photo.mix import REGIONS
from beautymirror.ui.photo.taker import Asked, Taken
from tests.ui.photo.album import PATIENCE_MS, layers, makeover, taken, wear


def test_a_photo_is_worn_as_soon_as_it_was_read(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    (layer,) = layers(built)
    assert layer.kind == "transfer"
    assert [getattr(layer, region) for region in REGIONS] == [1.0, 1.0, 1.0, 1.0, 0.0]
    assert built.outfit.worn.look is not None
    assert built.outfit.worn.look.name.en == "Rose"
    assert built.window.stage.canvas._worn[0] is built.outfit.worn.look
    assert built.window.panel.page is one.page
    assert len(one.page.thumbs) == 1
    assert not one.page._progress.isVisibleTo(one.page)


def test_it_is_read_beside_the_window_and_only_the_newest_waits(built: Built, qtbot: Any) -> None:
    go, threads, asked_for = threading.Event(), [], []

    def slow(asked: Asked) -> Taken:
        threads.append(threading.current_thread().name)
        asked_for.append(asked.name)
        assert go.wait(20)
        return taken(asked.name)

    one = makeover(built)
    one.taker.take = slow
    for name in ("one", "two", "three"):
        one.take_file(f"/photos/{name}.png")
    assert one.taker.busy
    assert one.page._progress.isVisibleTo(one.page)
    got: list[str] = []
    one.taker.taken.connect(lambda photo: got.append(photo.name))
    go.set()
    qtbot.waitUntil(lambda: not one.taker.busy, timeout=PATIENCE_MS)
    assert asked_for == ["one", "three"]
    assert got == ["three"]
    assert set(threads) == {"photo"}


@pytest.mark.parametrize("way", ["file", "picture"])
def test_photos_are_pasted(built: Built, qtbot: Any, tmp_path: Path, way: str) -> None:
    one, data = makeover(built), QMimeData()
    if way == "file":
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Velvet.png"))])
    else:
        data.setImageData(QImage(40, 30, QImage.Format.Format_ARGB32))
    QGuiApplication.clipboard().setMimeData(data)
    window = built.window
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS) as signal:
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert signal.args[0].name == ("Velvet" if way == "file" else "Picture")


def test_an_empty_clipboard_is_said(built: Built) -> None:
    QGuiApplication.clipboard().setText("words")
    makeover(built).paste()
    assert "no picture on the clipboard" in built.window.panel.notice.words


def test_the_frame_in_the_mirror_is_taken_as_the_camera_saw_it(built: Built, qtbot: Any) -> None:
    one, seen = makeover(built), []
    image = np.full((6, 8, 3), 77, np.uint8)
    built.window.stage.canvas.tracked = Tracked(Frame(image, 0.0, 0))

    def take(asked: Asked) -> Taken:
        seen.append(asked.picture)
        return taken(asked.name)

    one.taker.take = take
    one.page.enable(True)
    with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
        one.page.take.click()
    assert seen[0] is image


@pytest.mark.parametrize(
    ("source", "running", "on_page", "worn"),
    [
        ("webcam:0", True, False, True),
        ("webcam:0", False, False, False),
        ("demo", True, False, False),
        ("demo", True, True, True),
    ],
)
def test_where_a_dropped_photo_goes(
    built: Built, qtbot: Any, source: str, running: bool, on_page: bool, worn: bool
) -> None:
    one = makeover(built)
    built.live.source = source
    if running:
        image = np.zeros((6, 8, 3), np.uint8)
        built.window.stage.canvas.tracked = Tracked(Frame(image, 0.0, 0))
    if on_page:
        built.attendant.commands.photo()
    built.window.stage.canvas.hand.dropped.emit(["/photos/a.jpg"])
    assert one.taker.busy == worn
    assert built.live.shown == ([] if worn else ["/photos/a.jpg"])
    if not worn:
        assert "shown in the mirror" in built.window.panel.notice.words
        built.window.panel.notice._action.click()
        assert built.live.shown[-1] == source
    qtbot.waitUntil(lambda: built.outfit.worn.look is not None, timeout=PATIENCE_MS)


def test_films_and_folders_are_looked_at(built: Built) -> None:
    assert not is_photo("/films/a.mp4")
    assert is_photo("/photos/A.JPG")
    built.live.source = "webcam:0"
    built.window.dropped.emit(["/films/a.mp4"])
    assert built.live.shown == ["/films/a.mp4"]
