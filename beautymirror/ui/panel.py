"""Beside the mirror: what to wear and how strongly, in pages behind tabs."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from beautymirror.ui.outfit import Outfit
from beautymirror.ui.shelf import look_name
from beautymirror.ui.shortcuts import key_of
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import IconButton, name_control
from beautymirror.ui.widgets.label import ElidedLabel, label
from beautymirror.ui.widgets.notice import Notice
from beautymirror.ui.widgets.slider import PercentSlider
from beautymirror.ui.widgets.tabs import Tabs

__all__ = ["Leaves", "Panel"]

_ELASTIC = 16777215  # as wide as Qt lets a widget be


@runtime_checkable
class Leaves(Protocol):
    """A page that may be in the middle of something."""

    def leave(self) -> bool:
        """End what is going on; whether anything was."""


class _Strength(QWidget):
    """The look that is worn, the way back, and the slider of its intensity."""

    def __init__(self, outfit: Outfit) -> None:
        super().__init__()
        self._outfit = outfit
        self._name = ElidedLabel("title")
        self._value = label("quiet")
        self.undo, self.redo = IconButton("undo"), IconButton("redo")
        self.slider = PercentSlider()
        self.slider.grabbed.connect(outfit.begin_drag)
        self.slider.valueChanged.connect(outfit.set_intensity)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._name, 1)
        row.addSpacing(SPACE["s"])
        row.addWidget(self._value)
        row.addSpacing(SPACE["xs"])
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self._column = column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        column.setContentsMargins(0, SPACE["s"], 0, SPACE["s"])
        column.setSpacing(0)
        row.setContentsMargins(SPACE["l"], 0, SPACE["s"], 0)
        column.addLayout(row, 1)
        around = QHBoxLayout()
        # The groove, not the room for the grip, stands in line with the words.
        around.setContentsMargins(SPACE["xs"], 0, SPACE["xs"], 0)
        around.addWidget(self.slider)
        column.addLayout(around, 1)
        outfit.changed.connect(self.refresh)
        history = outfit.history
        for tool, changed, step in (
            (self.undo, history.canUndoChanged, history.undo),
            (self.redo, history.canRedoChanged, history.redo),
        ):
            tool.setEnabled(False)
            changed.connect(tool.setEnabled)
            tool.clicked.connect(step)
        self.refresh()

    def spread(self, wide: bool) -> None:
        """Stand in one row where there is room for that, else in two."""
        directions = QBoxLayout.Direction
        self._column.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def refresh(self) -> None:
        """Show what is worn, in the language of now."""
        worn = self._outfit.worn
        self._name.setText(look_name(worn.look))
        self._value.setText(f"{worn.intensity} %" if worn.look else "")
        self.slider.setValue(worn.intensity)
        self.slider.setEnabled(worn.look is not None)
        name_control(self.slider, self.tr("Intensity (double-click: 100 %)"))
        self.undo.name(self.tr("Undo"), key_of("undo"))
        self.redo.name(self.tr("Redo"), key_of("redo"))


class Panel(QFrame):
    """Tabs, pages, messages, and the intensity below them.

    The pages of the tabs stand side by side; further pages take their place until one goes back.
    """

    def __init__(self, outfit: Outfit, home: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outfit, self._home = outfit, home
        self.back = IconButton("back")
        self.settings = IconButton("settings", checkable=True)
        self.help = IconButton("help", checkable=True)
        self.notice = Notice()
        self.tabs = Tabs()
        self.tabs.opened.connect(self.open_page)
        self._title = ElidedLabel("title")
        self._title.setIndent(SPACE["s"])
        self._strength = _Strength(outfit)
        self.undo, self.redo = self._strength.undo, self._strength.redo
        self.spread = self._strength.spread
        self._pages = QStackedWidget()
        self._openers: dict[QWidget, IconButton] = {}
        line = QFrame()
        line.setObjectName("line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE["s"], 0, 0)
        column.setSpacing(SPACE["xs"])
        column.addLayout(self._head())
        column.addWidget(self._pages, 1)
        around = QVBoxLayout()
        around.setContentsMargins(SPACE["m"], 0, SPACE["m"], SPACE["s"])
        around.addWidget(self.notice)
        column.addLayout(around)
        column.addWidget(line)
        column.addWidget(self._strength)
        self.back.clicked.connect(self.go_home)
        self._width: int | None = None
        self.add_tab(home, "leave")
        self.go_home()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE["s"], 0, SPACE["s"], 0)
        row.setSpacing(0)
        row.addWidget(self.back)
        row.addWidget(self._title, 1)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.settings)
        row.addWidget(self.help)
        return row

    def hasHeightForWidth(self) -> bool:
        return False  # words that wrap are not to take room from the mirror above

    def keep(self, width: int | None) -> None:
        """Be so many pixels wide, or more if the head's words need it; ``None``: be elastic."""
        self._width = width
        self._fit_head()

    def _fit_head(self) -> None:
        if self._width is None:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ELASTIC)
            return
        buttons = self.settings.sizeHint().width() + self.help.sizeHint().width()
        head = self.tabs.sizeHint().width() + buttons + 2 * SPACE["s"]
        self.setFixedWidth(max(self._width, head))

    @property
    def slider(self) -> PercentSlider:
        """The slider of the intensity."""
        return self._strength.slider

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        page = self._pages.currentWidget()
        assert page is not None  # there are pages from the first moment on
        return page

    def add_tab(self, page: QWidget, shortcut: str) -> None:
        """Add a page behind a tab with its title; ``shortcut`` names the key that opens it."""
        self._pages.addWidget(page)
        self.tabs.add(page, shortcut)
        self.tabs.retranslate()
        page.windowTitleChanged.connect(self._follow)

    def add_page(self, page: QWidget, opener: IconButton) -> None:
        """Add a page that a button of the head opens and closes."""
        self._pages.addWidget(page)
        self._openers[page] = opener
        page.windowTitleChanged.connect(self._follow)
        opener.clicked.connect(lambda on: self.open_page(page) if on else self.go_home())

    def open_page(self, page: QWidget) -> None:
        """Show a page in place of the one before."""
        self._pages.setCurrentWidget(page)
        self._follow()

    def open_tab(self, shortcut: str) -> None:
        """Show the page behind a tab, by the name of its key."""
        page = self.tabs.page_of(shortcut)
        if page is not None:
            self.open_page(page)

    def go_back(self) -> None:
        """One step back: out of what the page is doing, else home."""
        page = self.page
        if not (isinstance(page, Leaves) and page.leave()):
            self.go_home()

    def go_home(self) -> bool:
        """Back to the looks; whether another page was open."""
        away = self.page is not self._home
        self.open_page(self._home)
        return away

    def _follow(self) -> None:
        page = self.page
        aside = page in self._openers
        self.back.setVisible(aside)
        self._title.setVisible(aside)
        self.tabs.setVisible(not aside)
        self.tabs.mark(page)
        for other, opener in self._openers.items():
            opener.setChecked(page is other)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(self.page.windowTitle())
        self.tabs.retranslate()
        self.back.name(self.tr("Back to the looks"), key_of("leave"))
        self.settings.name(self.tr("Settings"), key_of("settings"))
        self.help.name(self.tr("Keys"), key_of("help"))
        self._strength.refresh()
        self._fit_head()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
