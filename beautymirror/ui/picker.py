"""Names the source and the mode it really runs in, and offers others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFontMetrics, QIcon, QPaintEvent
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
)

from beautymirror.capture.camera import Camera
from beautymirror.capture.source import SourceInfo
from beautymirror.ui.icons import icon, pixmap
from beautymirror.ui.theme import COLORS, font, text_scale
from beautymirror.ui.widgets.button import name_control

__all__ = ["SourcePicker"]

_BEFORE, _AFTER = 50, 36  # logical pixels before and after the words
_WIDEST, _HEIGHT = 260, 52  # where words have their usual size
_LTR, _END = "\u2066", "\u2069"  # width before height in scripts that run from the right, too
_DRAWINGS = {"webcam": "camera", "demo": "demo", "folder": "folder"}


class SourcePicker(QToolButton):
    """Names the source and the mode it really runs in; opens a menu of others.

    Signals:
        picked: text for ``open_source``.
        file_wanted, folder_wanted: the person wants to look for one.
        opened: the menu is about to show; the list of cameras may be old.
    """

    picked = Signal(str)
    file_wanted = Signal()
    folder_wanted = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pill", True)
        self.setMinimumHeight(round(_HEIGHT * text_scale()))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.opened)
        self.setMenu(self._menu)
        self._cameras: Sequence[Camera] = ()
        self._source = ""
        self._info: SourceInfo | None = None
        self.retranslate()

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Offer these cameras."""
        self._cameras = cameras
        self._fill()

    def show_source(self, source: str, info: SourceInfo | None) -> None:
        """Name the source; ``info`` is what it really delivers, once it is open."""
        if (source, info) == (self._source, self._info):
            return
        other = source != self._source or (info is None) != (self._info is None)
        self._source, self._info = source, info
        if other:
            self.retranslate()
        else:  # the rate of a camera changes all the time; an open menu is left alone
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setText(self._name())
        self.updateGeometry()
        self.update()
        name_control(self, self.tr("Camera or file: {name}").format(name=self._name()))
        self._fill()

    def _name(self) -> str:
        if self._source == "demo":
            return self.tr("Demo")
        for camera in self._cameras:
            if self._source in (f"webcam:{camera.index}", "webcam"):
                return camera.name
        if self._info is not None:
            return self._info.label
        return self.tr("Camera") if self._source.startswith("webcam") else Path(self._source).name

    def _mode(self) -> str:
        if self._info is None:
            return ""
        width, height = self._info.size
        if self._info.kind in ("photo", "folder"):
            return f"{_LTR}{width} × {height}{_END}"
        rate = self.tr("{fps} fps").format(fps=f"{self._info.fps:.0f}")
        return f"{_LTR}{width} × {height} · {rate}{_END}"

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        mode = QFontMetrics(font("caption")).horizontalAdvance(self._mode())
        across = min(round(_WIDEST * text_scale()), max(words, mode) + _BEFORE + _AFTER + 4)
        return QSize(across, round(_HEIGHT * text_scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(_BEFORE + _AFTER + 60, round(_HEIGHT * text_scale()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        kind = self._info.kind if self._info else self._source.partition(":")[0]
        direction, whole = self.layoutDirection(), self.rect()
        ratio = self.devicePixelRatioF()
        middle = self.height() // 2
        for name, size, color, x in (
            (_DRAWINGS.get(kind, "file"), 24, COLORS.text, 14),
            ("chevron", 16, COLORS.quiet, self.width() - _AFTER + 8),
        ):
            spot = QStyle.visualRect(direction, whole, QRect(x, middle - size // 2, size, size))
            painter.drawPixmap(spot, pixmap(name, size, color, ratio))
        mode = self._mode()
        room = QRect(_BEFORE, 0, self.width() - _BEFORE - _AFTER, middle)
        rows = [(self.text(), "body", COLORS.text, Qt.AlignmentFlag.AlignBottom)]
        if mode:
            rows.append((mode, "caption", COLORS.quiet, Qt.AlignmentFlag.AlignTop))
        else:
            room.setHeight(self.height())
            rows = [(*rows[0][:3], Qt.AlignmentFlag.AlignVCenter)]
        for text, role, color, vertical in rows:
            painter.setFont(font(role))
            painter.setPen(QColor(color))
            line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            spot = QStyle.visualRect(direction, whole, room)
            painter.drawText(spot, vertical | Qt.AlignmentFlag.AlignLeading, line)
            room = room.translated(0, middle + 1)

    def _fill(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for camera in self._cameras:
            self._offer(group, camera.name, f"webcam:{camera.index}", "camera")
        if not self._cameras:
            none = self._menu.addAction(self.tr("No camera found"))
            none.setEnabled(False)
        self._menu.addSeparator()
        self._offer(group, self.tr("Demo"), "demo", "demo")
        for words, wanted, drawing in (
            (self.tr("Photo or video…"), self.file_wanted, "file"),
            (self.tr("Folder of photos…"), self.folder_wanted, "folder"),
        ):
            action = self._menu.addAction(icon(drawing), words)
            action.triggered.connect(wanted)

    def _offer(self, group: QActionGroup, words: str, source: str, drawing: str) -> None:
        action = QAction(icon(drawing), words, group, checkable=True)
        first = self._source == "webcam" and bool(self._cameras)
        first = first and source == f"webcam:{self._cameras[0].index}"
        action.setChecked(source == self._source or first)
        action.triggered.connect(lambda: self.picked.emit(source))
        self._menu.addAction(action)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
