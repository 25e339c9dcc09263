"""What lies before each face, from look to look: at once, or on a thread that nobody waits for.

Masks lie over the canonical UV plane, row 0 at the top of the forehead: 0 is bare skin, the middle
is doubt, 255 hidden (``render.cover``). The mesh carries them to the frames before the next look.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.errors import MissingError
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference.denormals import flush_denormals
from beautymirror.inference.occlusion import INPUT_SIZE, OcclusionNetwork, open_occlusion
from beautymirror.inference.spectacles import seen_through
from beautymirror.mailbox import Latest
from beautymirror.worker import Worker

__all__ = ["NOTHING", "Covers", "Lookout", "Mask", "open_covers"]

Mask = NDArray[np.uint8]

NOTHING: Mapping[int, Mask] = {}
"""Nothing is known to be before any face."""

_log = logging.getLogger(__name__)

EVERY = 0.095  # seconds between two looks at the frames of a sequence
_FORGET = 0.5  # seconds after which a face's last mask says nothing about it
# The network's answers from which and up to which there is doubt, and from which and up to which
# something is there whatever its colour; and what stands for them in a mask.
_ANSWERS, _LEVELS = (0.03, 0.12, 0.14, 0.35), (0.0, 127.0, 127.0, 255.0)
_LOOKED_UP = np.interp(np.arange(256) / 255.0, _ANSWERS, _LEVELS).astype(np.uint8)
_GLIMPSE, _BLOCKS = 64, 16  # texels, and places of a glimpse, along a side
_SAME = 8.0  # levels by which no place of a glimpse differs where nothing has changed
_TRUSTED = 0.4  # seconds for which glimpses are believed
_CALM = 0.05  # of a small change between two looks that is followed at once; of a large one, all
_PATIENCE_S = 0.2
_STOP_S = 2.0


@dataclass(slots=True, eq=False)
class _Seen:
    """What is known of a face.

    Attributes:
        answer: the network's, calmed. mask: made of it. glimpse: of the face that it looked at.
        looked: when it did. at: when the face was seen last.
    """

    answer: NDArray[np.float32]
    mask: Mask
    glimpse: NDArray[np.float32]
    looked: float
    at: float


class Covers:
    """Masks of the faces of frame after frame; all calls on one thread.

    A look begins with a glimpse: a coarse picture of the face, laid flat so that its own motion
    does not show. Where that is the same as before, so is the mask for a while.

    Args:
        every: seconds between two looks at the frames of a sequence, by their own clock.
    """

    def __init__(self, network: OcclusionNetwork, every: float = EVERY) -> None:
        self._network = network
        self._every = every
        self._unwrapper = Unwrapper(canonical_mesh(), INPUT_SIZE)
        self._coarse = Unwrapper(canonical_mesh(), _GLIMPSE)
        self._seen: dict[int, _Seen] = {}
        self._looked = -np.inf
        self._masks: Mapping[int, Mask] = NOTHING

    def look(self, tracked: Tracked, still: bool = False) -> Mapping[int, Mask]:
        """What lies before the faces, by track: (256, 256) uint8; 0 for bare, 255 for hidden.

        Between two looks the masks are the very same objects.

        Args:
            still: the frame is a picture by itself, not one of a sequence.
        """
        now = tracked.frame.timestamp
        if still or now < self._looked:  # another source begins
            self._seen.clear()
        elif now - self._looked < self._every and self._knows(tracked):
            return self._masks
        self._looked = now
        self._masks = {face.track: self._mask(tracked.frame, face) for face in tracked.faces}
        self._seen = {n: s for n, s in self._seen.items() if now - s.at < _FORGET}
        return self._masks

    def _knows(self, tracked: Tracked) -> bool:
        return all(face.track in self._masks for face in tracked.faces)

    def _mask(self, frame: Frame, face: Face) -> Mask:
        points = face.landmarks
        if not np.isfinite(points).all():
            return np.zeros((INPUT_SIZE, INPUT_SIZE), np.uint8)
        before, now = self._seen.get(face.track), frame.timestamp
        glimpse = self._glimpse(frame, face)
        recent = before is not None and now - before.looked < _TRUSTED
        if before is not None and recent and np.abs(glimpse - before.glimpse).max() < _SAME:
            before.at = now
            return before.mask
        flat = self._unwrapper.unwrap(frame.contiguous, points)
        answer = self._network.read(flat.image[..., :3], flat.coverage)
        answer = seen_through(answer, flat.image[..., :3])
        if before is not None:
            change = answer - before.answer
            answer = before.answer + change * (_CALM + (1.0 - _CALM) * np.square(change))
        mask = np.asarray(cv2.LUT((answer * 255.0).astype(np.uint8), _LOOKED_UP), np.uint8)
        self._seen[face.track] = _Seen(answer, mask, glimpse, now, now)
        return mask

    def _glimpse(self, frame: Frame, face: Face) -> NDArray[np.float32]:
        """(16, 16, 3) sRGB 0..255, 0 where the face is turned away."""
        flat = self._coarse.unwrap(frame.contiguous, face.landmarks)
        seen = flat.image[..., :3] * flat.coverage[..., None]
        blocks = cv2.resize(seen, (_BLOCKS, _BLOCKS), interpolation=cv2.INTER_AREA)
        return np.asarray(blocks, np.float32)


def open_covers(every: float = EVERY) -> Covers:
    """The shipped network, ready to look.

    Raises:
        MissingError: it is not there or is damaged.
    """
    return Covers(open_occlusion(), every)


class Lookout:
    """Looks from a thread of its own at the newest frame, and says what was seen last.

    Frames are best handed over when they have been drawn: it then looks while nothing is drawn.
    """

    def __init__(self) -> None:
        self._frames: Latest[Tracked] = Latest()
        self._masks: Mapping[int, Mask] = NOTHING
        self._handed = -np.inf
        self._worker: Worker | None = None

    @property
    def masks(self) -> Mapping[int, Mask]:
        """What lies before faces, by track, as it was seen last."""
        return self._masks

    def look(self, tracked: Tracked) -> None:
        """Hand a frame over if it is time to; never waits."""
        if self._worker is None:
            self._worker = Worker("lookout", self._look)
            self._worker.start()
        now = time.monotonic()
        if tracked.faces and now - self._handed >= EVERY:
            self._handed = now
            self._frames.put(tracked)

    def stop(self) -> bool:
        """End the thread; whether it did in time. Stopping again is harmless."""
        if self._worker is None:
            return True
        self._worker.stopping.set()
        self._frames.close()
        return self._worker.stop(_STOP_S)

    def _look(self, stopping: threading.Event) -> None:
        try:
            covers = open_covers(every=0.0)
        except MissingError as error:
            _log.warning("what is before a face is told by its colour alone: %s", error)
            return
        flush_denormals()
        while not stopping.is_set():
            tracked = self._frames.take(_PATIENCE_S)
            if tracked is not None:
                self._masks = covers.look(tracked)
