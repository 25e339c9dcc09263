"""What is kept, and what is wiped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from beautymirror.skin import store as store_module
from beautymirror.skin.catalogue import Shade, shipped_catalogue
from beautymirror.skin.store import Feedback, _Table, open_store


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def liked(look: str, reward: float) -> Feedback:
    return Feedback(look, "evening", reward, (1.0, -0.25))


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
