"""Makes what is set take effect: the language, how many faces, how the picture lies."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from beautymirror.ui.language import Language
from beautymirror.ui.live import Live
from beautymirror.ui.preferences import Preferences
from beautymirror.ui.readings import Readings
from beautymirror.ui.stage import Stage
from beautymirror.ui.store import Store

__all__ = ["Adjustment"]


class Adjustment(QObject):
    """Follows the settings of one window.

    Signals:
        worded: another language is in use, and what was said is to be said in it.
    """

    worded = Signal()

    def __init__(
        self,
        stage: Stage,
        live: Live,
        store: Store,
        tongue: Language,
        preferences: Preferences,
        readings: Readings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._stage, self._live, self._store, self._tongue = stage, live, store, tongue
        self._preferences, self._readings = preferences, readings
        store.changed.connect(self._changed)

    def _changed(self, name: str) -> None:
        now = self._store.now
        if name == "language":
            self._tongue.use(now.language)
            self.worded.emit()
        elif name == "faces":
            self._live.set_faces(now.faces)
        self._preferences.show_settings(now)
        self.apply()

    def apply(self) -> None:
        """Cameras are mirrors and fill the window; photos and videos are shown as they are."""
        canvas, now, source = self._stage.canvas, self._store.now, self._live.source
        camera = source.startswith("webcam")
        flip, fill = camera and now.flip, now.fill and (camera or source == "demo")
        if (flip, fill) != (canvas.flip, canvas.fill):
            canvas.flip, canvas.fill = flip, fill
            canvas.update()
        self._readings.show(now.readings)
