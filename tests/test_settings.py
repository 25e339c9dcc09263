"""Settings are remembered, checked, and never a reason not to start."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautymirror.looks.library import find_look
from beautymirror.settings import FIRST_LOOK, Settings, read_settings, write_settings

SETTINGS = st.builds(
    Settings,
    language=st.sampled_from(["en", "zh", None]),
    look=st.none() | st.text(max_size=40),
    intensity=st.integers(0, 100),
    faces=st.integers(1, 4),
    flip=st.booleans(),
    snapshots=st.none() | st.text(max_size=40),
    window=st.none() | st.tuples(*[st.integers(-5000, 5000)] * 4),
)


def test_somebody_new_wears_a_look_that_ships_and_finds_defaults(tmp_path: Path) -> None:
    read = read_settings(tmp_path)
    assert read.settings == Settings(look=FIRST_LOOK)
    assert find_look(FIRST_LOOK).layers
    assert read.kept_aside is None
    assert not read.fault


@given(settings=SETTINGS)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    folder = tmp_path_factory.mktemp("settings") / "new" / "folder"
    write_settings(settings, folder)
    assert read_settings(folder).settings == settings
    assert [file.name for file in folder.iterdir()] == ["settings.json"]


def test_another_window_keeps_what_only_it_changed(tmp_path: Path) -> None:
    first = Settings(learn=True, faces=2)
    write_settings(first, tmp_path)
    write_settings(first.model_copy(update={"learn": False}), tmp_path, first)
    write_settings(first.model_copy(update={"faces": 3}), tmp_path, first)
    assert read_settings(tmp_path).settings == Settings(learn=False, faces=3)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "the file"),
        (b"{", "the file"),
        (b"\xff\xfe\x00junk", "the file"),
        (b"[1, 2]", "the file"),
        (b'{"intensity": 101}', "intensity"),
        (b'{"intensity": NaN}', "intensity"),
        (b'{"faces": "many"}', "faces"),
        (b'{"window": [1, 2]}', "window"),
        (b'{"window": [%d, 0, 9, 9]}' % 10**30, "window"),
        (b'{"language": "tlh"}', "language"),
        (b'{"look": "%s"}' % (b"x" * 5000), "look"),
        (b" " * (1 << 20) + b"{}", "too long"),
    ],
)
def test_bad_file_is_kept_aside(tmp_path: Path, content: bytes, named: str) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    read = read_settings(tmp_path)
    assert read.settings == Settings()
    assert named in read.fault
    assert read.kept_aside is not None
    assert read.kept_aside.read_bytes() == content
    write_settings(Settings(faces=2), tmp_path)
    assert read_settings(tmp_path).settings.faces == 2


@given(junk=st.binary(max_size=400))
def test_junk_never_raises(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    folder = tmp_path_factory.mktemp("junk")
    (folder / "settings.json").write_bytes(junk)
    assert isinstance(read_settings(folder).settings, Settings)


def test_fields_of_another_version_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"faces": 3, "from_the_future": {"a": 1}}))
    read = read_settings(tmp_path)
    assert read.settings.faces == 3
    assert not read.fault


def test_what_is_right_in_a_file_of_another_version_is_kept(tmp_path: Path) -> None:
    newer = {"faces": 9, "language": "fr", "consent": True, "look": "office", "window": [1]}
    (tmp_path / "settings.json").write_text(json.dumps(newer))
    read = read_settings(tmp_path)
    assert read.settings == Settings(consent=True, look="office")
    assert read.fault
    assert read.kept_aside is not None
    assert json.loads(read.kept_aside.read_text()) == newer


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    read = read_settings(tmp_path)
    assert read.settings == Settings()
    assert "cannot be read" in read.fault


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_settings(Settings(faces=2), tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_settings(Settings(faces=4), tmp_path)
    monkeypatch.undo()
    assert read_settings(tmp_path).settings.faces == 2
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_made_is_an_oserror(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_settings(Settings(), tmp_path / "file" / "settings")
