"""What is worn now, how strongly, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from beautymirror.looks.look import Look

if TYPE_CHECKING:
    from beautymirror.ui.photo.mix import Mix

__all__ = ["Outfit", "Worn"]

_INTENSITY, _LOOK = 1, 2  # ids of commands that merge while a slider is held


@dataclass(frozen=True, slots=True)
class Worn:
    """A look, or ``None`` for the bare face, and its intensity in percent.

    Attributes:
        mix: the photos at hand and what is taken from each, whether the look comes from them or
            not: whoever takes a step back finds them as they were.
    """

    look: Look | None = None
    intensity: int = 100
    mix: Mix | None = None


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

    Attributes:
        drags: how many have begun.

    Signals:
        changed: something else is worn, or more or less of it.
    """

    changed = Signal()

    def __init__(self, worn: Worn) -> None:
        super().__init__()
        self.worn = worn
        self.history = QUndoStack(self)
        self.drags = 0

    def wear(self, look: Look | None, mix: Mix | None = None) -> None:
        """Put a look on, as one step of the history; with other photos at hand, if given."""
        self._push(replace(self.worn, look=look, mix=mix or self.worn.mix), None)

    def begin_with(self, worn: Worn) -> None:
        """Wear this, with no way back to anything before."""
        self.history.clear()
        self._show(worn)

    def adjust(self, look: Look, mix: Mix) -> None:
        """Wear a look that was changed a little; changes since ``begin_drag`` are one step."""
        self._push(replace(self.worn, look=look, mix=mix), self.drags)

    def begin_drag(self) -> None:
        """Changes by a slider from now on are a step of their own."""
        self.drags += 1

    def set_intensity(self, percent: int) -> None:
        """Change the intensity; all changes since ``begin_drag`` are one step of the history."""
        self._push(replace(self.worn, intensity=max(0, min(100, percent))), self.drags)

    def _push(self, worn: Worn, drag: int | None) -> None:
        if worn != self.worn:
            self.history.push(_Change(self, worn, drag))

    def _show(self, worn: Worn) -> None:
        if worn != self.worn:
            self.worn = worn
            self.changed.emit()
