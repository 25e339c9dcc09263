"""Videos: times, colours and sizes kept; whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beautymirror.capture.opening import open_source
from beautymirror.errors import InputError, UsageError
from beautymirror.recording.video import VideoWriter
from tests.capture.clip import flat, index_of
from tests.recording.room import room_for

_SIZE = (64, 48)


def _times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time or 0) for frame in container.decode(video=0)]


def _noise(count: int, size: tuple[int, int] = (320, 240)) -> list[np.ndarray]:
    rng = np.random.default_rng(2)
    return [rng.integers(0, 255, (size[1], size[0], 3), np.uint8) for _ in range(count)]


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".m4v", ".webm"])
def test_every_container_gives_back_every_picture(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    with VideoWriter(path, _SIZE, 30) as writer:
        for index in range(12):
            assert writer.write(flat(_SIZE, index))
    with open_source(str(path), live=False) as source:
        frames = list(iter(source.read, None))
    assert [index_of(frame.image) for frame in frames] == list(range(12))
    assert np.diff([f.timestamp for f in frames]) == pytest.approx([1 / 30] * 11, abs=2e-3)
    assert list(tmp_path.iterdir()) == [path]


def test_uneven_times_are_kept(tmp_path: Path) -> None:
    times = [5.0, 5.04, 5.1, 5.5, 5.52, 6.0]
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30) as writer:
        for index, moment in enumerate(times):
            writer.write(flat(_SIZE, index), moment)
    assert _times(tmp_path / "out.mp4") == pytest.approx([t - 5 for t in times], abs=1e-4)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.floats(-1, 5), min_size=1, max_size=12))
def test_any_times_at_all_make_a_file(tmp_path: Path, times: list[float]) -> None:
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30) as writer:
        for index, moment in enumerate(times):
            writer.write(flat(_SIZE, index), moment)
    seen = _times(tmp_path / "out.mp4")
    assert len(seen) == len(times)
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("size", [(63, 48), (64, 47), (63, 47), (2, 2), (1, 1)])
def test_odd_sizes_grow_by_one(tmp_path: Path, size: tuple[int, int]) -> None:
    with VideoWriter(tmp_path / "odd.mp4", size, 30) as writer:
        for index in range(3):
            writer.write(flat(size, index))
    with open_source(str(tmp_path / "odd.mp4"), live=False) as source:
        assert source.info.size == (size[0] + size[0] % 2, size[1] + size[1] % 2)
        assert index_of(next(iter(source.read, None)).image) == 0


def test_colours_are_tagged_for_players(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30) as writer:
        writer.write(flat(_SIZE, 3))
    with av.open(str(tmp_path / "out.mp4")) as container:
        context = container.streams.video[0].codec_context
        assert context.name == "h264"
        assert context.pix_fmt == "yuv420p"
        tags = context.colorspace, context.color_primaries, context.color_trc, context.color_range
        assert tags == (1, 1, 1, 1)


def test_a_picture_changed_after_it_was_written_does_no_harm(tmp_path: Path) -> None:
    picture = flat(_SIZE, 0).copy()
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30) as writer:
        for index in range(10):
            picture[:] = flat(_SIZE, index)
            writer.write(picture)
    with open_source(str(tmp_path / "out.mp4"), live=False) as source:
        frames = list(iter(source.read, None))
    assert [index_of(f.image) for f in frames] == list(range(10))


def test_live_turns_pictures_away_instead_of_waiting(tmp_path: Path) -> None:
    pictures = _noise(4, (1280, 720))
    with VideoWriter(tmp_path / "out.mp4", (1280, 720), 30, live=True) as writer:
        taken = sum(writer.write(pictures[i % 4], i / 1000) for i in range(60))
        dropped = writer.dropped
    assert taken + dropped == 60
    assert dropped > 0
    assert len(_times(tmp_path / "out.mp4")) == taken


def _fail_halfway(path: Path, error: BaseException) -> None:
    with VideoWriter(path, _SIZE, 30) as writer:
        writer.write(flat(_SIZE, 0))
        raise error


def test_an_exception_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _fail_halfway(tmp_path / "out.mp4", KeyboardInterrupt())
    assert not list(tmp_path.iterdir())


def test_an_old_output_survives_a_failure(tmp_path: Path) -> None:
    (tmp_path / "out.mp4").write_bytes(b"precious")
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(tmp_path / "out.mp4", ZeroDivisionError())
    assert (tmp_path / "out.mp4").read_bytes() == b"precious"
    assert len(list(tmp_path.iterdir())) == 1


def _write_noise(path: Path, count: int = 60) -> None:
    with VideoWriter(path, (320, 240), 30) as writer:
        for picture in _noise(count):
            writer.write(picture)


@pytest.mark.parametrize("limit", [3_000, 200_000])
@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm"])
def test_no_room_left_is_said_and_leaves_nothing(tmp_path: Path, limit: int, suffix: str) -> None:
    with room_for(limit), pytest.raises(InputError, match="no room") as caught:
        _write_noise(tmp_path / f"out{suffix}")
    assert caught.value.exit_code == 3
    assert caught.value.remedy
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"),
    reason="mounts a small disk, which takes root on Linux",
)
def test_a_really_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(InputError, match="no room"):
            _write_noise(disk / "out.mp4")
        assert not list(disk.iterdir())
        shutil.rmtree(disk, ignore_errors=True)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_no_picture_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no picture"):
        VideoWriter(tmp_path / "out.mp4", _SIZE, 30).keep()
    assert not list(tmp_path.iterdir())


def test_wrong_names_and_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="suffix"):
        VideoWriter(tmp_path / "out.txt", _SIZE, 30)
    with pytest.raises(InputError, match="no folder"):
        VideoWriter(tmp_path / "absent" / "out.mp4", _SIZE, 30)
    (tmp_path / "junk.mp4").write_bytes(b"junk")
    with pytest.raises(InputError, match="sound"):
        VideoWriter(tmp_path / "out.mp4", _SIZE, 30, audio_from=tmp_path / "junk.mp4")
    assert [p.name for p in tmp_path.iterdir()] == ["junk.mp4"]


def test_a_picture_of_another_size_is_a_defect(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="64"), VideoWriter(tmp_path / "o.mp4", _SIZE, 30) as out:
        out.write(flat((32, 32), 0))


def test_closing_and_discarding_twice_is_harmless(tmp_path: Path) -> None:
    writer = VideoWriter(tmp_path / "out.mp4", _SIZE, 30)
    writer.write(flat(_SIZE, 0))
    writer.keep()
    writer.keep()
    writer.discard()
    assert (tmp_path / "out.mp4").stat().st_size > 0
