"""Makeup mixed by region, undone, kept as a look."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QInputDialog

from beautymirror.errors import MissingError
from beautymirror.looks.library import all_looks, remove_look
from beautymirror.looks.look import LONGEST
from beautymirror.transfer.photo import remark
from beautymirror.transfer.told import TOLD_LENGTH, place
from beautymirror.ui.app import Built
from beautymirror.ui.photo.mix import MOST, Mix
from beautymirror.ui.photo.taker import Asked, Taken, Taker, Told, cut, pixels
from beautymirror.ui.theme import TOUCH
from tests.ui.photo.album import PATIENCE_MS, Make, layers, makeover, painted, taken, wear
from tests.ui.test_access import controls


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


def test_a_photo_that_comes_again_is_the_one_at_hand(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose", "Night", "Rose")
    assert [photo.name for photo in one._mix.photos] == ["Rose", "Night"]
    assert [thumb.isChecked() for thumb in one.page.thumbs] == [True, False]
    assert len(Mix().with_photo(taken("Rose")).with_photo(taken("Rose", 20)).photos) == 2


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
    before = built.outfit.worn
    built.window.panel.notice._action.click()  # the way back
    assert kept.id not in {look.id for look in all_looks()}
    assert kept.id not in {look.id for look in built.attendant._shelf.looks if look}
    assert built.outfit.worn == before


def test_a_name_without_end_is_cut(
    built: Built, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = wear(built, qtbot, "Rose")
    typed = " " + "x" * 5000
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (typed, True))
    with qtbot.waitSignal(one.saved, timeout=PATIENCE_MS) as signal:
        one.page.save_button.click()
    assert signal.args[0].name.en == "x" * LONGEST
    remove_look(signal.args[0].id)


class Tells:
    """Looks closer at photos: tells of each the lipstick that is known under its name."""

    def __init__(self, **lipsticks: tuple[float, ...]) -> None:
        self._lipsticks = lipsticks

    def tell(self, photos: Sequence[Taken]) -> Told:
        return {photo: self._numbers(photo.name) for photo in photos}

    def _numbers(self, name: str) -> np.ndarray:
        numbers = np.zeros(TOLD_LENGTH, np.float32)
        told = self._lipsticks.get(name, ())
        numbers[place("lipstick")][: len(told)] = told
        return numbers

    def close(self) -> None:
        """Nothing is open."""


def test_what_could_be_told_is_kept_to_be_edited(
    built: Built, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = wear(built, qtbot, "Rose", "Told")
    monkeypatch.setattr(one.taker, "_atelier", Tells(Told=(0.9, 0.8, 1.0)))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Mine", True))
    one.page.rows["lips"].turned.emit(50)
    with qtbot.waitSignal(one.saved, timeout=PATIENCE_MS) as signal:
        one.page.edit_button.click()
    kept = next(look for look in all_looks() if look.id == signal.args[0].id)
    (layer,) = kept.layers
    assert (layer.kind, layer.model_dump()["color"]) == ("lipstick", "#FF0000")
    assert layer.intensity == pytest.approx(0.4)
    assert built.outfit.worn.look is not None
    assert built.outfit.worn.look.layers[0].kind == "transfer"  # the mirror wears the photo still
    remove_look(kept.id)


def test_where_nothing_could_be_told_no_name_is_asked_for(
    built: Built, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = wear(built, qtbot, "Rose")
    monkeypatch.setattr(one.taker, "_atelier", Tells())
    with qtbot.waitSignal(one.taker.told, timeout=PATIENCE_MS):
        one.page.edit_button.click()
    assert one.page._said.text() == "No single kind of makeup could be told apart in this photo."
    one.page.rows["lips"].turned.emit(50)
    assert not one.page._said.text()


def test_what_is_no_longer_worn_is_not_kept(
    built: Built, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = wear(built, qtbot, "Rose", "Told")
    monkeypatch.setattr(one.taker, "_atelier", Tells(Told=(0.9, 0.8, 1.0)))
    asked: list[Any] = []
    monkeypatch.setattr(one, "_ask_name", asked.append)
    with qtbot.waitSignal(one.taker.told, timeout=PATIENCE_MS):
        one.page.edit_button.click()
        one.page.thumbs[0].click()
    assert not asked


def test_while_a_photo_is_read_nothing_is_looked_at_closer(built: Built, qtbot: Any) -> None:
    one = wear(built, qtbot, "Rose")
    assert one.page.edit_button.isEnabled()
    go, read = threading.Event(), one.taker.take
    one.taker.take = lambda asked: (go.wait(20), read(asked))[1]
    one.take_file("/photos/Night.jpg")
    assert not one.page.edit_button.isEnabled()
    with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
        go.set()
    assert one.page.edit_button.isEnabled()


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


def test_every_step_back_finds_photos_and_looks_as_they_were(built: Built, qtbot: Any) -> None:
    one, (rose, velvet, _) = makeover(built), built.attendant._shelf.looks[1:4]
    page, wardrobe, say = one.page, built.outfit, built.store.change

    def state() -> tuple[Any, ...]:
        worn = wardrobe.worn
        shown = [thumb.isChecked() for thumb in page.thumbs]
        amounts = [row.slider.value() for row in page.rows.values()]
        slider = built.window.panel.slider.value()
        mix = one._mix
        photos = mix.photos, dict(mix.parts), dict(mix.amounts)
        return worn.look, worn.intensity, photos, shown, amounts, slider

    def turn(region: str, percent: int) -> None:
        page.grabbed.emit()
        page.turned.emit(region, percent)

    edits = (
        lambda: wardrobe.wear(rose),
        lambda: wear(built, qtbot, "Day"),
        lambda: wear(built, qtbot, "Night"),
        lambda: page.picked.emit("lips", one._mix.photos[0]),
        lambda: turn("eyes", 30),
        lambda: wardrobe.wear(velvet),
        lambda: page._remove_photo(),  # what is worn stays
        built.attendant.commands.less,
        lambda: turn("lips", 55),  # worn again
        lambda: wear(built, qtbot, "Dusk"),
        lambda: wardrobe.wear(None),
        lambda: page.whole.emit(one._mix.photos[-1]),
        lambda: page._remove_photo(),
        lambda: page._remove_photo(),
        lambda: wardrobe.wear(velvet),
    )
    states = [state()]
    for number, edit in enumerate(edits):
        edit()
        states.append(state())
        assert wardrobe.history.index() == number + 1
    assert states[7][0] is velvet
    assert len(states[7][2][0]) == 1
    for number, before in enumerate(reversed(states[:-1])):
        built.attendant.commands.undo()
        say("language", "zh" if number % 2 else "en")
        if number == 4:
            built.attendant.sources.pick("demo")
        assert state() == before
    for after in states[1:]:
        built.attendant.commands.redo()
        assert state() == after
