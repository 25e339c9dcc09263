"""Where a window stands, and how large it may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect

from beautymirror.ui.app import Built
from beautymirror.ui.window import within

Make = Callable[..., Built]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ((100, 50, 1000, 700), (100, 50, 1000, 700)),
        ((79, 49, 1440, 900), (0, 0, 1440, 900)),  # half out of it
        ((200, 100, 2560, 1440), (1440, 0, 1280, 1024)),  # larger than both
        ((1500, 100, 900, 600), (1500, 100, 900, 600)),  # on the second
        ((1300, 100, 900, 600), (1440, 100, 900, 600)),  # between both
        ((2700, 1200, 900, 600), None),  # on one that was unplugged
        ((-890, 100, 900, 600), None),
    ],
)
def test_a_remembered_place_is_one_that_can_be_reached(
    place: tuple[int, ...], shown: tuple[int, ...] | None
) -> None:
    screens = [QRect(0, 0, 1440, 900), QRect(1440, 0, 1280, 1024)]
    assert within(QRect(*place), screens) == (QRect(*shown) if shown else None)


def test_a_window_is_never_larger_than_a_small_screen(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Small:
        def availableGeometry(self) -> QRect:
            return QRect(0, 0, 800, 560)

    built = make()
    monkeypatch.setattr(built.window, "screen", Small)
    built.window._tall = None
    built.window._arrange()
    least = built.window.minimumSize()
    assert (least.width(), least.height()) == (800, 560)
