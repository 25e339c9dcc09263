"""Below the mirror: where the picture comes from, the shutter, before and after."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from beautymirror.ui.picker import SourcePicker
from beautymirror.ui.shortcuts import key_of
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import IconButton, Shutter, name_control

__all__ = ["Bar"]


class Bar(QWidget):
    """The row of controls below the mirror."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.source = SourcePicker()
        self.finish = IconButton("finish", worded=True)
        self.finish.hide()
        self.shutter = Shutter()
        self.before = IconButton("before", worded=True)
        self.compare = IconButton("compare", worded=True, checkable=True)
        self.full_screen = IconButton("full-screen", worded=True)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE["xs"])
        tools.addStretch(1)
        for tool in (self.before, self.compare, self.full_screen):
            tools.addWidget(tool)
        start = QHBoxLayout()
        start.addWidget(self.source)
        start.addWidget(self.finish)
        start.addStretch(1)
        row = QGridLayout(self)
        row.setContentsMargins(0, SPACE["s"], 0, SPACE["s"])
        row.setHorizontalSpacing(SPACE["xs"])
        row.addLayout(start, 0, 0)
        row.addWidget(self.shutter, 0, 1)
        row.addLayout(tools, 0, 2)
        # The shutter stands below the middle of the mirror, whatever lies beside it.
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        self.retranslate()

    def share(self) -> None:
        """Strangers share the mirror: each may finish, none chooses what it looks at."""
        self.source.hide()
        self.finish.show()

    def enable_picture_tools(self, on: bool) -> None:
        """Whether there is a picture to take or to compare."""
        for control in (self.shutter, self.before, self.compare):
            control.setEnabled(on)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.before.name(self.tr("Hold: the bare face"), key_of("hold"), self.tr("Before"))
        self.compare.name(self.tr("Before and after"), key_of("compare"), self.tr("Compare"))
        self.finish.name(self.tr("Finish, and forget me"), "", self.tr("Finish"))
        self.full_screen.name(self.tr("Full screen"), key_of("full_screen"), self.tr("Full screen"))
        name_control(self.shutter, self.tr("Take a snapshot"), key_of("snapshot"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
