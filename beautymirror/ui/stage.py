"""Where the mirror stands: the picture, or a page with what is in its way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from beautymirror.frame import Tracked
from beautymirror.ui.canvas import Canvas
from beautymirror.ui.opengl import opengl_fault
from beautymirror.ui.widgets.message import Message, MessagePage

__all__ = ["Stage"]

_log = logging.getLogger(__name__)


class Stage(QWidget):
    """Holds the canvas, and makes another one when the graphics card lost the first.

    Attributes:
        fault: why there can be no mirror, ``None`` when there can. The canvas is then never shown:
            Qt ends the program where a window of OpenGL finds none.

    Signals:
        renewed: there is another canvas; connect to it.
    """

    renewed = Signal()

    def __init__(
        self,
        newest: Callable[[], Tracked | None],
        covers: Callable[[], Mapping[int, NDArray[np.uint8]]],
    ) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(320, 240)
        self.fault = opengl_fault()
        self._message: Message | None = None
        self._newest, self._covers = newest, covers
        self.canvas = Canvas(newest, covers)
        self._container = self._contain(self.canvas)
        self.page = MessagePage()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self._container)

    def _contain(self, canvas: Canvas) -> QWidget:
        container = QWidget.createWindowContainer(canvas, self)
        container.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        container.setAcceptDrops(True)
        return container

    @property
    def message(self) -> Message | None:
        """What stands in the mirror's place; ``None`` while the mirror is shown."""
        return self._message

    def say(self, message: Message) -> None:
        """Show a message in the mirror's place."""
        if self._message != message:
            self._message = message
            self.page.say(message)
        self._stack.setCurrentWidget(self.page)

    def show_mirror(self) -> None:
        """Show the mirror, if there can be one."""
        self._message = None
        if self.fault is None:
            self._stack.setCurrentWidget(self._container)

    def check(self) -> None:
        """Replace a canvas whose context was lost, as after a reset of the graphics card."""
        context = self.canvas.context()
        if context is not None and not context.isValid():
            self.renew()

    def renew(self) -> None:
        """Start over with another canvas that shows what the old one showed."""
        _log.warning("the OpenGL context was lost; starting another")
        old, container = self.canvas, self._container
        shown = self._stack.currentWidget() is container
        self.canvas = Canvas(self._newest, self._covers)
        self.canvas.take_over(old)
        self._container = self._contain(self.canvas)
        self._stack.addWidget(self._container)
        if shown:
            self._stack.setCurrentWidget(self._container)
        self._stack.removeWidget(container)
        old.release()
        container.deleteLater()
        self.renewed.emit()
