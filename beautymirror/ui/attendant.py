"""Joins the parts of the window: what is chosen is worn, what is changed is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from beautymirror.errors import MirrorError
from beautymirror.settings import default_snapshot_folder
from beautymirror.ui.canvas import Shown
from beautymirror.ui.defects import Defects
from beautymirror.ui.fetching import Fetching
from beautymirror.ui.guide import Guide
from beautymirror.ui.language import Language
from beautymirror.ui.live import Live
from beautymirror.ui.meter import Meter
from beautymirror.ui.outfit import Outfit
from beautymirror.ui.preferences import Preferences
from beautymirror.ui.previews import Previews
from beautymirror.ui.problems import Problems, Ways
from beautymirror.ui.sheet import Sheet
from beautymirror.ui.shelf import Shelf, look_name
from beautymirror.ui.shortcuts import SHORTCUTS
from beautymirror.ui.snapshots import Snapshots
from beautymirror.ui.sources import Sources
from beautymirror.ui.store import Store
from beautymirror.ui.widgets.button import IconButton
from beautymirror.ui.window import Window

__all__ = ["Attendant"]

_FLASH_MS = 1800
_READ_MS = 500  # between two updates of the readings
_STEP = 5  # percent by which a key changes the intensity
_SPLIT = 0.5  # where the divider goes when it is asked for
_DEADLINE_S = 3.0


class Attendant(QObject):
    """Serves one window."""

    def __init__(
        self,
        window: Window,
        live: Live,
        store: Store,
        shelf: Shelf,
        outfit: Outfit,
        tongue: Language,
    ) -> None:
        super().__init__(window)
        self._window, self._live, self._store = window, live, store
        self._shelf, self._outfit, self._tongue = shelf, outfit, tongue
        self._stage, self._bar, self._panel = window.stage, window.bar, window.panel
        self.sources = Sources(live, store, self)
        self._fetching = Fetching(self)
        self._snapshots = Snapshots(self)
        self.meter = Meter()
        self.renderer = ""
        ways = Ways(
            use_camera=self._allow_camera,
            watch_demo=partial(self._pick, "demo"),
            open_file=self.open_file,
            fetch=self._fetching.start,
            cancel=self._fetching.cancel,
            without=self._go_without,
            leave=self.quit,
        )
        problems = Problems(ways, self)
        self.guide = Guide(self._stage, live, self._fetching, problems, self)
        self.previews = Previews(lambda: self._stage.canvas.borrow(), self)
        self._preferences = Preferences(store.now)
        self._panel.add_page(self._preferences, self._panel.settings)
        self._panel.add_page(Sheet(), self._panel.help)
        self._defects: Defects | None = None
        self._flash = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._reading = QTimer(self, interval=_READ_MS)
        self._connect_canvas()
        self._connect_parts()
        self._connect_keys()
        self._apply_settings()
        self._wear()

    # Wiring --------------------------------------------------------------------------------------

    def _connect_canvas(self) -> None:
        canvas = self._stage.canvas
        canvas.shown.connect(self._shown)
        canvas.ready.connect(self._ready)
        canvas.failed.connect(self._defect)
        canvas.blind.connect(lambda error: self._blind(str(error)))
        canvas.doubled.connect(self.full_screen)
        canvas.dropped.connect(self._dropped)
        canvas.keyed.connect(self._keyed)
        canvas.divider.rested.connect(lambda share: self._bar.compare.setChecked(share > 0))
        self._apply_settings()

    def _connect_parts(self) -> None:
        window, bar = self._window, self._bar
        self._live.woke.connect(self._woke)
        self._stage.renewed.connect(self._connect_canvas)
        self._outfit.changed.connect(self._wear)
        window.chooser.gallery.chosen.connect(self._outfit.wear)
        window.held.connect(self._hold)
        window.dropped.connect(self._dropped)
        window.filled.connect(self._filled)
        window.closing.connect(self.stop)
        bar.before.pressed.connect(partial(self._hold, True))
        bar.before.released.connect(partial(self._hold, False))
        bar.compare.clicked.connect(self.compare)
        bar.shutter.clicked.connect(self.snapshot)
        self._panel.mine.clicked.connect(self._portray)
        bar.full_screen.clicked.connect(self.full_screen)
        bar.source.picked.connect(self._pick)
        bar.source.file_wanted.connect(self.open_file)
        bar.source.folder_wanted.connect(self.open_folder)
        bar.source.opened.connect(self.sources.refresh)
        self.sources.cameras_known.connect(bar.source.set_cameras)
        self.sources.consent_wanted.connect(self._ask)
        self.sources.demo_instead.connect(self._say_demo)
        self.sources.picked.connect(self._picked)
        self._fetching.changed.connect(self.guide.refresh)
        self._fetching.advanced.connect(self._stage.page.progress)
        self._fetching.done.connect(self.sources.again)
        self._snapshots.saved.connect(self._saved)
        self._snapshots.failed.connect(self._not_saved)
        self._store.changed.connect(self._setting_changed)
        self._store.failed.connect(self._say_unwritable)
        self._preferences.changed.connect(self._store.change)
        self.previews.made.connect(self._shelf.set_preview)
        self._flash.timeout.connect(lambda: self._stage.canvas.say(flash=""))
        self._reading.timeout.connect(self._read)

    def _connect_keys(self) -> None:
        for declared in SHORTCUTS:
            serve = getattr(self, declared.name, None)
            for key in declared.keys if serve else ():
                shortcut = QShortcut(QKeySequence(key), self._window)
                shortcut.activated.connect(serve)

    def defects_from(self, defects: Defects) -> None:
        """Tell the person of defects that are heard of there."""
        self._defects = defects
        defects.happened.connect(self._defect)

    def _defect(self) -> None:
        if self._defects is not None:
            self._defects.tell(self._window)

    def begin(self, source: str | None) -> None:
        """Show the mirror of a source, or ask what is needed first."""
        if self._stage.fault is not None:
            self._blind(self._stage.fault)
            return
        self.sources.begin(source)
        self.guide.refresh()

    def stop(self) -> None:
        """End everything that runs, and free the GPU, while the window still exists."""
        self._keep_place()
        self._store.write()
        self._reading.stop()
        self.previews.stop()
        self._fetching.stop(_DEADLINE_S)
        self.sources.stop(_DEADLINE_S)
        self._snapshots.stop(_DEADLINE_S)
        self._live.stop()
        self._stage.canvas.release()

    def _keep_place(self) -> None:
        window = self._window
        self._store.change("maximized", window.isMaximized())
        if not window.isMaximized() and not window.full:
            place = window.geometry()
            self._store.change("window", (place.x(), place.y(), place.width(), place.height()))

    # The mirror ----------------------------------------------------------------------------------

    def _woke(self) -> None:
        self._stage.check()
        self._stage.canvas.update()
        state = self._live.state
        self._bar.source.show_source(self._live.source, state.source)
        self._bar.enable_picture_tools(self.guide.mirror_shown)
        for error in (state.error, state.tracking):
            if error is not None and not isinstance(error, MirrorError):
                self._defect()
        if state.name != "running" or state.tracking is not None or self._stage.message:
            self.guide.refresh()
        self._apply_kind()

    def _shown(self, shown: Shown) -> None:
        stats = self._live.stats
        stats.record("draw", shown.draw)
        stats.record("present", shown.present)
        stats.record_drawn(shown.latency)
        self.meter.add(shown)
        tracked = self._stage.canvas.tracked
        if stats.drawn == 1:
            self.guide.refresh()
            self._bar.enable_picture_tools(True)
            self.previews.make(self._shelf.looks)
        if tracked is not None:
            self.guide.look_at(tracked)

    def _ready(self, renderer: str) -> None:
        self.renderer = renderer

    def _blind(self, why: str) -> None:
        self.guide.blind = why
        self._bar.enable_picture_tools(False)
        self.guide.refresh()

    def _wear(self) -> None:
        worn = self._outfit.worn
        self._stage.canvas.wear(worn.look, worn.intensity / 100)
        self._shelf.set_worn(worn.look)
        self._store.change("look", worn.look.id if worn.look else None)
        self._store.change("intensity", worn.intensity)
        if self._window.full:
            percent = f" · {worn.intensity} %" if worn.look else ""
            self._say_flash(look_name(worn.look) + percent)

    def _hold(self, down: bool) -> None:
        self._stage.canvas.show_bare(down)

    def _say_flash(self, words: str) -> None:
        self._stage.canvas.say(flash=words)
        self._flash.start()

    def _keyed(self, event: QKeyEvent) -> None:
        # The picture was clicked: give the keyboard back to the controls.
        self._window.activateWindow()

    def _read(self) -> None:
        if not self._store.now.readings:
            return
        info, meter = self._live.state.source, self.meter
        size = f"{info.size[0]} × {info.size[1]}" if info else ""
        parts = (
            self.tr("{fps} fps").format(fps=f"{meter.fps:.0f}"),
            self.tr("{ms} ms from camera to screen").format(ms=f"{meter.latency * 1000:.0f}"),
            self.tr("{ms} ms drawing").format(ms=f"{meter.draw * 1000:.0f}"),
            size,
            self.tr("drawn by {renderer}").format(renderer=self.renderer.partition(" (")[0]),
            self.tr("face tracking on the processor"),
        )
        self._stage.canvas.say(readings="\n".join(part for part in parts if part))

    # Settings ------------------------------------------------------------------------------------

    def _setting_changed(self, name: str) -> None:
        now = self._store.now
        if name == "language":
            self._tongue.use(now.language)
            self.guide.refresh()
            self._read()
        elif name == "faces":
            self._live.set_faces(now.faces)
        self._preferences.show_settings(now)
        self._apply_settings()

    def _apply_settings(self) -> None:
        if self._store.now.readings:
            self._reading.start()
        else:
            self._reading.stop()
            self._stage.canvas.say(readings="")
        self._apply_kind()

    def _apply_kind(self) -> None:
        """Cameras and the demo are mirrors; photos and videos are shown as they are."""
        canvas, now, source = self._stage.canvas, self._store.now, self._live.source
        camera = source.startswith("webcam")
        flip, fill = camera and now.flip, now.fill and (camera or source == "demo")
        if (flip, fill) != (canvas.flip, canvas.fill):
            canvas.flip, canvas.fill = flip, fill
            canvas.update()

    def say_settings(self, fault: str, kept: Path | None) -> None:
        """Say that the settings could not be read, and where the file is kept."""
        words = self.tr("The settings could not be read, so they start anew.")
        self._panel.notice.say(f"{words} {self._kept(kept)}".strip())

    def _kept(self, kept: Path | None) -> str:
        return self.tr("The old file is kept as {name}.").format(name=kept.name) if kept else ""

    def _say_unwritable(self, why: str) -> None:
        self._panel.notice.say(self.tr("Settings cannot be remembered: {why}").format(why=why))

    # Sources -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.guide.asking = True
        self.guide.refresh()

    def _allow_camera(self) -> None:
        self.sources.allow_camera()

    def _pick(self, source: str) -> None:
        if source.startswith("webcam"):
            self._store.change("consent", True)  # picking one by name is agreeing to it
        self.sources.pick(source)

    def _picked(self, source: str) -> None:
        self.guide.asking = False
        self._apply_kind()
        self.guide.restart()
        self._bar.source.show_source(source, None)

    def _say_demo(self) -> None:
        self._panel.notice.say(
            self.tr("No camera was found, so this is the demo."),
            self.tr("Use a camera"),
            self._allow_camera,
            stays=True,
        )

    def _go_without(self) -> None:
        self.guide.bare = True
        self.guide.refresh()
        self._panel.notice.say(
            self.tr("Without the tracking model no makeup can be shown."),
            self.tr("Fetch it"),
            self._fetching.start,
            stays=True,
        )

    def _dropped(self, files: Sequence[str]) -> None:
        if files:
            self.sources.pick(files[0])

    def _saved(self, path: Path) -> None:
        self._panel.notice.say(
            self.tr("Saved as {name}").format(name=path.name),
            self.tr("Show folder"),
            partial(_open_folder, path.parent),
        )
        if self._window.full:
            self._say_flash(self.tr("Saved as {name}").format(name=path.name))

    def _portray(self, mine: bool) -> None:
        """Draw the cards anew, on the face before the mirror or on the portrait."""
        tracked = self._stage.canvas.tracked
        if mine and (tracked is None or not tracked.faces):
            self._panel.mine.setChecked(False)
            self._panel.notice.say(self.tr("No face in the picture."))
            return
        self.previews.make(self._shelf.looks, tracked if mine else None)

    def _not_saved(self) -> None:
        folder = self._store.now.snapshots or str(default_snapshot_folder())
        self._panel.notice.say(
            self.tr("The picture could not be saved in {folder}.").format(folder=folder),
            self.tr("Settings"),
            self.settings,
        )

    def _filled(self, full: bool) -> None:
        if full:
            self._say_flash(self.tr("Esc leaves full screen"))

    # What the keys and buttons do; the names are those of SHORTCUTS -------------------------------

    def compare(self) -> None:
        """Bring the divider, or park it."""
        divider = self._stage.canvas.divider
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
        self._outfit.set_intensity(self._outfit.worn.intensity + _STEP)

    def less(self) -> None:
        """Wear less of the look."""
        self._outfit.set_intensity(self._outfit.worn.intensity - _STEP)

    def undo(self) -> None:
        """Take the last change of look or intensity back."""
        self._outfit.history.undo()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._outfit.history.redo()

    def snapshot(self) -> None:
        """Save what is on the screen."""
        self._snapshots.take(self._stage.canvas, self._store.now)

    def open_file(self) -> None:
        """Look for a photo or a video to show."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open photo or video"))
        if chosen:
            self.sources.pick(chosen)

    def open_folder(self) -> None:
        """Look for a folder of photos to show."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Open a folder of photos"))
        if chosen:
            self.sources.pick(chosen)

    def find(self) -> None:
        """Type what to look for among the looks."""
        self._panel.go_home()
        self._window.chooser.search.setFocus()

    def full_screen(self) -> None:
        """Show nothing but the mirror, or everything again."""
        self._window.fill_screen(not self._window.full)

    def leave(self) -> None:
        """Leave full screen, else the page that is open."""
        if self._window.full:
            self._window.fill_screen(False)
        else:
            self._panel.go_home()

    def readings(self) -> None:
        """Show or hide the rates and what runs where."""
        self._store.change("readings", not self._store.now.readings)

    def settings(self) -> None:
        """Open or close the settings."""
        self._toggle(self._panel.settings)

    def help(self) -> None:
        """Open or close the list of keys."""
        self._toggle(self._panel.help)

    def _toggle(self, opener: IconButton) -> None:
        self._window.fill_screen(False)
        opener.click()

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self._window.close()


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
