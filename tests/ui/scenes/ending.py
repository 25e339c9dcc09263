"""The program as it is started, until it is ended from outside."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QTimer

from beautymirror.ui import app as app_module
from beautymirror.ui.canvas import Shown
from beautymirror.ui.options import RunOptions
from tests.ui.scenes.theatre import Found


def until_interrupted(folder: Path) -> Found:
    """The program as it is started; says READY when frames, or words in their place, are shown."""

    class Telling(app_module.Attendant):
        def begin(self, source: str | None) -> None:
            super().begin(source)
            if self._stage.fault is not None:
                QTimer.singleShot(300, lambda: print("READY", flush=True))

        def _shown(self, shown: Shown) -> None:
            super()._shown(shown)
            if self._live.stats.drawn == 3:
                print("READY", flush=True)

    app_module.Attendant = Telling
    code = app_module.run_window(RunOptions(source="demo", stats=folder / "stats.json"))
    return {"code": code, "threads": [thread.name for thread in threading.enumerate()]}
