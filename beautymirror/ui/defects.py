"""What no one else caught: to the log, and once to the person."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from beautymirror.resources import log_dir

__all__ = ["Defects", "log_file"]

_log = logging.getLogger("beautymirror")
_LARGEST = 1_000_000  # bytes of a log, of which one older is kept


def log_file() -> Path:
    """Where defects are written down; pictures and points of faces never are."""
    return log_dir() / "beautymirror.log"


class Defects(QObject):
    """While entered, hears of every exception that nobody caught, on any thread.

    Signals:
        happened: the exception, on the thread that made this object.
    """

    happened = Signal(object)

    def __init__(self, log: Path | None = None) -> None:
        super().__init__()
        self.count = 0
        self.log = log or log_file()
        self._handler: logging.Handler | None = None
        self._box: QMessageBox | None = None
        self.happened.connect(self._count)

    def __enter__(self) -> Self:
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                self.log, maxBytes=_LARGEST, backupCount=1, encoding="utf-8", delay=True
            )
        except OSError:
            self._handler = logging.StreamHandler()
        self._handler.setLevel(logging.WARNING)
        self._handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
        )
        _log.addHandler(self._handler)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        sys.excepthook, threading.excepthook = self._before
        if self._handler is not None:
            _log.removeHandler(self._handler)
            self._handler.close()

    def _caught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        _log.error("defect", exc_info=(kind, error or kind(), trace))
        self.happened.emit(error)

    def _count(self) -> None:
        self.count += 1

    def tell(self, parent: QWidget) -> None:
        """Tell the person, once, without holding the mirror up."""
        if self._box is not None:
            return
        box = self._box = QMessageBox(parent)
        box.setWindowTitle("BeautyMirror")
        box.setText(self.tr("Something went wrong inside BeautyMirror."))
        box.setInformativeText(
            self.tr(
                "The mirror goes on as well as it can. What happened is written in:\n{file}"
            ).format(file=self.log)
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        folder = box.addButton(self.tr("Show folder"), QMessageBox.ButtonRole.ActionRole)
        folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.log.parent)))
        )
        box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.open()
