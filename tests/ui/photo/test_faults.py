"""What is wrong with a photo is said, with a way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from beautymirror.errors import InputError, MissingError
from beautymirror.inference.transfer import LayerMaps
from beautymirror.recording.picture import write_picture
from beautymirror.transfer.photo import refusal
from beautymirror.ui.app import Built
from beautymirror.ui.language import Language
from beautymirror.ui.photo import words
from beautymirror.ui.photo.taker import Asked, Several, Taken, Taker
from beautymirror.ui.portraits import portrait
from tests.ui.photo.album import PATIENCE_MS, makeover, taken, wear


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (refusal("no_face"), "No face was found. Choose a photo that shows one."),
        (refusal("too_dark"), "The photo is too dark to tell colours."),
        (InputError("It is cut short."), "This file is not a photo that can be read."),
        (
            MissingError("gone"),
            "Makeup cannot be taken from photos: the network for it is not installed.",
        ),
    ],
)
def test_what_is_wrong_is_said_on_the_page(
    built: Built, qtbot: Any, error: Exception, told: str
) -> None:
    one = wear(built, qtbot, "Rose")
    before = built.outfit.worn

    def fail(_asked: Asked) -> Taken:
        raise error

    one.taker.take = fail
    with qtbot.waitSignal(one.taker.refused, timeout=PATIENCE_MS):
        one.take_file("/photos/x.png")
    assert one.page._said.text() == told
    assert built.outfit.worn == before
    built.store.change("language", "zh")
    QApplication.processEvents()
    assert one.page._said.text() != told


def test_one_of_several_faces_is_chosen(built: Built, qtbot: Any) -> None:
    one, numbers = makeover(built), []
    faces = tuple(taken("x", red).face for red in (60, 120, 200))

    def take(asked: Asked) -> Taken | Several:
        numbers.append(asked.face)
        return Several(asked, faces) if asked.face is None else taken(asked.name)

    one.taker.take = take
    with qtbot.waitSignal(one.taker.several, timeout=PATIENCE_MS):
        one.take_file("/photos/friends.jpg")
    assert one.page._said.text() == "Whose makeup is meant?"
    assert built.outfit.worn.look is None
    with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
        one.page.faces[1].click()
    assert numbers == [None, 2]
    assert built.outfit.worn.look is not None


def test_every_remark_and_refusal_has_words(app: QApplication) -> None:
    from beautymirror.transfer import photo

    assert photo._REMARKS.keys() == words.REMARKS.keys()
    assert photo._REFUSALS.keys() | {"several_faces"} == words.REFUSALS.keys()
    language = Language(app)
    try:
        language.use("zh")
        chinese = [words.remarked(code) for code in words.REMARKS]
        chinese += [words.refused(refusal(code)) for code in photo._REFUSALS]
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in chinese)
    finally:
        language.release()


def test_a_real_photo_is_read_with_the_network_handed_in(
    qapp: QApplication, qtbot: Any, tmp_path: Path, landmarker_model: Path
) -> None:
    class Paints:
        """Sees red lips wherever there is a face."""

        closed = False

        def read(self, image: np.ndarray, coverage: np.ndarray, light: np.ndarray) -> LayerMaps:
            assert image.shape == (256, 256, 3)
            assert light.shape == (32, 32)
            plane = np.zeros((256, 256), np.float32)
            plane[170:200, 100:156] = 0.8
            pigment = np.full((256, 256, 3), (0.8, 0.1, 0.2), np.float32)
            return LayerMaps(pigment, plane, plane * 0, plane * 0, np.zeros(64, np.float32))

        def close(self) -> None:
            self.closed = True

    network = Paints()
    taker = Taker(qapp)
    taker._atelier._network = network  # type: ignore[assignment]
    file = tmp_path / "portrait.png"
    write_picture(file, portrait().frame.image)
    with qtbot.waitSignal(taker.taken, timeout=PATIENCE_MS) as signal:
        taker.ask(Asked("portrait", file))
    photo = signal.args[0]
    assert photo.makeup.paint.rgba[180, 128, 3] == 204
    assert photo.face.width() == photo.face.height() > 100
    assert photo.pictures == 1
    with Image.open(file) as first:
        first.save(tmp_path / "pages.tif", save_all=True, append_images=[first.resize((8, 8))])
    with qtbot.waitSignal(taker.taken, timeout=PATIENCE_MS) as signal:
        taker.ask(Asked("pages", tmp_path / "pages.tif"))
    assert signal.args[0].pictures == 2
    with qtbot.waitSignal(taker.taken, timeout=PATIENCE_MS) as signal:
        taker.ask(Asked("clipboard", QImage(str(file))))
    assert signal.args[0].makeup.paint == photo.makeup.paint
    (tmp_path / "notes.jpg").write_text("words")
    with qtbot.waitSignal(taker.refused, timeout=PATIENCE_MS):
        taker.ask(Asked("notes", tmp_path / "notes.jpg"))
    taker.stop(5)
    assert network.closed
