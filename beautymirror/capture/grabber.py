"""A thread that opens a camera, agrees on a mode, and keeps its newest frame at hand."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np

from beautymirror.frame import Frame
from beautymirror.mailbox import Latest
from beautymirror.worker import Worker

__all__ = ["Capture", "Grabber", "Mode", "backends", "open_capture"]

_RATE = 30.0
_SMOOTH = 24.0  # frames a second that still look smooth
# The best size first; the next one is taken only where a better one is not smooth.
_SIZES = ((1280, 720), (960, 540), (640, 480))
_RETRY_S = 0.01


class Capture(Protocol):
    """The part of ``cv2.VideoCapture`` that is used."""

    def isOpened(self) -> bool: ...
    def get(self, prop: int, /) -> float: ...
    def set(self, prop: int, value: float, /) -> bool: ...
    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, Any]: ...
    def release(self) -> None: ...


OpenCapture = Callable[[int, int, Sequence[int]], Capture]


@dataclass(frozen=True, slots=True)
class Mode:
    """What a camera has agreed to: size in pixels, frames a second (0 unknown), four letters."""

    size: tuple[int, int]
    fps: float
    codec: str


def backends() -> tuple[tuple[int, str], ...]:
    """(OpenCV's number, name) of the ways to a camera on this system, best first."""
    if sys.platform == "win32":
        return ((cv2.CAP_MSMF, "MSMF"), (cv2.CAP_DSHOW, "DirectShow"))
    if sys.platform == "darwin":
        return ((cv2.CAP_AVFOUNDATION, "AVFoundation"),)
    return ((cv2.CAP_V4L2, "V4L2"),)


def open_capture(index: int, backend: int, parameters: Sequence[int]) -> Capture:
    """OpenCV's camera, opened with (property, value, property, value ...)."""
    # A camera that cannot be opened is reported in words; OpenCV's own lines add only noise.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    return cv2.VideoCapture(index, backend, list(parameters))


class Grabber:
    """Grabs on a thread of its own, so that neither a slow nor a dead driver holds anyone up.

    Always grabbing also keeps the driver's queue empty: the frame handed out is the newest.

    Attributes:
        frames: the newest frame; its index counts what was grabbed.
        mode: what the camera agreed to; None before the first frame.
        opened: whether the backend has opened the device.
        backend: the backend's name.
    """

    def __init__(
        self,
        index: int,
        backend: tuple[int, str],
        size: tuple[int, int] | None,
        open_capture: OpenCapture = open_capture,
    ) -> None:
        self.frames: Latest[Frame] = Latest()
        self.mode: Mode | None = None
        self.opened = False
        self.backend = backend[1]
        self._arrivals: deque[float] = deque(maxlen=31)
        self._index, self._number, self._open = index, backend[0], open_capture
        self._sizes = (size,) if size else _SIZES
        self._worker = Worker(f"camera {index} {self.backend}", self._run)

    @property
    def ended(self) -> bool:
        """Whether the thread has given up."""
        return not self._worker.running

    @property
    def error(self) -> Exception | None:
        """The defect that ended the thread; a camera that cannot be opened is none."""
        return self._worker.error

    @property
    def rate(self) -> float:
        """Frames a second that really arrived of late; 0 while too few have."""
        arrivals = tuple(self._arrivals)
        if len(arrivals) < 16:
            return 0.0
        return (len(arrivals) - 1) / max(arrivals[-1] - arrivals[0], 1e-6)

    def start(self) -> None:
        """Begin to open the camera; returns at once."""
        self._worker.start()

    def stop(self, deadline: float) -> bool:
        """Let go of the camera within `deadline` seconds; whether that was done."""
        return self._worker.stop(deadline)

    def abandon(self) -> None:
        """Let go of the camera whenever it has opened; returns at once."""
        self._worker.stopping.set()

    def _run(self, stopping: threading.Event) -> None:
        capture = self._opened()
        try:
            self.opened = capture.isOpened()
            if not self.opened or stopping.is_set():
                return
            agreed = _agree(capture, self._sizes)
            self._grab(capture, agreed, stopping)
        finally:
            capture.release()
            self.frames.close()

    def _opened(self) -> Capture:
        width, height = self._sizes[0]
        wishes = _wishes(width, height)
        capture = self._open(self._index, self._number, [int(part) for w in wishes for part in w])
        if capture.isOpened():
            return capture
        # Some backends refuse to open with a wish that they cannot meet.
        capture.release()
        return self._open(self._index, self._number, ())

    def _grab(self, capture: Capture, agreed: Mode, stopping: threading.Event) -> None:
        index = 0
        while not stopping.is_set():
            picture = None
            if capture.grab():
                arrived = time.monotonic()
                picture = _retrieved(capture)
            if picture is None:
                stopping.wait(_RETRY_S)
                continue
            picture.flags.writeable = False
            shown = picture.shape[1], picture.shape[0]
            if self.mode is None or self.mode.size != shown:
                self.mode = Mode(shown, agreed.fps, agreed.codec)
            self._arrivals.append(arrived)
            self.frames.put(Frame.wide(picture, arrived, index))
            index += 1


def _wishes(width: int, height: int) -> tuple[tuple[int, float], ...]:
    # The format first: a driver resets size and rate when it changes. Raw pictures at 1280x720
    # do not fit through USB 2 at 30 a second, those compressed one by one do.
    return (
        (cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG"))),
        (cv2.CAP_PROP_FRAME_WIDTH, width),
        (cv2.CAP_PROP_FRAME_HEIGHT, height),
        (cv2.CAP_PROP_FPS, _RATE),
    )


def _agree(capture: Capture, sizes: Sequence[tuple[int, int]]) -> Mode:
    """Settle for the first size that runs smoothly, else for the fastest."""
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    best: tuple[Mode, tuple[int, int]] | None = None
    for size in sizes:
        mode = _asked(capture, size)
        if mode.fps == 0 or mode.fps >= _SMOOTH:
            return mode
        if best is None or mode.fps > best[0].fps:
            best = mode, size
    if best is None:
        raise ValueError("no size to ask for")
    return best[0] if best[1] == sizes[-1] else _asked(capture, best[1])


def _asked(capture: Capture, size: tuple[int, int]) -> Mode:
    for prop, value in _wishes(*size):
        capture.set(prop, value)
    width, height = (
        round(capture.get(prop)) for prop in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
    )
    code = int(capture.get(cv2.CAP_PROP_FOURCC)) & 0xFFFFFFFF
    letters = code.to_bytes(4, "little").decode("ascii", "replace").strip("\0 ")
    fps = capture.get(cv2.CAP_PROP_FPS)
    return Mode((width, height), fps if 0 < fps < 1000 else 0.0, letters)


def _retrieved(capture: Capture) -> np.ndarray[Any, np.dtype[np.uint8]] | None:
    """The grabbed picture, (h, w, 4) RGB before a byte of no meaning; None when it is damaged."""
    try:
        good, picture = capture.retrieve()
        if not good or picture is None or picture.size == 0:
            return None
        grey = picture.ndim == 2 or picture.shape[2] == 1
        code = cv2.COLOR_GRAY2RGBA if grey else cv2.COLOR_BGR2RGBA
        return np.asarray(cv2.cvtColor(picture, code), np.uint8)
    except cv2.error:
        return None
