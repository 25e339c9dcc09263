"""What was read, shown raw, and what suits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from beautymirror.inference.skin import SCORES
from beautymirror.skin.shape import FaceShape
from beautymirror.ui.app import Built
from beautymirror.ui.skin import reading as reading_module
from beautymirror.ui.skin.reading import Reading, Studio
from tests.ui.skin.sitting import give, with_signs


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Square", "Probably square, perhaps heart", "Between square and heart")),
        ("zh", ("方形", "多半是方形，也可能是心形", "介于方形与心形之间")),
    ],
)
def test_the_shape_of_the_face_is_said_with_its_doubt(
    mine: Built, kept: Reading, language: str, said: tuple[str, ...], app: QApplication
) -> None:
    mine.store.change("language", language)
    app.processEvents()
    for confidence, words in zip((0.95, 0.7, 0.45), said, strict=True):
        shape = FaceShape("square", confidence, "heart", {})
        one = give(mine, replace(kept, analysis=replace(kept.analysis, shape=shape)))
        one.show()
        assert one.page.findings is not None
        text = one.page.findings.features._face["shape"][1].text()
        assert text == words
        assert ("heart" in text or "心形" in text) == (confidence < 0.8)


def test_signs_are_shown_raw_and_answers_refine_the_type(
    mine: Built, kept: Reading, studio: Studio, qtbot: Any
) -> None:
    one = give(mine, kept)
    assert one.session.result is not None
    one.session.result = with_signs(one.session.result, studio.analyst.mesh)
    one.show()
    findings = one.page.findings
    assert findings is not None
    bar = findings.signs._bars["flaking"]
    assert bar.accessibleDescription() == "strong · 0.80 ± 0.02"
    assert not bar.isHidden()
    assert findings.type._words.text() == "Oily"
    _, _, choice = findings.type.questions._rows[0]
    choice.setCurrentIndex(choice.findData("tight"))
    choice.activated.emit(choice.currentIndex())
    _, _, choice = findings.type.questions._rows[3]
    choice.setCurrentIndex(choice.findData("often"))
    choice.activated.emit(choice.currentIndex())
    assert one.session.result.answers == {"after_washing": "tight", "new_product": "often"}
    assert one.session.result.answered is not None
    assert one.session.result.answered.type == "dry"
    assert findings.type._words.text() == "Dry, somewhat sensitive"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert one.session.result.answers == {"after_washing": "tight"}


def test_the_close_up_shows_where_a_sign_was_seen(
    mine: Built, kept: Reading, studio: Studio
) -> None:
    mine.window.stage.canvas.flip = False
    one = give(mine, with_signs(kept, studio.analyst.mesh))
    assert one.page.findings is not None
    where = one.page.findings.signs._where

    def marked() -> np.ndarray:
        """Pixels that differ from the bare close-up, as shown."""
        assert where._face is not None
        image = where._picture.pixmap().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(240, -1)[:, :720]
        bare = where._face.image[:, ::-1] if where._flip else where._face.image
        return np.abs(rows.reshape(240, 240, 3).astype(int) - bare).max(axis=2) > 20

    everything = marked()
    assert everything.any()
    assert not everything[:, 120:].any()  # the wearer's right cheek, as a camera sees it
    names = [where._choice.itemText(row) for row in range(where._choice.count())]
    assert names[:3] == ["Everything that was seen", "Flaking", "Uneven tone"]
    assert "Redness" in names
    assert "Shine" not in names  # 0.24 at most
    for name in ("Flaking", "Visible pores"):
        where._choice.setCurrentIndex(names.index(name))
        where._choice.activated.emit(names.index(name))
        assert marked().any() == (name == "Visible pores")
    mine.window.stage.canvas.flip = True
    one.show()
    assert where._choice.currentText() == "Visible pores"
    assert marked()[:, 120:].any()


def test_without_a_sign_there_is_no_close_up(mine: Built, kept: Reading, studio: Studio) -> None:
    reading = with_signs(kept, studio.analyst.mesh)
    assert reading.analysis.condition is not None
    calm = replace(reading.analysis.condition, scores=dict.fromkeys(SCORES, 0.1))
    one = give(mine, replace(reading, analysis=replace(reading.analysis, condition=calm)))
    assert one.page.findings is not None
    assert one.page.findings.signs._where.isHidden()


def test_shades_and_looks_are_tried_on_and_taken_off(
    mine: Built, kept: Reading, qtbot: Any
) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None
    swatches = [offer for offer in suits.offers if offer.portrait is None]
    shades, colours = swatches[:3], swatches[3:]
    looks = [offer for offer in suits.offers if offer.portrait is not None]
    kinds = [[layer.kind for layer in offer.look.layers] for offer in colours]
    assert kinds == [[kind] for kind in reading_module.COLOURED]
    assert all(". " in offer._why.text() for offer in colours)
    assert len(looks) == 5
    shades[1]._try.click()
    worn = mine.outfit.worn.look
    assert worn == shades[1].look
    assert [layer.kind for layer in worn.layers] == ["foundation"]
    looks[0]._try.click()
    assert mine.outfit.worn.look == looks[0].fitted
    assert not shades[1]._try.isChecked()
    assert looks[0]._try.text() == "Take off"
    looks[0]._try.click()
    assert mine.outfit.worn.look is None
    mine.attendant.commands.undo()
    assert mine.outfit.worn.look == looks[0].fitted
    assert looks[0]._try.isChecked()
    assert all(len(offer._why.text()) > 10 for offer in looks)


def test_a_shade_is_called_a_guess_unless_the_light_is_known(mine: Built, kept: Reading) -> None:
    one = give(mine, kept)
    assert one.page.suits is not None
    assert not one.page.suits._guess.isHidden()
    known = replace(kept.analysis.tone, light_source="card")
    one.session.result = replace(kept, analysis=replace(kept.analysis, tone=known))
    one.show()
    assert one.page.suits._guess.isHidden()


def test_what_is_disliked_gives_way_and_an_occasion_changes_the_choice(
    mine: Built, kept: Reading, qtbot: Any
) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None

    def offered() -> list[str]:
        return [offer.look.id for offer in suits.offers if offer.portrait is not None]

    before = offered()
    suits.offers[3]._dislike.click()
    assert before[0] not in offered()
    assert len(offered()) == len(before)
    any_occasion = offered()
    suits._occasions.setCurrentIndex(suits._occasions.findData("party"))
    suits._occasions.activated.emit(suits._occasions.currentIndex())
    assert offered() != any_occasion
    assert any("Made for a party." in offer._why.text() for offer in suits.offers)
