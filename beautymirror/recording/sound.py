"""The sound of the input, carried over to the output."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

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


class Sound:
    """Copies a file's first sound track into an output, keeping step with its pictures.

    Attributes:
        origin: seconds on the input's clock that become zero in the output.
        copied: the track is carried over as it is rather than encoded anew.
    """

    def __init__(self, path: Path, output: OutputContainer, suffix: str) -> None:
        """Open `path` and declare its track in `output`; silent input is no error."""
        self._input: InputContainer | None = av.open(
            str(path), options={"protocol_whitelist": "file"}
        )
        self.origin = (self._input.start_time or 0) * _MICROSECOND
        self._output = output
        self.copied = False
        self._packets: Iterator[Packet] = iter(())
        self._waiting: Packet | None = None
        self._end: int | None = None  # of what was written, in packets' or samples' time
        if not self._input.streams.audio:
            self.close()
            return
        track = self._input.streams.audio[0]
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
        except av.error.InvalidDataError:
            return None  # the rest of the track is damaged; the picture goes on without it

    def _time(self, packet: Packet) -> float:
        return float(packet.dts * packet.time_base) - self.origin  # type: ignore[operator]

    def _write(self, packet: Packet) -> None:
        if self.copied:
            self._copy(packet)
            return
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            return
        for frame in frames:
            self._place(frame)
            self._output.mux(self._target.encode(frame))

    def _copy(self, packet: Packet) -> None:
        shift = round(self.origin / packet.time_base)
        dts = packet.dts - shift  # type: ignore[operator]
        if self._end is not None and dts < self._end:
            return  # said twice, or out of turn, in a damaged file
        self._end = dts + 1
        packet.pts = dts if packet.pts is None else max(packet.pts - shift, dts)
        packet.dts, packet.stream = dts, self._target
        self._output.mux(packet)

    def _place(self, frame: av.AudioFrame) -> None:
        """Put a frame's time in samples, after the end of the one before.

        Files count in what suits them, an AVI in whole packets, of which the encoder's frames are
        no multiple.
        """
        start = self._end or 0
        if frame.pts is not None and frame.time_base is not None:
            seconds = float(frame.pts * frame.time_base) - self.origin
            start = max(start, round(seconds * frame.sample_rate))
        frame.pts, frame.time_base = start, Fraction(1, frame.sample_rate)
        self._end = start + frame.samples

    def _finish(self) -> None:
        if self._input is not None and not self.copied:
            self._output.mux(self._target.encode(None))
        self.close()


def _encoder(output: OutputContainer, track: AudioStream, suffix: str) -> AudioStream:
    opus = suffix == ".webm"
    rate = 48000 if opus else min(track.codec_context.sample_rate, 48000)
    target = output.add_stream("libopus" if opus else "aac", rate=rate)
    assert isinstance(target, AudioStream)
    target.codec_context.layout = "mono" if track.codec_context.channels == 1 else "stereo"
    target.codec_context.bit_rate = 160_000
    return target
