"""The mirror's threads as the window sees them: one signal, one state, one way to change source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from beautymirror.capture.opening import open_source
from beautymirror.capture.source import Source
from beautymirror.errors import MissingError
from beautymirror.frame import Tracked
from beautymirror.inference.covers import Lookout, Mask
from beautymirror.inference.manifest import verify_models
from beautymirror.mirror import Mirror, MirrorState
from beautymirror.stats import Stats
from beautymirror.tracking.tracker import Tracker

__all__ = ["TRACKING_MODEL", "Live", "tracking_model"]

TRACKING_MODEL = "face_landmarker"


def tracking_model() -> Path:
    """File of the tracking model, if it is on this computer; nothing is fetched.

    Raises:
        MissingError: it is not, or it is damaged.
    """
    state = next(state for state in verify_models() if state.model.name == TRACKING_MODEL)
    if state.state != "ready":
        raise MissingError(f"The face tracking model cannot be used: {state.detail}.")
    return state.path


class Live(QObject):
    """Runs the mirror.

    Signals:
        woke: something is new to poll; comes from the mirror's threads and carries nothing.
    """

    woke = Signal()

    def __init__(self, source: str, *, size: tuple[int, int] | None = None, faces: int = 1) -> None:
        super().__init__()
        self.source = source
        self._size = size
        self._faces = faces
        self._tracker: Tracker | None = None
        self._lookout = Lookout()
        self._mirror = Mirror(self._opener(), self._make_tracker, self.woke.emit)
        self._started = self._resting = False

    @property
    def stats(self) -> Stats:
        """Counts and times of the run."""
        return self._mirror.stats

    @property
    def state(self) -> MirrorState:
        """How the mirror is doing, this moment."""
        return self._mirror.state

    @property
    def started(self) -> bool:
        """Whether the source was allowed to be opened."""
        return self._started

    def start(self) -> None:
        """Open the source and start tracking."""
        self._started = True
        self._mirror.start()

    def show(self, source: str) -> None:
        """Go over to another source, or try the same one again."""
        self.source = source
        self._resting = False
        self._mirror.set_source(self._opener())
        if not self._started:
            self.start()

    def rest(self) -> None:
        """Let the source go, and show nothing until one is asked for again."""
        self._resting = True
        self._mirror.set_source(None)
        self._lookout.stop()
        self._lookout = Lookout()  # one that has seen nobody

    def set_faces(self, faces: int) -> None:
        """Follow so many faces, from the next frame on."""
        self._faces = faces
        if self._tracker is not None:
            self._tracker.faces = faces

    def newest(self) -> Tracked | None:
        """The newest tracked frame, once; never waits."""
        tracked = self._mirror.newest()
        # What was still on its way when the source was let go is nobody's to see.
        return None if self._resting else tracked

    def covers(self) -> Mapping[int, Mask]:
        """What lies before the faces, as far as it was seen lately; never waits."""
        return self._lookout.masks

    def look(self, tracked: Tracked) -> None:
        """See what lies before the faces of a frame that was shown; never waits."""
        self._lookout.look(tracked)

    def stop(self, deadline: float) -> bool:
        """End the threads within ``deadline`` seconds; whether they did."""
        ended = self._mirror.stop(deadline) if self._started else True
        return self._lookout.stop() and ended

    def _opener(self) -> partial[Source]:
        return partial(open_source, self.source, size=self._size, live=True)

    def _make_tracker(self) -> Tracker:
        self._tracker = Tracker(tracking_model(), self._faces)
        return self._tracker
