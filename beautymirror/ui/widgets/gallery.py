"""Looks as cards, each with a face that wears it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from beautymirror.looks.look import Look
from beautymirror.ui.icons import pixmap
from beautymirror.ui.shelf import LookRole, Shelf, WornRole
from beautymirror.ui.theme import COLORS, font, text_scale

__all__ = ["GAP", "Gallery"]

Index = QModelIndex | QPersistentModelIndex

GAP = 5  # half of the space between two cards
_RADIUS = 12
_SHAPE = 1.12  # height of a picture by its width
_LINE = 26  # height of the name below it


class _Card(QStyledItemDelegate):
    """Paints one look."""

    size = QSize(104, 136)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = option.rect.adjusted(GAP, GAP, -GAP, 0)
        below = round(_LINE * text_scale())
        card = whole.adjusted(0, 0, 0, -below)
        outline = QPainterPath()
        outline.addRoundedRect(card, _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        self._picture(painter, card, index)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if hovered:
            painter.fillRect(card, QColor(255, 255, 255, 20))
        painter.setClipping(False)
        worn = bool(index.data(WornRole))
        line = QRect(card.left(), card.bottom() + 1, card.width(), below)
        self._name(painter, line, index.data(Qt.ItemDataRole.DisplayRole), bright=worn or hovered)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        self._frame(painter, card, worn=worn, focused=focused)
        painter.restore()

    def _picture(self, painter: QPainter, card: QRect, index: Index) -> None:
        preview = index.data(Qt.ItemDataRole.DecorationRole)
        painter.fillRect(card, QColor(COLORS.raised))
        if isinstance(preview, QImage):
            scale = max(card.width() / preview.width(), card.height() / preview.height())
            shown = QRect(0, 0, round(preview.width() * scale), round(preview.height() * scale))
            shown.moveCenter(card.center())
            painter.drawImage(shown, preview)
            return
        ratio = painter.device().devicePixelRatioF()
        face = QRect(0, 0, 40, 40)
        face.moveCenter(card.center())
        painter.drawPixmap(face, pixmap("face", 40, COLORS.faint, ratio))

    def _name(self, painter: QPainter, line: QRect, name: str, *, bright: bool) -> None:
        painter.setFont(font("caption", strong=bright))
        painter.setPen(QColor(COLORS.text if bright else COLORS.quiet))
        shown = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, line.width() - 2
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def _frame(self, painter: QPainter, card: QRect, *, worn: bool, focused: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if worn:
            painter.setPen(QPen(QColor(COLORS.accent), 3))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
            mark = QRect(card.right() - 28, card.top() + 8, 21, 21)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLORS.accent))
            painter.drawEllipse(mark)
            ratio = painter.device().devicePixelRatioF()
            inner = mark.adjusted(3, 3, -3, -3)
            painter.drawPixmap(inner, pixmap("check", 15, COLORS.on_accent, ratio))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(COLORS.text), 2))
            painter.drawRoundedRect(card.adjusted(-3, -3, 3, 3), _RADIUS + 3, _RADIUS + 3)


class Gallery(QListView):
    """A grid of cards for mouse, finger and keyboard.

    Signals:
        chosen: a look, or ``None`` for the bare face, is to be worn.
    """

    chosen = Signal(object)

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._card = _Card(self)
        self._least = 100
        self.setModel(shelf)
        self.setItemDelegate(self._card)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().rangeChanged.connect(self._hide_idle_bar)
        self._hide_idle_bar(0, 0)
        self.setMinimumHeight(1)  # for a while it gives way to what comes below it
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._choose)

    def set_least_width(self, pixels: int) -> None:
        """How narrow a card may become before there are fewer in a row."""
        self._least = pixels
        self._fit()

    def show_look(self, look: Look | None) -> None:
        """Scroll to a look and make it the one that the keyboard starts from."""
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            if index.data(LookRole) == look:
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        width = self.viewport().width()
        columns = max(1, width // self._least)
        across = max(self._least, (width - 1) // columns) if columns > 1 else width
        size = QSize(across, round((across - 2 * GAP) * _SHAPE) + GAP + round(_LINE * text_scale()))
        if size != self._card.size:
            self._card.size = size
            self.setGridSize(size)
            self.scheduleDelayedItemsLayout()

    def _hide_idle_bar(self, _low: int, high: int) -> None:
        # The bar keeps its room, so that cards do not change size when it comes and goes.
        bar = self.verticalScrollBar()
        bar.setProperty("idle", high == 0)
        bar.style().unpolish(bar)
        bar.style().polish(bar)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(LookRole))
