"""Makeup from photos: taken beside the window, mixed by region, undone, kept as a look."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.errors import InputError, MissingError
from beautymirror.frame import Frame, Tracked
from beautymirror.inference.transfer import LayerMaps
from beautymirror.looks.library import all_looks
from beautymirror.looks.picture import Pixels
from beautymirror.recording.picture import write_picture
from beautymirror.transfer.editable import TOLD, TOLD_LENGTH
from beautymirror.transfer.makeup import PhotoMakeup
from beautymirror.transfer.photo import refusal, remark
from beautymirror.ui.app import Built
from beautymirror.ui.language import Language
from beautymirror.ui.photo import words
from beautymirror.ui.photo.makeover import Makeover, is_photo
from beautymirror.ui.photo.mix import MOST, REGIONS, Mix
from beautymirror.ui.photo.taker import Asked, Several, Taken, Taker, cut, pixels
from beautymirror.ui.portraits import portrait
from beautymirror.ui.theme import TOUCH
from tests.ui.test_access import controls

Make = Callable[..., Built]

PATIENCE_MS = 20_000


def painted(red: int) -> PhotoMakeup:
    """The makeup of a face that is painted all over in one colour."""
    paint = np.zeros((256, 256, 4), np.uint8)
    paint[60:200, 60:200] = (red, 40, 60, 200)
    shine = np.zeros((256, 256, 4), np.uint8)
    return PhotoMakeup(
        Pixels.of(paint), Pixels.of(shine), "#C89678", 0.4, np.zeros(64, np.float32), ()
    )


def taken(name: str, red: int = 180) -> Taken:
    face = QImage(96, 96, QImage.Format.Format_RGB888)
    face.fill(QColor(red, 120, 110))
    return Taken(name, face, painted(red))


@pytest.fixture
def built(make: Make) -> Built:
    """A window in which every photo shows one face in one colour."""
    made = make()
    made.attendant.makeover.taker.take = lambda asked: taken(asked.name)
    return made


def makeover(built: Built) -> Makeover:
    return built.attendant.makeover


def wear(built: Built, qtbot: Any, *names: str) -> Makeover:
    one = makeover(built)
    for name in names:
        with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
            one.take_file(f"/photos/{name}.jpg")
    return one


def layers(built: Built) -> list[Any]:
    look = built.outfit.worn.look
    assert look is not None
    return list(look.layers)


# Photos come in ----------------------------------------------------------------------------------


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
    built.window.stage.canvas.dropped.emit(["/photos/a.jpg"])
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


# What can be wrong -------------------------------------------------------------------------------


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

        def read(self, image: np.ndarray, coverage: np.ndarray) -> LayerMaps:
            assert image.shape == (256, 256, 3)
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
    (tmp_path / "notes.jpg").write_text("words")
    with qtbot.waitSignal(taker.refused, timeout=PATIENCE_MS):
        taker.ask(Asked("notes", tmp_path / "notes.jpg"))
    taker.stop(5)
    assert network.closed


# Regions, mixing, undo ---------------------------------------------------------------------------


def test_a_slider_turns_its_region_and_a_drag_is_one_step_back(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    row = one.page.rows["lips"]
    row.grabbed.emit()
    for percent in (80, 55, 30):
        row.slider.setValue(percent)
    assert layers(built)[0].lips == 0.3
    one.page.rows["skin"].grabbed.emit()
    one.page.rows["skin"].slider.setValue(40)
    assert layers(built)[0].skin == 0.4
    built.attendant.commands.undo()
    assert (layers(built)[0].lips, layers(built)[0].skin) == (0.3, 0.0)
    assert one.page.rows["skin"].slider.value() == 0
    built.attendant.commands.undo()
    assert layers(built)[0].lips == 1.0
    assert row.slider.value() == 100
    assert row._value.text() == "100 %"
    built.attendant.commands.undo()
    assert built.outfit.worn.look is None
    assert not one.page.save_button.isEnabled()
    built.attendant.commands.redo()
    built.attendant.commands.redo()
    assert layers(built)[0].lips == 0.3


def test_regions_are_mixed_from_several_photos(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    assert not one.page.rows["lips"].thumbs
    wear(built, qtbot, "Night")
    assert len(layers(built)) == 1
    rose, night = one._mix.photos
    one.page.rows["lips"].thumbs[0].click()
    of = {layer.paint: layer for layer in layers(built)}
    assert len(layers(built)) == 2
    assert one._mix.parts["lips"] is rose
    assert one._mix.parts["eyes"] is night
    assert [layer.lips for layer in layers(built)].count(1.0) == 1
    assert [layer.eyes for layer in layers(built)].count(1.0) == 1
    assert of
    built.attendant.commands.undo()
    assert one._mix.parts["lips"] is night
    one.page.thumbs[0].click()
    assert set(one._mix.parts.values()) == {rose}
    one.page._remove.click()
    assert set(one._mix.parts.values()) == {night}
    one.page._remove.click()
    assert built.outfit.worn.look is None
    assert not one.page.thumbs


def test_a_mix_keeps_its_promises() -> None:
    photos = [taken(str(number), 40 + number) for number in range(MOST + 2)]
    mix = Mix()
    assert mix.look() is None
    for photo in photos:
        mix = mix.with_photo(photo)
    assert mix.photos == tuple(photos[-MOST:])
    mix = mix.amount("lips", 0).part_from("lips", photos[3])
    look = mix.look()
    assert look is not None
    assert all(layer.lips == 0.0 for layer in look.layers)  # off, and still known where from
    again = mix.amount("lips", 60).look()
    assert again is not None
    assert sorted(layer.lips for layer in again.layers) == [0.0, 0.6]


def test_another_look_leaves_the_photos_at_hand(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    built.outfit.wear(built.attendant._shelf.looks[1])
    assert len(one.page.thumbs) == 1
    assert not one.page.thumbs[0].isChecked()
    one.page.thumbs[0].click()
    assert built.outfit.worn.look is not None
    assert built.outfit.worn.look.name.en == "Rose"
    assert one.page.thumbs[0].isChecked()


def test_what_is_worn_is_kept_as_a_look(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    built.window.panel.slider.setValue(60)
    with qtbot.waitSignal(one.saved, timeout=PATIENCE_MS) as signal:
        one.save("我的 Evening")
    kept = signal.args[0]
    again = next(look for look in all_looks() if look.id == kept.id)
    assert again.name.en == "我的 Evening"
    assert again.layers[0].paint == painted(180).paint
    assert again.layers[0].intensity == 0.6
    assert again in built.attendant._shelf.looks
    assert "我的 Evening" in built.window.panel.notice.words
    from beautymirror.looks.library import remove_look

    remove_look(kept.id)


def test_what_could_be_told_is_kept_to_be_edited(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    assert not one.page.edit_button.isEnabled()  # nothing was told of it
    numbers = np.zeros(TOLD_LENGTH, np.float32)
    lipstick = numbers[-TOLD[-1].length :]
    lipstick[:3] = (0.9, 0.8, 1.0)
    photo = taken("Told")
    told = replace(photo, makeup=replace(photo.makeup, told=numbers))
    built.attendant.makeover.taker.take = lambda _asked: told
    wear(built, qtbot, "Told")
    one.page.rows["lips"].turned.emit(50)
    assert one.page.edit_button.isEnabled()
    with qtbot.waitSignal(one.saved, timeout=PATIENCE_MS) as signal:
        one.save_editable("Mine")
    kept = next(look for look in all_looks() if look.id == signal.args[0].id)
    (layer,) = kept.layers
    assert (layer.kind, layer.model_dump()["color"]) == ("lipstick", "#FF0000")
    assert layer.intensity == pytest.approx(0.4)
    assert built.outfit.worn.look is not None
    assert built.outfit.worn.look.layers[0].kind == "transfer"  # the mirror wears the photo still
    from beautymirror.looks.library import remove_look

    remove_look(kept.id)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_is_named_and_large_enough_for_a_finger(
    built: Built, qtbot: Any, app: QApplication, language: str
) -> None:
    built.store.change("language", language)
    window = built.window
    window.resize(900, 600)
    window.show()
    one = wear(built, qtbot, "Rose", "Night", "Plum")
    app.processEvents()
    seen = [control for control in controls(one.page) if control.isVisible()]
    assert len(seen) > 24
    for control in seen:
        assert control.accessibleName().strip(), control
        assert control.height() >= TOUCH, control.accessibleName()
        assert control.width() >= TOUCH, control.accessibleName()
    assert one.page.widget().width() <= one.page.width(), "it does not fit beside the mirror"


def test_cut_outs_stay_inside_and_pictures_lose_their_transparency() -> None:
    image = np.zeros((50, 80, 3), np.uint8)
    image[:, 40:] = (200, 10, 10)
    face = cut(image, (60, 0, 20, 30))
    assert (face.width(), face.height()) == (45, 45)
    assert face.pixelColor(44, 20) == QColor(200, 10, 10)
    clear = QImage(3, 2, QImage.Format.Format_ARGB32)
    clear.fill(0)
    assert (pixels(clear) == 128).all()


def test_remarks_are_told(built: Built, qtbot: Any) -> None:
    from dataclasses import replace

    one = makeover(built)
    dark = replace(painted(90), remarks=(remark("dark"), remark("small")))
    one.taker.take = lambda asked: replace(taken(asked.name), makeup=dark)
    wear(built, qtbot, "Night")
    assert one.page._said.text() == (
        "The photo is dark: faint colours may be lost. The face is small, so edges are soft."
    )


def test_what_the_first_photo_needs_is_loaded_while_one_is_looked_for(
    qapp: QApplication, qtbot: Any
) -> None:
    taker, asked = Taker(qapp), []
    go = threading.Event()

    class Atelier:
        ready = False

        def prepare(self) -> None:
            assert go.wait(20)

        def take(self, request: Asked) -> Taken:
            asked.append(request.name)
            return taken(request.name)

        def close(self) -> None:
            self.ready = False

    taker._atelier = Atelier()  # type: ignore[assignment]
    taker.take = taker._atelier.take
    taker.prepare()
    assert not taker.busy
    taker.ask(Asked("Rose", Path("/photos/rose.jpg")))
    assert taker.busy
    with qtbot.waitSignal(taker.taken, timeout=PATIENCE_MS):
        go.set()
    assert asked == ["Rose"]
    assert not taker.busy
    taker.stop(5)


def test_without_the_network_the_page_says_so_at_once(
    make: Make, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beautymirror.inference import transfer

    def missing() -> Path:
        raise MissingError("It is not installed.")

    monkeypatch.setattr(transfer, "transfer_model", missing)
    built = make()
    built.window.show()
    with qtbot.waitSignal(makeover(built).taker.refused, timeout=PATIENCE_MS):
        built.attendant.commands.photo()
    assert "not installed" in makeover(built).page._said.text()
