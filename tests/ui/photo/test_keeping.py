"""What is worn from photos, kept as a look: whole, or as kinds of makeup to edit."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QInputDialog

from beautymirror.looks.library import all_looks, remove_look
from beautymirror.looks.look import LONGEST
from beautymirror.transfer.told import TOLD_LENGTH, place
from beautymirror.ui.app import Built
from beautymirror.ui.photo.taker import Taken, Told
from tests.ui.photo.album import PATIENCE_MS, painted, wear


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
