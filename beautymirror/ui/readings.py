"""The quiet overlay: how fast, how late, and what runs where."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from beautymirror.ui.live import Live
from beautymirror.ui.meter import Meter
from beautymirror.ui.stage import Stage

__all__ = ["Readings"]

_EVERY_MS = 500


class Readings(QObject):
    """Writes the readings over the mirror while they are wanted."""

    def __init__(self, stage: Stage, live: Live, parent: QObject) -> None:
        super().__init__(parent)
        self.meter = Meter()
        self.renderer = ""
        self._stage, self._live = stage, live
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    def show(self, on: bool) -> None:
        """Show or hide them."""
        if on == self._timer.isActive():
            return
        if on:
            self._timer.start()
            self.refresh()
        else:
            self._timer.stop()
            self._stage.canvas.say(readings="")

    def refresh(self) -> None:
        """Write them anew, in the language of now, if they are shown."""
        if not self._timer.isActive():
            return
        info, meter = self._live.state.source, self.meter
        lines = (
            self.tr("{fps} fps").format(fps=f"{meter.fps:.0f}"),
            self.tr("{ms} ms from camera to screen").format(ms=f"{meter.latency * 1000:.0f}"),
            self.tr("{ms} ms drawing").format(ms=f"{meter.draw * 1000:.0f}"),
            f"{info.size[0]} × {info.size[1]} {info.mode}".strip() if info else "",
            self.tr("drawn by {renderer}").format(renderer=self.renderer.partition(" (")[0]),
            self.tr("face tracking on the processor"),
        )
        self._stage.canvas.say(readings="\n".join(line for line in lines if line))
