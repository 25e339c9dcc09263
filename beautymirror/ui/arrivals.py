"""Files that are dropped on the window: to be looked at, or to take makeup from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from beautymirror.ui.commands import Commands
from beautymirror.ui.guide import Guide
from beautymirror.ui.live import Live
from beautymirror.ui.photo.makeover import Makeover, is_photo
from beautymirror.ui.remarks import Remarks
from beautymirror.ui.sources import Sources
from beautymirror.ui.window import Window

__all__ = ["Arrivals"]


class Arrivals(QObject):
    """Tells what is meant by a file from where it is dropped."""

    def __init__(
        self,
        window: Window,
        live: Live,
        sources: Sources,
        guide: Guide,
        makeover: Makeover,
        commands: Commands,
        remarks: Remarks,
    ) -> None:
        super().__init__(window)
        self._panel, self._live, self._sources, self._guide = window.panel, live, sources, guide
        self._makeover, self._commands, self._remarks = makeover, commands, remarks
        window.dropped.connect(self.take)
        window.pictured.connect(self.take_picture)

    def take(self, files: Sequence[str]) -> None:
        """Photos are worn by a camera's picture, of all else the first is looked at."""
        if not self._commands.files:
            return
        if not files:
            self._remarks.not_here()
            return
        camera = self._live.source.startswith("webcam") and self._guide.mirror_shown
        open_page = self._panel.page is self._makeover.page
        photos = [file for file in files if is_photo(file)]
        if photos and (camera or open_page):
            self._makeover.take_files(files)
            return
        first, before = files[0], self._live.source
        self._sources.pick(str(Path(first)))
        if len(files) > 1:
            self._remarks.opened_one(Path(first))
        elif photos:
            self._remarks.opened(partial(self._wear_instead, first, before))

    def take_picture(self, picture: QImage) -> None:
        """Pictures without a file are worn."""
        if self._commands.files:
            self._makeover.take_picture(picture)

    def _wear_instead(self, file: str, before: str) -> None:
        self._sources.pick(before)
        self._makeover.take_file(file)
