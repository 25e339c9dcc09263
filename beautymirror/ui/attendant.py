"""Joins the parts of the window: what is chosen is worn, what is changed is remembered."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from beautymirror.errors import MirrorError
from beautymirror.ui.adjustment import Adjustment
from beautymirror.ui.arrivals import Arrivals
from beautymirror.ui.canvas import Shown
from beautymirror.ui.cards import Cards
from beautymirror.ui.commands import Commands
from beautymirror.ui.defects import Defects
from beautymirror.ui.fetching import Fetching
from beautymirror.ui.guide import Guide
from beautymirror.ui.language import Language
from beautymirror.ui.live import Live
from beautymirror.ui.outfit import Outfit
from beautymirror.ui.photo.makeover import Makeover
from beautymirror.ui.preferences import Preferences
from beautymirror.ui.previews import Previews
from beautymirror.ui.problems import Problems, Ways
from beautymirror.ui.readings import Readings
from beautymirror.ui.remarks import Remarks
from beautymirror.ui.sheet import Sheet
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.skin.consultant import Consultant
from beautymirror.ui.snapshots import Snapshots
from beautymirror.ui.sources import Sources
from beautymirror.ui.store import Store
from beautymirror.ui.window import Window

__all__ = ["Attendant"]

_DEADLINE_S = 3.0  # for everything that is only being read, together
_LEAST_S = 0.5  # for each, so that what can end does
_WRITING_S = 20.0  # a picture that was taken is kept, however slow the disk


class Attendant(QObject):
    """Serves one window.

    Signals:
        invited: a stranger agreed to a visit.
    """

    invited = Signal()

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
        self._shelf, self._outfit = shelf, outfit
        self._stage, self._bar, self._panel = window.stage, window.bar, window.panel
        self._defects: Defects | None = None
        self._noted = False
        self.sources = Sources(live, store, self)
        self.fetching = Fetching(self)
        self.snapshots = Snapshots(self)
        self.remarks = Remarks(window)
        self.readings = Readings(self._stage, live, self)
        self.commands = Commands(window, store, shelf, outfit, self.sources, self.snapshots)
        self.guide = Guide(self._stage, live, self.fetching, self._problems(), self)
        self.previews = Previews(lambda: self._stage.canvas.borrow(), self)
        self.preferences = Preferences(store.now)
        self.consultant = Consultant(self._stage, live, store, shelf, outfit, self)
        self.makeover = Makeover(self._stage, outfit, self)
        self.cards = Cards(window, shelf, outfit, self.previews, self.remarks)
        self._arrivals = Arrivals(
            window, live, self.sources, self.guide, self.makeover, self.commands, self.remarks
        )
        self._adjustment = Adjustment(
            self._stage, live, store, tongue, self.preferences, self.readings, self
        )
        self._panel.add_tab(self.makeover.page, "photo")
        self._panel.add_tab(self.consultant.page, "skin")
        self._panel.add_page(self.preferences, self._panel.settings)
        self._panel.add_page(Sheet(), self._panel.help)
        self._connect_mirror()
        self._connect_controls()
        self._connect_canvas()
        self._wear()

    def _problems(self) -> Problems:
        return Problems(
            Ways(
                begin=self.invited.emit,
                use_camera=self.sources.allow_camera,
                watch_demo=partial(self.sources.pick, "demo"),
                open_file=self.commands.open_file,
                fetch=self.fetching.start,
                cancel=self.fetching.cancel,
                without=self._go_without,
                leave=self.commands.quit,
            ),
            self,
        )

    def _connect_canvas(self) -> None:
        """Connect to the canvas, which may be another one after the graphics card was reset."""
        canvas = self._stage.canvas
        canvas.shown.connect(self._shown)
        canvas.ready.connect(self._ready)
        canvas.failed.connect(self._defect)
        canvas.blind.connect(lambda error: self._blind(str(error)))
        canvas.hand.doubled.connect(self.commands.full_screen)
        canvas.hand.dropped.connect(self._arrivals.take)
        canvas.hand.pictured.connect(self._arrivals.take_picture)
        canvas.hand.keyed.connect(self._keyed)
        canvas.divider.rested.connect(lambda share: self._bar.compare.setChecked(share > 0))
        self._adjustment.apply()

    def _connect_mirror(self) -> None:
        self._live.woke.connect(self._woke)
        self._stage.renewed.connect(self._connect_canvas)
        self.sources.cameras_known.connect(self._bar.source.set_cameras)
        self.sources.consent_wanted.connect(self._ask)
        self.sources.demo_instead.connect(
            partial(self.remarks.no_camera, self.sources.allow_camera)
        )
        self.sources.picked.connect(self._picked)
        self.fetching.changed.connect(self.guide.refresh)
        self.fetching.advanced.connect(self._stage.page.progress)
        self.fetching.done.connect(self.sources.again)
        self.snapshots.saved.connect(self.remarks.saved)
        self.snapshots.failed.connect(
            lambda: self.remarks.not_saved(self._store.now, self.commands.settings)
        )
        self.previews.made.connect(self.consultant.show_preview)
        self.makeover.came.connect(self.commands.photo)
        self.makeover.empty.connect(self.remarks.no_picture)
        self.makeover.gathered.connect(self.remarks.gathered)
        self.makeover.saved.connect(self.cards.add)
        self.makeover.failed.connect(self.remarks.not_written)
        self.commands.pasting.connect(self.makeover.paste)
        self.consultant.saved.connect(self.remarks.saved)
        self.consultant.failed.connect(self.remarks.not_written)
        self.consultant.forgotten.connect(self.remarks.forgotten)
        self.consultant.troubled.connect(self.remarks.trouble)
        for say in (self.guide.refresh, self.readings.refresh, self.consultant.show):
            self._adjustment.worded.connect(say)
        self._store.failed.connect(self.remarks.settings_kept_back)
        self._outfit.changed.connect(self._wear)

    def _connect_controls(self) -> None:
        window, bar, commands = self._window, self._bar, self.commands
        window.held.connect(self._hold)
        window.filled.connect(self.remarks.full)
        window.closing.connect(self.stop)
        window.chooser.gallery.chosen.connect(self._outfit.wear)
        self.preferences.changed.connect(self._store.change)
        bar.before.pressed.connect(partial(self._hold, True))
        bar.before.released.connect(partial(self._hold, False))
        bar.compare.clicked.connect(commands.compare)
        bar.shutter.clicked.connect(commands.snapshot)
        bar.full_screen.clicked.connect(commands.full_screen)
        bar.source.picked.connect(self._pick)
        bar.source.file_wanted.connect(commands.open_file)
        bar.source.folder_wanted.connect(commands.open_folder)
        bar.source.opened.connect(self.sources.refresh)

    # Beginning and end ---------------------------------------------------------------------------

    def begin(self, source: str | None) -> None:
        """Show the mirror of a source, or ask what is needed first."""
        if self._stage.fault is not None:
            self._blind(self._stage.fault)
            return
        self.sources.begin(source)
        self.guide.refresh()

    def defects_from(self, defects: Defects) -> None:
        """Tell the person of defects that are heard of there."""
        self._defects = defects
        defects.happened.connect(self._defect)

    def _defect(self) -> None:
        if self._defects is not None:
            self._defects.tell(self._window)

    def stop(self) -> None:
        """End everything that runs, and free the GPU, while the window still exists."""
        self._keep_place()
        self._store.write()
        self._window.hide()  # what cannot end at once, such as reading a huge photo, ends unseen
        self.readings.show(False)
        self.previews.stop()
        until = time.monotonic() + _DEADLINE_S
        for part in (self.fetching, self.sources, self.consultant, self.makeover, self._live):
            part.stop(max(_LEAST_S, until - time.monotonic()))
        self.snapshots.stop(_WRITING_S)
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
        self.enable(self.guide.mirror_shown)
        if state.name in ("lost", "failed"):
            self.consultant.interrupt()
        info = state.source
        if info is not None and info.note and not self._noted:
            self._noted = True  # once: the rate of a camera in dim light goes up and down
            self.remarks.noted(info)
        for error in (state.error, state.tracking):
            if error is not None and not isinstance(error, MirrorError):
                self._defect()
        if state.name != "running" or state.tracking is not None or self._stage.message:
            self.guide.refresh()

    def _shown(self, shown: Shown) -> None:
        stats = self._live.stats
        stats.record("draw", shown.draw)
        stats.record("present", shown.present)
        stats.record_drawn(shown.latency)
        self.readings.meter.add(shown)
        if stats.drawn == 1:
            self.cards.draw()
        if self.guide.waiting:
            self.guide.refresh()
            self.enable(True)
        tracked = self._stage.canvas.tracked
        if tracked is not None:
            if self._outfit.worn.look is not None:
                self._live.look(tracked)
            self.guide.look_at(tracked)
            self.consultant.look_at(tracked)

    def _ready(self, renderer: str) -> None:
        self.readings.renderer = renderer

    def _blind(self, why: str) -> None:
        self.guide.blind = why
        self.enable(False)
        self.guide.refresh()

    def enable(self, on: bool) -> None:
        """Whether there is a picture to take, to compare, to read."""
        self._bar.enable_picture_tools(on)
        self.consultant.page.enable(on)
        self.makeover.page.enable(on)

    def _wear(self) -> None:
        worn = self._outfit.worn
        self._stage.canvas.wear(worn.look, worn.intensity / 100)
        self._shelf.set_worn(worn.look)
        self._store.change("look", worn.look.id if worn.look else None)
        self._store.change("intensity", worn.intensity)
        self.remarks.worn(worn)

    def _hold(self, down: bool) -> None:
        self._stage.canvas.show_bare(down)

    def _keyed(self, _event: QKeyEvent) -> None:
        # The picture was clicked: give the keyboard back to the controls.
        self._window.activateWindow()

    # Sources -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.guide.asking = True
        self.guide.refresh()

    def _pick(self, source: str) -> None:
        if source.startswith("webcam"):
            self._store.change("consent", True)  # picking one by name is agreeing to it
        self.sources.pick(source)

    def _picked(self, source: str) -> None:
        self.guide.asking = self._noted = False
        self.consultant.session.cancel()
        self._adjustment.apply()
        self.guide.restart()
        self._bar.source.show_source(source, None)

    def _go_without(self) -> None:
        self.guide.bare = True
        self.guide.refresh()
        self.remarks.no_model(self.fetching.start)
