"""Starts and ends the window: settings, language, signals, figures, and what no one else caught."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QImage, QScreen, QSurfaceFormat
from PySide6.QtWidgets import QApplication

from beautymirror.errors import MissingError, UsageError
from beautymirror.looks.library import all_looks, find_look, unread_looks
from beautymirror.looks.look import Look
from beautymirror.recording.document import write_document
from beautymirror.recording.picture import write_picture
from beautymirror.settings import Settings, read_settings
from beautymirror.ui.attendant import Attendant
from beautymirror.ui.bar import Bar
from beautymirror.ui.chooser import Chooser
from beautymirror.ui.counter import Counter
from beautymirror.ui.defects import Defects
from beautymirror.ui.interrupt import Interrupt
from beautymirror.ui.language import Language
from beautymirror.ui.live import Live
from beautymirror.ui.opengl import surface_format
from beautymirror.ui.options import RunOptions
from beautymirror.ui.outfit import Outfit, Worn
from beautymirror.ui.panel import Panel
from beautymirror.ui.reach import counter_text, counter_touch
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.stage import Stage
from beautymirror.ui.store import Store
from beautymirror.ui.theme import TOUCH, apply_theme
from beautymirror.ui.window import Window

__all__ = ["Built", "build", "run_window"]


@dataclass(frozen=True, slots=True)
class Built:
    """A window with those who serve it."""

    window: Window
    attendant: Attendant
    live: Live
    store: Store
    outfit: Outfit
    tongue: Language
    counter: Counter | None = None


def build(
    app: QCoreApplication,
    options: RunOptions,
    settings: Settings,
    looks: tuple[Look, ...],
    *,
    folder: Path | None = None,
) -> Built:
    """Make the window, not yet shown.

    Args:
        folder: of the settings; the person's own by default.

    Raises:
        UsageError, InputError: the look that was asked for cannot be worn.
    """
    if options.shared:  # whatever the owner agreed to, strangers have yet to
        settings = settings.model_copy(update={"consent": False, "learn": False, "readings": False})
    asked = find_look(options.look) if options.look else None
    remembered = next((look for look in looks if look.id == settings.look), None)
    if asked is not None and asked not in looks:
        looks = (asked, *looks)
    tongue = Language(app)
    tongue.use(settings.language)
    shelf = Shelf(looks)
    outfit = Outfit(Worn(asked or remembered, settings.intensity))
    live = Live(
        options.source or settings.source or "webcam",
        size=options.size,
        faces=options.faces or settings.faces,
    )
    chooser = Chooser(shelf)
    window = Window(Stage(live.newest, live.covers), Bar(), Panel(outfit, chooser), chooser)
    for kept in (live, shelf, outfit):
        kept.setParent(window)
    store = Store(settings, folder, window, kept=not options.shared)
    window.place(settings.window, maximized=settings.maximized)
    attendant = Attendant(window, live, store, shelf, outfit, tongue)
    counter = None
    if options.shared:
        counter = Counter(window, live, store, outfit, attendant)
        window.stand()  # without what is not offered there, which takes room
    return Built(window, attendant, live, store, outfit, tongue, counter)


def run_window(options: RunOptions) -> int:
    """Show the mirror until the person closes it; the program's exit code.

    Raises:
        UsageError, InputError: what was asked for makes no sense or cannot be used.
        MissingError: there is no screen to show a window on.
    """
    _check_screen()
    if options.faces is not None and not 1 <= options.faces <= 4:
        raise UsageError(f"{options.faces} faces cannot be followed.", "Choose 1 to 4.")
    read = read_settings()
    looks = all_looks()
    _forget_other_qt()
    # Where no screen sets the pace Qt waits 5 ms before it paints what it was asked to: frames come
    # at a pace of their own, and no two of them are there at once.
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    QSurfaceFormat.setDefaultFormat(surface_format())
    app = QApplication.instance() or QApplication(["beautymirror"])
    assert isinstance(app, QApplication)
    app.setApplicationName("BeautyMirror")
    app.setDesktopFileName("beautymirror")
    apply_theme(app, *_sizes(app.primaryScreen(), options))
    # What a signal raises while Qt calls Python would be lost: from here on it is only noted.
    with Defects() as defects, Interrupt() as interrupt:
        built = build(app, options, read.settings, looks)
        run = _Run(built, options, defects)
        (built.counter.open if built.counter else built.attendant.begin)(options.source)
        built.window.show()
        if read.fault:
            built.attendant.remarks.settings_lost(read.kept_aside)
        if built.counter is None and (unread := unread_looks()):
            built.attendant.remarks.looks_unread([path for path, _ in unread])
        interrupt.tell(built.window.close)
        app.exec()
        run.finish()
        built.tongue.release()
        built.window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 1 if defects.count else 0


def _sizes(screen: QScreen, options: RunOptions) -> tuple[int, float]:
    """Least side of a touch target, in logical pixels, and how large words are."""
    if not options.shared:
        return TOUCH, 1.0
    side = counter_touch(screen.size(), screen.physicalSize())
    return side, counter_text(screen.size(), side)


class _Run:
    """What one run leaves behind: a picture of the window and figures."""

    def __init__(self, built: Built, options: RunOptions, defects: Defects) -> None:
        self._built, self._options, self._defects = built, options, defects
        self._picture: NDArray[np.uint8] | None = None
        built.attendant.defects_from(defects)
        built.window.stage.canvas.shown.connect(self._shown)
        # Before the attendant lets go of the GPU.
        built.window.closing.disconnect(built.attendant.stop)
        built.window.closing.connect(self._closing)

    def _shown(self) -> None:
        if self._built.live.stats.drawn == self._options.frames:
            self._built.window.close()

    def _closing(self) -> None:
        if self._options.screenshot is not None:
            self._picture = _pixels(self._built.window.picture())
        self._built.attendant.stop()

    def finish(self) -> None:
        """Write what was asked for.

        Raises:
            InputError: it cannot be written.
        """
        if self._options.screenshot is not None and self._picture is not None:
            write_picture(self._options.screenshot, self._picture)
        if self._options.stats is not None:
            report = self._built.live.stats.report(self._built.attendant.readings.renderer)
            write_document(self._options.stats, report)


def _pixels(image: QImage) -> NDArray[np.uint8]:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _forget_other_qt() -> None:
    # OpenCV points Qt at the plugins and fonts of the Qt that it carries itself, another version.
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        if f"{os.sep}cv2{os.sep}" in os.environ.get(name, ""):
            del os.environ[name]


def _check_screen() -> None:
    # Qt ends the program on the spot where it finds no screen.
    if QGuiApplication.instance() is not None or not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise MissingError(
            "There is no screen to show a window on.",
            "Start it on a desktop, or use --headless, or `beautymirror render`.",
        )
