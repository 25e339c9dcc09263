"""How large targets and words are at a counter, where people stand and reach."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, QSizeF

from beautymirror.ui.theme import TOUCH

__all__ = ["counter_text", "counter_touch"]

_COUNTER_MM = 15.0
_MOST_TOUCH = 68 / 600  # of a screen's shorter side; more would push what it holds out of it
_USUAL_DPI = 96.0
_LEAST_SIDE = 600  # of a screen, for which words of their usual size are made


def counter_touch(pixels: QSize, millimetres: QSizeF) -> int:
    """Least side of a touch target at a counter, in logical pixels, by the size of the screen.

    Args:
        pixels: of the screen, logical.
        millimetres: of the screen; empty where they are not known.
    """
    across = math.hypot(millimetres.width(), millimetres.height())  # the same if it is turned
    dpi = _USUAL_DPI
    if not millimetres.isEmpty():
        dpi = math.hypot(pixels.width(), pixels.height()) / across * 25.4
    most = round(_MOST_TOUCH * min(pixels.width(), pixels.height()))
    return max(TOUCH, min(most, math.ceil(_COUNTER_MM / 25.4 * dpi)))


def counter_text(pixels: QSize, touch: int) -> float:
    """How many times their usual size words have at a counter: as large as at 96 dots an inch.

    Args:
        pixels: of the screen, logical.
        touch: what ``counter_touch`` says of that screen.
    """
    most = min(pixels.width(), pixels.height()) / _LEAST_SIDE
    return max(1.0, min(touch / math.ceil(_COUNTER_MM / 25.4 * _USUAL_DPI), most))
