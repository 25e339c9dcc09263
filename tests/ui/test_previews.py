"""Previews of looks: worn, kept, made by a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from beautymirror.errors import MissingError
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.library import all_looks
from beautymirror.render.context import headless_context
from beautymirror.ui import portraits
from beautymirror.ui.portraits import Sitting, covering, file_name, portrait
from beautymirror.ui.previews import Previews


def test_a_preview_belongs_to_what_is_worn() -> None:
    first, second = all_looks()[:2]
    assert file_name(first) != file_name(second)
    assert file_name(None) not in (file_name(first), file_name(second))
    renamed = first.model_copy(update={"name": second.name, "id": "other"})
    assert file_name(renamed) == file_name(first)


def test_previews_wear_their_looks() -> None:
    look = next(look for look in all_looks() if look.id == "red-lip")
    try:
        with headless_context() as ctx:
            sitting = Sitting(ctx, portrait())
            bare, worn = sitting.wear(None), sitting.wear(look)
            again = sitting.wear(None)
            sitting.release()
    except MissingError as error:
        pytest.skip(str(error))
    assert bare.shape == worn.shape == (336, 300, 3)
    assert np.array_equal(bare, again)
    changed = np.abs(worn.astype(int) - bare).max(axis=2) > 20
    assert 0.003 < changed.mean() < 0.4
    redder = (worn[changed].astype(int) - bare[changed]).mean(axis=0)
    assert redder[0] > redder[1]


def test_what_lies_before_the_face_wears_no_makeup() -> None:
    look = next(look for look in all_looks() if look.id == "full-glam")
    still = portrait()
    image = still.frame.image.copy()
    temple, bridge = still.faces[0].landmarks[[234, 197], :2].astype(int)
    image[: bridge[1], temple[0] : (temple[0] + bridge[0]) // 2] = (20, 60, 150)  # a blue board
    image.flags.writeable = False
    behind = Tracked(Frame(image, 0.0, 0), still.faces)
    covers = covering(behind)
    assert covers[behind.faces[0].track].max() == 255
    try:
        with headless_context() as ctx:
            changed = []
            for known in ({}, covers):
                sitting = Sitting(ctx, behind, known)
                bare, worn = (sitting.wear(one).astype(int) for one in (None, look))
                sitting.release()
                board = (np.abs(bare - (20, 60, 150)) < 12).all(axis=2)
                changed.append((np.abs(worn - bare).max(axis=2) > 8)[board].mean())
    except MissingError as error:
        pytest.skip(str(error))
    assert changed[0] > 0.1
    assert changed[1] < 0.01


def test_without_the_network_colour_alone_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise MissingError("It is not here.", "Install it.")

    monkeypatch.setattr(portraits, "open_covers", missing)
    assert not covering(portrait())


@pytest.mark.parametrize("place", [(0, 0), (560, 380), (250, 150)])
def test_a_face_at_the_edge_is_cut_out_within_the_picture(place: tuple[int, int]) -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    landmarks = np.random.default_rng(0).random((478, 3)).astype(np.float32) * (80, 100, 1)
    landmarks[:, :2] += place
    assert portraits._cut(image, landmarks).shape == (336, 300, 3)


def test_kept_previews_are_shown_without_drawing(tmp_path: Path, qtbot: Any) -> None:
    looks = (None, *all_looks()[:2])
    for number, look in enumerate(looks):
        picture = QImage(30, 33, QImage.Format.Format_RGB888)
        picture.fill(number)
        picture.save(str(tmp_path / file_name(look)))
    owner = QObject()
    previews = Previews(lambda: pytest.fail("nothing is to be drawn"), owner, tmp_path)
    made: list[object] = []
    previews.made.connect(lambda look, _picture: made.append(look))
    previews.make(looks)
    assert made == list(looks)
    assert not previews.busy


def test_missing_previews_are_made_by_a_process(tmp_path: Path, qtbot: Any) -> None:
    try:
        with headless_context():
            pass
    except MissingError as error:
        pytest.skip(str(error))
    looks = (None, *all_looks()[:1])
    owner = QObject()
    previews = Previews(lambda: pytest.fail("the process is to draw"), owner, tmp_path / "new")
    made: dict[object, QImage] = {}
    previews.made.connect(lambda look, picture: made.setdefault(look and look.id, picture))
    with qtbot.waitSignal(previews.ended, timeout=120_000):
        previews.make(looks)
        assert previews.busy
        qtbot.waitUntil(lambda: len(made) == len(looks), timeout=110_000)
        previews._process.waitForFinished(60_000)
    assert made[None].width() == 300
    assert made[None] != made[all_looks()[0].id]


def test_what_no_look_wears_any_more_is_swept_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portraits, "all_looks", tuple)
    kept, stale = tmp_path / file_name(None), tmp_path / "0123456789abcdef.png"
    left, fresh = tmp_path / f".{stale.name}.1.part", tmp_path / f".{kept.name}.2.part"
    for path in (kept, stale, left, fresh):
        path.write_bytes(b"x")
    os.utime(left, (0.0, 0.0))
    portraits.main(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([kept, fresh])


def test_previews_that_cannot_be_kept_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    command = [sys.executable, "-m", "beautymirror.ui.portraits", str(tmp_path / "file" / "new")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr
    assert "Traceback" not in done.stderr


def test_stopping_ends_the_process(tmp_path: Path) -> None:
    owner = QObject()
    previews = Previews(lambda: pytest.fail("nothing is to be drawn"), owner, tmp_path)
    previews.make(all_looks()[:1])
    process = previews._process
    assert process is not None
    assert process.waitForStarted(10_000)
    previews.stop()
    assert process.state() == process.ProcessState.NotRunning
    assert not previews.busy


def test_a_live_face_is_never_written(tmp_path: Path, qtbot: Any) -> None:
    from contextlib import contextmanager

    try:
        context = headless_context()
        ctx = context.__enter__()
    except MissingError as error:
        pytest.skip(str(error))

    @contextmanager
    def borrow() -> Iterator[object]:
        yield ctx

    still = portrait()
    face = Face(5, still.faces[0].landmarks, still.faces[0].pose)
    tracked = Tracked(Frame(still.frame.image, 12.5, 400), (face,))
    owner = QObject()
    previews = Previews(borrow, owner, tmp_path / "previews")
    made: list[object] = []
    previews.made.connect(lambda look, _picture: made.append(look))
    with qtbot.waitSignal(previews.ended, timeout=60_000):
        previews.make((None,), tracked)
    assert made == [None]
    assert not (tmp_path / "previews").exists()
    context.__exit__(None, None, None)
