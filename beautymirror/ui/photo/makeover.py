"""Joins the page of photos with the mirror: their makeup is worn, mixed, taken back and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog

from beautymirror.errors import MirrorError
from beautymirror.looks.library import free_id, save_look
from beautymirror.looks.look import LONGEST, Look, Text
from beautymirror.ui.hand import carried
from beautymirror.ui.outfit import Outfit
from beautymirror.ui.photo.mix import MOST, Mix
from beautymirror.ui.photo.page import PhotoPage
from beautymirror.ui.photo.pile import Pile
from beautymirror.ui.photo.taker import Asked, Taken, Taker, Told
from beautymirror.ui.stage import Stage
from beautymirror.ui.task import Task

__all__ = ["Makeover", "is_photo"]

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif", ".heic")


def is_photo(path: str) -> bool:
    """Whether a file is a still picture, by its name."""
    return path.lower().endswith(_SUFFIXES)


class Makeover(QObject):
    """Serves the page of one window.

    Signals:
        came: a photo is coming in; show the page.
        empty: there is no picture on the clipboard.
        gathered: several photos were read; the names of those that were of no use.
        saved: a look was kept. failed: why it could not be.
    """

    came = Signal()
    empty = Signal()
    gathered = Signal(list)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, stage: Stage, outfit: Outfit, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._outfit = stage, outfit
        self._made: set[str] = set()  # ids of looks that come from here
        self._editing: Mix | None = None  # what is looked at closer
        self._saving: list[Task] = []
        self.taker = Taker(self)
        self.page = page = PhotoPage()
        self.taker.taken.connect(self._taken)
        self.taker.told.connect(self._told)
        self._pile = Pile(self.taker)  # hears of a photo after it is worn
        self._pile.several.connect(page.show_several)
        self._pile.refused.connect(page.show_refusal)
        self._pile.ended.connect(self.gathered)
        self.taker.changed.connect(lambda: page.show_busy(self.taker.busy))
        page.shown.connect(self.taker.prepare)
        page.opening.connect(self.open)
        page.pasting.connect(self.paste)
        page.taking.connect(self.take_frame)
        page.chosen.connect(self._pile.choose)
        page.whole.connect(lambda photo: self._wear(self._mix.all_from(photo)))
        page.removed.connect(self._remove)
        page.picked.connect(lambda region, photo: self._wear(self._mix.part_from(region, photo)))
        page.grabbed.connect(outfit.begin_drag)
        page.turned.connect(self._turn)
        page.save.connect(lambda: self._ask_name(self.save))
        page.save_editable.connect(self.look_closer)
        outfit.changed.connect(self._follow)

    # Photos come in ------------------------------------------------------------------------------

    def take_files(self, paths: Sequence[str]) -> None:
        """Take the makeup of the photos among files, as many as can be mixed; the last is worn."""
        files = [Path(path) for path in paths]
        photos = [file for file in files if is_photo(file.name)][:MOST] or files[:1]
        self._ask(
            *(Asked(photo.stem, photo) for photo in photos),
            useless=[file.name for file in files if file not in photos],
        )

    def take_file(self, path: str) -> None:
        """Take the makeup of a photo on the disk."""
        self.take_files([path])

    def take_picture(self, picture: QImage) -> None:
        """Take the makeup of a picture that came from another program."""
        self._ask(Asked(self.tr("Picture"), picture))

    def take_frame(self) -> None:
        """Take the makeup of whoever is in the mirror, as the camera sees them."""
        tracked = self._stage.canvas.tracked
        if tracked is not None:
            self._ask(Asked(self.tr("Camera"), tracked.frame.image))

    def take_from(self, data: QMimeData) -> bool:
        """Take the makeup of what was copied or dropped; whether that is a picture."""
        files, picture = carried(data)
        if any(map(is_photo, files)):
            self.take_files(files)
            return True
        if picture is not None:
            self.take_picture(picture)
            return True
        return False

    def paste(self) -> None:
        """Take the makeup of the picture on the clipboard."""
        if not self.take_from(QGuiApplication.clipboard().mimeData()):
            self.empty.emit()

    def open(self) -> None:
        """Look for a photo to take makeup from."""
        kinds = " ".join(f"*{suffix}" for suffix in _SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileNames(
            self._stage.window(), self.tr("Take makeup from a photo"), "", f"({kinds})"
        )
        if chosen:
            self.take_files(chosen)

    def _ask(self, *asked: Asked, useless: Sequence[str] = ()) -> None:
        self.came.emit()
        self._pile.bring(asked, useless)

    def _taken(self, photo: Taken) -> None:
        self._wear(self._mix.with_photo(photo))

    # Wearing -------------------------------------------------------------------------------------

    def _wear(self, mix: Mix, *, drag: bool = False) -> None:
        look = mix.look()
        if look is None:
            self._outfit.wear(None, mix)
            return
        self._made.add(look.id)
        if drag:
            self._outfit.adjust(look, mix)
        else:
            self._outfit.wear(look, mix)

    def _remove(self, photo: Taken) -> None:
        """Lay a photo aside; who wears something else goes on wearing it."""
        mix = self._mix.without(photo)
        if self._worn:
            self._wear(mix)
        else:
            self._outfit.wear(self._outfit.worn.look, mix)

    @property
    def _mix(self) -> Mix:
        return self._outfit.worn.mix or Mix()

    @property
    def _worn(self) -> bool:
        """Whether what is worn comes from this page."""
        look = self._outfit.worn.look
        return look is not None and look.id in self._made

    def _turn(self, region: str, percent: int) -> None:
        self._wear(self._mix.amount(region, percent), drag=True)

    def _follow(self) -> None:
        self.page.show_mix(self._mix, worn=self._worn)

    # Keeping -------------------------------------------------------------------------------------

    def _ask_name(self, save: Callable[[str], None]) -> None:
        look = self._outfit.worn.look
        if look is None:
            return
        name, agreed = QInputDialog.getText(
            self._stage.window(), self.tr("Save as a look"), self.tr("Name"), text=look.name.en
        )
        if agreed and name.strip():
            save(name.strip()[:LONGEST])

    def save(self, name: str) -> None:
        """Keep what is worn as a look of the person's own, at the strength that it is worn."""
        from beautymirror.transfer.look import dialled

        worn = self._outfit.worn
        if worn.look is None or not self._worn:
            return
        self._keep(dialled(worn.look, {}, worn.intensity / 100), name)

    def look_closer(self) -> None:
        """Have what is worn told as lipstick, blush and so on, and then keep that."""
        if self._worn:
            self._editing = self._mix
            self.taker.tell(self._editing.used())

    def _told(self, told: Told) -> None:
        from beautymirror.transfer.look import dimmed

        mix, self._editing = self._editing, None
        if mix is None or mix is not self._mix or not self._worn:
            return  # something else is worn by now
        look = mix.editable(told)
        if look is None:
            self.page.show_untold()
            return
        look = dimmed(look, self._outfit.worn.intensity / 100)
        self._ask_name(lambda name: self._keep(look, name))

    def _keep(self, look: Look, name: str) -> None:
        text = Text(en=name, zh=name)
        task = Task("save-look", lambda _task: _kept(look, text), self)
        task.done.connect(self.saved)
        task.failed.connect(self._not_saved)
        self._saving.append(task.start())

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, MirrorError):
            raise error
        self.failed.emit(error)

    def leave(self) -> None:
        """Forget every photo; what was made of them is forgotten with what is worn."""
        self.taker.cancel()
        self._pile.forget()
        self._made.clear()
        self.page.drop_faces()
        self.page.show_busy(False)
        self.page.show_mix(Mix(), worn=False)

    def stop(self, deadline: float) -> None:
        """End what runs beside the window."""
        self.taker.stop(deadline)
        for task in self._saving:
            task.stop(deadline)


def _kept(look: Look, name: Text) -> Look:
    kept = look.model_copy(update={"id": free_id(name.en), "name": name})
    save_look(kept)
    return kept
