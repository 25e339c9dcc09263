"""The database: what is kept, what is wiped, and a damaged file that is not written over."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from beautymirror.errors import MissingError
from beautymirror.skin import store as store_module
from beautymirror.skin.catalogue import Shade, shipped_catalogue
from beautymirror.skin.store import Feedback, _Table, open_store
from beautymirror.skin.suggestion import FEATURES, START
from beautymirror.skin.taste import Taste, reward_of_wear


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def liked(look: str, reward: float, *features: float) -> Feedback:
    return Feedback(look, "evening", reward, features or tuple(START.tolist()))


def test_shades_are_added_once(tmp_path: Path) -> None:
    shades = shipped_catalogue()
    with open_store(url(tmp_path / "own" / "b.db")) as store:
        assert store.add_shades(shades) == (len(shades), 0, 0)
        assert store.add_shades(shades) == (0, 0, len(shades))
    with open_store(url(tmp_path / "own" / "b.db")) as store:
        assert store.shades() == shades
        assert {s.type for s in store.shades("blush")} == {"blush"}


def test_a_shade_that_comes_again_in_another_colour_is_corrected(tmp_path: Path) -> None:
    first, *others = shipped_catalogue()[:3]
    corrected = first.model_copy(update={"hex": "#123456"})
    with open_store(url(tmp_path / "b.db")) as store:
        store.add_shades([first, *others])
        assert store.add_shades([corrected, *others]) == (0, 1, 2)
        assert store.shades() == (corrected, *others)


def test_more_shades_than_one_statement_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_CHUNK", 3)
    shades = shipped_catalogue()[:8]
    corrected = [shade.model_copy(update={"hex": "#123456"}) for shade in shades[:7]]
    with open_store(url(tmp_path / "b.db")) as store:
        assert store.add_shades(iter([*shades, shades[0]])) == (8, 0, 1)
        assert store.shades() == shades
        assert store.add_shades(iter([*corrected, shades[7]])) == (0, 7, 1)
        assert store.shades() == (*corrected, shades[7])
        with pytest.raises(RuntimeError):
            store.add_shades(_cut_short())
        assert len(store.shades()) == 8


def _cut_short() -> Iterator[Shade]:
    yield from shipped_catalogue()[20:27]
    raise RuntimeError


def test_shades_that_another_program_adds_meanwhile_do_no_harm(tmp_path: Path) -> None:
    shades = shipped_catalogue()[:8]
    place = url(tmp_path / "b.db")
    with open_store(place) as store, open_store(place) as other:

        def slowly() -> Iterator[Shade]:
            yield shades[0]
            other.add_shades(shades[:4])
            yield from shades[1:]

        store.add_shades(slowly())
        assert set(store.shades()) == set(shades)
        assert len(store.shades()) == len(shades)


def test_a_database_that_is_being_written_is_told_as_such(tmp_path: Path) -> None:
    place = tmp_path / "b.db"
    with open_store(f"{url(place)}?timeout=0.05") as store:
        with closing(sqlite3.connect(place)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(MissingError, match="written by another program") as caught:
                store.add_shades(shipped_catalogue()[:2])
            assert "again" in caught.value.remedy
        assert store.add_shades(shipped_catalogue()[:2]).added == 2


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    rubbish = b"this was a database once" * 500
    path.write_bytes(rubbish)
    with open_store(url(path)) as store:
        assert store.aside is not None
        assert store.aside.read_bytes() == rubbish
        store.remember("me", liked("a", 1))
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
        store.remember("me", liked("a", 1))
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
        store.remember("me", liked("a", 1))
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
    monkeypatch.setattr(store_module, "default_file", lambda: tmp_path / "file" / "b.db")
    with pytest.raises(MissingError, match="cannot be opened") as caught:
        open_store()
    assert str(tmp_path / "file") in caught.value.remedy
    assert "URL" not in caught.value.remedy
    assert "Errno" not in caught.value.message


def test_a_database_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingError, match="psycopg"):
        open_store("postgresql+psycopg://nobody@localhost/x")


def test_postgresql_can_hold_the_same_tables() -> None:
    made = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for table in _Table.metadata.sorted_tables
    ]
    assert [words.split()[2] for words in made] == ["feedback", "shades"]
    assert all("id SERIAL NOT NULL" in words for words in made)


def test_forgetting_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_store(url(path)) as store:
        store.remember("guest", liked("a-look-with-a-rare-name", 1))
        store.remember("me", liked("b", 0))
        store.forget("guest")
        assert store.feedback("guest") == []
        assert len(store.feedback("me")) == 1
    assert b"a-look-with-a-rare-name" not in path.read_bytes()


def test_a_session_in_memory_is_gone_when_closed() -> None:
    with open_store("sqlite://") as store:
        store.remember("guest", liked("a", 1))
        assert len(store.feedback("guest")) == 1
    with open_store("sqlite://") as store:
        assert store.feedback("guest") == []


def test_feedback_comes_back_as_it_was(tmp_path: Path) -> None:
    with open_store(url(tmp_path / "b.db")) as store:
        given = Feedback("x", "office", 0.6, (1.0, -0.25, 0.5))
        store.remember("me", given)
        assert store.feedback("me") == [given]


def test_taste_moves_towards_what_is_liked() -> None:
    red, nude = np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    red[FEATURES.index("look_bold_lip")] = 1
    nude[FEATURES.index("look_strong")] = 0.2
    taste = Taste(START)
    before = taste.expected(np.stack([red, nude]))
    for _ in range(5):
        taste.learn(red, 1.0)
        taste.learn(nude, 0.0)
    after = taste.expected(np.stack([red, nude]))
    assert after[0] - before[0] > 0.2
    assert after[0] > after[1]


def test_an_untouched_taste_is_the_start() -> None:
    table = np.random.default_rng(0).normal(size=(6, len(START)))
    assert Taste(START).expected(table) == pytest.approx(table @ START)


def test_draws_settle_as_more_is_known() -> None:
    looks = np.eye(len(START))
    fresh, known = Taste(START), Taste(START)
    for _ in range(30):
        for look in looks:
            known.learn(look, 0.7)

    def spread(taste: Taste) -> float:
        drawn = [taste.drawn(looks, np.random.default_rng(seed)) for seed in range(40)]
        return float(np.std(drawn, axis=0).mean())

    assert spread(known) < 0.3 * spread(fresh)


def test_taste_is_made_of_the_stored_history(tmp_path: Path) -> None:
    features = tuple(np.eye(len(START))[7].tolist())
    with open_store(url(tmp_path / "b.db")) as store:
        store.remember("me", Feedback("x", "", 1.0, features))
        store.remember("me", Feedback("old", "", 1.0, (1.0, 2.0)))  # of an earlier version
        stored = Taste.of(START, store, "me")
    told = Taste(START, [Feedback("x", "", 1.0, features)])
    assert stored.expected(np.eye(len(START))) == pytest.approx(told.expected(np.eye(len(START))))


def test_wearing_longer_says_more() -> None:
    rewards = [reward_of_wear(seconds) for seconds in (0, 5, 20, 60, 600)]
    assert rewards == sorted(rewards)
    assert rewards[0] < 0.5 < rewards[-1] < 1
