"""The sound of the input, carried over to the output."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

from beautymirror.capture.container import open_container

__all__ = ["Sound"]

Packet: TypeAlias = "av.Packet[AudioStream]"

# What each kind of file takes as it is; all else is encoded anew.
_TAKES = {
    ".mp4": frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"}),
    ".m4v": frozenset({"aac", "mp3", "ac3", "eac3", "alac"}),
    ".mov": frozenset({"aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s24le"}),
    ".mkv": frozenset({"aac", "mp3", "ac3", "eac3", "opus", "vorbis", "flac", "pcm_s16le"}),
    ".webm": frozenset({"opus", "vorbis"}),
}
_MICROSECOND = 1e-6
# Of AAC; a track with another rate is resampled to the next higher one.
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_OPUS_RATE = 48000


class Sound:
    """Copies a file's first sound track that can be read into an output, in step with its pictures.

    Attributes:
        origin: seconds on the input's clock that become zero in the output.
        copied: the track is carried over as it is rather than encoded anew.
        lost: there is sound that cannot be carried over, or not all of it.
    """

    def __init__(self, path: Path, output: OutputContainer, suffix: str) -> None:
        """Open `path` and declare its track in `output`; silent input is no error."""
        self._input: InputContainer | None = open_container(path)
        self.origin = (self._input.start_time or 0) * _MICROSECOND
        self._output = output
        self.copied = self.lost = False
        self._packets: Iterator[Packet] = iter(())
        self._waiting: Packet | None = None
        self._last: int | None = None  # time that was last copied, on the track's clock
        self._end = Fraction(0)  # seconds on the output's clock that were encoded
        self._fit: _Fit | None = None
        track = next(filter(_readable, self._input.streams.audio), None)
        if track is None:
            self.lost = bool(self._input.streams.audio)
            self.close()
            return
        # The kind of sound, not the decoder's name: that of MP3 is "mp3float".
        self.copied = track.codec_context.codec.canonical_name in _TAKES[suffix]
        self._target = (
            output.add_stream_from_template(track)
            if self.copied
            else _encoder(output, track, suffix)
        )
        self._packets = self._input.demux(track)

    def advance(self, seconds: float | None) -> None:
        """Write the sound up to `seconds` of the output's clock; all of it when None."""
        while True:
            packet, self._waiting = self._waiting or self._next(), None
            if packet is None:
                if seconds is None:
                    self._finish()
                return
            if seconds is not None and self._time(packet) > seconds:
                self._waiting = packet
                return
            self._write(packet)

    def close(self) -> None:
        """Let go of the input."""
        if self._input is not None:
            self._input.close()
            self._input = None

    def _next(self) -> Packet | None:
        try:
            return next((p for p in self._packets if p.dts is not None), None)
        except av.error.FFmpegError:
            self.lost = True
            return None  # the rest of the track is damaged; the picture goes on without it

    def _time(self, packet: Packet) -> float:
        return float(packet.dts * packet.time_base) - self.origin  # type: ignore[operator]

    def _write(self, packet: Packet) -> None:
        if self.copied:
            self._copy(packet)
            return
        try:
            frames = [fitted for frame in packet.decode() for fitted in self._fitted(frame)]
        except av.error.FFmpegError:
            self.lost = True
            return
        for frame in frames:
            self._output.mux(self._target.encode(frame))

    def _copy(self, packet: Packet) -> None:
        shift = round(self.origin / packet.time_base)
        dts = packet.dts - shift  # type: ignore[operator]
        if self._last is not None and dts <= self._last:
            return  # said twice, or out of turn, in a damaged file
        self._last = dts
        packet.pts = dts if packet.pts is None else max(packet.pts - shift, dts)
        packet.dts, packet.stream = dts, self._target
        self._output.mux(packet)

    def _fitted(self, frame: av.AudioFrame) -> list[av.AudioFrame]:
        """The frame as the encoder wants it, after what a change of its form left over."""
        left: list[av.AudioFrame] = []
        if self._fit is None or not self._fit.takes(frame):
            left = self._left()
            self._fit = _Fit(frame, self._target)
        self._place(frame)
        return left + self._fit.of(frame)

    def _left(self) -> list[av.AudioFrame]:
        try:
            return self._fit.rest() if self._fit is not None else []
        except av.error.FFmpegError:  # some sound, as of 15 channels, cannot be fitted at all
            self.lost = True
            return []

    def _place(self, frame: av.AudioFrame) -> None:
        """Put a frame's time in samples, after the end of the one before.

        Files count in what suits them, an AVI in whole packets, of which the encoder's frames are
        no multiple.
        """
        rate = frame.sample_rate
        start = round(self._end * rate)
        if frame.pts is not None and frame.time_base is not None:
            seconds = float(frame.pts * frame.time_base) - self.origin
            start = max(start, round(seconds * rate))
        frame.pts, frame.time_base = start, Fraction(1, rate)
        self._end = Fraction(start + frame.samples, rate)

    def _finish(self) -> None:
        if self._input is not None and not self.copied:
            for frame in self._left():
                self._output.mux(self._target.encode(frame))
            self._output.mux(self._target.encode(None))
        self.close()


class _Fit:
    """Turns sound of one form (rate, channels, kind of number) into what an encoder takes."""

    def __init__(self, frame: av.AudioFrame, target: AudioStream) -> None:
        self._form = _form(frame)
        wanted = target.codec_context
        self._resampler = av.AudioResampler(wanted.format, wanted.layout, wanted.sample_rate)

    def takes(self, frame: av.AudioFrame) -> bool:
        return _form(frame) == self._form

    def of(self, frame: av.AudioFrame) -> list[av.AudioFrame]:
        return self._resampler.resample(frame)

    def rest(self) -> list[av.AudioFrame]:
        """What was held back, being at the edge; the last thing asked for."""
        return [frame for frame in self._resampler.resample(None) if frame is not None]


def _form(frame: av.AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.layout.name, frame.format.name


def _readable(track: AudioStream) -> bool:
    """Whether there is a decoder for a track, and the file tells what it needs."""
    return track.codec_context is not None and track.codec_context.sample_rate > 0


def _encoder(output: OutputContainer, track: AudioStream, suffix: str) -> AudioStream:
    opus = suffix == ".webm"
    rate = _OPUS_RATE if opus else _aac_rate(track.codec_context.sample_rate)
    target = output.add_stream("libopus" if opus else "aac", rate=rate)
    assert isinstance(target, AudioStream)
    target.codec_context.layout = "mono" if track.codec_context.channels == 1 else "stereo"
    target.codec_context.bit_rate = 160_000
    return target


def _aac_rate(rate: int) -> int:
    return _AAC_RATES[min(bisect_left(_AAC_RATES, rate), len(_AAC_RATES) - 1)]
