"""Documents: JSON in UTF-8, whole or not at all, whatever their names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beautymirror.errors import InputError
from beautymirror.recording.document import encoded, write_document
from tests.recording.room import room_for


def test_a_document_is_read_back_as_it_was(tmp_path: Path) -> None:
    value = {"name": "自然", "figures": [1, 0.5, None]}
    write_document(tmp_path / "a.json", value)
    assert "自然" in (tmp_path / "a.json").read_text("utf-8")
    assert json.loads((tmp_path / "a.json").read_bytes()) == value


def test_a_name_that_is_no_utf_8_is_told_as_json_tells_it() -> None:
    assert json.loads(encoded("a\udcff.png")) == "a\udcff.png"


def test_a_name_may_be_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 245 + ".json")
    write_document(path, {})
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_document_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_document(path, {})
    old = path.read_bytes()
    with room_for(20_000), pytest.raises(InputError, match="no room"):
        write_document(path, ["far too long"] * 9000)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]
