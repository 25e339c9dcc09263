"""What a hand does to the picture: points, presses, drags the divider, double-clicks, drops."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QImage, QKeyEvent, QMouseEvent, QWindow

from beautymirror.ui.divider import Divider

__all__ = ["Hand", "carried"]

_HOLD_MS = 260  # a finger that rests longer shows the bare face


def carried(data: QMimeData) -> tuple[list[str], QImage | None]:
    """The files of this computer, and the picture, that were dropped or copied."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    picture = data.imageData() if data.hasImage() else None
    return files, picture if isinstance(picture, QImage) and not picture.isNull() else None


class Hand(QObject):
    """Hears what happens to a window, from a filter: the window itself stays with Qt.

    Qt shows a window from within its ``event``, and keeps the interpreter meanwhile where that is
    written in Python.

    Attributes:
        hovers: whether the pointer is over the window.

    Signals:
        held: a finger rests on the picture, or no longer.
        hovered: the pointer came or went.
        doubled: the picture was double-clicked.
        keyed: a key was pressed or released here rather than at a control.
        dropped: something was dropped on the picture: local files, or none that could be used.
        pictured: a picture was, without a file.
    """

    held = Signal(bool)
    hovered = Signal()
    doubled = Signal()
    keyed = Signal(QKeyEvent)
    dropped = Signal(list)
    pictured = Signal(QImage)

    def __init__(self, window: QWindow, divider: Divider, shows: Callable[[], bool]) -> None:
        """Serve a window.

        Args:
            shows: whether there is a picture in it.
        """
        super().__init__(window)
        self._window, self._divider, self._shows = window, divider, shows
        self.hovers = False
        self._rest = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._rest.timeout.connect(lambda: self.held.emit(True))
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hear an event; of drops Qt need not hear any more."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            self._moved(kind, event)
        elif isinstance(event, QDropEvent):
            self._dropped(kind, event)
            return True
        elif isinstance(event, QKeyEvent) and kind != QEvent.Type.ShortcutOverride:
            self.keyed.emit(event)
        elif kind == QEvent.Type.Hide:
            self._let_go()  # a message stands here now, and hears the rest
        elif kind in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.hovers = kind == QEvent.Type.Enter
            self.hovered.emit()
        return False

    def _moved(self, kind: QEvent.Type, event: QMouseEvent) -> None:
        divider, x, width = self._divider, event.position().x(), self._window.width()
        if kind == QEvent.Type.MouseButtonPress:
            grips = event.button() == Qt.MouseButton.LeftButton and self._shows()
            if grips and not divider.grab(x, width):
                self._rest.start()
        elif kind == QEvent.Type.MouseMove:
            if divider.dragged and not event.buttons():
                self._let_go()  # the button went up elsewhere
            if divider.dragged:
                divider.drag(x, width)
            near = self._shows() and divider.near(x, width)
            shapes = Qt.CursorShape
            self._window.setCursor(shapes.SplitHCursor if near else shapes.ArrowCursor)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._let_go()
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._rest.stop()
            if divider.share > 0 and divider.near(x, width):
                divider.slide(0.0)
            else:
                self.doubled.emit()

    def _let_go(self) -> None:
        self._rest.stop()
        self.held.emit(False)
        if self._divider.dragged:
            self._divider.let_go()

    def _dropped(self, kind: QEvent.Type, event: QDropEvent) -> None:
        data = event.mimeData()  # entering and moving files are of this kind too
        if data.hasUrls() or data.hasImage():
            event.acceptProposedAction()
        else:
            event.ignore()  # such as words
            return
        if kind == QEvent.Type.Drop:
            files, picture = carried(data)
            if picture is not None and not files:
                self.pictured.emit(picture)
            else:
                self.dropped.emit(files)
