"""Sound beside the pictures: carried over as it is, or encoded anew."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from beautymirror.capture.opening import open_source
from beautymirror.recording.video import VideoWriter
from tests.capture.clip import flat, write_clip

_SIZE = (64, 48)


def _times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time or 0) for frame in container.decode(video=0)]


def _with_sound(path: Path, sound: Path, pictures: int) -> VideoWriter:
    """Write a video with the sound of another file; its writer, which is done."""
    with VideoWriter(path, _SIZE, 30, audio_from=sound) as writer:
        for index in range(pictures):
            writer.write(flat(_SIZE, index), index / 30)
    return writer


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
    _with_sound(tmp_path / "out.mp4", original, 30)
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
    writer = _with_sound(tmp_path / "out.mp4", original, 30)
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
    writer = _with_sound(tmp_path / "out.mp4", path, 5)
    assert writer.sound_lost
    assert len(_times(tmp_path / "out.mp4")) == 5


def test_sound_that_changes_its_channels_on_the_way_is_kept(tmp_path: Path) -> None:
    """As that of a film recorded from television does."""
    original = _of_changing_channels(tmp_path / "in.mkv")
    writer = _with_sound(tmp_path / "out.webm", original, 30)
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
    _with_sound(tmp_path / "out.mp4", original, 5)
    with av.open(str(tmp_path / "out.mp4")) as container:
        assert len(container.streams.audio) == 0
        assert len(container.streams.video) == 1
