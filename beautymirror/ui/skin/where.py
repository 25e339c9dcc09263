"""A close-up of the person with the signs laid over it: all of them, or the one asked for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from beautymirror.inference.skin import SIGNS
from beautymirror.skin.condition import LEVELS, Condition, level_of
from beautymirror.skin.overlay import SIGN_COLOURS, Overlay
from beautymirror.ui.skin.words import SEEN, said
from beautymirror.ui.theme import SPACE, touch
from beautymirror.ui.widgets.section import Choice

__all__ = ["SIDE", "Where", "color_of"]

SIDE = 240  # logical pixels of the close-up


def color_of(score: str) -> str:
    """``#rrggbb`` that stands for a score of a reading; the zones of shine share theirs."""
    return "#{:02x}{:02x}{:02x}".format(*SIGN_COLOURS[_sign_of(score)])


class Where(QWidget):
    """Shows where the signs of one reading were seen; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._picture, self._choice = QLabel(alignment=Qt.AlignmentFlag.AlignCenter), Choice()
        self._choice.setMinimumHeight(touch())
        self._choice.activated.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self._picture)
        column.addWidget(self._choice)
        self._face: Overlay | None = None
        self._condition: Condition | None = None
        self._flip = False

    def show_signs(self, face: Overlay | None, condition: Condition | None, *, flip: bool) -> None:
        """Show a reading, in the language of now; ``flip`` as a mirror would."""
        same, chosen = face is self._face, self._choice.currentData()
        self._face, self._condition, self._flip = face, condition, flip
        seen = _seen(condition) if face is not None and condition is not None else ()
        self.setVisible(bool(seen))
        self._choice.clear()
        self._choice.setAccessibleName(self.tr("Which signs the picture shows"))
        self._choice.addItem(self.tr("Everything that was seen"), "")
        for sign in seen:
            self._choice.addItem(said(SEEN, sign), sign)
        if same:
            self._choice.setCurrentIndex(max(0, self._choice.findData(chosen)))
        if seen:
            self._draw()

    def _draw(self) -> None:
        assert self._face is not None
        assert self._condition is not None
        chosen = self._choice.currentData()
        signs = (chosen,) if chosen else _seen(self._condition)
        picture = self._face.draw(self._condition.maps, signs)
        if self._flip:
            picture = np.ascontiguousarray(picture[:, ::-1])
        height, width = picture.shape[:2]
        image = QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        pixels = QPixmap.fromImage(image)
        pixels.setDevicePixelRatio(width / SIDE)
        self._picture.setPixmap(pixels)
        self._picture.setAccessibleName(self.tr("Where the signs were seen"))
        self._picture.setAccessibleDescription(self._choice.currentText())


def _seen(condition: Condition) -> tuple[str, ...]:
    """The signs that are at least slight, the strongest first."""
    known = dict(zip(SIGNS, condition.strengths(), strict=True))
    found = [sign for sign in SIGNS if level_of(known[sign]) != LEVELS[0]]
    return tuple(sorted(found, key=lambda sign: -known[sign]))


def _sign_of(score: str) -> str:
    return "shine" if score.startswith("shine") else score
