"""Frames of a camera."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from beautymirror.capture.camera import CameraLost, known_cameras, list_cameras, refusal
from beautymirror.capture.grabber import Grabber, Mode, OpenCapture, backends, open_capture
from beautymirror.capture.source import Source, SourceInfo
from beautymirror.frame import Frame

__all__ = ["WebcamSource", "list_cameras"]

SILENCE_S = 2.0  # after which a camera counts as lost
_PROBE_S = 1.0  # a backend has this long before the next one is tried beside it
_PATIENCE_S = 20.0  # Media Foundation is known to take this long
_POLL_S = 0.02
_SLOW = 0.75  # of the agreed rate; below it the person is told


class WebcamSource(Source):
    """A camera, whose newest frame is handed out.

    Frames have the size of the mode that the camera agreed to, stamped on arrival. When
    ``read`` raises ``CameraLost``, close this source and open the camera anew until it is back.
    """

    def __init__(
        self,
        index: int | None = None,
        size: tuple[int, int] | None = None,
        *,
        ways: Sequence[tuple[int, str]] | None = None,
        capture: OpenCapture = open_capture,
        silence: float = SILENCE_S,
        probe: float = _PROBE_S,
        patience: float = _PATIENCE_S,
    ) -> None:
        """Open a camera and wait for its first frame.

        Args:
            index: of the camera, as in ``list_cameras``; the first one by default.
            size: (width, height) to ask for; the camera may give another, see ``info``. By
                default the best that runs smoothly.
            ways: backends to try, as ``backends`` lists them.
            capture: opens a camera.
            silence: seconds without a frame after which the camera is lost.
            probe: seconds after which the next backend is tried beside a slow one.
            patience: seconds after which opening has failed.

        Raises:
            CameraAbsent, CameraDenied, CameraBusy: see their names.
        """
        self._silence = silence
        known = known_cameras()
        if index is None:
            index = known[0].index if known else 0
        self._name = next((c.name for c in known if c.index == index), f"Camera {index}")
        self._index = 0
        self._last = 0.0
        attempts: list[Grabber] = []
        until = time.monotonic() + patience
        for way in ways or backends():
            attempts.append(Grabber(index, way, size, capture))
            attempts[-1].start()
            if _first_ready(attempts, min(time.monotonic() + probe, until)):
                break
        grabber = _first_ready(attempts, until)
        for other in attempts:
            if other is not grabber:
                other.abandon()
        if grabber is None:
            raise refusal(index, any(attempt.opened for attempt in attempts))
        self._grabber = grabber

    @property
    def info(self) -> SourceInfo:
        mode, rate = self._grabber.mode or Mode((0, 0), 0.0, ""), self._grabber.rate
        agreed = mode.fps or 30.0
        note = ""
        if rate and rate < _SLOW * agreed:
            note = (
                f"The camera gives only {rate:.0f} frames a second, as many do in dim light: "
                "add light for a smoother picture."
            )
        words = f"{mode.codec} {mode.size[0]}x{mode.size[1]}, {self._grabber.backend}".strip()
        return SourceInfo(
            "webcam", self._name, mode.size, rate or agreed, True, None, note, mode=words
        )

    def read(self) -> Frame | None:
        frame = self._grabber.frames.take(self._silence)
        if frame is None:
            raise CameraLost(
                f"{self._name} has stopped sending pictures.",
                "Check its cable; the picture returns when the camera does.",
            )
        # A clock as coarse as 15 ms must not stamp two frames alike.
        self._last = max(frame.timestamp, self._last + 1e-6)
        self._index += 1
        return replace(frame, timestamp=self._last, index=self._index - 1)

    def close(self) -> None:
        self._grabber.stop(1.0)


def _first_ready(attempts: Sequence[Grabber], until: float) -> Grabber | None:
    """The first attempt that has a frame; None when the time is up or all have given up."""
    while True:
        for attempt in attempts:
            if attempt.mode is not None:
                return attempt
        if all(attempt.ended for attempt in attempts):
            if defect := next((a.error for a in attempts if a.error), None):
                raise defect
            return None
        if time.monotonic() >= until:
            return None
        time.sleep(_POLL_S)
