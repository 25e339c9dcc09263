"""Photos that come together are all read, and what becomes of each is said."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QMimeData, QUrl

from beautymirror.frame import Frame, Tracked
from beautymirror.transfer.photo import refusal
from beautymirror.ui.app import Built
from beautymirror.ui.photo.mix import MOST
from beautymirror.ui.photo.taker import Asked, Several, Taken
from tests.ui.photo.album import PATIENCE_MS, makeover, taken


def names(built: Built) -> list[str]:
    return [photo.name for photo in makeover(built)._mix.photos]


def test_all_photos_that_are_dropped_are_at_hand(built: Built, qtbot: Any) -> None:
    one = makeover(built)
    built.live.source = "webcam:0"
    built.window.stage.canvas.tracked = Tracked(Frame(np.zeros((6, 8, 3), np.uint8), 0.0, 0))
    with qtbot.waitSignal(one.gathered, timeout=PATIENCE_MS):
        built.window.dropped.emit(["/a/Rose.jpg", "/a/film.mp4", "/a/Smoke.png"])
    assert names(built) == ["Rose", "Smoke"]
    assert built.live.shown == []
    assert "Each region can come from any" in built.window.panel.notice.words
    assert "film.mp4" in built.window.panel.notice.words


def test_no_more_are_read_than_can_be_mixed(built: Built, qtbot: Any) -> None:
    one, data = makeover(built), QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/a/{number}.jpg") for number in range(MOST + 2)])
    with qtbot.waitSignal(one.gathered, timeout=PATIENCE_MS) as signal:
        assert one.take_from(data)
    assert names(built) == [str(number) for number in range(MOST)]
    assert signal.args[0] == [f"{MOST}.jpg", f"{MOST + 1}.jpg"]


def test_whose_makeup_is_meant_is_asked_after_the_last(built: Built, qtbot: Any) -> None:
    one = makeover(built)
    faces = tuple(taken("x", red).face for red in (60, 200))

    def take(asked: Asked) -> Taken | Several:
        if asked.name == "landscape":
            raise refusal("no_face")
        if asked.name.startswith("friends") and asked.face is None:
            return Several(asked, faces)
        return taken(asked.name)

    one.taker.take = take
    files = [f"/a/{name}.jpg" for name in ("friends 1", "landscape", "friends 2", "Rose")]
    with qtbot.waitSignal(one._pile.several, timeout=PATIENCE_MS):
        one.take_files(files)
    assert names(built) == ["Rose"]
    with qtbot.waitSignal(one._pile.several, timeout=PATIENCE_MS):
        one.page.faces[1].click()
    with qtbot.waitSignal(one.gathered, timeout=PATIENCE_MS) as signal:
        one.page.faces[0].click()
    assert names(built) == ["Rose", "friends 1", "friends 2"]
    assert signal.args[0] == ["landscape.jpg"]
    assert one.page.faces == []


def test_photos_that_come_later_take_the_place_of_those_that_wait(built: Built, qtbot: Any) -> None:
    one = makeover(built)
    one.take_files(["/a/one.jpg", "/a/two.jpg", "/a/three.jpg"])
    with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
        one.take_file("/a/four.jpg")
    qtbot.waitUntil(lambda: not one.taker.busy, timeout=PATIENCE_MS)
    assert names(built) == ["four"]


def test_that_only_the_first_picture_of_a_file_was_used_is_said(built: Built, qtbot: Any) -> None:
    one = makeover(built)
    one.taker.take = lambda asked: Taken(asked.name, taken("x").face, taken("x").makeup, 12)
    with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
        one.take_file("/a/dance.gif")
    assert "The file holds 12 pictures; the first was used." in one.page._said.text()
