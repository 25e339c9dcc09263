"""Frames of a video file."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from beautymirror.capture.container import open_container
from beautymirror.capture.fault import FileDenied, FileEmpty
from beautymirror.capture.letterbox import place_in
from beautymirror.capture.orientation import orientation_of
from beautymirror.capture.source import Pace, Source, SourceInfo, frozen
from beautymirror.errors import InputError
from beautymirror.frame import Frame

__all__ = ["VideoSource"]

_UNKNOWN_RATE = 25.0
_SPARE_S = 0.5  # by which a file may end before the time that it tells
_UNSPECIFIED = 2  # AVCOL_SPC_UNSPECIFIED
_EXACT = Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
# FFmpeg takes a text file for terminal art and "plays" it.
_NOT_VIDEO = frozenset({"tty", "ansi", "bintext", "xbin", "idf", "adf"})


class VideoSource(Source):
    """A video, decoded in order; its rotation and the shape of its pixels are applied.

    Every frame has the size of the first: should the video change its size on the way, later
    frames are scaled into the first size and centred on bars. A frame without a time of its own,
    or with one that runs backwards, comes one frame interval after the frame before it. Live,
    frames that are already late are skipped so that the video keeps to its clock; otherwise every
    frame is delivered. A damaged part is skipped, and the note says so; or that the end is missing.
    """

    def __init__(
        self,
        path: Path,
        size: tuple[int, int] | None = None,
        *,
        live: bool,
        loop: bool,
        exact: bool = True,
    ) -> None:
        """Open the file and decode its first frame.

        Args:
            path: of the video.
            size: (width, height) of the frames; by default as the video is shown.
            live: keep to real time on the monotonic clock.
            loop: start again at the end.
            exact: convert colours exactly rather than quickly.

        Raises:
            InputError: the file cannot be read, has no picture, or is no video.
        """
        self._path, self._loop, self._exact = path, loop, exact
        self._reformat = VideoReformatter()
        self._damaged = False
        self._container = _opened(path)
        with ExitStack() as failing:
            failing.callback(self._container.close)
            self._stream = self._container.streams.video[0]
            self._stream.thread_type = "SLICE"
            rate = self._stream.average_rate or self._stream.guessed_rate
            self._fps = float(rate) if rate else _UNKNOWN_RATE
            self._frames = self._decoded()
            first = next(self._frames, None)
            if first is None:
                raise FileEmpty(f"{path.name} holds no picture that can be decoded.", _REMEDY)
            failing.pop_all()
        self._pending: av.VideoFrame | None = first
        self._orientation = orientation_of(first)
        aspect = self._stream.sample_aspect_ratio or 1
        upright = self._orientation.shape(first.width * float(aspect), first.height)
        self._size = size or (max(1, round(upright[0])), max(1, round(upright[1])))
        self._aspect = float(aspect)
        self._pace = Pace() if live else None
        self._last: float | None = None  # time of the newest frame, seconds of the file's clock
        self._start: float | None = None
        self._lap = 0.0  # added to the file's clock on every round of a loop
        self._index = 0

    @property
    def info(self) -> SourceInfo:
        note = "Parts of the video are damaged or missing." if self._damaged else ""
        return SourceInfo(
            kind="video",
            label=self._path.name,
            size=self._size,
            fps=self._fps,
            live=self._pace is not None,
            frames=None if self._loop else self._stream.frames or None,
            note=note,
        )

    def read(self) -> Frame | None:
        while (frame := self._next()) is not None:
            due = self._time_of(frame)
            if self._pace and self._pace.stalled(due, 1.0 / self._fps):
                continue
            image = self._image_of(frame)
            stamp = self._pace.wait(due) if self._pace else due
            self._index += 1
            return Frame.wide(frozen(image), stamp, self._index - 1)
        return None

    def close(self) -> None:
        self._frames.close()
        self._container.close()

    def _next(self) -> av.VideoFrame | None:
        if self._pending is not None:
            first, self._pending = self._pending, None
            return first
        frame = next(self._frames, None)
        if frame is None and self._loop:
            self._rewind()
            frame = next(self._frames, None)
        return frame

    def _rewind(self) -> None:
        self._frames.close()
        self._container.close()
        # Opening anew, unlike seeking, works for every container and never lands past the start.
        self._container = _opened(self._path)
        self._stream = self._container.streams.video[0]
        self._stream.thread_type = "SLICE"
        self._frames = self._decoded()
        if self._last is not None and self._start is not None:
            self._lap = self._last + 1.0 / self._fps - self._start

    def _decoded(self) -> Generator[av.VideoFrame]:
        """Every frame that can be decoded, in order of display."""
        picture = self._stream
        packets = self._container.demux()  # all of them: only together they tell a missing end
        # Of the picture and of everything, seconds of the file's clock, as far as the file goes.
        shown = whole = -math.inf
        begun = math.inf  # the first picture, which tells better than a guess from a few packets
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    break
                mine = packet.stream is picture
                if packet.pts is not None and packet.time_base is not None:
                    end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
                    whole = max(whole, end)
                    if mine:
                        shown = max(shown, end)
                        begun = min(begun, float(packet.pts * packet.time_base))
                if mine:
                    for frame in picture.decode(packet):
                        self._damaged |= frame.is_corrupt
                        yield frame
            except av.error.EOFError:
                break
            except av.error.FFmpegError:  # decoders have many words for what they cannot read
                self._damaged = True
        self._damaged |= _falls_short(self._container, picture, begun, shown, whole)

    def _time_of(self, frame: av.VideoFrame) -> float:
        own = None if frame.pts is None or frame.time is None else frame.time + self._lap
        if own is None or (self._last is not None and own <= self._last):
            own = 0.0 if self._last is None else self._last + 1.0 / self._fps
        if self._start is None:
            self._start = own
        self._last = own
        return own

    def _image_of(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        turn = self._orientation
        place = place_in(turn.shape(frame.width * self._aspect, frame.height), self._size)
        width, height = turn.shape(place.width, place.height)
        hd = frame.colorspace == _UNSPECIFIED and max(frame.width, frame.height) >= 1280
        wide = self._reformat.reformat(
            frame,
            width=int(width),
            height=int(height),
            format="rgba",
            # Untagged, large video is BT.709 and small video BT.601, as players have it.
            src_colorspace=Colorspace.ITU709 if hd else None,
            interpolation=self._method(frame, (int(width), int(height))),
            dst_color_range=ColorRange.JPEG,
            # One thread is fastest at 720p: a second one costs more to start than it saves.
            threads=1,
        )
        picture = cast("NDArray[np.uint8]", wide.to_ndarray())
        return np.ascontiguousarray(place.into(turn.upright(picture), self._size))

    def _method(self, frame: av.VideoFrame, size: tuple[int, int]) -> Interpolation:
        if (frame.width, frame.height) == size:
            # Truncating conversion: 0.4 ms at 720p, and one or two of 255 too dark in colours.
            # The exact one, with chroma interpolated, takes 5 ms.
            return Interpolation.BILINEAR | (_EXACT if self._exact else 0)
        return (Interpolation.AREA if size[0] < frame.width else Interpolation.BICUBIC) | _EXACT


_REMEDY = "Choose a video that another player can show, such as an MP4 with H.264."


def _falls_short(
    container: av.container.InputContainer,
    stream: av.VideoStream,
    begun: float,
    shown: float,
    whole: float,
) -> bool:
    """Whether a file ended before it says that it does.

    Args:
        begun: when the first picture begins, in seconds of the file's clock.
        shown: when the last picture ended, in seconds of the file's clock.
        whole: when the last of everything ended. Files that tell one length for everything, as
            Matroska does, tell it of the longest, which may be the sound.
    """
    if stream.duration is not None and stream.time_base is not None:
        start = min(begun, float((stream.start_time or 0) * stream.time_base))
        return shown < start + float(stream.duration * stream.time_base) - _SPARE_S
    if container.duration is None:
        return False
    told = ((container.start_time or 0) + container.duration) / av.time_base
    return whole < told - _SPARE_S


def _opened(path: Path) -> av.container.InputContainer:
    try:
        container = open_container(path)
    except PermissionError as error:
        raise FileDenied(
            f"{path.name} may not be read.", "Allow reading it, or choose another file."
        ) from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise InputError(
            f"{path.name} is not a picture or video that can be read.", _REMEDY
        ) from error
    if not container.streams.video or container.format.name in _NOT_VIDEO:
        container.close()
        raise FileEmpty(f"{path.name} holds no picture.", _REMEDY)
    return container
