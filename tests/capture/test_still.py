"""Photos and folders of them as sources: their order, times and notes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from beautymirror.capture.fault import FileEmpty
from beautymirror.capture.image import is_picture, pictures
from beautymirror.capture.opening import open_source


def test_live_repeats_the_photo_with_rising_times(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), (90, 60, 30)).save(tmp_path / "a.png")
    with open_source(str(tmp_path / "a.png")) as source:
        assert source.info.kind == "photo"
        frames = [source.read() for _ in range(4)]
    stamps = [frame.timestamp for frame in frames if frame]
    assert len(stamps) == 4
    assert np.diff(stamps) == pytest.approx([1 / 30] * 3, abs=1e-6)
    assert [frame.index for frame in frames if frame] == [0, 1, 2, 3]


def test_a_name_that_begins_with_a_tilde_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (30, 20), (90, 60, 30)).save(tmp_path / "~me.png")
    monkeypatch.chdir(tmp_path)
    with open_source("~me.png") as source:
        assert source.info.size == (30, 20)


def _album(folder: Path) -> Path:
    folder.mkdir()
    for number in (10, 2, 1):
        Image.new("RGB", (30, 20), (number * 20,) * 3).save(folder / f"face{number}.png")
    (folder / "notes.txt").write_text("not a photo")
    (folder / ".hidden.png").write_bytes((folder / "face1.png").read_bytes())
    (folder / "sub").mkdir()
    return folder


def test_a_folder_is_read_in_natural_order(tmp_path: Path) -> None:
    folder = _album(tmp_path / "album")
    assert [p.name for p in pictures(folder)] == ["face1.png", "face2.png", "face10.png"]
    with open_source(str(folder), live=False) as source:
        assert source.info.frames == 3
        shades = [int(frame.image[0, 0, 0]) for frame in iter(source.read, None)]
    assert shades == [20, 40, 200]


def test_a_damaged_photo_in_a_folder_is_left_out_and_told(tmp_path: Path) -> None:
    folder = _album(tmp_path / "album")
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(folder / "face3.png")
    (folder / "face3.png").write_bytes((folder / "face3.png").read_bytes()[:900])
    with open_source(str(folder), live=False) as source:
        assert len(list(iter(source.read, None))) == 3
        assert "1 photo" in source.info.note


def test_a_folder_without_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty, match="no photo"):
        open_source(str(tmp_path))


def test_a_live_folder_keeps_the_first_size(tmp_path: Path) -> None:
    folder = _album(tmp_path / "album")
    Image.new("RGB", (40, 80), (90, 90, 90)).save(folder / "face1b.png")
    with open_source(str(folder), live=True) as source:
        source._repeats = source._left = 1  # type: ignore[attr-defined]  one frame a photo
        sizes = {frame.size for frame in (source.read() for _ in range(6)) if frame}
    assert sizes == {(30, 20)}


def test_an_animation_is_a_video(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (16, 16), (shade,) * 3) for shade in (20, 120, 220)]
    pages[0].save(tmp_path / "move.gif", save_all=True, append_images=pages[1:], duration=100)
    assert not is_picture(tmp_path / "move.gif")
    with open_source(str(tmp_path / "move.gif"), live=False) as source:
        assert source.info.kind == "video"
        assert sum(1 for _ in iter(source.read, None)) == 3


def test_what_a_photo_does_not_show_is_noted(tmp_path: Path) -> None:
    pages = [Image.new("RGBA", (16, 16), (90, 90, 90, shade)) for shade in (20, 120)]
    pages[0].save(tmp_path / "move.webp", save_all=True, append_images=pages[1:])
    pages[0].convert("RGB").save(tmp_path / "still.png")
    with open_source(str(tmp_path / "move.webp")) as source:
        assert (source.info.pictures, source.info.transparent) == (2, True)
        assert "2 pictures" in source.info.note
        assert "grey" in source.info.note
    with open_source(str(tmp_path / "still.png")) as source:
        assert (source.info.pictures, source.info.transparent, source.info.note) == (1, False, "")


def test_shared_photos_are_read(shared_data: Path) -> None:
    folder = shared_data / "faces" / "eval" / "faker"
    with open_source(str(folder), live=False) as source:
        frames = list(iter(source.read, None))
    assert len(frames) == 18
    assert all(frame.image.flags.c_contiguous for frame in frames)
