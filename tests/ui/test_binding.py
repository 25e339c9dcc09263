"""The binding of Qt to Python keeps count of what it hands out.

PySide6 6.12.0 gives ``None`` and ``True`` away without counting on Python before 3.12: after some
thousand calls the interpreter ends with "deallocating None".
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal

_CALLS = 200


class _Caller(QObject):
    called = Signal()


def test_calls_and_signals_lose_no_references() -> None:
    caller, timer = _Caller(), QTimer()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(_CALLS):
        caller.called.emit()
        timer.setInterval(3)
    lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
    assert max(lost) < _CALLS / 4, "this version of PySide6 ends the program after a while"
