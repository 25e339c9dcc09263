"""What can be in the way of a mirror, in words, each with a way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from beautymirror.capture.camera import CameraAbsent, CameraBusy, CameraDenied, CameraLost
from beautymirror.capture.fault import (
    FileAbsent,
    FileDamaged,
    FileDenied,
    FileEmpty,
    FileTooLarge,
)
from beautymirror.errors import MirrorError
from beautymirror.inference.fetch import ModelNotStored
from beautymirror.ui.widgets.message import Action, Message

__all__ = ["Problems", "Ways"]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out that the window offers."""

    begin: Callable[[], None]
    use_camera: Callable[[], None]
    watch_demo: Callable[[], None]
    open_file: Callable[[], None]
    fetch: Callable[[], None]
    cancel: Callable[[], None]
    without: Callable[[], None]
    leave: Callable[[], None]


class Problems(QObject):
    """Words for every state in which the mirror cannot be shown."""

    def __init__(self, ways: Ways, parent: QObject) -> None:
        super().__init__(parent)
        self._ways = ways

    def welcome(self) -> Message:
        """Before the camera is used for the first time."""
        return Message(
            "face",
            self.tr("Wear any look, live"),
            self.tr(
                "BeautyMirror uses your camera. What it sees stays in this computer's memory: "
                "nothing is stored unless you take a snapshot, and nothing is sent anywhere.",
            ),
            (
                Action(self.tr("Use the camera"), self._ways.use_camera),
                Action(self.tr("Watch the demo"), self._ways.watch_demo),
            ),
        )

    def invitation(self) -> Message:
        """Before each visit to a mirror that strangers share."""
        return Message(
            "face",
            self.tr("Try any look on, live"),
            self.tr(
                "The camera is off. Touch to switch it on: what it sees stays in this mirror's "
                "memory and is forgotten when you leave. Nothing is sent anywhere.",
            ),
            (Action(self.tr("Begin"), self._ways.begin),),
        )

    def camera_problem(self, error: MirrorError) -> Message:
        """A camera that is not there, may not be used, is taken, or has gone."""
        actions = (
            Action(self.tr("Watch the demo"), self._ways.watch_demo),
            Action(self.tr("Open a photo or video"), self._ways.open_file),
        )
        if isinstance(error, CameraLost):
            return Message(
                "camera-off",
                self.tr("The camera has gone"),
                self.tr("Check its cable. The mirror returns by itself when the camera does."),
                actions,
            )
        if isinstance(error, CameraBusy):
            return Message(
                "camera",
                self.tr("The camera gives no picture"),
                self.tr(
                    "Another program may be using it. Close that program, or unplug the camera and "
                    "plug it in again; the mirror starts by itself.",
                ),
                actions,
            )
        if isinstance(error, CameraDenied):
            return Message(
                "camera-off",
                self.tr("The camera may not be used"),
                self.tr(
                    "Allow this program to use the camera in the settings of the system. On Linux, "
                    "join the group “video” and log in again."
                ),
                actions,
                error.remedy.partition(": ")[2],  # the command, the same in every language
            )
        if isinstance(error, CameraAbsent):
            return Message(
                "camera-off",
                self.tr("No camera found"),
                self.tr("Plug one in and the mirror starts by itself, or try it without one."),
                actions,
            )
        return Message(
            "camera-off",
            self.tr("The mirror cannot start"),
            self.tr("Something that this source needs is missing."),
            actions,
            str(error),
        )

    def file_problem(self, source: str, error: MirrorError) -> Message:
        """A file or folder that cannot be shown."""
        return Message(
            "file",
            self.tr("This cannot be opened"),
            self._reason(error).format(name=Path(source).name or source),
            (
                Action(self.tr("Open another"), self._ways.open_file),
                Action(self.tr("Use the camera"), self._ways.use_camera),
                Action(self.tr("Watch the demo"), self._ways.watch_demo),
            ),
        )

    def _reason(self, error: MirrorError) -> str:
        """Why a file cannot be shown."""
        for kind, reason in (
            (FileAbsent, self.tr("“{name}” is no longer there.")),
            (FileEmpty, self.tr("There is nothing in “{name}”.")),
            (FileTooLarge, self.tr("“{name}” is too large.")),
            (FileDenied, self.tr("You may not read “{name}”.")),
            (FileDamaged, self.tr("“{name}” is damaged or incomplete.")),
        ):
            if isinstance(error, kind):
                return reason
        return self.tr("“{name}” is not a photo, a video or a folder of photos.")

    def model_missing(self, megabytes: float, error: MirrorError | None = None) -> Message:
        """The face tracking model is not here yet, or could not be fetched."""
        if error is not None:
            full = isinstance(error, ModelNotStored)
            return Message(
                "download",
                self.tr("The download did not work"),
                self.tr("There is no room for the file, or its folder may not be written.")
                if full
                else self.tr("Connect to the internet and try again; it is needed only once."),
                (
                    Action(self.tr("Try again"), self._ways.fetch),
                    Action(self.tr("Without makeup"), self._ways.without),
                ),
            )
        return Message(
            "download",
            self.tr("One file is still needed"),
            self.tr(
                "To find your face, BeautyMirror needs its tracking model ({size} MB). It is "
                "fetched once, checked and kept; after that everything works offline.",
            ).format(size=f"{megabytes:.1f}"),
            (
                Action(self.tr("Fetch it"), self._ways.fetch),
                Action(self.tr("Without makeup"), self._ways.without),
            ),
        )

    def fetching(self) -> Message:
        """The tracking model is on its way."""
        return Message(
            "download",
            self.tr("Fetching the tracking model"),
            self.tr("This happens only once."),
            (Action(self.tr("Cancel"), self._ways.cancel, quiet=True),),
        )

    def no_opengl(self, detail: str) -> Message:
        """There is nothing to draw with."""
        return Message(
            "display",
            self.tr("The mirror cannot be drawn"),
            self.tr(
                "BeautyMirror draws with OpenGL 3.3, which this computer does not offer now. "
                "Install or update the driver of the graphics card and start again.",
            ),
            (Action(self.tr("Quit"), self._ways.leave),),
            detail,
        )
