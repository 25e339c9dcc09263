"""The command line as people call it, in this process or in one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from beautymirror import cli


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


LIPS = (slice(138, 148), slice(206, 240))  # of ``portrait``, rows and columns
Call = Callable[..., Said]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Call:
    """Run a command line in this process; nobody may ever see a traceback."""

    def call(*arguments: object) -> Said:
        capfd.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)

    return call


@pytest.fixture(scope="session")
def portrait() -> NDArray[np.uint8]:
    """(512, 512, 3): a person."""
    from skimage.data import astronaut

    return np.ascontiguousarray(astronaut())


@pytest.fixture
def photo(tmp_path: Path, portrait: NDArray[np.uint8]) -> Path:
    """A photo with a face."""
    path = tmp_path / "photo.png"
    Image.fromarray(portrait).save(path)
    return path


@pytest.fixture
def clip(tmp_path: Path, portrait: NDArray[np.uint8]) -> Path:
    """A video of 20 frames with a face and a second of sound."""
    from beautymirror.recording.video import VideoWriter

    silent = tmp_path / "silent.mp4"
    with VideoWriter(silent, (512, 512), 20.0) as writer:
        for shift in range(20):
            writer.write(np.roll(portrait, 2 * shift, axis=1), shift / 20)
    return with_sound(silent, tmp_path / "clip.mp4")


def pixels(path: Path) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 of a picture file."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def with_sound(silent: Path, path: Path) -> Path:
    """The same video with a tone of 440 Hz."""
    import av

    with av.open(str(silent)) as source, av.open(str(path), "w") as output:
        video = output.add_stream_from_template(source.streams.video[0])
        audio = output.add_stream("aac", rate=44100, layout="mono")
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = video
                output.mux(packet)
        tone = np.sin(2 * np.pi * 440 * np.arange(44100) / 44100).astype(np.float32)
        for start in range(0, 44100, 1024):
            frame = av.AudioFrame.from_ndarray(tone[None, start : start + 1024], "fltp", "mono")
            frame.sample_rate, frame.pts = 44100, start
            output.mux(audio.encode(frame))
        output.mux(audio.encode(None))
    return path


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[str]]:
    """Start the program in a process of its own."""

    def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "beautymirror", *map(str, arguments)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
        return subprocess.Popen(command, **options)

    return start
