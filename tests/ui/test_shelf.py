"""Looks are found by words in either language and by tag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QImage

from beautymirror.ui.shelf import LookRole, Shelf, WornRole
from tests.ui.props import LOOKS

ROSE, VELVET, SMOKE = LOOKS
Display = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(LOOKS)


def names(shelf: Shelf) -> list[str]:
    return [shelf.index(row, 0).data(Display) for row in range(shelf.rowCount())]


def test_the_bare_face_comes_first(shelf: Shelf) -> None:
    assert names(shelf) == ["No makeup", "Soft Rose", "Red Velvet", "Smoke"]
    assert shelf.index(0, 0).data(LookRole) is None
    assert shelf.index(1, 0).data(LookRole) is ROSE


@pytest.mark.parametrize(
    ("words", "tag", "found"),
    [
        ("velvet", "", ["Red Velvet"]),
        ("丝绒", "", ["Red Velvet"]),
        ("evening", "", ["Red Velvet", "Smoke"]),
        ("", "evening", ["Red Velvet", "Smoke"]),
        ("smoke", "evening", ["Smoke"]),
        ("rose", "evening", []),
        ("R E", "", ["Soft Rose", "Red Velvet"]),
        ("none of these", "", []),
    ],
)
def test_words_and_tag_narrow(shelf: Shelf, words: str, tag: str, found: list[str]) -> None:
    shelf.search(words, tag)
    assert names(shelf) == found
    shelf.search("")
    assert shelf.rowCount() == 4


def test_names_follow_the_language(shelf: Shelf) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("zh_CN"))
        assert names(shelf)[1:] == ["柔粉", "丝绒红", "烟"]
    finally:
        QLocale.setDefault(before)


def test_only_the_worn_look_is_marked(shelf: Shelf) -> None:
    shelf.set_worn(VELVET)
    marks = [shelf.index(row, 0).data(WornRole) for row in range(4)]
    assert marks == [False, False, True, False]
    shelf.set_worn(None)
    assert shelf.index(0, 0).data(WornRole)


def test_a_preview_arrives_at_its_card(shelf: Shelf) -> None:
    picture = QImage(4, 4, QImage.Format.Format_RGB888)
    told: list[int] = []
    shelf.dataChanged.connect(lambda first, *_: told.append(first.row()))
    shelf.set_preview(SMOKE, picture)
    assert told == [3]
    assert shelf.index(3, 0).data(Qt.ItemDataRole.DecorationRole) == picture
    assert shelf.preview(ROSE) is None


def test_the_commonest_tags_come_first(shelf: Shelf) -> None:
    assert shelf.tags(10) == ["evening", "natural", "smoky"]
    assert shelf.tags(1) == ["evening"]
