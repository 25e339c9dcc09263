"""What the canvas draws: before and after, full screen, a lost context, a defect."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from beautymirror.ui.defects import Defects
from tests.ui.scenes.theatre import Found, difference, red_lips


def compare(folder: Path) -> Found:
    """Hold, divide and drag: which parts of the picture are bare."""
    theatre = red_lips(folder)
    theatre.frames(12)
    looked = theatre.until(lambda: bool(theatre.live.covers()))
    theatre.still()
    canvas, bar = theatre.canvas, theatre.window.bar
    worn = theatre.picture()
    canvas.show_bare(True)
    bare = theatre.picture()
    canvas.show_bare(False)
    makeup = difference(worn, bare)
    makeup[:, :40] = False  # the parked grip, under a pointer that rests over the picture
    columns = np.flatnonzero(makeup.any(axis=0))
    middle = float(columns.mean()) if len(columns) else 0.0
    ratio = canvas.devicePixelRatio()
    width, height = canvas.width(), canvas.height()
    place = QPoint(4, height // 3)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(canvas, QPoint(round(middle / ratio), height // 3))
    theatre.wait(0.1)
    QTest.mouseRelease(
        canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(middle / ratio), height // 3)
    )
    theatre.wait(0.1)
    dragged = theatre.picture()
    clear = 30  # beside the line and its grip, above the labels
    left = slice(0, round(middle) - clear)
    right = slice(round(middle) + clear, None)
    rows = slice(60, round(height * ratio) - 80)
    checked = bar.compare.isChecked()
    QTest.mouseClick(bar.compare, Qt.MouseButton.LeftButton)
    theatre.wait(0.5)
    parked = theatre.picture()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width - 200, height // 2))
    theatre.wait(0.6)
    pressed = theatre.picture()
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width - 200, height // 2))
    found: Found = {
        "looked_for_what_is_before_the_face": looked,
        "makeup_pixels": int(makeup.sum()),
        "left_is_bare": not difference(dragged, bare)[rows, left].any(),
        "right_is_worn": not difference(dragged, worn)[rows, right].any(),
        "both_sides_have_makeup": bool(makeup[rows, left].any() and makeup[rows, right].any()),
        "button_follows": checked,
        "parked_share": canvas.divider.share,
        "parked_is_worn": not difference(parked, worn)[rows, 40:].any(),
        "held_is_bare": not difference(pressed, bare)[rows, 40:].any(),
    }
    theatre.close()
    return found


def lost_context(folder: Path) -> Found:
    """The graphics card is reset: another canvas takes over and shows the same."""
    theatre = red_lips(folder)
    theatre.frames(8)
    theatre.still()
    theatre.canvas.show_bare(True)  # makeup fades in anew on the other canvas
    before, first = theatre.picture(), theatre.canvas
    theatre.window.stage.renew()
    second = theatre.canvas
    second._newest = lambda: None
    theatre.until(lambda: second._drawing is not None)
    theatre.wait(0.3)
    second.show_bare(True)
    after = theatre.picture()
    second.show_bare(False)
    second._newest = theatre.live.newest
    running = theatre.frames(5)
    theatre.built.outfit.wear(None)
    theatre.frames(3)
    found: Found = {
        "another": first is not second,
        "same_picture": float(difference(before, after).mean()),
        "running": running,
        "follows_the_outfit": second._worn[0] is None,
    }
    theatre.close()
    return found


def full_screen(folder: Path) -> Found:
    """Nothing but the mirror, and back."""
    theatre = red_lips(folder)
    theatre.frames(3)
    window = theatre.window
    small = (theatre.canvas.width(), theatre.canvas.height())
    theatre.built.attendant.commands.full_screen()
    theatre.wait(0.6)
    large = (theatre.canvas.width(), theatre.canvas.height())
    whole = (window.width(), window.height())
    panel = window.panel.isVisible()
    theatre.frames(3)
    flash = theatre.canvas.overlays.words.flash
    theatre.built.attendant.commands.leave()
    theatre.wait(0.6)
    back = (theatre.canvas.width(), theatre.canvas.height())
    QTest.mouseDClick(theatre.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    theatre.wait(0.6)
    doubled = window.full
    found: Found = {
        "small": small,
        "large": large,
        "whole": whole,
        "panel": panel,
        "flash": flash,
        "back": back,
        "doubled": doubled,
    }
    theatre.close()
    return found


def broken_renderer(folder: Path) -> Found:
    """A defect while drawing: told once, and the camera is still shown."""
    with Defects(folder / "log" / "log.txt") as defects:
        theatre = red_lips(folder)
        theatre.built.attendant.defects_from(defects)
        theatre.frames(3)

        def fail(*_: object) -> None:
            raise ZeroDivisionError("on purpose")

        theatre.canvas._drawing._renderer.draw = fail
        running = theatre.frames(5)
        picture = theatre.picture()
        found: Found = {
            "running": running,
            "told": defects._box is not None,
            "spread": float(picture.std()),
            "log": (folder / "log" / "log.txt").read_text(),
        }
        defects._box.close()
        theatre.close()
    return found
