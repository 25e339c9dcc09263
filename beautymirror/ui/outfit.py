"""What is worn now, how strongly, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from beautymirror.looks.look import Look

__all__ = ["Outfit", "Worn"]

_INTENSITY, _LOOK = 1, 2  # ids of commands that merge while a slider is held


@dataclass(frozen=True, slots=True)
class Worn:
    """A look, or ``None`` for the bare face, and its intensity in percent."""

    look: Look | None = None
    intensity: int = 100


class _Change(QUndoCommand):
    """From one outfit to another; changes of one slider drag are one step back."""

    def __init__(self, outfit: Outfit, new: Worn, drag: int | None) -> None:
        super().__init__()
        self._outfit = outfit
        self._old, self._new, self._drag = outfit.worn, new, drag

    def id(self) -> int:
        if self._drag is None:
            return -1
        return _INTENSITY if self._old.look == self._new.look else _LOOK

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change) or other._drag != self._drag:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True

    def redo(self) -> None:
        self._outfit._show(self._new)

    def undo(self) -> None:
        self._outfit._show(self._old)


class Outfit(QObject):
    """The worn look and intensity, with their history.

    Signals:
        changed: something else is worn, or more or less of it.
    """

    changed = Signal()

    def __init__(self, worn: Worn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worn = worn
        self.history = QUndoStack(self)
        self._drags = 0

    def wear(self, look: Look | None) -> None:
        """Put a look on, as one step of the history."""
        if look != self.worn.look:
            self.history.push(_Change(self, replace(self.worn, look=look), None))

    def begin_with(self, worn: Worn) -> None:
        """Wear this, with no way back to anything before."""
        self.history.clear()
        self._show(worn)

    def adjust(self, look: Look) -> None:
        """Wear a look that was changed a little; changes since ``begin_drag`` are one step."""
        if look != self.worn.look:
            self.history.push(_Change(self, replace(self.worn, look=look), self._drags))

    def begin_drag(self) -> None:
        """Changes by a slider from now on are a step of their own."""
        self._drags += 1

    def set_intensity(self, percent: int) -> None:
        """Change the intensity; all changes since ``begin_drag`` are one step of the history."""
        percent = max(0, min(100, percent))
        if percent != self.worn.intensity:
            self.history.push(_Change(self, replace(self.worn, intensity=percent), self._drags))

    def _show(self, worn: Worn) -> None:
        if worn != self.worn:
            self.worn = worn
            self.changed.emit()
