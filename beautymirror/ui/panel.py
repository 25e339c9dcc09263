"""Beside the mirror: what to wear and how strongly, with room for further pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from beautymirror.ui.outfit import Outfit
from beautymirror.ui.shelf import look_name
from beautymirror.ui.shortcuts import key_of
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import IconButton, name_control
from beautymirror.ui.widgets.label import ElidedLabel, label
from beautymirror.ui.widgets.notice import Notice
from beautymirror.ui.widgets.slider import PercentSlider

__all__ = ["Panel"]


class _Strength(QWidget):
    """The look that is worn and the slider of its intensity."""

    def __init__(self, outfit: Outfit) -> None:
        super().__init__()
        self._outfit = outfit
        self._name = ElidedLabel("title")
        self._value = label("quiet")
        self.slider = PercentSlider()
        self.slider.grabbed.connect(outfit.begin_drag)
        self.slider.valueChanged.connect(outfit.set_intensity)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE["m"], 0, SPACE["s"])
        column.setSpacing(0)
        row.setContentsMargins(SPACE["l"], 0, SPACE["l"], 0)
        column.addLayout(row)
        around = QHBoxLayout()
        # The groove, not the room for the grip, stands in line with the words.
        around.setContentsMargins(SPACE["xs"], 0, SPACE["xs"], 0)
        around.addWidget(self.slider)
        column.addLayout(around)
        outfit.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is worn, in the language of now."""
        worn = self._outfit.worn
        self._name.setText(look_name(worn.look))
        self._value.setText(f"{worn.intensity} %" if worn.look else "")
        self.slider.setValue(worn.intensity)
        self.slider.setEnabled(worn.look is not None)
        name_control(self.slider, self.tr("Intensity (double-click: 100 %)"))


class Panel(QFrame):
    """A title, pages, messages, and the intensity below them."""

    def __init__(self, outfit: Outfit, home: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outfit, self._home = outfit, home
        self.back = IconButton("back")
        self.mine = IconButton("face", checkable=True)
        self.undo = IconButton("undo")
        self.redo = IconButton("redo")
        self.settings = IconButton("settings", checkable=True)
        self.help = IconButton("help", checkable=True)
        self.notice = Notice()
        self._title = ElidedLabel("title")
        self._title.setIndent(SPACE["s"])
        self._strength = _Strength(outfit)
        self._pages = QStackedWidget()
        self._pages.addWidget(home)
        home.windowTitleChanged.connect(self._follow)
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
        self.undo.clicked.connect(outfit.history.undo)
        self.redo.clicked.connect(outfit.history.redo)
        outfit.history.canUndoChanged.connect(self.undo.setEnabled)
        outfit.history.canRedoChanged.connect(self.redo.setEnabled)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.go_home()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE["s"], 0, SPACE["s"], 0)
        row.setSpacing(0)
        row.addWidget(self.back)
        row.addWidget(self._title, 1)
        for tool in (self.mine, self.undo, self.redo, self.settings, self.help):
            row.addWidget(tool)
        return row

    @property
    def slider(self) -> PercentSlider:
        """The slider of the intensity."""
        return self._strength.slider

    def add_page(self, page: QWidget, opener: IconButton) -> None:
        """Add a page that a button of the head opens and closes."""
        self._pages.addWidget(page)
        page.windowTitleChanged.connect(self._follow)
        opener.clicked.connect(lambda on: self.open_page(page) if on else self.go_home())

    def open_page(self, page: QWidget) -> None:
        """Show a page in place of the looks."""
        self._pages.setCurrentWidget(page)
        self._follow()

    def go_home(self) -> bool:
        """Back to the looks; whether another page was open."""
        away = self._pages.currentWidget() is not self._home
        self._pages.setCurrentWidget(self._home)
        self._follow()
        return away

    def _follow(self) -> None:
        page = self._pages.currentWidget()
        self.back.setVisible(page is not self._home)
        self.mine.setVisible(page is self._home)
        for number, opener in ((1, self.settings), (2, self.help)):
            opener.setChecked(page is self._pages.widget(number))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        page = self._pages.currentWidget()
        self._title.setText(page.windowTitle() if page else "")
        self.back.name(self.tr("Back to the looks"), key_of("leave"))
        self.mine.name(self.tr("Show the looks on my face"))
        self.undo.name(self.tr("Undo"), key_of("undo"))
        self.redo.name(self.tr("Redo"), key_of("redo"))
        self.settings.name(self.tr("Settings"), key_of("settings"))
        self.help.name(self.tr("Keys"), key_of("help"))
        self._strength.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
