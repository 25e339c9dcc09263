"""The looks at hand: complete, found by every name, saved whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from beautymirror.errors import InputError, UsageError
from beautymirror.looks.library import (
    all_looks,
    find_look,
    free_id,
    remove_look,
    save_look,
    unread_looks,
)
from beautymirror.looks.look import load_look
from beautymirror.resources import looks_dir
from tests.looks.chance import look_of


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "looks"
    monkeypatch.setattr("beautymirror.looks.library.user_looks_dir", lambda: folder)
    return folder


def test_shipped_looks_are_told_apart_and_explained() -> None:
    looks = all_looks()
    for names in (
        [look.id for look in looks],
        [look.name.en.casefold() for look in looks],
        [look.name.zh for look in looks],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    for look in looks:
        assert look.description is not None, look.id
        assert any("\u4e00" <= c <= "\u9fff" for c in look.name.zh + look.description.zh), look.id
        assert look.tags, look.id
        assert look.layers, look.id


def test_file_names_begin_with_their_place_and_end_with_the_id() -> None:
    files = sorted(looks_dir().glob("*.json"))
    for number, file in enumerate(files, start=1):
        assert file.stem == f"{number:02d}-{load_look(file).id}"


def test_a_look_is_found_by_id_names_and_file() -> None:
    look = all_looks()[0]
    file = sorted(looks_dir().glob("*.json"))[0]
    for text in (look.id, look.name.en.upper(), f" {look.name.zh} ", str(file)):
        assert find_look(text) == look


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one() -> None:
    look = all_looks()[0]
    with pytest.raises(UsageError, match=look.id):
        find_look(look.id + "x")
    for text in ("", "zzzzzz", "x" * 5000, "\0", "\ud800", "."):
        with pytest.raises(UsageError):
            find_look(text)
    with pytest.raises(InputError):
        find_look("nowhere/none.json")


def test_a_saved_look_is_listed_replaced_and_removed(own_folder: Path) -> None:
    first = look_of({"kind": "lipstick"}, id="mine")
    path = save_look(first)
    assert path == own_folder / "mine.json"
    assert find_look("mine") == first == load_look(path)
    second = look_of({"kind": "blush"}, id="mine")
    save_look(second)
    assert find_look("mine") == second
    assert [p.name for p in own_folder.iterdir()] == ["mine.json"]
    remove_look("mine")
    remove_look("mine")
    remove_look("../mine")
    assert list(own_folder.iterdir()) == []
    with pytest.raises(UsageError, match="ships"):
        remove_look(all_looks()[0].id)


def test_a_bad_saved_look_hides_nothing(own_folder: Path) -> None:
    own_folder.mkdir()
    (own_folder / "bad.json").write_bytes(b"\xff")
    save_look(look_of({"kind": "blush"}, id="good"))
    assert [look.id for look in all_looks()][-1] == "good"


def test_a_shipped_look_is_not_overwritten(own_folder: Path) -> None:
    with pytest.raises(UsageError, match="another name"):
        save_look(look_of(id=all_looks()[0].id))
    assert not own_folder.exists()


def test_nothing_is_left_when_saving_fails(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="cannot be saved"):
        save_look(look_of({"kind": "blush"}, id="mine"))
    assert list(own_folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(
        "beautymirror.looks.library.user_looks_dir", lambda: tmp_path / "file" / "x"
    )
    with pytest.raises(InputError, match="cannot be saved"):
        save_look(look_of({"kind": "blush"}, id="mine"))


def test_ids_are_made_of_any_name(own_folder: Path) -> None:
    shipped = all_looks()[0].id
    assert free_id("My Best Look!") == "my-best-look"
    assert free_id("我的妆") == "look"
    assert [free_id(name) for name in ("CON", "Lpt1", "Cone")] == ["look-con", "look-lpt1", "cone"]
    assert free_id(shipped) == f"{shipped}-2"
    save_look(look_of({"kind": "blush"}, id=f"{shipped}-2"))
    assert free_id(shipped) == f"{shipped}-3"
    assert len(free_id("x" * 500)) <= 64
    save_look(look_of({"kind": "blush"}, id=free_id("--" * 40 + "é")))


def test_a_saved_look_that_cannot_be_read_is_told_and_never_written_over(own_folder: Path) -> None:
    save_look(look_of({"kind": "blush"}, id="mine"))
    (own_folder / "torn.json").write_text('{"version": 1, "id": "torn", "na')
    ((file, why),) = unread_looks()
    assert file == own_folder / "torn.json"
    assert why.message
    assert [look.id for look in all_looks()][-1] == "mine"
    assert free_id("Torn") == "torn-2"
    assert free_id("Mine") == "mine-2"
