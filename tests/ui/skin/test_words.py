"""Words for everything, never medical ones, and room for a finger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from beautymirror.inference.skin import SCORES, TYPES
from beautymirror.settings import Settings
from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.colour import ITA_CLASSES
from beautymirror.skin.condition import LEVELS
from beautymirror.skin.reason import REASONS
from beautymirror.skin.shape import SHAPES
from beautymirror.skin.suggestion import OCCASIONS, suggest_looks, to_try
from beautymirror.skin.wearer import Wearer
from beautymirror.ui.app import Built
from beautymirror.ui.language import Language
from beautymirror.ui.skin import reading as reading_module
from beautymirror.ui.skin import session as session_module
from beautymirror.ui.skin import words
from beautymirror.ui.skin.charts import Swatch
from beautymirror.ui.skin.reading import Reading, Studio
from beautymirror.ui.skin.suits import why_words
from beautymirror.ui.theme import TOUCH
from tests.ui.props import controls
from tests.ui.skin.sitting import (
    LOOKS,
    MEDICAL,
    Make,
    give,
    texts,
    with_signs,
)

TABLES = (
    (words.CLASSES, [name for name, _ in ITA_CLASSES]),
    (words.UNDERTONES, ["cool", "neutral", "warm"]),
    (words.SHAPES, SHAPES),
    (words.SIGNS, SCORES),
    (words.LEVELS, LEVELS),
    (words.TYPES, TYPES),
    (words.OCCASIONS, ["", *OCCASIONS]),
    (words.ADVICE, REASONS),
    (words.SENSITIVITIES, ["low", "some", "high"]),
    (words.KINDS, reading_module.COLOURED),
    (words.HARMONIES, [f"harmony_{code}" for code in ("cool", "warm", "neutral", "eyes", "hair")]),
    (words.CONTRASTS, ["low", "medium", "high"]),
)


@pytest.mark.parametrize(("table", "codes"), TABLES)
def test_every_code_has_words(table: dict[str, object], codes: list[str]) -> None:
    assert set(codes) == table.keys()


def test_every_reason_has_words_of_its_own() -> None:
    assert {f"occasion:{occasion}" for occasion in OCCASIONS} <= words.WHYS.keys()
    eyes = ("blue", "grey", "green", "hazel", "brown", "dark brown")
    tones = ((30.0, 8.0, 10.0), (60.0, 12.0, 18.0), (80.0, 6.0, 14.0))
    met: set[str] = set()
    for number, eye in enumerate(eyes):
        undertone = ("cool", "neutral", "warm")[number % 3]
        wearer = Wearer(tones[number // 2], undertone, 10 + 9 * number, eye)
        occasion = ("", *OCCASIONS)[number]
        for suggestion in suggest_looks(wearer, LOOKS, occasion, len(LOOKS)):
            for why in suggestion.reasons:
                suffix = {"occasion": f":{occasion}", "eyes": f":{eye}"}.get(why.code, "")
                assert why_words(why, occasion, eye) == words.said(words.WHYS, why.code + suffix)
                met.add(why.code + suffix)
                different = to_try(suggestion).reasons[0]
                said = why_words(different, occasion, eye)
                assert said == words.said(words.WHYS, different.code)
    assert met <= words.WHYS.keys()
    assert len(met) > 8


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_speaks_one_language_and_never_medically(
    mine: Built, kept: Reading, studio: Studio, language: str, app: QApplication
) -> None:
    mine.store.change("language", language)
    app.processEvents()
    one = give(mine, kept)
    assert one.session.result is not None
    one.session.result = with_signs(one.session.result, studio.analyst.mesh).answer("flush", "long")
    one.show()
    products = {f"{shade.product} {shade.shade}" for shade in shipped_catalogue()}
    shown = [text for text in texts(one.page) if text not in products]
    assert len(shown) > 30
    for text in shown:
        assert not MEDICAL.search(text), text
        if language == "zh":
            plain = re.sub(r"ITA|Monk|ΔE|#\w+", "", text)
            assert not re.search(r"[a-z]{3}", plain), text
    mine.store.change("language", "en" if language == "zh" else "zh")
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    product = re.compile(r"ITA|ΔE")
    both = {text for text in shown if len(text) > 3} & set(texts(one.page))
    assert not {text for text in both if not product.search(text)}


def test_no_word_of_any_table_is_medical(app: QApplication) -> None:
    language = Language(app)
    try:
        for code in ("en", "zh"):
            language.use(code)
            for table in (*(table for table, _ in TABLES), words.WHYS, words.COLOURS):
                for key in table:
                    assert not MEDICAL.search(words.said(table, key)), key
    finally:
        language.release()


def test_the_remembered_consent_is_shown(
    make: Make,
    studio: Studio,
    kept: Reading,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(session_module, "open_studio", lambda _camera: studio)
    one = give(make(Settings(language="en", learn=True), LOOKS), kept)
    assert one.page.suits is not None
    assert one.page.suits.learns.isChecked()
    assert "kept on this computer" in one.page.suits._memory_note.text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_on_the_page_is_named_and_large_enough_for_a_finger(
    mine: Built, kept: Reading, app: QApplication, language: str
) -> None:
    mine.store.change("language", language)
    window = mine.window
    window.resize(900, 600)
    window.show()
    mine.attendant.commands.skin()
    one = give(mine, kept)
    assert one.page.findings is not None
    one.page.findings.type.questions._opener.click()
    for half in range(2):
        one.page._group.button(half).click()
        app.processEvents()
        seen = [control for control in controls(one.page) if control.isVisible()]
        assert len(seen) > 7
        for control in seen:
            assert control.accessibleName().strip(), control
            assert control.height() >= TOUCH, control.accessibleName()
            assert control.width() >= TOUCH, control.accessibleName()
        for chart in one.page._halves.currentWidget().findChildren(Swatch):
            assert chart.accessibleDescription() or not chart.isVisible()
        inner = one.page._halves.currentWidget().widget()
        assert inner.width() <= one.page.width(), "it does not fit beside the mirror"
