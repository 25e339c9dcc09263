"""What the keys and buttons do; each command bears the name that it has in ``SHORTCUTS``."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from beautymirror.ui.outfit import Outfit
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.shortcuts import SHORTCUTS
from beautymirror.ui.snapshots import Snapshots
from beautymirror.ui.sources import Sources
from beautymirror.ui.store import Store
from beautymirror.ui.widgets.button import IconButton
from beautymirror.ui.window import Window

__all__ = ["Commands"]

# By a key that is held; of snapshots there would be thirty a second, and full screen would flash.
_REPEATED = frozenset({"more", "less", "next_look", "previous_look", "undo", "redo"})
_STEP = 5  # percent by which a key changes the intensity
_PAUSE_S = 1.0  # after which a key begins another step of the history
_SPLIT = 0.5  # where the divider goes when it is asked for


class Commands(QObject):
    """Serves the keys of one window.

    Attributes:
        files: whether the person may look for files.

    Signals:
        pasting: the picture on the clipboard is wanted.
    """

    pasting = Signal()

    def __init__(
        self,
        window: Window,
        store: Store,
        shelf: Shelf,
        outfit: Outfit,
        sources: Sources,
        snapshots: Snapshots,
    ) -> None:
        super().__init__(window)
        self.files = True
        self._turned, self._drag = -math.inf, 0
        self._window, self._store = window, store
        self._shelf, self._outfit = shelf, outfit
        self._sources, self._snapshots = sources, snapshots
        for declared in SHORTCUTS:
            serve = getattr(self, declared.name, None)
            for key in declared.keys if serve else ():
                shortcut = QShortcut(QKeySequence(key), window)
                shortcut.setAutoRepeat(declared.name in _REPEATED)
                shortcut.activated.connect(serve)

    def compare(self) -> None:
        """Bring the divider, or park it."""
        divider = self._window.stage.canvas.divider
        divider.slide(0.0 if divider.share > 0 else _SPLIT)

    def next_look(self) -> None:
        """Wear the look after this one."""
        self._walk(1)

    def previous_look(self) -> None:
        """Wear the look before this one."""
        self._walk(-1)

    def _walk(self, step: int) -> None:
        looks = self._shelf.looks
        worn = self._outfit.worn.look
        at = looks.index(worn) if worn in looks else 0
        look = looks[(at + step) % len(looks)]
        self._outfit.wear(look)
        self._window.chooser.gallery.show_look(look)

    def more(self) -> None:
        """Wear more of the look."""
        self._turn(_STEP)

    def less(self) -> None:
        """Wear less of the look."""
        self._turn(-_STEP)

    def _turn(self, percent: int) -> None:
        # A key that is held, or pressed in quick succession, is one step back, as a drag is; but
        # not one with the drag before.
        now = time.monotonic()
        if now - self._turned > _PAUSE_S or self._drag != self._outfit.drags:
            self._outfit.begin_drag()
        self._turned, self._drag = now, self._outfit.drags
        self._outfit.set_intensity(self._outfit.worn.intensity + percent)

    def undo(self) -> None:
        """Take the last change of look or intensity back."""
        self._outfit.history.undo()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._outfit.history.redo()

    def snapshot(self) -> None:
        """Save what is on the screen."""
        self._snapshots.take(self._window.stage.canvas, self._store.now)

    def open_file(self) -> None:
        """Look for a photo or a video to show."""
        if not self.files:
            return
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open photo or video"))
        if chosen:
            self._sources.pick(chosen)

    def open_folder(self) -> None:
        """Look for a folder of photos to show."""
        if not self.files:
            return
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Open a folder of photos"))
        if chosen:
            self._sources.pick(chosen)

    def find(self) -> None:
        """Type what to look for among the looks."""
        self._window.panel.go_home()
        self._window.chooser.search.setFocus()

    def full_screen(self) -> None:
        """Show nothing but the mirror, or everything again."""
        self._window.fill_screen(not self._window.full)

    def leave(self) -> None:
        """Leave full screen, else what the page is doing, else the page."""
        if self._window.full:
            self._window.fill_screen(False)
        else:
            self._window.panel.go_back()

    def skin(self) -> None:
        """Open what the skin is like."""
        self._window.fill_screen(False)
        self._window.panel.open_tab("skin")

    def photo(self) -> None:
        """Open the makeup of photos."""
        self._window.fill_screen(False)
        self._window.panel.open_tab("photo")

    def paste(self) -> None:
        """Take the makeup of the picture on the clipboard."""
        if self.files:
            self.pasting.emit()

    def readings(self) -> None:
        """Show or hide the rates and what runs where."""
        self._store.change("readings", not self._store.now.readings)

    def settings(self) -> None:
        """Open or close the settings."""
        self._toggle(self._window.panel.settings)

    def help(self) -> None:
        """Open or close the list of keys."""
        self._toggle(self._window.panel.help)

    def _toggle(self, opener: IconButton) -> None:
        self._window.fill_screen(False)
        opener.click()

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self._window.close()
