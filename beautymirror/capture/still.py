"""Sources of still pictures: one photo, or a folder of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.fault import FileEmpty
from beautymirror.capture.image import pictures, read_photo, read_picture
from beautymirror.capture.letterbox import fit, place_in
from beautymirror.capture.photo import Photo
from beautymirror.capture.source import Pace, Source, SourceInfo, frozen
from beautymirror.errors import InputError
from beautymirror.frame import Frame

__all__ = ["FolderSource", "PhotoSource"]

_LIVE_SIZE = (3840, 2160)  # a photo on the screen needs no more
_LIVE_FPS = 30.0
_SHOWN_SECONDS = 4.0  # each photo of a folder, live


def _framed(
    image: NDArray[np.uint8], size: tuple[int, int] | None, live: bool
) -> NDArray[np.uint8]:
    if size is None and live:
        shape = image.shape[1], image.shape[0]
        place = place_in(shape, _LIVE_SIZE)
        size = (place.width, place.height) if place.width < shape[0] else None
    return frozen(np.ascontiguousarray(fit(image, size) if size else image))


def _note(photo: Photo) -> str:
    first = f"It holds {photo.pictures} pictures; the first is shown."
    grey = "What is transparent lies on grey."
    said = (first if photo.pictures > 1 else "", grey if photo.cut is not None else "")
    return " ".join(filter(None, said))


class PhotoSource(Source):
    """One photo: a single frame, or the same picture 30 times a second when it loops.

    Live, a photo larger than 3840x2160 is reduced to fit; otherwise it keeps its full size.
    """

    def __init__(
        self, path: Path, size: tuple[int, int] | None = None, *, live: bool, loop: bool
    ) -> None:
        """Read the photo.

        Raises:
            InputError: as ``read_photo``.
        """
        enough = size or (_LIVE_SIZE if live else None)
        photo = read_photo(path, enough)
        self._image = _framed(photo.image, size, live)
        self._pace = Pace() if live else None
        self._index = 0
        shown = self._image.shape[1], self._image.shape[0]
        self._info = SourceInfo(
            "photo",
            path.name,
            shown,
            _LIVE_FPS,
            live,
            None if loop else 1,
            _note(photo),
            photo.pictures,
            photo.cut is not None,
        )

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | None:
        index = self._index
        if self._info.frames is not None and index >= self._info.frames:
            return None
        due = index / _LIVE_FPS
        self._index += 1
        return Frame(self._image, self._pace.wait(due) if self._pace else due, index)

    def close(self) -> None:
        """Nothing is held open."""


class FolderSource(Source):
    """The photos of a folder in natural order.

    Live, each is shown for four seconds in frames of the first one's size; otherwise each is one
    frame of its own size. Files that cannot be read are left out, and the note says how many.
    """

    def __init__(
        self, folder: Path, size: tuple[int, int] | None = None, *, live: bool, loop: bool
    ) -> None:
        """Find the photos and read the first.

        Raises:
            InputError: there is no photo that can be read.
        """
        self._paths = pictures(folder)
        self._size, self._loop = size, loop
        self._repeats = round(_SHOWN_SECONDS * _LIVE_FPS) if live else 1
        self._pace = Pace() if live else None
        self._index = self._turn = self._unread = 0
        self._left = 0
        self._label = folder.name or str(folder)
        first = self._following()
        if first is None:
            raise FileEmpty(
                f"{self._label} holds no photo that can be read.",
                "Choose a folder of JPEG, PNG or WebP files.",
            )
        self._image = first
        self._left = self._repeats
        if live:
            self._size = first.shape[1], first.shape[0]
        self._first_size = first.shape[1], first.shape[0]

    @property
    def info(self) -> SourceInfo:
        note = f"{self._unread} photos could not be read." if self._unread else ""
        frames = None if self._loop else len(self._paths) * self._repeats
        live = self._pace is not None
        return SourceInfo("folder", self._label, self._first_size, _LIVE_FPS, live, frames, note)

    def read(self) -> Frame | None:
        if self._left == 0:
            image = self._following()
            if image is None:
                return None
            self._image, self._left = image, self._repeats
        self._left -= 1
        due = self._index / _LIVE_FPS
        self._index += 1
        stamp = self._pace.wait(due) if self._pace else due
        return Frame(self._image, stamp, self._index - 1)

    def _following(self) -> NDArray[np.uint8] | None:
        """The next photo that can be read; None after the last, or when a whole round fails."""
        for _ in range(len(self._paths)):
            if self._turn == len(self._paths):
                if not self._loop:
                    return None
                self._turn = 0
            path = self._paths[self._turn]
            self._turn += 1
            try:
                live = self._pace is not None
                image = read_picture(path, self._size or (_LIVE_SIZE if live else None))
                return _framed(image, self._size, live)
            except InputError:
                self._unread += 1
        return None

    def close(self) -> None:
        """Nothing is held open."""
