"""The tracker: faces of one frame after another, each with its number, filter and pose."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.closing import Closing
from beautymirror.errors import UsageError
from beautymirror.face.mesh import read_mesh
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.tracking.followers import Followers
from beautymirror.tracking.identity import Identities, Place
from beautymirror.tracking.pose import HeadPose
from beautymirror.tracking.smoothing import OneEuro

__all__ = ["MOST_FACES", "Tracker"]

MOST_FACES = 4
SEARCH_S = 0.7
"""Seconds between looks for further faces, of which each costs a fifth of a frame's tracking."""

_SMALLEST_PX = 24  # no face can be found in fewer pixels
_LARGEST_PX = 4096  # a face of a tenth of this still fills the network's input
_USUAL_STEP_S = 1 / 30
_LONGEST_STEP_S = 1.0
_LOOKS = 3  # at a still picture, each starting from the face that the one before found


class Tracker(Closing):
    """Follows up to ``faces`` faces through the frames of a source.

    Use it from one thread at a time and close it before the program ends.

    Args:
        model: file of ``face_landmarker.task``.
        faces: most faces to follow, 1 to 4.
        smooth: steady the points over time.
        search_s: seconds between looks for further faces, 0 for one in each frame. A picture
            looked at by itself is searched at once, and so is a frame without a face.

    Raises:
        UsageError: ``faces`` is out of range.
        MissingError, InputError: the model is missing or damaged.
    """

    def __init__(
        self, model: Path, faces: int = 1, smooth: bool = True, search_s: float = SEARCH_S
    ) -> None:
        self._search_s = search_s
        self._followers = Followers(model, _checked(faces))
        self._pose = HeadPose(read_mesh(model))
        self._identities = Identities()
        self._filters: dict[int, OneEuro] | None = {} if smooth else None
        self._clock = 0.0  # seconds, on one rising time line whatever the sources do
        self._stamp: float | None = None
        self._searched = self._lost = -math.inf  # when last, on that line

    @property
    def faces(self) -> int:
        """Most faces to follow, from the next frame on; may be set from any thread.

        Raises:
            UsageError: set out of range.
        """
        return self._followers.most

    @faces.setter
    def faces(self, faces: int) -> None:
        self._followers.most = _checked(faces)

    def track(self, frame: Frame) -> Tracked:
        """Find the faces of the next frame; a frame without a face is no failure."""
        if min(frame.size) < _SMALLEST_PX:
            return Tracked(frame)
        step = self._advance(frame.timestamp)
        followed = self._followers.following
        found = self._points(frame, self._due())
        if len(found) < followed:
            self._lost = self._clock
        places = [_place(points) for points in found]
        numbers = self._identities.match(places, self._clock)
        if self._filters is not None:
            found = self._smoothed(found, places, numbers, step)
        faces = [
            Face(number, _frozen(points), _frozen(self._pose.fit(points, frame.size)))
            for number, points in zip(numbers, found, strict=True)
        ]
        return Tracked(frame, tuple(faces))

    def find(self, frame: Frame) -> Tracked:
        """Find the faces of a still picture, whatever came before it."""
        self.reset()
        if min(frame.size) >= _SMALLEST_PX:
            for look in range(_LOOKS - 1):
                if not self._points(frame, search=look == 0):
                    break
        return self.track(frame)

    def reset(self) -> None:
        """Forget the faces that are followed, as when the source changes."""
        self._identities.reset()
        if self._filters is not None:
            self._filters.clear()
        self._stamp = None
        self._searched = self._lost = -math.inf
        self._followers.forget()

    def close(self) -> None:
        """Free the networks; closing again is harmless."""
        self._followers.close()

    def _advance(self, timestamp: float) -> float:
        """Move the time line to the next frame; seconds since the frame before.

        Time runs on when a source starts again, changes or pauses.
        """
        step = _USUAL_STEP_S
        if self._stamp is not None and timestamp > self._stamp:
            step = min(timestamp - self._stamp, _LONGEST_STEP_S)
        self._stamp = timestamp
        self._clock += step
        return step

    def _due(self) -> bool:
        """Are further faces to be looked for in this frame? At once where one was just lost."""
        waits = self._clock - self._lost > Identities.HOLD
        if waits and self._clock - self._searched < self._search_s:
            return False
        self._searched = self._clock
        return True

    def _points(self, frame: Frame, search: bool) -> list[NDArray[np.float32]]:
        """Landmarks in pixels of the frame, largest face first."""
        image = frame.contiguous
        every = -(-max(frame.size) // _LARGEST_PX)
        if every > 1:
            image = np.ascontiguousarray(image[::every, ::every])
        width, height = frame.size
        found = self._followers.detect(image, search)
        for points in found:
            points *= np.array((width, height, width), np.float32)
        return sorted(found, key=lambda points: -_place(points).size)

    def _smoothed(
        self,
        found: list[NDArray[np.float32]],
        places: list[Place],
        numbers: list[int],
        step: float,
    ) -> list[NDArray[np.float32]]:
        assert self._filters is not None
        # A face that was away, if only for a frame, starts anew.
        self._filters = {number: self._filters.get(number) or OneEuro() for number in numbers}
        return [
            self._filters[number].apply(points, place.size, step)
            for number, points, place in zip(numbers, found, places, strict=True)
        ]


def _checked(faces: int) -> int:
    if not 1 <= faces <= MOST_FACES:
        raise UsageError(
            f"{faces} faces cannot be followed.", f"Choose between 1 and {MOST_FACES}."
        )
    return faces


def _place(points: NDArray[np.float32]) -> Place:
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    x, y = (low + high) / 2
    width, height = high - low
    return Place(float(x), float(y), float(width + height) / 2)


def _frozen(array: NDArray[np.float32]) -> NDArray[np.float32]:
    array.flags.writeable = False
    return array
