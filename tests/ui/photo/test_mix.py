"""Makeup mixed by region, and undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from beautymirror.ui.app import Built
from beautymirror.ui.photo.mix import MOST, Mix
from beautymirror.ui.theme import TOUCH
from tests.ui.photo.album import layers, makeover, taken, wear
from tests.ui.props import controls


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
