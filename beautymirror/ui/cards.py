"""The cards of the looks: whose face is on them, and which looks there are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from beautymirror.errors import MirrorError
from beautymirror.looks.library import all_looks, remove_look
from beautymirror.looks.look import Look
from beautymirror.ui.outfit import Outfit
from beautymirror.ui.previews import Previews
from beautymirror.ui.remarks import Remarks
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.window import Window

__all__ = ["Cards"]


class Cards(QObject):
    """Keeps the chooser's cards up to date."""

    def __init__(
        self, window: Window, shelf: Shelf, outfit: Outfit, previews: Previews, remarks: Remarks
    ) -> None:
        super().__init__(window)
        self._window, self._shelf, self._outfit = window, shelf, outfit
        self._previews, self._remarks = previews, remarks
        self._personal = False  # some may show the person's own face
        previews.made.connect(shelf.set_preview)
        window.chooser.mine.clicked.connect(self._portray)

    def draw(self) -> None:
        """Draw them on the portrait; the person's own face is gone from them at once."""
        if self._personal:
            self._personal = False
            self._shelf.drop_previews()
        self._previews.make(self._shelf.looks)

    def add(self, look: Look) -> None:
        """A look of the person's own is at hand from now on."""
        self._renew()
        self._remarks.look_saved(look, partial(self._remove, look))

    def _remove(self, look: Look) -> None:
        """A look that was just saved is not wanted after all."""
        try:
            remove_look(look.id)
        except MirrorError as error:
            self._remarks.not_written(error)
            return
        if self._outfit.worn.look == look:
            self._outfit.wear(None)
        self._renew()

    def _renew(self) -> None:
        """Show the looks that are at hand now."""
        self._shelf.set_looks(all_looks())
        self._window.chooser.rebuild()
        self.draw()

    def leave(self) -> None:
        """Forget the face of whoever was here."""
        self._window.chooser.mine.setChecked(False)
        if self._personal:
            self.draw()

    def _portray(self, mine: bool) -> None:
        """Draw them anew, on the face before the mirror or on the portrait."""
        if not mine:
            self.draw()
            return
        tracked = self._window.stage.canvas.tracked
        if tracked is None or not tracked.faces:
            self._window.chooser.mine.setChecked(False)
            self._remarks.no_face()
            return
        self._personal = True
        self._previews.make(self._shelf.looks, tracked)
