"""Pictures and snapshots: whole or not at all, and never over another snapshot."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from beautymirror.errors import InputError, UsageError
from beautymirror.recording.partial import Partial
from beautymirror.recording.picture import write_picture
from beautymirror.recording.snapshot import snapshot
from tests.recording.room import room_for

_MOMENT = datetime(2026, 3, 4, 5, 6, 7)


def _noise(side: int = 64) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 255, (side, side, 3), np.uint8)


def _read(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.array(picture.convert("RGB"))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3))),
)
def test_png_and_tiff_lose_nothing(tmp_path: Path, image: np.ndarray) -> None:
    for name in ("a.png", "a.tif"):
        write_picture(tmp_path / name, image)
        assert np.array_equal(_read(tmp_path / name), image)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jpg", "JPEG"),
        ("a.JPEG", "JPEG"),
        ("a.webp", "WEBP"),
        ("a.PNG", "PNG"),
        ("a.tif", "TIFF"),
        ("a.TIFF", "TIFF"),
    ],
)
def test_the_suffix_chooses_the_format(tmp_path: Path, name: str, kind: str) -> None:
    image = np.full((32, 48, 3), (190, 120, 100), np.uint8)
    write_picture(tmp_path / name, image)
    with Image.open(tmp_path / name) as picture:
        assert picture.format == kind
    assert np.abs(_read(tmp_path / name).astype(int) - image).max() <= 3


def test_a_red_line_keeps_its_colour_in_jpeg(tmp_path: Path) -> None:
    image = np.full((33, 33, 3), (200, 150, 130), np.uint8)
    image[16] = (160, 20, 40)
    write_picture(tmp_path / "lip.jpg", image)
    assert np.abs(_read(tmp_path / "lip.jpg")[16, 16].astype(int) - (160, 20, 40)).max() < 24


def test_quality_is_obeyed(tmp_path: Path) -> None:
    for quality in (20, 95):
        write_picture(tmp_path / f"{quality}.jpg", _noise(), quality)
    assert (tmp_path / "20.jpg").stat().st_size < (tmp_path / "95.jpg").stat().st_size / 2


@pytest.mark.parametrize("name", ["a.bmpx", "a", "a.mp4"])
def test_an_unknown_suffix_is_wrong_use(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="suffix") as caught:
        write_picture(tmp_path / name, _noise())
    assert ".png" in caught.value.remedy
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        write_picture(tmp_path / "absent" / "a.png", _noise())


def test_a_folder_that_may_not_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Root may write anywhere, so the system's refusal is played.
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputError, match="may not be written"):
        write_picture(tmp_path / "a.png", _noise())


def test_more_than_the_format_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="WEBP"):
        write_picture(tmp_path / "a.webp", np.zeros((1, 16_384, 3), np.uint8))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_a_full_disk_leaves_the_old_picture_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_picture(path, np.zeros((4, 4, 3), np.uint8))
    old = path.read_bytes()
    with room_for(2000), pytest.raises(InputError, match="no room") as caught:
        write_picture(path, _noise(128))
    assert "space" in caught.value.remedy
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("stem", ["a" * 251, "面" * 83])
def test_a_name_may_be_as_long_as_names_may_be(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.png"
    try:
        path.touch()
    except OSError:
        pytest.skip("this file system has no names of 255 bytes")
    write_picture(path, _noise())
    assert np.array_equal(_read(path), _noise())
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with Partial(tmp_path / "a.bin") as partial:
            partial.file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not list(tmp_path.iterdir())


def test_a_picture_is_readable_like_any_other_file(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", _noise())
    (tmp_path / "plain").touch()
    modes = {stat.S_IMODE(os.stat(tmp_path / name).st_mode) for name in ("a.png", "plain")}
    assert len(modes) == 1


def test_a_snapshot_is_named_after_its_moment(tmp_path: Path) -> None:
    path = snapshot(tmp_path / "new" / "folder", _noise(), stamp=_MOMENT)
    assert path.name == "BeautyMirror 2026-03-04 05.06.07.png"
    assert np.array_equal(_read(path), _noise())


def test_a_snapshot_never_overwrites(tmp_path: Path) -> None:
    first = snapshot(tmp_path, np.zeros((4, 4, 3), np.uint8), stamp=_MOMENT)
    second = snapshot(tmp_path, np.full((4, 4, 3), 9, np.uint8), stamp=_MOMENT)
    third = snapshot(tmp_path, np.full((4, 4, 3), 7, np.uint8), stamp=_MOMENT)
    assert len({first, second, third}) == 3
    assert [int(_read(path).max()) for path in (first, second, third)] == [0, 9, 7]


def test_before_and_after_lie_side_by_side(tmp_path: Path) -> None:
    before, after = np.full((6, 8, 3), 50, np.uint8), np.full((6, 8, 3), 200, np.uint8)
    image = _read(snapshot(tmp_path, after, before, stamp=_MOMENT))
    assert image.shape[0] == 6
    assert np.all(image[:, :8] == 50)
    assert np.all(image[:, -8:] == 200)


def test_a_snapshot_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        snapshot(tmp_path, _noise(), stamp=_MOMENT, suffix=".doc")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are those of POSIX")
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_picture(link, _noise(8))
    assert link.is_symlink()
    assert np.array_equal(_read(target), _noise(8))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.png", "link.png", "real"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are those of POSIX")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with Partial(pipe) as partial:
            partial.file.write(b"figures")
        assert os.read(reader, 99) == b"figures"
        with pytest.raises(ValueError, match="cut"), Partial(pipe):
            raise ValueError("cut")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
