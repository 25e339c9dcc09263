"""Video files: their own times, rotation, damage, loops, and changes on the way."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beautymirror.capture.fault import FileEmpty
from beautymirror.capture.opening import open_source
from beautymirror.errors import InputError
from tests.capture.clip import flat, index_of, level, write_clip


def _read_all(path: Path, **options: object) -> list:
    with open_source(str(path), live=False, **options) as source:  # type: ignore[arg-type]
        return list(iter(source.read, None))


def _read_or_refuse(path: Path) -> list | InputError:
    try:
        return _read_all(path)
    except InputError as error:
        return error


def test_every_frame_comes_in_order_with_its_own_time(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.1, 0.5, 0.52, 1.0]
    pictures = [flat((64, 48), i) for i in range(6)]
    frames = _read_all(write_clip(tmp_path / "uneven.mp4", pictures, times=times))
    assert [index_of(frame.image) for frame in frames] == list(range(6))
    assert [frame.index for frame in frames] == list(range(6))
    assert [frame.timestamp for frame in frames] == pytest.approx(times, abs=1e-4)


def test_frames_are_contiguous_and_read_only(tmp_path: Path) -> None:
    # 50 pixels a row are not a multiple of what decoders align rows to.
    (frame,) = _read_all(write_clip(tmp_path / "one.mp4", [flat((50, 34), 3)]))
    assert frame.image.shape == (34, 50, 3)
    assert frame.image.dtype == np.uint8
    assert frame.contiguous.flags.c_contiguous
    assert np.shares_memory(frame.contiguous, frame.image)
    assert not frame.image.flags.writeable


def _quadrants() -> np.ndarray:
    """White top left, red top right, green bottom left, black bottom right; 64 x 48."""
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:24, :32] = 255
    picture[:24, 32:, 0] = 255
    picture[24:, :32, 1] = 255
    return picture


@pytest.mark.parametrize(("rotation", "turns"), [(0, 0), (90, 1), (180, 2), (-90, 3)])
def test_rotated_phones_are_set_upright(tmp_path: Path, rotation: int, turns: int) -> None:
    path = write_clip(tmp_path / "phone.mp4", [_quadrants()] * 3, rotation=rotation)
    expected = np.rot90(_quadrants(), turns)  # both count anticlockwise
    with open_source(str(path), live=False) as source:
        frame = source.read()
        assert source.info.size == (expected.shape[1], expected.shape[0])
    assert frame is not None
    assert np.abs(frame.image.astype(int) - expected).mean() < 12


def test_pixels_that_are_not_square_are_stretched(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "wide.mkv", [flat((64, 48), 1)] * 2, aspect=Fraction(4, 3))
    assert _read_all(path)[0].size == (85, 48)


def test_a_stream_without_times_gets_them_from_its_rate(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "raw.mjpeg", [flat((64, 48), i) for i in range(5)], codec="mjpeg")
    stamps = [frame.timestamp for frame in _read_all(path)]
    assert len(stamps) == 5
    assert np.diff(stamps) == pytest.approx([1 / 25] * 4)  # raw JPEG tells no rate: 25


def test_a_change_of_size_is_scaled_into_the_first_size(tmp_path: Path) -> None:
    wide = write_clip(tmp_path / "a.h264", [flat((64, 48), 4)] * 3)
    tall = write_clip(tmp_path / "b.h264", [flat((32, 96), 9)] * 3)
    both = tmp_path / "both.h264"
    both.write_bytes(wide.read_bytes() + tall.read_bytes())
    frames = _read_all(both)
    assert [frame.size for frame in frames] == [(64, 48)] * 6
    assert [index_of(frame.image) for frame in frames] == [4] * 3 + [9] * 3
    assert frames[-1].image[:, :20].max() < 8, "bars beside the tall picture"
    assert all(a.timestamp < b.timestamp for a, b in pairwise(frames))


@pytest.mark.parametrize("size", [(32, 24), (128, 128), (31, 77)])
def test_a_size_asked_for_is_delivered_on_bars(tmp_path: Path, size: tuple[int, int]) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((64, 48), 9)] * 2)
    (frame, _) = _read_all(path, size=size)
    assert frame.size == size
    assert index_of(frame.image) == 9


@pytest.mark.parametrize(("exact", "tolerance"), [(True, 1.5), (False, 3.5)])
def test_colours_survive(tmp_path: Path, exact: bool, tolerance: float) -> None:
    from beautymirror.recording.video import VideoWriter

    skin = np.full((720, 1280, 3), (198, 134, 112), np.uint8)
    with VideoWriter(tmp_path / "skin.mp4", (1280, 720), 30) as writer:
        writer.write(skin)
    (frame,) = _read_all(tmp_path / "skin.mp4", exact=exact)
    assert np.abs(frame.image.astype(int) - skin).max() <= tolerance


def test_a_loop_starts_again_with_rising_times(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((64, 48), i) for i in range(4)])
    with open_source(str(path), live=False, loop=True) as source:
        assert source.info.frames is None
        frames = [source.read() for _ in range(10)]
    assert [index_of(f.image) for f in frames if f] == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]
    assert [f.index for f in frames if f] == list(range(10))
    steps = np.diff([f.timestamp for f in frames if f])
    assert steps == pytest.approx([1 / 30] * 9, abs=1e-3)


def test_live_keeps_to_the_clock_and_stamps_by_it(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((64, 48), i) for i in range(6)])
    with open_source(str(path), live=True, loop=False) as source:
        before = time.monotonic()
        frames = list(iter(source.read, None))
    assert frames[0].timestamp >= before
    assert frames[-1].timestamp - frames[0].timestamp >= 4 / 30
    assert all(a.timestamp < b.timestamp for a, b in pairwise(frames))


def test_live_skips_what_is_late(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((64, 48), i) for i in range(12)])
    with open_source(str(path), live=True, loop=False) as source:
        first = source.read()
        time.sleep(0.17)  # five frames' time, less than what counts as a pause
        second = source.read()
    assert first is not None
    assert second is not None
    assert index_of(first.image) == 0
    assert index_of(second.image) > 2
    assert second.index == 1


def test_offline_never_skips(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((64, 48), i) for i in range(8)])
    with open_source(str(path), live=False) as source:
        seen = []
        while frame := source.read():
            seen.append(index_of(frame.image))
            time.sleep(0.05)
    assert seen == list(range(8))


def test_damage_in_the_middle_is_skipped_and_told(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    noise = [rng.integers(0, 255, (96, 128, 3), np.uint8) for _ in range(30)]
    path = write_clip(tmp_path / "clip.mkv", noise)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 6000] = rng.bytes(6000)
    path.write_bytes(data)
    with open_source(str(path), live=False) as source:
        frames = list(iter(source.read, None))
        assert "damaged" in source.info.note
    assert 5 <= len(frames) <= 30


def test_a_video_cut_short_gives_what_it_has_or_an_error(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "clip.mkv", [flat((64, 48), i) for i in range(12)])
    data = whole.read_bytes()
    for share in (0.02, 0.3, 0.6, 0.9):
        part = tmp_path / f"part{share}.mkv"
        part.write_bytes(data[: int(len(data) * share)])
        outcome = _read_or_refuse(part)
        if isinstance(outcome, InputError):
            assert outcome.remedy
        else:
            assert 1 <= len(outcome) <= 12


@pytest.mark.parametrize("sound", [False, True])
@pytest.mark.parametrize("name", ["clip.mkv", "clip.mp4"])
def test_a_missing_end_is_told(tmp_path: Path, name: str, sound: bool) -> None:
    rng = np.random.default_rng(3)
    noise = [rng.integers(0, 255, (96, 128, 3), np.uint8) for _ in range(60)]
    whole = write_clip(tmp_path / name, noise, sound=sound, options={"movflags": "faststart"})
    part = tmp_path / f"part-{name}"
    part.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    for path, note in ((whole, ""), (part, "Parts of the video are damaged or missing.")):
        with open_source(str(path), live=False) as source:
            assert 5 < len(list(iter(source.read, None))) <= 60
            assert source.info.note == note


def test_sound_that_goes_on_after_the_picture_is_no_missing_end(tmp_path: Path) -> None:
    pictures = [flat((64, 48), i) for i in range(60)]
    times = [i / 60 for i in range(60)]  # a second of picture, two of sound
    path = write_clip(tmp_path / "clip.mkv", pictures, times=times, sound=True)
    with open_source(str(path), live=False) as source:
        assert len(list(iter(source.read, None))) == 60
        assert not source.info.note


def test_a_film_of_few_pictures_lacks_no_end(tmp_path: Path) -> None:
    pictures = [flat((64, 48), i) for i in range(12)]
    path = write_clip(tmp_path / "clip.mkv", pictures, rate=Fraction(1, 10))
    with open_source(str(path), live=False) as source:
        assert len(list(iter(source.read, None))) == 12
        assert not source.info.note


def test_titles_in_another_encoding_are_no_damage(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.avi", [flat((64, 48), 3)], codec="mpeg4")
    data = path.read_bytes()
    assert data.count(b"Lavf") == 1
    path.write_bytes(data.replace(b"Lavf", "\u6f14\u51fa".encode("gbk")))
    (frame,) = _read_all(path)
    assert index_of(frame.image) == 3


def test_pictures_that_no_decoder_reads_are_refused(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", [flat((64, 48), 3)])
    path.write_bytes(path.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_XXXX5/ISO/AVC"))
    with pytest.raises(InputError, match="no picture that can be decoded"):
        open_source(str(path), live=False)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(min_size=1, max_size=600), suffix=st.sampled_from([".mp4", ".avi", ".txt"]))
def test_junk_is_refused_in_words(tmp_path: Path, junk: bytes, suffix: str) -> None:
    path = tmp_path / f"junk{suffix}"
    path.write_bytes(junk)
    outcome = _read_or_refuse(path)
    if isinstance(outcome, InputError):
        assert path.name in outcome.message
        assert outcome.remedy


@pytest.mark.parametrize("text", ["#EXTM3U\nhttp://127.0.0.1:9/a.ts\n", "plain words\n" * 40])
def test_playlists_and_texts_are_no_videos(tmp_path: Path, text: str) -> None:
    for name in ("list.m3u8", "list.txt", "list.mp4"):
        (tmp_path / name).write_text(text)
        with pytest.raises(InputError):
            open_source(str(tmp_path / name))


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "song.m4a"), "w", format="mp4") as output:
        stream = output.add_stream("aac", rate=44_100, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4410), np.float32), "fltp", "mono")
        frame.sample_rate = 44_100
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with pytest.raises(FileEmpty, match="no picture"):
        open_source(str(tmp_path / "song.m4a"))


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    source = open_source(str(write_clip(tmp_path / "clip.mp4", [flat((64, 48), 0)])))
    source.close()
    source.close()


def test_shared_clips_are_read_to_the_end(shared_data: Path) -> None:
    clips = sorted((shared_data / "clips").glob("intel_*.mp4"))
    assert clips
    for clip in clips:
        with open_source(str(clip), live=False) as source:
            frames = sum(1 for _ in iter(source.read, None))
            assert frames == source.info.frames
            assert not source.info.note


def test_levels_are_told_apart() -> None:
    assert [index_of(flat((8, 8), i)) for i in range(18)] == list(range(18))
    assert level(17) < 250
