"""Decides what the mirror looks at: the camera that was allowed, the demo, or a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from beautymirror.capture.camera import Camera, known_cameras, list_cameras
from beautymirror.ui.live import Live
from beautymirror.ui.store import Store
from beautymirror.ui.task import Task

__all__ = ["Sources"]


class Sources(QObject):
    """Picks sources for the live mirror and knows the cameras.

    Signals:
        consent_wanted: a camera may be there; ask before it is used.
        demo_instead: there is no camera and none was asked for, so the demo runs.
        picked: another source is being opened.
        cameras_known: the cameras, as ``Camera``.
    """

    consent_wanted = Signal()
    demo_instead = Signal()
    picked = Signal(str)
    cameras_known = Signal(object)

    def __init__(self, live: Live, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._live, self._store = live, store
        self._listing: Task | None = None
        self.cameras: Sequence[Camera] = ()

    def begin(self, asked: str | None) -> None:
        """Start with what the command line asked for, else with what is remembered."""
        self._know(known_cameras())
        if asked is not None:
            self._open(asked)  # for this run; it says nothing about the next
        elif self._store.now.source == "demo":
            self.pick("demo")
        elif sys.platform.startswith("linux") and not self.cameras:
            # Here the list is sure without switching a camera on.
            self._open("demo")
            self.demo_instead.emit()
        elif self._store.now.consent:
            self.pick(self._remembered())
        else:
            self.consent_wanted.emit()

    def _remembered(self) -> str:
        source = self._store.now.source
        there = {f"webcam:{camera.index}" for camera in self.cameras}
        return source if source and (source in there or not self.cameras) else "webcam"

    def allow_camera(self) -> None:
        """The person agreed that the camera is used."""
        self._store.change("consent", True)
        self.pick(self._remembered() if self._store.now.source != "demo" else "webcam")

    def pick(self, source: str) -> None:
        """Go over to a source; cameras and the demo are remembered, files are not."""
        if source == "demo" or source.startswith("webcam"):
            self._store.change("source", source)
        self._open(source)

    def again(self) -> None:
        """Try the same source again."""
        self._open(self._live.source)

    def _open(self, source: str) -> None:
        self._live.show(source)
        self.picked.emit(source)

    def refresh(self) -> None:
        """Look for cameras again, in the background."""
        # Elsewhere than on Linux looking means opening, which would disturb the running camera.
        passive = sys.platform.startswith("linux")
        if self._listing is not None or not (passive or not self._live.source.startswith("webcam")):
            return
        if not passive and not self._store.now.consent:
            return
        self._listing = Task("cameras", lambda _task: list_cameras(), self)
        self._listing.done.connect(self._listed)
        self._listing.failed.connect(lambda _error: self._listed(self.cameras))
        self._listing.start()

    def _listed(self, cameras: Sequence[Camera]) -> None:
        self._listing = None
        self._know(cameras)

    def _know(self, cameras: Sequence[Camera]) -> None:
        self.cameras = cameras
        self.cameras_known.emit(cameras)

    def stop(self, deadline: float) -> None:
        """End what runs in the background."""
        if self._listing is not None:
            self._listing.stop(deadline)
