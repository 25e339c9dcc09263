"""The looks page of the panel: search, tags, cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from beautymirror.ui.icons import icon
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.tags import tag_name
from beautymirror.ui.theme import COLORS, SPACE, text_scale, touch
from beautymirror.ui.widgets.button import IconButton, button, name_control
from beautymirror.ui.widgets.gallery import GAP, Gallery
from beautymirror.ui.widgets.label import label

__all__ = ["Chooser"]

_MANY = 12  # looks from which on searching is easier than looking
_MOST_TAGS = 12
_CARD, _TALL_CARD = 100, 150  # least widths of a card beside and below the mirror


class _TagRow(QScrollArea):
    """Tags in one row, moved sideways by wheel, finger or mouse."""

    def __init__(self, chips: QHBoxLayout) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFixedHeight(touch())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QWidget()
        row.setLayout(chips)
        self.setWidget(row)
        gestures = QScroller.ScrollerGestureType
        QScroller.grabGesture(self.viewport(), gestures.TouchGesture)
        QScroller.grabGesture(self.viewport(), gestures.LeftMouseButtonGesture)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        turned = event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()) // 2)
        event.accept()


class Chooser(QWidget):
    """Cards of looks, narrowed by words and by tag where there are many."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self.gallery = Gallery(shelf)
        self.mine = IconButton("face", checkable=True)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.addAction(
            icon("search", COLORS.quiet), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.setMinimumHeight(touch())
        self.search.textChanged.connect(self._narrow)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._narrow)
        self._chips = QHBoxLayout()
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(SPACE["xs"])
        self._tags = _TagRow(self._chips)
        self._nothing = label("quiet", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["xs"])
        self._head = head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        head.setContentsMargins(SPACE["l"], 0, SPACE["l"], 0)
        head.setSpacing(SPACE["xs"])
        first = QHBoxLayout()
        first.addWidget(self.search, 1)
        first.addWidget(self.mine, 0, Qt.AlignmentFlag.AlignTrailing)
        head.addLayout(first)
        head.addWidget(self._tags)
        column.addLayout(head)
        column.addWidget(self._nothing)
        # Cards bring half of their gap along, so that pictures stand in line with the words.
        cards = QHBoxLayout()
        cards.setContentsMargins(SPACE["l"] - GAP, 0, 1, 0)
        cards.addWidget(self.gallery)
        column.addLayout(cards, 1)
        self.rebuild()

    def spread(self, wide: bool) -> None:
        """Stand in fewer rows, of larger cards, where there is room for that."""
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._head.setStretch(0, 1 if wide else 0)
        self._head.setStretch(1, 2 if wide else 0)
        least = round((_TALL_CARD if wide else _CARD) * text_scale())
        self.gallery.set_least_width(max(least, touch() + 2 * GAP))

    def rebuild(self) -> None:
        """Show search and tags where there are many looks; in the language of now."""
        many = len(self._shelf.looks) > _MANY
        self.search.setVisible(many)
        self._tags.setVisible(many)
        while item := self._chips.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        for tag in ["", *(self._shelf.tags(_MOST_TAGS) if many else ())]:
            chip = button()
            chip.setProperty("chip", True)
            chip.setProperty("tag", tag)
            chip.setCheckable(True)
            chip.setText(tag_name(tag) if tag else self.tr("All"))
            chip.setChecked(not tag)
            chip.setAccessibleName(chip.text())
            self._group.addButton(chip)
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self.retranslate()

    def _narrow(self) -> None:
        chip = self._group.checkedButton()
        self._shelf.search(self.search.text(), chip.property("tag") if chip else "")
        self._nothing.setVisible(self._shelf.rowCount() == 0)

    def start_over(self) -> None:
        """Show all looks again, from the first."""
        self.search.clear()
        self._group.buttons()[0].setChecked(True)
        self._narrow()
        self.gallery.scrollToTop()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Looks"))
        self.search.setPlaceholderText(self.tr("Search looks"))
        name_control(self.search, self.tr("Search looks"))
        self._nothing.setText(self.tr("No look matches. Try other words."))
        self.mine.name(self.tr("Show the looks on my face"))
        self.gallery.setAccessibleName(self.tr("Looks"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.rebuild()
            self._shelf.rename()
        super().changeEvent(event)
