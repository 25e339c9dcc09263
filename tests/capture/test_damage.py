"""Photos and videos that are damaged, cut short or none: told in words, never by a traceback."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from beautymirror.capture.fault import FileAbsent, FileDamaged, FileDenied, FileEmpty
from beautymirror.capture.image import is_picture, read_picture
from beautymirror.capture.opening import open_source
from beautymirror.errors import InputError, UsageError
from beautymirror.frame import Frame
from tests.capture.clip import flat, index_of, ramp, write_clip


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_a_truncated_photo_is_refused(tmp_path: Path, suffix: str) -> None:
    whole = tmp_path / f"whole{suffix}"
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(whole)
    part = tmp_path / f"part{suffix}"
    part.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(FileDamaged, match="part") as caught:
        open_source(str(part), live=False)
    assert caught.value.remedy


def test_a_photo_that_lacks_its_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.avif"
    Image.new("RGB", (64, 64), (198, 134, 112)).save(path)
    path.write_bytes(path.read_bytes().replace(b"pitm", b"free"))  # what tells the first picture
    assert is_picture(path)
    with pytest.raises(FileDamaged, match=r"empty\.avif"):
        open_source(str(path), live=False)


def _first_or_refusal(path: Path) -> Frame | InputError | None:
    try:
        with open_source(str(path), live=False) as source:
            return source.read()
    except InputError as error:
        return error


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_photos_never_end_in_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["PNG", "JPEG", "WEBP", "AVIF", "TIFF", "GIF", "BMP"]))
    path = tmp_path / f"damaged.{kind.lower()}"
    Image.fromarray(ramp()).save(path, kind)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    outcome = _first_or_refusal(path)
    if isinstance(outcome, InputError):
        assert outcome.remedy
    else:
        assert outcome is None or outcome.image.dtype == np.uint8


def test_what_is_called_a_photo_and_is_none_is_told_as_a_photo(tmp_path: Path) -> None:
    Image.fromarray(ramp()).save(tmp_path / "a.png")
    (tmp_path / "b.jpg").write_text("This is not a picture.")
    with pytest.raises(InputError, match="not a picture") as caught:
        open_source(str(tmp_path / "b.jpg"))
    assert "video" not in caught.value.remedy
    with open_source(str(tmp_path), live=False) as source:
        assert len(list(iter(source.read, None))) == 1
        assert "1 photo" in source.info.note


def test_no_photo_there_and_a_folder_instead(tmp_path: Path) -> None:
    with pytest.raises(FileAbsent, match="no photo"):
        read_picture(tmp_path / "absent.png")
    with pytest.raises(InputError, match="is a folder"):
        read_picture(tmp_path)


@pytest.mark.parametrize(("name", "opener"), [("a.png", "PIL.Image.open"), ("a.mp4", "av.open")])
def test_what_may_not_be_read_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, opener: str
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / name).write_bytes(b"closed")
    monkeypatch.setattr(opener, refuse)
    with pytest.raises(FileDenied):
        open_source(str(tmp_path / name), live=False)


def test_no_such_file_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileAbsent, match="no file"):
        open_source(str(tmp_path / "absent.png"))
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(FileEmpty, match="empty"):
        open_source(str(tmp_path / "empty.jpg"))
    with pytest.raises(UsageError):
        open_source("demo", size=(0, 720))


def _read_or_refuse(path: Path) -> list | InputError:
    try:
        with open_source(str(path), live=False) as source:
            return list(iter(source.read, None))
    except InputError as error:
        return error


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
    with open_source(str(path), live=False) as source:
        (frame,) = iter(source.read, None)
    assert index_of(frame.image) == 3


def test_pictures_that_no_decoder_reads_are_refused(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", [flat((64, 48), 3)])
    path.write_bytes(path.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_XXXX5/ISO/AVC"))
    with pytest.raises(InputError, match="no picture that can be decoded"):
        open_source(str(path), live=False)
