"""The window: the mirror, the controls below it and the panel beside it; wide, tall or full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QComboBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from beautymirror.ui.bar import Bar
from beautymirror.ui.chooser import Chooser
from beautymirror.ui.hand import carried
from beautymirror.ui.panel import Panel
from beautymirror.ui.photo.mix import MOST
from beautymirror.ui.stage import Stage
from beautymirror.ui.theme import SPACE, text_scale, touch

__all__ = ["Window", "within"]

_PANEL_WIDTH = 336
_LEAST = (900, 600)
_TALL_LEAST = (600, 900)
_SEEN = 40  # pixels of a remembered place that must lie on a screen
_PARTS, _COUNTER_PARTS = (64, 36), (55, 45)  # of a tall window: mirror and panel


def within(place: QRect, screens: Sequence[QRect]) -> QRect | None:
    """A remembered place, shrunk and moved so that all of it can be reached.

    Returns:
        The place on the screen that shows most of it; ``None`` where none does, as when a screen
        was unplugged.
    """
    shown = [place.intersected(screen) for screen in screens]
    areas = [min(part.width(), part.height()) > _SEEN and _area(part) for part in shown]
    if not any(areas):
        return None
    screen = screens[areas.index(max(areas))]
    size = place.size().boundedTo(screen.size())
    left = min(max(place.x(), screen.x()), screen.x() + screen.width() - size.width())
    top = min(max(place.y(), screen.y()), screen.y() + screen.height() - size.height())
    return QRect(QPoint(left, top), size)


def _area(place: QRect) -> int:
    return place.width() * place.height()


class Window(QWidget):
    """Arranges the parts; what they do is decided elsewhere.

    Signals:
        closing: the window is about to close; its context is still there.
        dropped: something was dropped on it: local files, or none that could be used.
        pictured: a picture was, without a file.
        held: the key that shows the bare face went down or up.
        filled: it has become, or is no longer, full screen.
    """

    closing = Signal()
    dropped = Signal(list)
    pictured = Signal(QImage)
    held = Signal(bool)
    filled = Signal(bool)

    def __init__(self, stage: Stage, bar: Bar, panel: Panel, chooser: Chooser) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.setWindowTitle("BeautyMirror")
        self.stage, self.bar, self.panel, self.chooser = stage, bar, panel, chooser
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addWidget(stage, 1)
        self._left.addWidget(bar)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(self._left, 1)
        self._whole.addWidget(panel)
        self._tall: bool | None = None
        self._maximized = self._stands = self._alone = self._holds = False
        self._arrange()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    # Arrangement ---------------------------------------------------------------------------------

    @property
    def full(self) -> bool:
        """Whether nothing but the mirror is shown."""
        return self._alone if self._stands else self.isFullScreen()

    def stand(self) -> None:
        """Fill the screen for good, with the controls, as the mirror of a counter does."""
        self._stands, self._tall = True, None
        self.setMinimumSize(0, 0)  # the screen is as large as it is
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        # A bare X server has nobody who would make a window as large as the screen.
        self._fit(QGuiApplication.primaryScreen().geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)

    def place(self, geometry: tuple[int, int, int, int] | None, *, maximized: bool) -> None:
        """Take the remembered place, or one that suits the screen."""
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if geometry is not None and (place := within(QRect(*geometry), screens)):
            self._fit(place)
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if screen.height() > screen.width():
            self._fit(screen)
        else:
            width = min(1440, round(screen.width() * 0.92))
            height = min(900, round(screen.height() * 0.9))
            self.resize(width, height)
            self.move(screen.center() - QPoint(width // 2, height // 2))
        self._maximized = maximized

    def _fit(self, place: QRect) -> None:
        """Take a place, arranged for it before: what stands side by side may be wider."""
        self._lay(place.height() > place.width())
        self._whole.activate()
        self.setGeometry(place)

    def fill_screen(self, on: bool) -> None:
        """Show nothing but the mirror, on the whole screen, or everything again."""
        if on == self.full:
            return
        self._alone = on
        if self._stands:
            pass
        elif on:
            self._maximized = self.isMaximized()
            self.showFullScreen()
        elif self._maximized:
            self.showMaximized()
        else:
            self.showNormal()
        self._arrange()
        self.filled.emit(on)

    def _arrange(self) -> None:
        full = self.full
        self.panel.setVisible(not full)
        self.bar.setVisible(not full)
        margin = 0 if full else SPACE["m"]
        self._left.setContentsMargins(margin, margin, margin, 0)
        self.stage.canvas.overlays.rounded = not full
        self._lay(self.height() > self.width())

    def _lay(self, tall: bool) -> None:
        """Stand the panel below the mirror, or beside it."""
        if tall == self._tall:
            return
        self._tall = tall
        directions = QBoxLayout.Direction
        self._whole.setDirection(directions.TopToBottom if tall else directions.LeftToRight)
        mirror, panel = _COUNTER_PARTS if self._stands else _PARTS
        self._whole.setStretch(0, mirror if tall else 1)
        self._whole.setStretch(1, panel if tall else 0)
        # A region's photos stand in one line.
        beside = max(MOST * touch() + 3 * SPACE["l"], round(_PANEL_WIDTH * text_scale()))
        self.panel.keep(None if tall else beside)
        self.panel.spread(tall)
        self.chooser.spread(tall)
        if not self._stands:
            screen = self.screen().availableGeometry().size()  # some are smaller
            self.setMinimumSize(QSize(*(_TALL_LEAST if tall else _LEAST)).boundedTo(screen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def picture(self) -> QImage:
        """The whole window as it is shown, the mirror with it."""
        shown = self.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        mirror = self.stage.canvas.picture() if self.stage.message is None else None
        if mirror is not None:
            height, width = mirror.shape[:2]
            data = mirror.tobytes()
            image = QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888)
            image.setDevicePixelRatio(shown.devicePixelRatio())
            painter = QPainter(shown)
            painter.drawImage(self.stage.mapTo(self, QPoint(0, 0)), image)
            painter.end()
        return shown

    # Keyboard, files, end ------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the space bar before lists and pictures do; controls that use it keep it."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate and watched is self:
            self._hold(False)  # that the key goes up is told to another window
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Space:
            return False
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if self._holds:  # wherever the focus went meanwhile
            if kind == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._hold(False)
            return True
        uses_it = QAbstractButton | QLineEdit | QComboBox
        if isinstance(QApplication.focusWidget(), uses_it):
            return False
        if not self.isActiveWindow() or event.modifiers():
            return False
        if kind == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._hold(True)
        return True

    def _hold(self, on: bool) -> None:
        if on != self._holds:
            self._holds = on
            self.held.emit(on)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasImage() or data.hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        files, picture = carried(event.mimeData())
        if picture is not None and not files:
            self.pictured.emit(picture)
        else:
            self.dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()
