"""Scenes that are played in a real window, each in a process of its own: ``scenes.py NAME FOLDER``.

A scene prints one JSON object with what it found; the tests judge it.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QSurfaceFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.inference.transfer import LayerMaps
from beautymirror.looks.library import all_looks
from beautymirror.recording.picture import write_picture
from beautymirror.settings import Settings
from beautymirror.ui import app as app_module
from beautymirror.ui.app import Built, build
from beautymirror.ui.canvas import Shown, surface_format
from beautymirror.ui.defects import Defects
from beautymirror.ui.options import RunOptions
from beautymirror.ui.portraits import portrait
from beautymirror.ui.theme import apply_theme

Found = dict[str, object]

_PATIENCE_S = 90.0


class Theatre:
    """A window that shows the demo, and what scenes do with it."""

    def __init__(self, folder: Path, settings: Settings, source: str = "demo") -> None:
        QSurfaceFormat.setDefaultFormat(surface_format())
        self.app = QApplication(["scenes"])
        apply_theme(self.app)
        options = RunOptions(source=source)
        self.built: Built = build(
            self.app, options, settings, all_looks(), folder=folder / "settings"
        )
        self.window, self.live = self.built.window, self.built.live
        self.window.setGeometry(20, 20, 1200, 760)
        self.built.attendant.begin(source)
        self.window.show()

    @property
    def canvas(self):  # type: ignore[no-untyped-def]
        return self.window.stage.canvas

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)

    def until(self, condition: Callable[[], bool]) -> bool:
        end = time.monotonic() + _PATIENCE_S
        while not condition() and time.monotonic() < end:
            self.wait(0.02)
        return condition()

    def frames(self, number: int) -> bool:
        """Wait for so many more frames on the screen."""
        wanted = self.live.stats.drawn + number
        return self.until(lambda: self.live.stats.drawn >= wanted)

    def picture(self) -> NDArray[np.uint8]:
        """What the canvas shows, (h, w, 3)."""
        seen = self.canvas.picture()
        assert seen is not None
        return seen.astype(np.int16)

    def still(self) -> None:
        """Let no other frame arrive, so that pictures can be compared."""
        self.canvas._newest = lambda: None
        self.wait(0.1)

    def close(self) -> None:
        self.window.close()
        self.built.tongue.release()
        self.wait(0.05)


def difference(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(h, w) where two pictures differ visibly."""
    return np.abs(first.astype(int) - second.astype(int)).max(axis=2) > 2


def red_lips(folder: Path) -> Theatre:
    return Theatre(folder, Settings(language="en", look="red-lip"))


def compare(folder: Path) -> Found:
    """Hold, divide and drag: which parts of the picture are bare."""
    theatre = red_lips(folder)
    theatre.frames(12)
    theatre.still()
    canvas, bar = theatre.canvas, theatre.window.bar
    worn = theatre.picture()
    canvas.show_bare(True)
    bare = theatre.picture()
    canvas.show_bare(False)
    makeup = difference(worn, bare)
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


def other_sources(folder: Path) -> Found:
    """From the demo to a photo, to a file that is none, and back."""
    theatre = red_lips(folder)
    theatre.frames(3)
    photo, notes = folder / "photo.png", folder / "notes.png"
    QImage(320, 400, QImage.Format.Format_RGB888).save(str(photo))
    notes.write_text("not a picture")
    sources, stage = theatre.built.attendant.sources, theatre.window.stage
    sources.pick(str(photo))
    shown = theatre.until(
        lambda: (
            theatre.canvas.tracked is not None and theatre.canvas.tracked.frame.size == (320, 400)
        )
    )
    badge = theatre.canvas.overlays.words.badge
    sources.pick(str(notes))
    refused = theatre.until(lambda: stage.message is not None)
    title = stage.message.title if stage.message else ""
    sources.pick("demo")
    back = theatre.until(
        lambda: (
            stage.message is None
            and theatre.canvas.tracked is not None
            and theatre.canvas.tracked.frame.size == (1280, 720)
        )
    )
    found: Found = {
        "shown": shown,
        "badge_on_photo": badge,
        "refused": refused,
        "title": title,
        "back": back,
        "badge_on_demo": theatre.canvas.overlays.words.badge,
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


def several_faces(folder: Path) -> Found:
    """The number of faces changes while it runs."""
    theatre = red_lips(folder)
    theatre.frames(3)
    theatre.built.store.change("faces", 3)
    running = theatre.frames(5)
    follower = theatre.live._follower
    found: Found = {"running": running, "followed": follower._followed if follower else 0}
    theatre.close()
    return found


def pages(folder: Path) -> Found:
    """The skin is read, then a photo is dropped, in one window."""
    theatre = Theatre(folder, Settings(language="en"))
    theatre.built.attendant.previews.make = lambda *_: None
    theatre.frames(3)
    theatre.window.resize(900, 600)
    found = {"skin": skin(theatre, folder), "photo": photo(theatre, folder)}
    theatre.close()
    return found


def skin(theatre: Theatre, folder: Path) -> Found:
    """A reading from the key to the result, while the picture goes on."""
    consultant = theatre.built.attendant.consultant
    phases: list[str] = []
    rings: set[int] = set()
    drawn: dict[str, int] = {}

    def changed() -> None:
        phases.append(consultant.session.phase.name)
        drawn[phases[-1]] = theatre.live.stats.drawn

    def advanced() -> None:
        coach = theatre.canvas.overlays.coach
        if coach is not None:
            rings.add(coach.held)

    consultant.session.changed.connect(changed)
    consultant.session.advanced.connect(advanced)
    QTest.keyClick(theatre.window, Qt.Key.Key_M)
    QTest.mouseClick(consultant.page.start, Qt.MouseButton.LeftButton)
    ended = theatre.until(lambda: phases[-1:] in (["DONE"], ["REFUSED"]))
    result = consultant.session.result
    suits = consultant.page.suits
    if suits is not None:
        suits.offers[-1]._try.click()
    worn = theatre.frames(3)
    return {
        "ended": ended,
        "phases": phases,
        "held": sorted(rings),
        "captures": result.analysis.captures + result.analysis.refused if result else 0,
        "frames_while_reading": drawn.get("DONE", 0) - drawn.get("READING", 0),
        "ring_gone": theatre.canvas.overlays.coach is None,
        "worn": worn and theatre.canvas._worn[0] is not None,
        "written": sorted(path.name for path in (folder / "data").rglob("*")),
    }


def photo(theatre: Theatre, folder: Path) -> Found:
    """A photo is dropped on the mirror; what a made-up network sees on it is worn."""

    class RedAllOver:
        def read(self, image: NDArray[np.uint8], coverage: NDArray[np.float32]) -> LayerMaps:
            plane = np.full(coverage.shape, 0.7, np.float32)
            pigment = np.full((*coverage.shape, 3), (0.7, 0.0, 0.1), np.float32)
            return LayerMaps(pigment, plane, 0 * plane, 0 * plane, np.zeros(64, np.float32))

        def close(self) -> None:
            pass

    theatre.built.outfit.wear(None)
    theatre.still()
    theatre.canvas.show_bare(True)
    bare = theatre.picture()
    theatre.canvas.show_bare(False)
    file = folder / "portrait.png"
    write_picture(file, portrait().frame.image)
    makeover = theatre.built.attendant.makeover
    makeover.taker._atelier._network = RedAllOver()
    theatre.built.attendant.commands.photo()
    theatre.canvas.dropped.emit([str(file)])
    taken = theatre.until(lambda: theatre.built.outfit.worn.look is not None)
    theatre.canvas._newest = theatre.live.newest
    theatre.frames(2)
    redder = theatre.until(lambda: _redness(theatre.picture()) > _redness(bare) + 1.0)
    rows = makeover.page.rows
    for region in ("eyes", "brows", "cheeks", "lips"):
        rows[region].slider.setValue(0)
    theatre.frames(2)
    off = theatre.until(lambda: _redness(theatre.picture()) < _redness(bare) + 0.5)
    return {
        "taken": taken,
        "redder": redder,
        "off": off,
        "photos": len(makeover.page.thumbs),
        "source": theatre.live.source,
    }


def _redness(picture: NDArray[np.int16]) -> float:
    return float((picture[..., 0] - picture[..., 1]).mean())


def until_interrupted(folder: Path) -> Found:
    """The program as it is started; says READY when frames, or words in their place, are shown."""

    class Telling(app_module.Attendant):
        def begin(self, source: str | None) -> None:
            super().begin(source)
            if self._stage.fault is not None:
                QTimer.singleShot(300, lambda: print("READY", flush=True))

        def _shown(self, shown: Shown) -> None:
            super()._shown(shown)
            if self._live.stats.drawn == 3:
                print("READY", flush=True)

    app_module.Attendant = Telling
    code = app_module.run_window(RunOptions(source="demo", stats=folder / "stats.json"))
    return {"code": code, "threads": [thread.name for thread in threading.enumerate()]}


if __name__ == "__main__":
    place = Path(sys.argv[2])
    place.mkdir(parents=True, exist_ok=True)
    print("FOUND " + json.dumps(globals()[sys.argv[1]](place)))
