"""A window that shows the demo, and what scenes do with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QSurfaceFormat
from PySide6.QtWidgets import QApplication

from beautymirror.looks.library import all_looks
from beautymirror.settings import Settings
from beautymirror.ui.app import Built, build
from beautymirror.ui.opengl import surface_format
from beautymirror.ui.options import RunOptions
from beautymirror.ui.theme import apply_theme

Found = dict[str, object]

_PATIENCE_S = 90.0


class Theatre:
    """A window that shows the demo, and what scenes do with it."""

    def __init__(
        self, folder: Path, settings: Settings, source: str = "demo", *, shared: bool = False
    ) -> None:
        QSurfaceFormat.setDefaultFormat(surface_format())
        self.app = QApplication(["scenes"])
        apply_theme(self.app)
        options = RunOptions(source=source, shared=shared)
        self.built: Built = build(
            self.app, options, settings, all_looks(), folder=folder / "settings"
        )
        self.window, self.live = self.built.window, self.built.live
        self.window.setGeometry(20, 20, 1200, 760)
        (self.built.counter.open if self.built.counter else self.built.attendant.begin)(source)
        self.window.show()

    @property
    def canvas(self):  # type: ignore[no-untyped-def]
        return self.window.stage.canvas

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)

    def until(self, condition: Callable[[], bool]) -> bool:
        end = time.monotonic() + _PATIENCE_S
        while not condition() and time.monotonic() < end:
            self.wait(0.02)
        return condition()

    def frames(self, number: int) -> bool:
        """Wait for so many more frames on the screen."""
        wanted = self.live.stats.drawn + number
        return self.until(lambda: self.live.stats.drawn >= wanted)

    def picture(self) -> NDArray[np.uint8]:
        """What the canvas shows, (h, w, 3)."""
        seen = self.canvas.picture()
        assert seen is not None
        return seen.astype(np.int16)

    def still(self) -> None:
        """Let no other frame arrive, so that pictures can be compared."""
        self.canvas._newest = lambda: None
        self.wait(0.1)

    def close(self) -> None:
        self.window.close()
        self.built.tongue.release()
        self.wait(0.05)


def difference(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(h, w) where two pictures differ visibly."""
    return np.abs(first.astype(int) - second.astype(int)).max(axis=2) > 2


def red_lips(folder: Path) -> Theatre:
    return Theatre(folder, Settings(language="en", look="red-lip"))
