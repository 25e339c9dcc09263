"""Takes snapshots: read from the GPU at once, written beside the live picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from beautymirror.recording.snapshot import snapshot
from beautymirror.settings import Settings, default_snapshot_folder
from beautymirror.ui.canvas import Canvas
from beautymirror.ui.task import Task

__all__ = ["Snapshots", "frames"]

Image = NDArray[np.uint8]


def frames(
    after: Image, before: Image, settings: Settings, *, flips: bool
) -> tuple[Image, Image | None]:
    """The pictures of one snapshot, ready to be saved: what is worn, and the bare face if wanted.

    Args:
        after, before: (h, w, 3) uint8 sRGB as the camera saw them.
        flips: the mirror shows them reversed.
    """
    if flips and settings.flip_snapshots:
        after, before = (np.ascontiguousarray(picture[:, ::-1]) for picture in (after, before))
    return after, before if settings.compare else None


class Snapshots(QObject):
    """Saves what the mirror shows.

    Signals:
        saved: the file.
        failed: the error.
    """

    saved = Signal(Path)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks: list[Task] = []

    def take(self, canvas: Canvas, settings: Settings) -> bool:
        """Save the frame that is on the screen; whether there is one."""
        if canvas.tracked is None:
            return False
        before = canvas.tracked.frame.image
        after = canvas.read()
        picture, bare = frames(
            before if after is None else after, before, settings, flips=canvas.flip
        )
        folder = Path(settings.snapshots) if settings.snapshots else default_snapshot_folder()
        task = Task("snapshot", lambda _task: snapshot(folder, picture, bare), self)
        task.done.connect(self.saved)
        task.failed.connect(self.failed)
        self._tasks.append(task)
        task.start()
        return True

    def stop(self, deadline: float) -> None:
        """Wait for pictures that are still being written."""
        for task in self._tasks:
            task.stop(deadline)
