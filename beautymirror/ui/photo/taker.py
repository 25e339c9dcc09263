"""Takes the makeup from photos, one at a time, beside the window; the newest request wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from beautymirror.errors import MirrorError
from beautymirror.ui.live import tracking_model
from beautymirror.ui.task import Task

if TYPE_CHECKING:
    from beautymirror.inference.occlusion import OcclusionNetwork
    from beautymirror.inference.transfer import TransferNetwork
    from beautymirror.tracking.tracker import Tracker
    from beautymirror.transfer.makeup import PhotoMakeup
    from beautymirror.transfer.photo import Box

__all__ = ["Asked", "Several", "Taken", "Taker", "Told", "cut", "pixels"]

Image = NDArray[np.uint8]

_THUMB = 192  # pixels of a cut-out face
_ROOM = 1.5  # of its side, by the larger side of the face


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A photo to take makeup from.

    Attributes:
        name: in front of a person. picture: (h, w, 3) uint8 sRGB, as Qt has it, or the file to
            read it from.
        face: which one, from the left, starting with 1.
        pictures: how many the file held of which ``picture`` is the first.
    """

    name: str
    picture: Image | QImage | Path
    face: int | None = None
    pictures: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A photo whose makeup is at hand, and its face cut out.

    Attributes:
        pictures: how many its file holds, of which the first was used.
    """

    name: str
    face: QImage
    makeup: PhotoMakeup
    pictures: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Several:
    """A photo with several faces, cut out from the left, for the person to choose."""

    asked: Asked
    faces: tuple[QImage, ...]

    def chosen(self, number: int) -> Asked:
        """The request with a face chosen, from 1."""
        return replace(self.asked, face=number)


Told = dict[Taken, NDArray[np.float32]]
"""What a closer look tells of photos, see ``TransferNetwork.tell``."""

_Found = Taken | Several | Told | None


class _Atelier:
    """What taking makeup needs; loaded at the first photo, used by one task at a time."""

    def __init__(self) -> None:
        self._tracker: Tracker | None = None
        self._network: TransferNetwork | None = None
        self._before: OcclusionNetwork | None = None

    @property
    def ready(self) -> bool:
        """Whether all is loaded."""
        return self._network is not None and self._tracker is not None

    def prepare(self) -> None:
        """Load what the first photo would wait for.

        Raises:
            MissingError: a network is missing.
        """
        self._open()

    def _open(self) -> tuple[Tracker, TransferNetwork]:
        from beautymirror.inference.transfer import TransferNetwork, transfer_model
        from beautymirror.tracking import MOST_FACES, Tracker
        from beautymirror.transfer.hidden import sight

        if self._network is None:
            self._network = TransferNetwork(transfer_model())
            self._before = sight()
        if self._tracker is None:
            self._tracker = Tracker(tracking_model(), MOST_FACES, smooth=False)
        return self._tracker, self._network

    def take(self, asked: Asked) -> Taken | Several:
        """Take the makeup of a photo.

        Raises:
            InputError: it cannot be read, or shows no face that can be used.
            MissingError: a network is missing.
        """
        from beautymirror.capture.image import read_photo
        from beautymirror.transfer.makeup import take_makeup
        from beautymirror.transfer.photo import SeveralFaces
        from beautymirror.transfer.reference import ENOUGH, read_reference

        tracker, network = self._open()
        image, pictures = asked.picture, asked.pictures
        if isinstance(image, Path):
            photo = read_photo(image, ENOUGH)
            image, pictures = photo.image, photo.pictures
        elif isinstance(image, QImage):
            image = pixels(image)  # a huge one takes a second
        try:
            reference = read_reference(image, tracker, asked.face, self._before)
        except SeveralFaces as several:
            faces = tuple(cut(image, box) for box in several.boxes)
            return Several(replace(asked, picture=image, pictures=pictures), faces)
        makeup = take_makeup(reference, network)
        return Taken(asked.name, cut(image, reference.box), makeup, pictures)

    def tell(self, photos: Sequence[Taken]) -> Told:
        """Look closer at photos.

        Raises:
            MissingError: a network is missing.
        """
        _, network = self._open()
        return {photo: network.tell(photo.makeup.guess) for photo in photos}

    def close(self) -> None:
        """Free the networks."""
        if self._tracker is not None:
            self._tracker.close()
        if self._network is not None:
            self._network.close()
        self._tracker = self._network = self._before = None


class Taker(QObject):
    """Serves one window.

    Args:
        take: does the work, on another thread; by default it loads what it needs at its first call.

    Signals:
        taken: a ``Taken``. several: a ``Several``. refused: why nothing could be taken.
        told: what a closer look tells, a ``Told``.
        changed: it began or ended.
    """

    taken = Signal(object)
    several = Signal(object)
    told = Signal(object)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._atelier = _Atelier()
        self.take: Callable[[Asked], Taken | Several] = self._atelier.take
        self._task: Task | None = None
        self._next: Asked | None = None
        self._aside = self._unwanted = False  # what runs reads no photo; its photo is not wanted

    @property
    def busy(self) -> bool:
        """Whether a photo is being read, or waits for its turn."""
        return self._task is not None and not (self._aside and self._next is None)

    def prepare(self) -> None:
        """Load what the first photo needs, while the person is looking for one."""
        own = self.take == self._atelier.take
        if own and self._task is None and not self._atelier.ready:
            self._aside = True
            self._run(self._atelier.prepare)

    def ask(self, asked: Asked) -> None:
        """Take the makeup of a photo; one that is still waiting for its turn gives way to it."""
        if self._task is not None:
            self._next = asked
            self.changed.emit()
            return
        self._run(lambda: self.take(asked))

    def tell(self, photos: Sequence[Taken]) -> None:
        """Look closer at photos that were taken; nobody can ask for it while one is read."""
        if self._task is None:
            self._aside = True
            self._run(lambda: self._atelier.tell(photos))

    def cancel(self) -> None:
        """Want no photo that was asked for so far."""
        self._next, self._unwanted = None, self._task is not None

    def _run(self, work: Callable[[], _Found]) -> None:
        self._task = Task("photo", lambda _task: work(), self)
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.start()
        self.changed.emit()

    def _done(self, found: _Found) -> None:
        if self._go_on():
            return
        match found:
            case Taken():
                self.taken.emit(found)
            case Several():
                self.several.emit(found)
            case dict():
                self.told.emit(found)

    def _failed(self, error: Exception) -> None:
        unwanted = self._go_on()
        if not isinstance(error, MirrorError):
            raise error
        if not unwanted:
            self.refused.emit(error)

    def _go_on(self) -> bool:
        """Turn to the photo that came meanwhile; whether what was read is of no use any more."""
        self._task, waiting, self._next = None, self._next, None
        unwanted, self._unwanted, self._aside = self._unwanted, False, False
        if waiting is not None:
            self.ask(waiting)
        else:
            self.changed.emit()
        return unwanted or waiting is not None

    def stop(self, deadline: float) -> None:
        """End what runs, and free the networks."""
        self._next = None
        if self._task is None or self._task.stop(deadline):
            self._atelier.close()


def cut(image: Image, box: Box) -> QImage:
    """A face with some room around it, square, no larger than a thumbnail on a fine screen."""
    height, width = image.shape[:2]
    x, y, across, down = box
    side = max(1, min(round(max(across, down) * _ROOM), width, height))
    left = min(max(0, x + across // 2 - side // 2), width - side)
    top = min(max(0, y + down // 2 - side // 2), height - side)
    part = np.ascontiguousarray(image[top : top + side, left : left + side])
    whole = QImage(part.tobytes(), side, side, 3 * side, QImage.Format.Format_RGB888)
    return whole.scaled(_THUMB, _THUMB) if side > 2 * _THUMB else whole.copy()


def pixels(picture: QImage) -> Image:
    """(h, w, 3) uint8 sRGB of a picture; what is transparent lies on grey."""
    from PySide6.QtGui import QPainter

    flat = QImage(picture.size(), QImage.Format.Format_RGB888)
    flat.fill(0xFF808080)
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3).copy()
