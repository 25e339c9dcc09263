"""The live mirror: from a source to the newest tracked frame, on two threads; no drawing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from beautymirror.capture.source import Source, SourceInfo
from beautymirror.errors import MirrorError, MissingError
from beautymirror.frame import Frame, Tracked
from beautymirror.mailbox import Latest
from beautymirror.stats import Stats
from beautymirror.worker import Worker

__all__ = ["Mirror", "MirrorState", "Tracks"]

_Opener = Callable[[], Source]

_RETRY_S = 1.0
_LOOK_S = 1.0  # between two looks at what the source says of itself
_STALE_S = 0.1  # a frame that was not drawn for so long is replaced by a newer one
_PATIENCE_S = 0.5  # how long an idle thread sleeps before it looks around


class Tracks(Protocol):
    """What finds the faces of a frame: a `Tracker`."""

    def track(self, frame: Frame) -> Tracked: ...
    def reset(self) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class MirrorState:
    """How the mirror is doing.

    Attributes:
        name: "starting": the source is being opened. "running": frames arrive. "ended": the source
            has no more. "resting": there is no source. "lost": the camera is not there and is tried
            again and again. "failed": the source cannot be used, or a thread failed; a new source
            may.
        error: why it is lost or failed.
        source: what the source delivers, once open; renewed while it runs, as rate and note change.
        tracking: None while faces are being looked for; otherwise why they are not. Frames then
            arrive without faces.
    """

    name: Literal["starting", "running", "ended", "resting", "lost", "failed"]
    error: Exception | None = None
    source: SourceInfo | None = None
    tracking: Exception | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Opening:
    """One time that a source was opened, and by what; None where there is no source."""

    by: _Opener | None


class Mirror:
    """Reads a source and tracks faces; the newest frame wins and older ones drop, counted.

    Args:
        open_source: opens the source; called on the capture thread, again after it was lost.
        make_tracker: makes the tracker; called on the tracker thread, which closes it as well.
        on_change: a wake-up without a payload, called on either thread when there is something
            new to poll: a tracked frame or another state. It must not block.
        stats: where counts and times are recorded.
    """

    def __init__(
        self,
        open_source: _Opener,
        make_tracker: Callable[[], Tracks],
        on_change: Callable[[], None] | None = None,
        stats: Stats | None = None,
    ) -> None:
        self.stats = stats or Stats()
        self._open_source: _Opener | None = open_source
        self._make_tracker = make_tracker
        self._on_change = on_change or (lambda: None)
        self._opening = _Opening(open_source)
        self._other_source = threading.Event()
        self._frames: Latest[tuple[_Opening, Frame]] = Latest()
        self._tracked: Latest[tuple[_Opening, Tracked]] = Latest()
        # One value, so that a state is never read as that of another source.
        self._told: tuple[_Opening, MirrorState] = self._opening, MirrorState("starting")
        self._capture = Worker("capture", self._read_sources, self._capture_ended)
        self._tracking = Worker("tracker", self._track_frames, self._on_change)

    @property
    def state(self) -> MirrorState:
        """How the mirror is doing with the source it has now, this moment."""
        opening, state = self._told
        if not self._wanted(opening):
            state = MirrorState("starting")
        error = self._tracking.error
        if error is None:
            return state
        return MirrorState(state.name, state.error, state.source, error)

    @property
    def dropped(self) -> int:
        """Frames that a newer one replaced before they were tracked or taken."""
        return self._frames.dropped + self._tracked.dropped

    def start(self) -> None:
        """Start both threads; returns at once."""
        self._tracking.start()
        self._capture.start()

    def stop(self, deadline: float = 3.0) -> bool:
        """End both threads within ``deadline`` seconds; whether they did."""
        until = time.monotonic() + deadline
        workers = (self._capture, self._tracking)
        for worker in workers:
            worker.stopping.set()
        self._other_source.set()
        self._frames.close()
        self._tracked.close()
        ended = [worker.stop(max(0.0, until - time.monotonic())) for worker in workers]
        self.stats.dropped = self.dropped
        return all(ended)

    def newest(self, timeout: float = 0) -> Tracked | None:
        """The newest tracked frame of the source it has now, once.

        Returns:
            The frame; None when none came within ``timeout`` seconds, or one of an earlier source.
        """
        letter = self._tracked.take(timeout)
        if letter is None or not self._wanted(letter[0]):
            return None
        return letter[1]

    def set_source(self, open_source: _Opener | None) -> None:
        """Go over to another source, or to none; returns at once. A thread that failed restarts.

        From now on nothing of the source before is told or handed out.
        """
        self._open_source = open_source
        self._other_source.set()
        if self._tracking.error is not None and not self._tracking.running:
            self._tracking = Worker("tracker", self._track_frames, self._on_change)
            self._tracking.start()
        if self._capture.error is not None and not self._capture.running:
            self._capture = Worker("capture", self._read_sources, self._capture_ended)
            self._capture.start()

    def _wanted(self, opening: _Opening) -> bool:
        return opening.by is self._open_source

    # The capture thread -------------------------------------------------------------------------

    def _read_sources(self, stopping: threading.Event) -> None:
        lost = False
        while True:
            # In this order: stop() sets `stopping` first, so one of the two is always seen.
            other = self._other_source.is_set()
            self._other_source.clear()
            if stopping.is_set():
                return
            self._opening = _Opening(open_source := self._open_source)
            if open_source is None:
                self._become(MirrorState("resting"))
                self._other_source.wait()
                continue
            if other or not lost:
                self._become(MirrorState("starting"))
            try:
                with open_source() as source:
                    self._read_frames(source)
                lost = False
            except MirrorError as error:
                lost = isinstance(error, MissingError)
                self._become(MirrorState("lost" if lost else "failed", error))
                self._other_source.wait(_RETRY_S if lost else None)

    def _read_frames(self, source: Source) -> None:
        self._become(MirrorState("running", source=source.info))
        looked = time.perf_counter()
        while not self._other_source.is_set():
            began = time.perf_counter()
            if began - looked > _LOOK_S:
                looked = began
                if (info := source.info) != self._told[1].source:
                    self._become(MirrorState("running", source=info))
            frame = source.read()
            if frame is None:
                self._become(MirrorState("ended", source=source.info))
                self._other_source.wait()
                return
            self.stats.record("capture", time.perf_counter() - began)
            self.stats.captured += 1
            self._hand_over(frame)

    def _hand_over(self, frame: Frame) -> None:
        if self._tracking.error is None:
            self._frames.put((self._opening, frame))
        else:  # Without a tracker people still see themselves.
            self._tracked.put((self._opening, Tracked(frame)))
            self._on_change()

    def _become(self, state: MirrorState) -> None:
        self._told = self._opening, state
        self._on_change()

    def _capture_ended(self) -> None:
        if self._capture.error is not None:
            self._become(MirrorState("failed", self._capture.error, self._told[1].source))

    # The tracker thread -------------------------------------------------------------------------

    def _track_frames(self, stopping: threading.Event) -> None:
        tracker = self._make_tracker()
        try:
            followed: _Opening | None = None
            while not stopping.is_set():
                # Faces that newer ones would replace unseen are not worth the processor's time, but
                # a viewer who comes back is shown the present.
                self._tracked.wait_empty(_STALE_S)
                letter = self._frames.take(_PATIENCE_S)
                if letter is None:
                    continue
                opening, frame = letter
                if not self._wanted(opening):
                    continue
                if followed not in (None, opening):
                    tracker.reset()
                followed = opening
                began = time.perf_counter()
                tracked = tracker.track(frame)
                self.stats.record("track", time.perf_counter() - began)
                self.stats.tracked += 1
                self._tracked.put((opening, tracked))
                self._on_change()
        finally:
            tracker.close()
