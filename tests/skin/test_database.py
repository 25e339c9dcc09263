"""The database: a damaged file is not written over, and one that fails is told in words."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from beautymirror.errors import MissingError
from beautymirror.skin import database
from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.store import Feedback, open_store

LIKED = Feedback("a", "evening", 1.0, (1.0, -0.25))


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    rubbish = b"this was a database once" * 500
    path.write_bytes(rubbish)
    with open_store(url(path)) as store:
        assert store.aside is not None
        assert store.aside.read_bytes() == rubbish
        store.remember("me", LIKED)
    path.write_bytes(rubbish)
    with open_store(url(path)) as store:
        kept = sorted(p.name for p in tmp_path.glob("*damaged*"))
        assert kept == ["b.damaged-1.db", "b.damaged-2.db"]
        assert store.feedback("me") == []


def test_a_torn_database_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_store(url(path)) as store:
        store.add_shades(shipped_catalogue())
    whole = path.read_bytes()
    torn = bytearray(whole)
    torn[5000:9000] = b"\x07" * 4000
    path.write_bytes(torn)
    with open_store(url(path)) as store:
        assert store.aside is not None
        assert store.aside.read_bytes() == bytes(torn)


def test_a_database_that_another_program_uses_is_left_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_store(url(path)) as store:
        store.remember("me", LIKED)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(MissingError, match="locked"):
            open_store(url(path) + "?timeout=0.1")
    assert [found.name for found in tmp_path.iterdir()] == ["b.db"]
    with open_store(url(path)) as store:
        assert len(store.feedback("me")) == 1


def test_a_database_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE shades (name)")
    with open_store(url(path)) as store:
        assert store.aside is None
        for use in (store.shades, lambda: store.add_shades(shipped_catalogue())):
            with pytest.raises(MissingError, match="no such column") as caught:
                use()
            assert caught.value.remedy


def test_a_sound_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_store(url(path)) as store:
        store.remember("me", LIKED)
    with open_store(url(path)) as store:
        assert store.aside is None
        assert [f.look for f in store.feedback("me")] == ["a"]


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="cannot be opened"):
        open_store("nonsense")
    with pytest.raises(MissingError, match="cannot be opened"):
        open_store("postgresql+nodriver://x/y")
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(MissingError, match="cannot be opened"):
        open_store(url(blocked / "b.db"))


def test_an_own_file_that_cannot_be_made_is_told_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.delenv("BEAUTYMIRROR_DATABASE", raising=False)
    monkeypatch.setattr(database, "default_file", lambda: tmp_path / "file" / "b.db")
    with pytest.raises(MissingError, match="cannot be opened") as caught:
        open_store()
    assert str(tmp_path / "file") in caught.value.remedy
    assert "URL" not in caught.value.remedy
    assert "Errno" not in caught.value.message


def test_a_database_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingError, match="psycopg"):
        open_store("postgresql+psycopg://nobody@localhost/x")


def test_a_database_that_is_being_written_is_told_as_such(tmp_path: Path) -> None:
    place = tmp_path / "b.db"
    with open_store(f"{url(place)}?timeout=0.05") as store:
        with closing(sqlite3.connect(place)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(MissingError, match="written by another program") as caught:
                store.add_shades(shipped_catalogue()[:2])
            assert "again" in caught.value.remedy
        assert store.add_shades(shipped_catalogue()[:2]).added == 2
