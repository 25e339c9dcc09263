"""The looks to choose from: searched, narrowed by tag, each with its preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QImage

from beautymirror.looks.look import Look
from beautymirror.ui.language import spoken

__all__ = ["LookRole", "Shelf", "WornRole", "look_name"]

Index = QModelIndex | QPersistentModelIndex

LookRole = Qt.ItemDataRole.UserRole
WornRole = Qt.ItemDataRole.UserRole + 1


def look_name(look: Look | None) -> str:
    """Name of a look, or of the bare face, in the language of the window."""
    if look is None:
        return QCoreApplication.translate("Shelf", "No makeup")
    return look.name.text(spoken())


class _Looks(QAbstractListModel):
    """The bare face first, then every look."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Look | None] = [None]
        self.worn: Look | None = None
        self.previews: dict[str, QImage] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        look = self.rows[index.row()]
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return look_name(look)
        if role == roles.DecorationRole:
            return self.previews.get(look.id if look else "")
        if role in (roles.ToolTipRole, roles.AccessibleDescriptionRole):
            return look.description.text(spoken()) if look and look.description else ""
        if role == LookRole:
            return look
        if role == WornRole:
            return look == self.worn
        return None

    def changed(self, *looks: Look | None) -> None:
        """Have the cards of these looks painted anew."""
        for row, look in enumerate(self.rows):
            if look in looks:
                self.dataChanged.emit(self.index(row), self.index(row))


class Shelf(QSortFilterProxyModel):
    """The looks that match what is searched for, in their own order."""

    def __init__(self, looks: Sequence[Look]) -> None:
        super().__init__()
        self._looks = _Looks(self)
        self._words = ""
        self._tag = ""
        self.setSourceModel(self._looks)
        self.set_looks(looks)

    @property
    def looks(self) -> tuple[Look | None, ...]:
        """The bare face and all looks, searched for or not."""
        return tuple(self._looks.rows)

    def set_looks(self, looks: Sequence[Look]) -> None:
        """Put other looks on the shelf."""
        self._looks.beginResetModel()
        self._looks.rows = [None, *looks]
        self._looks.endResetModel()

    def tags(self, most: int) -> list[str]:
        """The commonest tags, of which there are at most so many."""
        counted = Counter(tag for look in self._looks.rows if look for tag in look.tags)
        return [tag for tag, _ in counted.most_common(most)]

    def set_worn(self, look: Look | None) -> None:
        """Mark the look that is worn."""
        before, self._looks.worn = self._looks.worn, look
        self._looks.changed(before, look)

    def set_preview(self, look: Look | None, preview: QImage) -> None:
        """Give a look the picture of a face that wears it."""
        self._looks.previews[look.id if look else ""] = preview
        self._looks.changed(look)

    def drop_previews(self) -> None:
        """Keep no picture of anybody."""
        self._looks.previews.clear()
        self.rename()

    def preview(self, look: Look | None) -> QImage | None:
        """Picture of a face that wears the look, once there is one."""
        return self._looks.previews.get(look.id if look else "")

    def search(self, words: str, tag: str = "") -> None:
        """Show only looks that contain all the words and have the tag."""
        self.beginFilterChange()
        self._words, self._tag = words.casefold(), tag
        self.endFilterChange()

    def rename(self) -> None:
        """Have every card painted anew, in the language of now."""
        self._looks.changed(*self._looks.rows)

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        look = self._looks.rows[row]
        if look is None:
            return not self._words and not self._tag
        if self._tag and self._tag not in look.tags:
            return False
        texts = [look.id, look.name.en, look.name.zh, *look.tags]
        if look.description:
            texts += [look.description.en, look.description.zh]
        haystack = "\n".join(texts).casefold()
        return all(word in haystack for word in self._words.split())
