"""Says what is going on: over the picture in a few words, or in its place with a way out."""

from __future__ import annotations

from PySide6.QtCore import QObject

from beautymirror.errors import InputError, MirrorError, MissingError
from beautymirror.frame import Tracked
from beautymirror.ui.conditions import Conditions, Hint
from beautymirror.ui.fetching import Fetching
from beautymirror.ui.live import Live
from beautymirror.ui.problems import Problems
from beautymirror.ui.stage import Stage
from beautymirror.ui.widgets.message import Message

__all__ = ["Guide"]


class Guide(QObject):
    """Chooses between the mirror and a message, and the hint over the mirror.

    Attributes:
        asking: the person has yet to agree that the camera is used.
        blind: why OpenGL cannot be used, ``None`` when it can.
        bare: the person chose to go on without the tracking model.
        waiting: the first picture of the source has yet to come.
        shared: strangers share the mirror: each agrees for themselves, and is forgotten.
        leaving: seconds until whoever seems to have gone is forgotten; 0 while they are there.
    """

    def __init__(
        self, stage: Stage, live: Live, fetching: Fetching, problems: Problems, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.asking = self.bare = self.shared = False
        self.leaving = 0
        self.blind: str | None = None
        self._stage, self._live = stage, live
        self._fetching, self._problems = fetching, problems
        self._conditions = Conditions()
        self._hint = Hint.NONE
        self.waiting = True

    @property
    def mirror_shown(self) -> bool:
        """Whether there is a picture rather than a message or nothing yet."""
        return self._stage.message is None and self._stage.canvas.tracked is not None

    def restart(self) -> None:
        """Another source is being opened."""
        self._stage.canvas.clear()
        self._conditions.restart()
        self._hint = Hint.NONE
        self.refresh()

    def look_at(self, tracked: Tracked) -> None:
        """Judge a frame that was shown."""
        tracking = self._live.state.tracking is None
        hint = self._conditions.judge(tracked) if tracking else Hint.NONE
        if hint != self._hint:
            self._hint = hint
            self.refresh()

    def refresh(self) -> None:
        """Show what is the matter now, in the language of now."""
        message = self._message()
        if message is not None:
            self._stage.say(message)
            return
        self._stage.show_mirror()
        demo = self._live.source == "demo"
        hints = {
            Hint.NONE: "",
            Hint.NO_FACE: self.tr("No face in the picture. Come closer and look at the camera."),
            Hint.DARK: self.tr("It is dark. Turn on a light in front of you."),
        }
        self.waiting = waiting = self._stage.canvas.tracked is None
        self._stage.canvas.say(
            badge=self.tr("Demo") if demo else "",
            hint="" if waiting else hints[self._hint],
            centre=self._waiting() if waiting else self._leaving(),
            before=self.tr("Before"),
            after=self.tr("After"),
        )

    def _waiting(self) -> str:
        if self._live.source.startswith("webcam"):
            return self.tr("Starting the camera…")
        return self.tr("Opening…")

    def _leaving(self) -> str:
        if not self.leaving:
            return ""
        return self.tr(
            "Are you still there? In {seconds} s this mirror forgets you. Touch it to stay."
        ).format(seconds=self.leaving)

    def _message(self) -> Message | None:
        state = self._live.state
        if self.blind is not None:
            return self._problems.no_opengl(self.blind)
        if self.asking:
            return self._problems.invitation() if self.shared else self._problems.welcome()
        if self._fetching.busy:
            return self._problems.fetching()
        if isinstance(state.tracking, MissingError | InputError) and not self.bare:
            return self._problems.model_missing(self._fetching.megabytes, self._fetching.error)
        if state.name in ("lost", "failed") and isinstance(state.error, MirrorError):
            if self._live.source.startswith("webcam"):
                return self._problems.camera_problem(state.error)
            return self._problems.file_problem(self._live.source, state.error)
        return None
