"""A mirror that strangers share: each visit begins with consent and leaves nothing behind."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from beautymirror.ui.attendant import Attendant
from beautymirror.ui.live import Live
from beautymirror.ui.outfit import Outfit
from beautymirror.ui.presence import Presence
from beautymirror.ui.store import Store
from beautymirror.ui.window import Window

__all__ = ["Counter"]

_TICK_MS = 250
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
)


class Counter(QObject):
    """Serves visits to one window, one after the other.

    Until somebody agrees the camera is off. When nobody has been seen or felt for a while it is
    asked whether they are still there; without an answer the visit is over.

    Attributes:
        visited: somebody has agreed, and has not left yet.
    """

    def __init__(
        self, window: Window, live: Live, store: Store, outfit: Outfit, attendant: Attendant
    ) -> None:
        super().__init__(window)
        self._window, self._live, self._store = window, live, store
        self._outfit, self._attendant = outfit, attendant
        self._first = outfit.worn
        self._source: str | None = None
        self._presence = Presence()
        self.visited = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._offer_nothing_lasting()
        attendant.invited.connect(self._begin)
        window.bar.finish.clicked.connect(self._end)
        window.closing.connect(self._timer.stop)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def open(self, source: str | None) -> None:
        """Wait for the first visitor, who will see that source."""
        self._source = source
        self._attendant.cards.draw()  # to be seen while the camera is off
        self._invite()

    def _begin(self) -> None:
        """Somebody agreed that the camera sees them."""
        self.visited = True
        self._presence.begin()
        self._timer.start()
        self._store.change("consent", True)
        self._attendant.begin(self._source)

    def _tick(self) -> None:
        watched = self._attendant.guide.mirror_shown
        tracked = self._window.stage.canvas.tracked
        if watched and tracked is not None and tracked.faces:
            self._presence.noted()
        left = self._presence.left(watched=watched)
        if left is not None and left <= 0:
            self._end()
        else:
            self._ask(0 if left is None else math.ceil(left))

    def _end(self) -> None:
        """Forget the person, let the camera go and wait for the next."""
        self._timer.stop()
        self.visited = False
        self._live.rest()
        self._ask(0)
        self._attendant.consultant.leave()
        self._attendant.makeover.leave()
        self._attendant.cards.leave()
        self._tidy()
        self._outfit.begin_with(self._first)
        self._store.revert()
        self._invite()

    def _tidy(self) -> None:
        """Show everything as the person found it."""
        window, canvas = self._window, self._window.stage.canvas
        canvas.show_bare(False)
        canvas.divider.share = 0.0
        window.bar.compare.setChecked(False)
        window.fill_screen(False)
        window.panel.notice.hide()
        window.panel.go_home()
        window.chooser.start_over()

    def _offer_nothing_lasting(self) -> None:
        attendant = self._attendant
        attendant.guide.shared = True
        attendant.commands.files = False
        attendant.consultant.share()
        self._window.bar.share()
        attendant.makeover.page.without_files()
        attendant.preferences.without_files()

    def _invite(self) -> None:
        """Ask whoever comes next whether the camera may see them."""
        self._attendant.enable(False)
        self._attendant.guide.asking = True
        self._attendant.guide.restart()

    def _ask(self, seconds: int) -> None:
        """Ask whether the visitor is still there; so many seconds are left, 0: no need to ask."""
        guide = self._attendant.guide
        if seconds != guide.leaving:
            guide.leaving = seconds
            guide.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of every touch, and leave it to whom it is meant for."""
        if self.visited and event.type() in _TOUCHES:
            self._presence.noted()
            self._ask(0)
        return False
