"""Short remarks about what has just happened: beside the mirror, or over it in full screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from beautymirror.capture.source import SourceInfo
from beautymirror.looks.look import Look
from beautymirror.settings import Settings, default_snapshot_folder
from beautymirror.ui.outfit import Worn
from beautymirror.ui.shelf import look_name
from beautymirror.ui.window import Window

__all__ = ["Remarks"]

_FLASH_MS = 1800
_MOST_NAMES = 4  # of files in one remark, which is to leave room for the rest


class Remarks(QObject):
    """Says things to the person before one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._notice = window.panel.notice
        self._flash = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash.timeout.connect(lambda: window.stage.canvas.say(flash=""))

    def _over(self, words: str) -> None:
        """Where nothing but the mirror is shown, over it."""
        if self._window.full:
            self._window.stage.canvas.say(flash=words)
            self._flash.start()

    def worn(self, worn: Worn) -> None:
        """Another look, or more or less of it, is worn."""
        percent = f" · {worn.intensity} %" if worn.look else ""
        self._over(look_name(worn.look) + percent)

    def full(self, on: bool) -> None:
        """The mirror fills the screen."""
        if on:
            self._over(self.tr("Esc leaves full screen"))

    def no_camera(self, use: Callable[[], None]) -> None:
        """The demo runs because there is no camera."""
        words = self.tr("No camera was found, so this is the demo.")
        self._notice.say(words, self.tr("Use a camera"), use, stays=True)

    def no_model(self, fetch: Callable[[], None]) -> None:
        """The person chose to go on without the tracking model."""
        words = self.tr("Without the tracking model no makeup can be shown.")
        self._notice.say(words, self.tr("Fetch it"), fetch, stays=True)

    def no_face(self) -> None:
        """What was asked for needs a face."""
        self._notice.say(self.tr("No face in the picture."))

    def noted(self, info: SourceInfo) -> None:
        """A source has something to say of itself."""
        if info.kind == "photo":
            self._photo_noted(info)
            return
        if info.kind == "webcam":
            words = self.tr(
                "The camera gives only {fps} frames a second, as many do in dim light. "
                "Add light for a smoother picture."
            ).format(fps=f"{info.fps:.0f}")
        elif info.kind == "video":
            words = self.tr("Parts of the video are damaged or missing.")
        else:
            words = self.tr("Some photos could not be read.")
        self._notice.say(words)

    def _photo_noted(self, info: SourceInfo) -> None:
        words = []
        if info.pictures > 1:
            words.append(
                self.tr("The file holds {count} pictures; the first is shown.").format(
                    count=info.pictures
                )
            )
        if info.transparent:
            words.append(self.tr("What is transparent lies on grey."))
        self._notice.add(" ".join(words))

    def saved(self, path: Path) -> None:
        """A snapshot was written."""
        words = self.tr("Saved as {name}").format(name=path.name)
        self._notice.say(words, self.tr("Show folder"), partial(_open, path.parent))
        self._over(words)

    def not_saved(self, settings: Settings, choose: Callable[[], None]) -> None:
        """A snapshot could not be written; ``choose`` leads to the choice of another folder."""
        folder = settings.snapshots or str(default_snapshot_folder())
        words = self.tr("The picture could not be saved in {folder}.").format(folder=folder)
        self._notice.say(words, self.tr("Settings"), choose)
        self._over(words)

    def not_written(self, error: Exception) -> None:
        """A file could not be written."""
        self._notice.say(self.tr("The file could not be written. Choose another place."))

    def opened(self, wear: Callable[[], None]) -> None:
        """A photo is looked at; ``wear`` wears its makeup instead."""
        self._notice.say(
            self.tr("The photo is shown in the mirror."), self.tr("Wear its makeup instead"), wear
        )

    def opened_one(self, file: Path) -> None:
        """One of several files is looked at."""
        self._notice.say(
            self.tr("Only {name} is shown: the mirror shows one file at a time.").format(
                name=file.name
            )
        )

    def gathered(self, useless: Sequence[str]) -> None:
        """Several photos were read; the names of what was not taken."""
        words = self.tr("Each region can come from any of the photos.")
        if useless:
            words += " " + self.tr("Not taken: {names}").format(names=_list(useless))
        self._notice.say(words)

    def not_here(self) -> None:
        """What was dropped is not on this computer."""
        self._notice.say(
            self.tr("Only files of this computer can be opened. Save it first, and drop the file.")
        )

    def no_picture(self) -> None:
        """There is nothing to paste."""
        self._notice.say(self.tr("There is no picture on the clipboard."))

    def look_saved(self, look: Look, remove: Callable[[], None]) -> None:
        """A look of the person's own was kept; ``remove`` takes that back."""
        words = self.tr("Saved among the looks: {name}").format(name=look_name(look))
        self._notice.say(words, self.tr("Undo"), remove)

    def forgotten(self) -> None:
        """Everything about the person is gone."""
        self._notice.say(self.tr("Forgotten: the reading, and everything that was learned."))

    def trouble(self, words: str) -> None:
        """Something does not work as it should."""
        self._notice.say(words)

    def settings_lost(self, kept: Path | None) -> None:
        """The settings could not be read; where the file is kept."""
        words = self.tr("Settings that could not be read start anew.")
        if kept is not None:
            words += " " + self.tr("The old file is kept as {name}.").format(name=kept.name)
        self._notice.say(words)

    def looks_unread(self, files: Sequence[Path]) -> None:
        """Looks of the person's own cannot be read."""
        words = self.tr("Looks of yours cannot be read, and stay where they are: {names}").format(
            names=_list([path.name for path in files])
        )
        if not self._notice.isHidden():  # the settings were lost as well
            words = f"{self._notice.words}\n{words}"
        self._notice.say(words, self.tr("Show folder"), partial(_open, files[0].parent), stays=True)

    def settings_kept_back(self, why: str) -> None:
        """The settings cannot be written."""
        self._notice.say(self.tr("Settings cannot be remembered: {why}").format(why=why))


def _list(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
