"""What is worn from photos, kept as a look: whole, or as kinds of makeup to edit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QInputDialog

from beautymirror.looks.library import all_looks, remove_look
from beautymirror.looks.look import LONGEST
from beautymirror.transfer.told import TOLD, TOLD_LENGTH
from beautymirror.ui.app import Built
from tests.ui.photo.album import PATIENCE_MS, painted, taken, wear


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
    remove_look(kept.id)
