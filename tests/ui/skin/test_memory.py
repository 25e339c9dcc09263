"""Nothing is kept without consent, and everything is forgotten on request."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from beautymirror.settings import Settings
from beautymirror.skin.database import default_file
from beautymirror.skin.store import Feedback, open_store
from beautymirror.skin.suggestion import START
from beautymirror.ui.app import Built
from beautymirror.ui.skin import reading as reading_module
from beautymirror.ui.skin.reading import Reading
from tests.ui.skin.sitting import LOOKS, PATIENCE_MS, Make, give


def test_nothing_is_stored_without_consent(mine: Built, kept: Reading, tmp_path: Path) -> None:
    one = give(mine, kept)
    assert one.page.suits is not None
    one.page.suits.offers[3].like.click()
    one.page.suits.offers[4]._dislike.click()
    assert not (tmp_path / "data").exists()


def test_with_consent_likes_are_kept_and_forgotten_on_request(
    mine: Built, kept: Reading, qtbot: Any
) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None
    suits.learns.click()
    assert mine.store.now.learn
    liked = suits.offers[3].look.id
    suits.offers[3].like.click()
    with open_store() as store:
        assert [(heard.look, heard.reward) for heard in store.feedback("me")] == [(liked, 1.0)]
    suits._forget.click()
    with open_store() as store:
        assert not store.feedback("me")
    assert not mine.store.now.learn
    assert one.session.result is None
    assert one.page.findings is None
    assert "Forgotten" in mine.window.panel.notice.words


def test_a_visit_to_a_shared_mirror_leaves_what_its_owner_keeps(
    make: Make, kept: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with open_store() as store:
        store.remember("me", Feedback("smoky", "", 1.0, (0.0,) * len(START)))
    built = make(Settings(language="en", learn=True), looks=LOOKS, shared=True)
    one = give(built, kept)
    suits = one.page.suits
    assert suits is not None
    assert suits._memory.isHidden()
    before = [offer.look.id for offer in suits.offers]
    suits.offers[4]._dislike.click()
    one.leave()
    assert one.session.result is None
    assert one.page.findings is None
    give(built, kept)
    assert one.page.suits is not None
    assert [offer.look.id for offer in one.page.suits.offers] == before
    with open_store() as store:
        assert len(store.feedback("me")) == 1


def test_taking_consent_back_forgets_what_was_kept(mine: Built, kept: Reading) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None
    suits.learns.click()
    suits.offers[3].like.click()
    suits.learns.click()
    with open_store() as store:
        assert not store.feedback("me")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_database_that_cannot_be_opened_is_told_in_the_language_of_the_window(
    make: Make, kept: Reading, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEAUTYMIRROR_DATABASE", "nonsense")
    built = make(Settings(language=language, learn=True), looks=LOOKS)
    one = give(built, kept)
    assert one.page.suits is not None
    assert len(one.page.suits.offers) > 3  # without what was kept, suggestions go on
    said = built.window.panel.notice.words
    assert said.startswith("What you like" if language == "en" else "无法记住你的喜好")


def test_without_a_database_that_works_suggestions_go_on(
    make: Make, kept: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE feedback (name)")
    monkeypatch.setenv("BEAUTYMIRROR_DATABASE", f"sqlite:///{tmp_path / 'other.db'}")
    built = make(Settings(language="en", learn=True), looks=LOOKS)
    one = give(built, kept)
    assert one.page.suits is not None
    assert len(one.page.suits.offers) > 3
    assert built.window.panel.notice.words.startswith("What you like cannot be kept")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_something_different_is_offered_last_once_something_was_said(
    make: Make, kept: Reading, language: str
) -> None:
    one = give(make(Settings(language=language), looks=LOOKS), kept)
    suits = one.page.suits
    assert suits is not None
    word = {"en": "Something different to try.", "zh": "换个风格试试看。"}[language]
    for _ in range(6):
        judged = [offer for offer in suits.offers if offer.portrait is not None]
        said = [offer._why.text() for offer in judged]
        if any(word in text for text in said):
            break
        judged[0]._dislike.click()
    assert [text.startswith(word) for text in said] == [False] * 4 + [True]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_damaged_database_is_kept_aside_and_told(
    make: Make, kept: Reading, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    default_file().parent.mkdir(parents=True)
    default_file().write_bytes(b"this was a database once" * 500)
    shades, aside = reading_module._shades()
    assert shades
    assert aside is not None
    assert aside.exists()
    built = make(Settings(language=language), looks=LOOKS)
    give(built, replace(kept, aside=aside))
    said = built.window.panel.notice.words
    assert aside.name in said
    assert said.startswith("The database" if language == "en" else "保存色号和喜好的数据库已损坏")


def test_how_long_a_suggestion_was_worn_is_heard(
    mine: Built, kept: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = give(mine, kept)
    heard: list[tuple[str, float]] = []
    monkeypatch.setattr(
        one._memory, "wore", lambda what, seconds, _: heard.append((what.look.id, seconds))
    )
    suits = one.page.suits
    assert suits is not None
    for offer in suits.offers[3:5]:
        offer._try.click()
    assert not heard  # a glance says nothing
    assert one._tried is not None
    one._tried = one._tried[0], one._tried[1] - 30
    mine.outfit.wear(None)
    assert heard[0][0] == suits.offers[4].look.id
    assert heard[0][1] == pytest.approx(30, abs=10)


def test_a_reading_is_written_only_where_it_was_asked_for(
    mine: Built, kept: Reading, qtbot: Any, tmp_path: Path
) -> None:
    one = give(mine, kept)
    one.session.answer("midday", "nothing")
    file = tmp_path / "mine.json"
    with qtbot.waitSignal(one.saved, timeout=PATIENCE_MS):
        one.save(file)
    written = json.loads(file.read_text("utf-8"))
    assert one.session.result is not None
    assert written["skin"]["tone"]["hex"] == one.session.result.analysis.tone.hex
    assert written["answers"] == {"midday": "nothing"}
    assert len(written["looks"]) == 5
    assert "Saved as mine.json" in mine.window.panel.notice.words
    with qtbot.waitSignal(one.failed, timeout=PATIENCE_MS):
        one.save(tmp_path / "no folder" / "mine.json")
    assert "could not be written" in mine.window.panel.notice.words
    assert [path.name for path in tmp_path.glob("*.json")] == ["mine.json"]


def test_without_the_network_colour_is_read_all_the_same(
    landmarker_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beautymirror.errors import MissingError
    from beautymirror.inference import manifest

    def missing(_name: str) -> Path:
        raise MissingError("It is not installed.")

    monkeypatch.setattr(manifest, "ensure_model", missing)
    made = reading_module.open_studio()
    assert not made.signs
    assert made.finder.shades
