"""Small video files with a known content, made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 30


def level(index: int) -> int:
    """The grey of frame `index`: far enough apart to be told apart after encoding."""
    return 24 + 12 * (index % 18)


def index_of(image: np.ndarray) -> int:
    """Which frame a picture is, modulo 18, from the grey of its middle."""
    height, width = image.shape[:2]
    middle = image[height // 2 - 2 : height // 2 + 2, width // 2 - 2 : width // 2 + 2]
    return round((float(middle.mean()) - 24) / 12)


def flat(size: tuple[int, int], index: int) -> np.ndarray:
    """A grey picture (h, w, 3)."""
    return np.full((size[1], size[0], 3), level(index), np.uint8)


def write_clip(
    path: Path,
    pictures: Sequence[np.ndarray],
    *,
    times: Sequence[float] | None = None,
    rotation: int = 0,
    sound: bool = False,
    codec: str = "libx264",
    aspect: Fraction | None = None,
    options: dict[str, str] | None = None,
    sound_codec: str = "aac",
    sound_rate: int = 44_100,
    rate: Fraction | int = RATE,
) -> Path:
    """Encode pictures as H.264, or another codec, at a rate or at given times in seconds."""
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", options=options or {}) as output:
        stream = output.add_stream(codec, rate=rate)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.time_base = (
            1 / Fraction(rate) if times is None else Fraction(1, 90_000)
        )
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if rotation:
            stream.set_display_rotation(rotation)
        audio = output.add_stream(sound_codec, rate=sound_rate, layout="mono") if sound else None
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number if times is None else round(times[number] * 90_000)
            frame.time_base = stream.codec_context.time_base
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        if audio is not None:
            for packet in audio.encode(_beep(float(len(pictures) / rate), sound_rate)):
                output.mux(packet)
            output.mux(audio.encode(None))
    return path


def _beep(seconds: float, rate: int) -> av.AudioFrame:
    count = round(rate * seconds)
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(count) / rate, dtype=np.float32)
    frame = av.AudioFrame.from_ndarray(wave[None].astype(np.float32), "fltp", "mono")
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    return frame


def ramp() -> np.ndarray:
    """(20, 30, 3) uint8 with a different colour everywhere."""
    down, across = np.mgrid[0:20, 0:30]
    return np.stack([across * 8, down * 12, (across + down) * 5], axis=-1).astype(np.uint8)
