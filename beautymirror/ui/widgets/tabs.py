"""Tabs: the pages that stand side by side, by their titles."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from beautymirror.ui.shortcuts import key_of
from beautymirror.ui.widgets.button import button, name_control

__all__ = ["Tabs"]


class Tabs(QWidget):
    """One button for each page; the page's window title is its word.

    Signals:
        opened: the page whose tab was pressed.
    """

    opened = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._pages: list[tuple[QWidget, QPushButton, str]] = []

    def add(self, page: QWidget, shortcut: str) -> None:
        """Add a tab; ``shortcut`` names the key that its tip tells."""
        tab = button()
        tab.setProperty("tab", True)
        tab.setCheckable(True)
        tab.clicked.connect(lambda: self.opened.emit(page))
        self._group.addButton(tab)
        self._row.insertWidget(len(self._pages), tab)
        self._pages.append((page, tab, shortcut))

    def mark(self, page: QWidget) -> None:
        """Mark the tab of the page that is shown, if it has one."""
        for other, tab, _ in self._pages:
            if other is page:
                tab.setChecked(True)

    def page_of(self, shortcut: str) -> QWidget | None:
        """The page whose tab tells the key of that name."""
        return next((page for page, _, name in self._pages if name == shortcut), None)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for page, tab, shortcut in self._pages:
            title = page.windowTitle()
            tab.setText(title)
            # Its own description where the title is short for something.
            name_control(tab, page.accessibleName() or title, key_of(shortcut))
