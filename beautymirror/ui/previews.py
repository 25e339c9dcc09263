"""Pictures of a face in every look, drawn a step at a time beside the live picture, and kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import moderngl
import numpy as np
import platformdirs
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from beautymirror.capture.portrait import load_portrait
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.look import Look
from beautymirror.render.renderer import Renderer
from beautymirror.resources import shader_dir

__all__ = ["Previews", "look_key", "portrait"]

Borrow = Callable[[], AbstractContextManager[moderngl.Context | None]]

_SIZE = (300, 366)  # pixels of a preview: a card on a screen of twice the usual density
_PORTRAIT = (720, 880)
_AROUND = 1.55  # width of the cut-out by the width of the face
_PAUSE_MS = 120  # between two steps, so that the live picture goes on
_POSE = np.eye(4, dtype=np.float32)


def portrait() -> Tracked:
    """The face that wears the looks where no other was asked for: the demo's still.

    Raises:
        MissingError: the still is not installed.
    """
    still = load_portrait(_PORTRAIT)
    return Tracked(Frame(still.image, 0.0, 0), (Face(0, still.landmarks, _POSE),))


@cache
def _drawing_key() -> bytes:
    """Stands for all that previews have in common: another one when any shader changes."""
    digest = hashlib.sha256(repr((_SIZE, _PORTRAIT, _AROUND)).encode())
    for path in sorted(shader_dir().rglob("*.*")):
        digest.update(path.read_bytes())
    return digest.digest()


def look_key(look: Look | None) -> str:
    """Name of a look's preview file: another one when what is worn or how it is drawn changes."""
    worn = repr([layer.model_dump() for layer in look.layers] if look else None)
    return hashlib.sha256(_drawing_key() + worn.encode()).hexdigest()[:32]


@dataclass(slots=True)
class _Sitting:
    """One face and the looks that it has yet to wear."""

    tracked: Tracked
    looks: deque[Look | None]
    kept: bool
    renderer: Renderer | None = None


class Previews(QObject):
    """Makes previews one after another.

    Args:
        borrow: gives the live picture's context while it is current, ``None`` where there is none.
        folder: where previews of the portrait are kept.

    Signals:
        made: a look, ``None`` for the bare face, and its picture as a ``QImage``.
    """

    made = Signal(object, QImage)

    def __init__(self, borrow: Borrow, parent: QObject, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._borrow = borrow
        self._folder = folder or platformdirs.user_cache_path("beautymirror", False) / "previews"
        self._sitting: _Sitting | None = None
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether there are previews yet to be made."""
        return self._timer.isActive()

    def make(self, looks: Sequence[Look | None], tracked: Tracked | None = None) -> None:
        """Make previews of these looks on the portrait, or on a live face; of that none is kept."""
        waiting: deque[Look | None] = deque()
        for look in looks:
            known = None if tracked else self._load(look)
            if known is None:
                waiting.append(look)
            else:
                self.made.emit(look, known)
        self.stop()
        if waiting:
            still = _still(tracked) if tracked else portrait()
            self._sitting = _Sitting(still, waiting, kept=tracked is None)
            self._timer.start()

    def stop(self) -> None:
        """Make no more, and free what making them took."""
        self._timer.stop()
        if self._sitting is not None and self._sitting.renderer is not None:
            with self._borrow() as ctx:
                if ctx is not None:
                    self._sitting.renderer.release()
        self._sitting = None

    def _step(self) -> None:
        sitting = self._sitting
        if sitting is None or not sitting.looks:
            self.stop()
            return
        with self._borrow() as ctx:
            if ctx is None:
                return
            if sitting.renderer is None:
                sitting.renderer = Renderer(ctx)
                return
            look = sitting.looks.popleft()
            sitting.renderer.wear(look, 1.0)
            image = sitting.renderer.read(sitting.renderer.draw(sitting.tracked))
        picture = _cut(image, sitting.tracked.faces[0])
        self.made.emit(look, picture)
        if sitting.kept:
            self._keep(look, picture)

    def _load(self, look: Look | None) -> QImage | None:
        picture = QImage(str(self._folder / f"{look_key(look)}.png"))
        return None if picture.isNull() else picture

    def _keep(self, look: Look | None, picture: QImage) -> None:
        """Store a preview; a folder that cannot be written only costs time at the next start."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
            os.close(handle)
            if picture.save(name, b"PNG"):
                os.replace(name, self._folder / f"{look_key(look)}.png")
            else:
                Path(name).unlink()
        except OSError:
            return


def _still(tracked: Tracked) -> Tracked:
    """The largest face of a live frame, as a picture by itself."""
    return Tracked(Frame(tracked.frame.image, 0.0, 0), tracked.faces[:1])


def _cut(image: NDArray[np.uint8], face: Face) -> QImage:
    """The face with some hair and neck around it."""
    height, width = image.shape[:2]
    whole = QImage(image.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    points = face.landmarks[:468, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    across = min(float((high - low).max()) * 0.82 * _AROUND, width, height * _SIZE[0] / _SIZE[1])
    down = across * _SIZE[1] / _SIZE[0]
    middle = (low + high) / 2
    left = min(max(middle[0] - across / 2, 0), width - across)
    top = min(max(middle[1] - down * 0.50, 0), height - down)
    box = QRect(round(left), round(top), round(across), round(down))
    return whole.copy(box).scaled(
        *_SIZE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
