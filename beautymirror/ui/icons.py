"""The window's drawings: SVG outlines tinted to the theme at the size of the screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from beautymirror.ui.theme import COLORS

__all__ = ["icon", "pixmap"]

_FOLDER = Path(__file__).with_name("assets") / "icons"
_RATIOS = (1, 2)


@cache
def _outline(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, size: int, color: str = COLORS.text, ratio: float = 1.0) -> QPixmap:
    """A drawing of ``size`` logical pixels for a screen of that device pixel ratio."""
    drawing = QSvgRenderer(QByteArray(_outline(name).replace("currentColor", color).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def icon(name: str, color: str = COLORS.text, size: int = 24) -> QIcon:
    """An icon of ``size`` logical pixels, in the accent when on and faint when disabled."""
    made = QIcon()
    for ratio in _RATIOS:
        for mode, state, tint in (
            (QIcon.Mode.Normal, QIcon.State.Off, color),
            (QIcon.Mode.Normal, QIcon.State.On, COLORS.accent),
            (QIcon.Mode.Disabled, QIcon.State.Off, COLORS.faint),
        ):
            made.addPixmap(pixmap(name, size, tint, ratio), mode, state)
    return made
