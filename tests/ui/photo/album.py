"""Photos whose makeup is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtGui import QColor, QImage

from beautymirror.inference.eyes import Guess
from beautymirror.looks.picture import Pixels
from beautymirror.transfer.makeup import PhotoMakeup
from beautymirror.transfer.told import TOLD_LENGTH
from beautymirror.ui.app import Built
from beautymirror.ui.photo.makeover import Makeover
from beautymirror.ui.photo.taker import Taken

Make = Callable[..., Built]

PATIENCE_MS = 20_000


def painted(red: int) -> PhotoMakeup:
    """The makeup of a face that is painted all over in one colour."""
    paint = np.zeros((256, 256, 4), np.uint8)
    paint[60:200, 60:200] = (red, 40, 60, 200)
    shine = np.zeros((256, 256, 4), np.uint8)
    seen = np.zeros((256, 256, 3), np.uint8), np.ones((256, 256), np.float32)
    guess = Guess(*seen, np.zeros(3, np.float32), np.zeros(TOLD_LENGTH, np.float32))
    return PhotoMakeup(
        Pixels.of(paint), Pixels.of(shine), "#C89678", 0.4, np.zeros(64, np.float32), (), guess
    )


def taken(name: str, red: int = 180) -> Taken:
    face = QImage(96, 96, QImage.Format.Format_RGB888)
    face.fill(QColor(red, 120, 110))
    return Taken(name, face, painted(red))


def makeover(built: Built) -> Makeover:
    return built.attendant.makeover


def wear(built: Built, qtbot: Any, *names: str) -> Makeover:
    one = makeover(built)
    for name in names:
        with qtbot.waitSignal(one.taker.taken, timeout=PATIENCE_MS):
            one.take_file(f"/photos/{name}.jpg")
    return one


def layers(built: Built) -> list[Any]:
    look = built.outfit.worn.look
    assert look is not None
    return list(look.layers)
