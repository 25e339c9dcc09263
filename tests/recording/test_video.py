"""Videos: times, sound and sizes kept; whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beautymirror.capture.opening import open_source
from beautymirror.errors import InputError, UsageError
from beautymirror.recording.video import VideoWriter
from tests.capture.clip import flat, index_of, write_clip
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


def _sound_of(path: Path) -> tuple[str, np.ndarray, float]:
    """(codec, samples, time of the first one) of a file's sound."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
        samples = np.concatenate([frame.to_ndarray().mean(axis=0).ravel() for frame in frames])
        return stream.codec_context.name, samples, float(frames[0].time or 0)


@pytest.mark.parametrize(
    ("source", "target", "codec"),
    [
        ("in.mp4", "out.mp4", "aac"),
        ("in.mp4", "out.mkv", "aac"),
        ("in.mp4", "out.webm", "opus"),
        ("in.ts", "out.mp4", "aac"),
    ],
)
def test_sound_is_carried_over(tmp_path: Path, source: str, target: str, codec: str) -> None:
    original = write_clip(tmp_path / source, [flat(_SIZE, i) for i in range(45)], sound=True)
    path = tmp_path / target
    with (
        open_source(str(original), live=False) as frames,
        VideoWriter(path, _SIZE, 30, audio_from=original) as writer,
    ):
        for frame in iter(frames.read, None):
            writer.write(frame.image, frame.timestamp)
    name, samples, start = _sound_of(path)
    assert name == codec
    assert len(samples) / (48_000 if codec == "opus" else 44_100) == pytest.approx(1.5, abs=0.06)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)
    assert abs(start - _times(path)[0]) < 0.05, "picture and sound start together"
    assert len(_times(path)) == 45


@pytest.mark.parametrize("target", ["out.mp4", "out.webm"])
def test_sound_of_any_packets_is_carried_over(tmp_path: Path, target: str) -> None:
    """An AVI counts time in packets of MP3, 1152 samples, of which AAC's are no multiple."""
    original = write_clip(
        tmp_path / "in.avi",
        [flat(_SIZE, i) for i in range(60)],
        sound=True,
        codec="mpeg4",
        sound_codec="mp3",
    )
    with (
        open_source(str(original), live=False) as pictures,
        VideoWriter(tmp_path / target, _SIZE, 30, audio_from=original) as writer,
    ):
        for frame in iter(pictures.read, None):
            writer.write(frame.image, frame.timestamp)
    with av.open(str(tmp_path / target)) as container:
        codec = container.streams.audio[0].codec_context.codec.canonical_name
        assert codec == ("mp3" if target == "out.mp4" else "opus")
        frames = list(container.decode(audio=0))
    rate = frames[0].sample_rate
    assert sum(frame.samples for frame in frames) / rate == pytest.approx(2.0, abs=0.1)
    assert all(a.time < b.time for a, b in pairwise(frames))  # type: ignore[operator]


def test_copied_sound_is_the_same_to_the_bit(tmp_path: Path) -> None:
    original = write_clip(tmp_path / "in.mp4", [flat(_SIZE, i) for i in range(30)], sound=True)
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30, audio_from=original) as writer:
        for index in range(30):
            writer.write(flat(_SIZE, index), index / 30)
    packets = []
    for name in ("in.mp4", "out.mp4"):
        with av.open(str(tmp_path / name)) as container:
            packets.append([bytes(p) for p in container.demux(audio=0) if p.size])
    assert packets[0] == packets[1]


@pytest.mark.parametrize("rate", [44_100, 7000])
def test_foreign_sound_is_encoded_anew(tmp_path: Path, rate: int) -> None:
    """At its own rate, or where AAC has none such, at the next one."""
    original = write_clip(
        tmp_path / "in.mkv",
        [flat(_SIZE, i) for i in range(30)],
        sound=True,
        sound_codec="pcm_s16le",
        sound_rate=rate,
    )
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30, audio_from=original) as writer:
        for index in range(30):
            writer.write(flat(_SIZE, index), index / 30)
    assert not writer.sound_lost
    codec, samples, _ = _sound_of(tmp_path / "out.mp4")
    assert codec == "aac"
    assert len(samples) / max(rate, 8000) == pytest.approx(1.0, abs=0.15)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)


def test_sound_that_no_decoder_reads_is_left_out_and_told(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "in.mkv", [flat(_SIZE, 1)] * 5, sound=True, sound_codec="pcm_s16le"
    )
    path.write_bytes(path.read_bytes().replace(b"A_PCM/INT/LIT", b"A_XXX/INT/LIT"))
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30, audio_from=path) as writer:
        for index in range(5):
            writer.write(flat(_SIZE, index), index / 30)
    assert writer.sound_lost
    assert len(_times(tmp_path / "out.mp4")) == 5


def test_sound_that_changes_its_channels_on_the_way_is_kept(tmp_path: Path) -> None:
    """As that of a film recorded from television does."""
    original = _of_changing_channels(tmp_path / "in.mkv")
    with VideoWriter(tmp_path / "out.webm", _SIZE, 30, audio_from=original) as writer:
        for index in range(30):
            writer.write(flat(_SIZE, index), index / 30)
    assert not writer.sound_lost
    _, samples, _ = _sound_of(tmp_path / "out.webm")
    assert len(samples) / 48_000 == pytest.approx(1.0, abs=0.06)
    loudness = [np.sqrt(np.mean(half**2)) for half in np.array_split(samples, 2)]
    assert loudness == pytest.approx([0.3, 0.3], abs=0.06), "channels are mixed 3 dB lower"


def _of_changing_channels(path: Path) -> Path:
    """A second of sound: one channel, then two."""
    with av.open(str(path), "w") as output:
        picture = output.add_stream("libx264", rate=30)
        picture.width, picture.height, picture.pix_fmt = *_SIZE, "yuv420p"
        sound = output.add_stream("ac3", rate=48_000, layout="mono")
        stereo = av.CodecContext.create("ac3", "w")
        stereo.sample_rate, stereo.layout, stereo.format = 48_000, "stereo", "fltp"
        output.mux(picture.encode(av.VideoFrame.from_ndarray(flat(_SIZE, 1), format="rgb24")))
        output.mux(picture.encode(None))
        for number, (encoder, layout) in enumerate(((sound, "mono"), (stereo, "stereo"))):
            half = 0.5 * np.sin(np.arange(24_000, dtype=np.float32) * 0.06)
            channels = np.repeat(half[None], number + 1, axis=0)
            frame = av.AudioFrame.from_ndarray(channels, "fltp", layout)
            frame.sample_rate, frame.time_base = 48_000, Fraction(1, 48_000)
            frame.pts = 24_000 * number
            for packet in [*encoder.encode(frame), *encoder.encode(None)]:
                packet.stream = sound
                output.mux(packet)
    return path


def test_silent_input_gives_silent_output(tmp_path: Path) -> None:
    original = write_clip(tmp_path / "in.mp4", [flat(_SIZE, 1)] * 5)
    with VideoWriter(tmp_path / "out.mp4", _SIZE, 30, audio_from=original) as writer:
        for index in range(5):
            writer.write(flat(_SIZE, index), index / 30)
    with av.open(str(tmp_path / "out.mp4")) as container:
        assert len(container.streams.audio) == 0
        assert len(container.streams.video) == 1


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
