"""One landmarker for each face, and one more that now and then looks for another.

A landmarker that may follow several faces and sees fewer looks for more in every frame, and takes
each face from where that look puts it rather than from its own points: they never settle, and lie
0.3 to 0.8 % of the face's size beside those of a landmarker that follows one face alone. So each
face has one of its own here. Further faces are looked for in a copy of the frame in which those
that are known lie hidden; the landmarker that finds one goes on following it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.closing import Closing
from beautymirror.tracking.landmarker import Landmarker, Picture

__all__ = ["Followers"]

Points = NDArray[np.float32]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_MARGIN = 0.1  # of a face's size: hidden with it
_LOOKED_AT_PX = 1280  # longer side of that copy; a face is looked for in 128 pixels anyway
_SAME = 0.5  # share of the smaller of two boxes that both have: one face seen twice


class Followers(Closing):
    """Landmarks of up to ``most`` faces in the frames of one video, unsmoothed.

    Attributes:
        most: most faces to follow, 1 or more, from the next frame on.

    Args:
        model: file of ``face_landmarker.task``.

    Raises:
        MissingError, InputError: the model is missing or damaged.
    """

    def __init__(self, model: Path, most: int) -> None:
        self._model = model
        self.most = most
        self._idle = [Landmarker(model)]
        self._busy: list[Landmarker] = []

    def detect(self, image: NDArray[np.uint8], search: bool) -> list[Points]:
        """Find the faces of the next frame.

        Args:
            image: (h, w, 3) uint8 sRGB, or (h, w, 4) with a byte of no meaning; C-contiguous.
            search: whether to look for further faces; where none is followed that is always done.

        Returns:
            (478, 3) float32 a face: x and y as fractions of width and height, z on the scale of x.
        """
        with Picture(image) as picture:
            found = self._followed(picture)
            if not found:
                found += self._further(picture, found)
        while found and search and len(found) < self.most:
            with Picture(_hidden(image, found)) as picture:
                further = self._further(picture, found)
            if not further:
                break
            found += further
        return found

    @property
    def following(self) -> int:
        """How many faces are followed."""
        return len(self._busy)

    def forget(self) -> None:
        """Let go of the faces that are followed."""
        for landmarker in self._busy:
            landmarker.forget()
        self._idle += self._busy
        self._busy = []

    def close(self) -> None:
        """Free the networks; again is harmless."""
        for landmarker in (*self._busy, *self._idle):
            landmarker.close()

    def _followed(self, picture: Picture) -> list[Points]:
        found: list[Points] = []
        kept: list[Landmarker] = []
        for landmarker in self._busy:
            points = landmarker.detect(picture)
            if points is not None and len(found) < self.most and not _known(points, found):
                found.append(points)
                kept.append(landmarker)
                continue
            if points is not None:  # Who sees no face has nothing to forget.
                landmarker.forget()
            self._idle.append(landmarker)
        self._busy = kept
        return found

    def _further(self, picture: Picture, known: Sequence[Points]) -> list[Points]:
        """One more face or none; the landmarker that finds it follows it."""
        if not self._idle:
            self._idle.append(Landmarker(self._model))
        points = self._idle[-1].detect(picture)
        if points is None:
            return []
        if _known(points, known):
            self._idle[-1].forget()
            return []
        self._busy.append(self._idle.pop())
        return [points]


def _hidden(image: NDArray[np.uint8], faces: Sequence[Points]) -> NDArray[np.uint8]:
    """A copy, coarser where it is large, in which the faces are covered in grey."""
    every = -(-max(image.shape[:2]) // _LOOKED_AT_PX)
    copy = image[::every, ::every].copy()
    height, width = copy.shape[:2]
    for left, top, right, bottom in map(_box, faces):
        x, y = (right - left) * _MARGIN, (bottom - top) * _MARGIN
        columns = slice(max(0, int((left - x) * width)), max(0, int((right + x) * width)))
        rows = slice(max(0, int((top - y) * height)), max(0, int((bottom + y) * height)))
        copy[rows, columns] = 128
    return copy


def _known(points: Points, faces: Sequence[Points]) -> bool:
    """Is it one of these faces?"""
    box = _box(points)
    return any(_shared(box, _box(face)) > _SAME for face in faces)


def _shared(one: Box, other: Box) -> float:
    """Share of the smaller box that both have."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return max(width, 0.0) * max(height, 0.0) / max(smaller, 1e-9)


def _box(points: Points) -> Box:
    (left, top), (right, bottom) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return float(left), float(top), float(right), float(bottom)
