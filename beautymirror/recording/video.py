"""Writes videos, with the sound of the input, whole or not at all."""

from __future__ import annotations

import queue
import threading
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from beautymirror.errors import InputError, UsageError
from beautymirror.recording.partial import Output, Partial, write_failure
from beautymirror.recording.sound import Sound
from beautymirror.worker import Worker

__all__ = ["VIDEO_SUFFIXES", "VideoWriter"]

_CONTAINERS = {".mp4": "mp4", ".m4v": "mp4", ".mov": "mov", ".mkv": "matroska", ".webm": "webm"}
_FIFO = 8  # pictures that may wait for the encoder
_CLOCK = Fraction(1, 90_000)  # seconds; divides every common frame rate evenly
_PATIENCE_S = 0.1
_BT709 = 1  # of primaries, transfer and matrix alike in ITU-T H.273

# Encoders in order of preference, with their settings: near the original and quick.
_H264 = (
    ("libx264", {"preset": "veryfast", "crf": "18"}),
    ("h264_videotoolbox", {"q": "70"}),
    ("libopenh264", {"rc_mode": "quality"}),
    ("mpeg4", {"qscale": "2"}),
)
_VP9 = (("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "crf": "24", "row-mt": "1"}),)

VIDEO_SUFFIXES = tuple(_CONTAINERS)

Picture = NDArray[np.uint8]


class VideoWriter(Output):
    """Encodes pictures on a thread of its own; the file appears only when it is whole.

    Sides of odd length grow by one repeated row or column, which H.264 needs.

    Attributes:
        dropped: pictures that a full queue turned away; only ever when live.
        encoder: name of the encoder in use.
    """

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        fps: float,
        audio_from: Path | None = None,
        *,
        live: bool = False,
    ) -> None:
        """Open the output.

        Args:
            path: .mp4, .m4v, .mov or .mkv for H.264, .webm for VP9.
            size: (width, height) of every picture.
            fps: nominal rate; the time of a picture that comes without one.
            audio_from: file whose first sound track is carried over. The pictures' times must
                then be on that file's clock, as an offline video source gives them.
            live: turn pictures away rather than wait while the encoder is behind.

        Raises:
            UsageError: the suffix is unknown.
            InputError: the folder may not be written, or the sound cannot be read.
        """
        if path.suffix.lower() not in _CONTAINERS:
            raise UsageError(
                f"{path.name} has no known kind of video as its suffix.",
                f"Use one of {', '.join(VIDEO_SUFFIXES)}.",
            )
        self.dropped = 0
        self._path, self._size, self._fps, self._live = path, size, fps, live
        self._even = (size[0] + size[0] % 2, size[1] + size[1] % 2)
        self._partial = Partial(path)
        self._sound: Sound | None = None
        with ExitStack() as failing:
            failing.callback(self._let_go)
            self._open(audio_from)
            failing.pop_all()
        self._reformat = VideoReformatter()
        self._last = -1
        self._origin: float | None = self._sound.origin if self._sound else None
        self._queue: queue.Queue[tuple[Picture, float | None] | None] = queue.Queue(_FIFO)
        self._given_up = threading.Event()
        self._done = False
        self._worker = Worker("recorder", self._encode_all)
        self._worker.start()

    def _open(self, audio_from: Path | None) -> None:
        suffix = self._path.suffix.lower()
        self._output = av.open(self._partial.file, "w", format=_CONTAINERS[suffix])
        self.encoder, options = _available(_VP9 if suffix == ".webm" else _H264)
        stream = self._output.add_stream(
            self.encoder, rate=Fraction(self._fps).limit_denominator(1001), options=options
        )
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = self._even
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = _CLOCK
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = ColorRange.MPEG
        self._stream = stream
        if audio_from is not None:
            try:
                self._sound = Sound(audio_from, self._output, suffix)
            except (av.error.FFmpegError, OSError) as error:
                raise InputError(
                    f"The sound of {audio_from.name} cannot be read.", "Choose another file."
                ) from error

    @property
    def sound_lost(self) -> bool:
        """There was sound that could not be carried over, or not all of it; told at the end."""
        return self._sound is not None and self._sound.lost

    def write(self, image: Picture, timestamp: float | None = None) -> bool:
        """Queue a picture; whether it was taken, which offline it always is.

        Args:
            image: (h, w, 3) uint8 sRGB. A read-only one is taken as it is, another is copied.
            timestamp: seconds, increasing; by default one frame after the last.

        Raises:
            InputError: an earlier picture could not be written.
        """
        if (image.shape[1], image.shape[0]) != self._size:
            raise ValueError(f"picture of {image.shape[1::-1]} in a video of {self._size}")
        if self._live and self._queue.full():
            self.dropped += 1
            return False
        self._put((image.copy() if image.flags.writeable else image, timestamp))
        return True

    def keep(self) -> None:
        """Encode what waits, finish the file and put it in its place; keeping twice is harmless.

        Raises:
            InputError: the file could not be written, or there was no picture; nothing is left.
        """
        if self._done:
            return
        try:
            self._put(None)
            self._join()
            if self._last < 0:
                raise InputError(f"There was no picture to write to {self._path.name}.")
            self._done = True
        finally:
            if not self._done:
                self.discard()
        self._partial.keep()

    def discard(self) -> None:
        """Stop and leave nothing behind; harmless after ``keep``."""
        if self._done:
            return
        self._done = True
        self._given_up.set()
        self._worker.stop(deadline=10.0)
        self._let_go()

    def _put(self, item: tuple[Picture, float | None] | None) -> None:
        while self._worker.running:
            try:
                self._queue.put(item, timeout=_PATIENCE_S)
                return
            except queue.Full:
                continue
        self._join()

    def _join(self) -> None:
        while self._worker.running:
            self._worker.stop(deadline=60.0)
        if self._worker.error is not None:
            self.discard()
            raise self._worker.error

    def _let_go(self) -> None:
        if self._sound is not None:
            self._sound.close()
        self._partial.discard()

    # The encoder's thread -----------------------------------------------------------------------

    def _encode_all(self, _: threading.Event) -> None:
        try:
            while (item := self._next()) is not None:
                self._encode(*item)
            if self._given_up.is_set():
                return
            self._output.mux(self._stream.encode(None))
            if self._sound is not None:
                self._sound.advance(None)
            self._output.close()
        except (OSError, av.error.FFmpegError) as error:
            raise write_failure(self._path, error) from error

    def _next(self) -> tuple[Picture, float | None] | None:
        while not self._given_up.is_set():
            try:
                return self._queue.get(timeout=_PATIENCE_S)
            except queue.Empty:
                continue
        return None

    def _encode(self, image: Picture, timestamp: float | None) -> None:
        if self._even != self._size:
            missing = [(0, e - s) for e, s in zip(self._even[::-1], self._size[::-1], strict=True)]
            image = np.pad(image, (*missing, (0, 0)), mode="edge")
        frame = self._reformat.reformat(
            av.VideoFrame.from_ndarray(image, format="rgb24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        frame.pts = self._ticks(timestamp)
        frame.time_base = _CLOCK
        self._output.mux(self._stream.encode(frame))
        if self._sound is not None:
            self._sound.advance(float(frame.pts * _CLOCK))

    def _ticks(self, timestamp: float | None) -> int:
        """The picture's time on the output's clock, after that of the one before."""
        interval = round(1 / (self._fps * _CLOCK))
        if timestamp is None:
            ticks = 0 if self._last < 0 else self._last + interval
        else:
            if self._origin is None:
                self._origin = timestamp
            ticks = round((timestamp - self._origin) / _CLOCK)
        self._last = max(ticks, self._last + 1, 0)
        return self._last


def _available(choices: tuple[tuple[str, dict[str, str]], ...]) -> tuple[str, dict[str, str]]:
    for name, options in choices:
        if name in av.codecs_available:
            return name, options
    raise UsageError("This kind of video cannot be written here.", "Use .mp4, which always can.")
