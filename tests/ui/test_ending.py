"""What ends the program or goes wrong in it: signals, defects."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from beautymirror.ui.defects import Defects
from beautymirror.ui.interrupt import Interrupt


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_heard_while_qt_waits(number: int, qtbot: Any) -> None:
    before = signal.getsignal(number)
    with Interrupt() as interrupt, qtbot.waitSignal(interrupt.asked, timeout=5000):
        interrupt.tell(lambda: None)
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
    assert signal.getsignal(number) is before
    assert signal.set_wakeup_fd(-1) == -1


def test_a_signal_that_came_too_early_is_told_once_somebody_listens(qtbot: Any) -> None:
    heard: list[int] = []
    with Interrupt() as interrupt:
        os.kill(os.getpid(), signal.SIGTERM)
        interrupt.tell(lambda: heard.append(1))
        qtbot.waitUntil(lambda: heard == [1], timeout=5000)


def test_what_nobody_caught_is_logged_and_told_once(
    app: QApplication, tmp_path: Path, qtbot: Any
) -> None:
    before = sys.excepthook, threading.excepthook
    parent = QWidget()
    log = tmp_path / "new" / "log.txt"

    def fail() -> None:
        raise ValueError("in a thread")

    with Defects(log) as defects:
        defects.happened.connect(lambda: defects.tell(parent))
        with qtbot.waitSignal(defects.happened):
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
        try:
            raise KeyError("in a slot")
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        assert defects.count == 2
        box = defects._box
        assert box is not None
        assert str(log) in box.informativeText()
        box.close()
    assert (sys.excepthook, threading.excepthook) == before
    text = log.read_text()
    assert "ValueError: in a thread" in text
    assert "KeyError: 'in a slot'" in text
    assert logging.getLogger("beautymirror").handlers == []


def test_a_log_that_cannot_be_written_is_no_reason_to_fail(
    app: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    with Defects(tmp_path / "file" / "log.txt"):
        sys.excepthook(ValueError, ValueError("odd"), None)
    assert "ValueError: odd" in capsys.readouterr().err
