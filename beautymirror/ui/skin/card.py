"""What is held up to measure the light: a sheet of paper, or a photographer's grey card."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import button

__all__ = ["Card", "CardChoice"]

Card = Literal["paper", "grey"]

_CARDS: tuple[Card, ...] = "paper", "grey"


class CardChoice(QWidget):
    """Two chips, of which one is down.

    Signals:
        chosen: the card, "paper" or "grey".
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE["xs"])
        row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for number in range(len(_CARDS)):
            chip = button()
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            self._group.addButton(chip, number)
            row.addWidget(chip)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(_CARDS[number]))

    def retranslate(self) -> None:
        """Name both in the language of now."""
        names = self.tr("White paper"), self.tr("Grey card")
        for chip, name in zip(self._group.buttons(), names, strict=True):
            chip.setText(name)
            chip.setAccessibleName(name)
