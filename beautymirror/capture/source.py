"""Where frames come from: one protocol, and one way to open any of them."""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from beautymirror.errors import InputError, UsageError
from beautymirror.frame import Frame

__all__ = ["Pace", "Source", "SourceInfo", "frozen", "open_source"]

_CAMERA = re.compile(r"(?:webcam|camera)(?::(\d+))?")


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a source is and what it really delivers.

    Attributes:
        kind: "webcam", "video", "photo", "folder" or "demo".
        label: what to call it in front of a person: the camera's or the file's name.
        size: (width, height) in pixels of every frame; of the first one for a folder.
        fps: frames a second, as negotiated or as written in the file.
        live: paced in real time on the monotonic clock.
        frames: how many there are; None when endless or unknown.
        note: one sentence for the person, such as why the rate is low; may be empty, and may come
            while the source runs.
        mode: format, size and backend that a camera agreed to, such as "MJPG 1280x720, V4L2".
    """

    kind: str
    label: str
    size: tuple[int, int]
    fps: float
    live: bool
    frames: int | None = None
    note: str = ""
    mode: str = ""


class Source(ABC):
    """A stream of frames, read from one thread and closed from the same one.

    Every frame's image is (h, w, 3) uint8 sRGB, C-contiguous and read-only; timestamps strictly
    increase; indices count 0, 1, 2 ...
    """

    @property
    @abstractmethod
    def info(self) -> SourceInfo:
        """What this source is; may gain a note while it runs."""

    @abstractmethod
    def read(self) -> Frame | None:
        """The next frame, waited for; None when there are no more.

        Raises:
            CameraLost: a camera has been silent for two seconds.
            InputError: a file is damaged beyond what can be skipped.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the device or file; closing twice is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Pace:
    """Holds frames back until their time comes on the monotonic clock.

    The first frame starts the clock. After a stall of more than a quarter of a second the
    schedule starts anew, so that a pause is not followed by a burst.
    """

    STALL = 0.25

    def __init__(self) -> None:
        self._start: float | None = None

    def wait(self, due: float) -> float:
        """Sleep until `due` seconds after the start; return the monotonic time, in seconds."""
        now = time.monotonic()
        if self._start is None or now - (self._start + due) > self.STALL:
            self._start = now - due
        delay = self._start + due - now
        if delay > 0:
            time.sleep(delay)
        return self._start + due

    def stalled(self, due: float, interval: float) -> bool:
        """Whether a frame due at `due` is so late that the next, `interval` on, is due already.

        False after a stall, where the schedule starts anew with this frame.
        """
        if self._start is None:
            return False
        return interval < time.monotonic() - (self._start + due) <= self.STALL


def frozen(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same array, read-only."""
    image.flags.writeable = False
    return image


def open_source(
    text: str,
    *,
    size: tuple[int, int] | None = None,
    live: bool = True,
    loop: bool | None = None,
    exact: bool | None = None,
) -> Source:
    """Open a camera, the demo, a photo, a folder of photos or a video.

    Args:
        text: "webcam", "webcam:N", "demo", or a path.
        size: (width, height) to deliver; None keeps the source's own (1280x720 for the demo and,
            where it can, a camera). A file's picture keeps its shape and is centred on bars; a
            camera may give another size, which its info says.
        live: pace files and the demo in real time, stamped by the monotonic clock; otherwise
            deliver every frame as soon as it is asked for, stamped by the file's own clock.
        loop: start again at the end; by default what is live loops and what is not does not.
        exact: convert a video's colours exactly rather than quickly; by default where not live.

    Raises:
        UsageError: the text or the size makes no sense.
        MissingError: no such camera, or the demo's portrait is not installed.
        InputError: the file is missing, empty, damaged or of no known kind.
    """
    if size is not None and not all(1 <= side <= 16384 for side in size):
        raise UsageError(
            f"A picture of {size[0]}x{size[1]} cannot be made.",
            "Choose a size between 1x1 and 16384x16384, such as 1280x720.",
        )
    repeat = live if loop is None else loop
    if camera := _CAMERA.fullmatch(text):
        from beautymirror.capture.webcam import WebcamSource

        return WebcamSource(int(camera[1]) if camera[1] else None, size)
    if text == "demo":
        from beautymirror.capture.synthetic import DemoSource

        return DemoSource(size or (1280, 720), live=live, loop=repeat)
    return _open_path(text, size, live, repeat, not live if exact is None else exact)


def _open_path(
    text: str, size: tuple[int, int] | None, live: bool, loop: bool, exact: bool
) -> Source:
    from beautymirror.capture import image, video

    path = Path(text).expanduser()
    if not path.exists():
        raise InputError(
            f"There is no file or folder {text!r}.",
            'Give a photo, a folder of photos, a video, "webcam" or "demo".',
        )
    if path.is_dir():
        return image.FolderSource(path, size, live=live, loop=loop)
    if path.is_file() and path.stat().st_size == 0:
        raise InputError(f"{path.name} is empty.", "Choose another file.")
    if image.is_picture(path):
        return image.PhotoSource(path, size, live=live, loop=loop)
    return video.VideoSource(path, size, live=live, loop=loop, exact=exact)
