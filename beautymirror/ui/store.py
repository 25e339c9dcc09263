"""The settings of the running window: changed a field at a time, written a moment later."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from beautymirror.settings import Settings, write_settings

__all__ = ["Store"]

_log = logging.getLogger(__name__)

_PAUSE_MS = 800


class Store(QObject):
    """Holds the settings and remembers them.

    Args:
        kept: whether changes outlive the window.

    Signals:
        changed: name of a field that has another value.
        failed: they cannot be written; told once.
    """

    changed = Signal(str)
    failed = Signal(str)

    def __init__(
        self, settings: Settings, folder: Path | None, parent: QObject, *, kept: bool = True
    ) -> None:
        super().__init__(parent)
        self.now = self._first = settings
        self._kept = kept
        self._written = settings
        self._folder = folder
        self._told = False
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.write)

    def change(self, name: str, value: object) -> None:
        """Give a field of ``Settings`` another value."""
        if getattr(self.now, name) == value:
            return
        self.now = Settings.model_validate({**self.now.model_dump(), name: value})
        self._timer.start()
        self.changed.emit(name)

    def revert(self) -> None:
        """Change everything back to what it was at first."""
        for name in Settings.model_fields:
            self.change(name, getattr(self._first, name))

    def write(self) -> None:
        """Write what has changed since the last time."""
        self._timer.stop()
        if not self._kept or self.now == self._written:
            return
        try:
            write_settings(self.now, self._folder, self._written)
            self._written = self.now
        except OSError as error:
            _log.warning("settings cannot be written: %s", error)
            if not self._told:
                self._told = True
                self.failed.emit(error.strerror or str(error))
