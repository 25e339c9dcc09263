"""What a layout holds: found by kind, taken out."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QLayout, QWidget

__all__ = ["clear", "parts"]

Part = TypeVar("Part", bound=QWidget)


def parts(layout: QLayout, kind: type[Part]) -> list[Part]:
    """The widgets of a kind, in order."""
    items = (layout.itemAt(i) for i in range(layout.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if isinstance(widget, kind)]


def clear(layout: QLayout) -> None:
    """Take every widget out, and let go of it."""
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
