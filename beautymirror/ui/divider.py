"""The line between before and after: parked at the edge, or dragged over the picture."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from beautymirror.ui.theme import touch

__all__ = ["Divider"]

_SLIDE_MS = 220
_EDGE = 0.02  # let go this near to the edge, the line parks itself


class Divider(QObject):
    """Where the line is, as a share of the width; 0 is parked.

    Signals:
        moved: the line is elsewhere.
        rested: it came to rest, or is on the way to rest, at this share.
    """

    moved = Signal()
    rested = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.dragged = False
        self._near = touch() / 2 + 2  # logical pixels within which the line is grabbed
        self._slide = QVariantAnimation(self, duration=_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._place)

    def near(self, x: float, width: float) -> bool:
        """Whether a pointer at ``x`` of ``width`` logical pixels would grab the line."""
        return self.dragged or abs(x - self.share * width) <= self._near

    def grab(self, x: float, width: float) -> bool:
        """Take hold of the line if it is near; whether it was."""
        if self.near(x, width):
            self._slide.stop()
            self.dragged = True
        return self.dragged

    def drag(self, x: float, width: float) -> None:
        """Move the line that is held."""
        self._place(min(1.0, max(0.0, x / max(1.0, width))))

    def let_go(self) -> None:
        """Leave the line where it is, or park it when it is next to the edge."""
        self.dragged = False
        if self.share <= _EDGE:
            self.slide(0.0)
        else:
            self.rested.emit(self.share)

    def slide(self, share: float) -> None:
        """Move calmly to a place."""
        self._slide.stop()
        self._slide.setStartValue(self.share)
        self._slide.setEndValue(share)
        self._slide.start()
        self.rested.emit(share)

    def _place(self, share: float) -> None:
        self.share = share
        self.moved.emit()
