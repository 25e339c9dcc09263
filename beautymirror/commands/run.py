"""``beautymirror run``: the window; without a screen a film of the demo; or neither."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace

from beautymirror.commands.console import tell
from beautymirror.commands.output import check_apart, check_folder, check_suffix
from beautymirror.commands.request import RunRequest
from beautymirror.commands.screen import has_screen
from beautymirror.errors import MissingError, UsageError

__all__ = ["run"]


def run(request: RunRequest) -> int:
    """Run until it is over; the exit code.

    Raises:
        MirrorError: it cannot be done, with the remedy.
    """
    _check(request)
    if request.headless:
        from beautymirror.commands.headless import run_headless

        run_headless(replace(request, source=request.source or _default_source()))
        return 0
    if not has_screen():
        if request.kiosk:
            raise MissingError("There is no screen for a kiosk.", "Start it on a desktop.")
        from beautymirror.commands.film import film

        tell("There is no screen for a window: making a short film instead.")
        film(replace(request, source=request.source or "demo"))
        return 0
    return _window(request)


def _check(request: RunRequest) -> None:
    """Refuse what could only fail at the end of the run."""
    if request.kiosk and request.headless:
        raise UsageError("A kiosk is a window.", "Leave out --kiosk or --headless.")
    if request.screenshot is not None:
        from beautymirror.recording.picture import PICTURE_SUFFIXES

        check_suffix(request.screenshot, "picture", PICTURE_SUFFIXES)
        check_apart(request.screenshot, request.source)
    if request.stats is not None:
        check_folder(request.stats)
        check_apart(request.stats, request.source, request.look, request.screenshot)


def _window(request: RunRequest) -> int:
    from beautymirror.settings import read_settings

    source = request.source
    if source is None and (read_settings().settings.source or "webcam").startswith("webcam"):
        source = _demo_without_camera()
    # Qt loses what a signal raises while it is loaded and made. Until the window listens there is
    # nothing to be cleaned up, so the system may end the program on the spot.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    from beautymirror.ui.app import run_window
    from beautymirror.ui.options import RunOptions

    return run_window(
        RunOptions(
            source=source,
            look=request.look,
            size=request.size,
            faces=request.faces,
            frames=request.frames,
            stats=request.stats,
            screenshot=request.screenshot,
            shared=request.kiosk,
        )
    )


def _default_source() -> str:
    return _demo_without_camera() or "webcam"


def _demo_without_camera() -> str | None:
    """ "demo" where there is surely no camera; only Linux can tell without opening one."""
    from beautymirror.capture.camera import known_cameras

    if not sys.platform.startswith("linux") or known_cameras():
        return None
    tell("There is no camera: showing the demo.")
    return "demo"
