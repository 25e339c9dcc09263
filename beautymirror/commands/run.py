"""``beautymirror run``: the window; without a screen a film of the demo; or neither."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from beautymirror.commands.console import tell

__all__ = ["RunRequest", "has_screen", "run"]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What was asked for; None where nothing was.

    Attributes:
        frames: end after so many frames were drawn.
        stats: JSON file for the figures.
        screenshot: picture file for the last frame.
    """

    source: str | None = None
    look: str | None = None
    size: tuple[int, int] | None = None
    faces: int | None = None
    headless: bool = False
    frames: int | None = None
    stats: Path | None = None
    screenshot: Path | None = None


def run(request: RunRequest) -> int:
    """Run until it is over; the exit code.

    Raises:
        MirrorError: it cannot be done, with the remedy.
    """
    if request.headless:
        from beautymirror.commands.headless import run_headless

        run_headless(replace(request, source=request.source or _default_source()))
        return 0
    if not has_screen():
        from beautymirror.commands.film import film

        tell("There is no screen for a window: making a short film instead.")
        film(replace(request, source=request.source or "demo"))
        return 0
    return _window(request)


def _window(request: RunRequest) -> int:
    from beautymirror.settings import read_settings

    source = request.source
    if source is None and (read_settings().settings.source or "webcam").startswith("webcam"):
        source = _demo_without_camera()
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


def has_screen() -> bool:
    """Whether a window can be shown. Qt would end the program on the spot where it cannot."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if (wayland := os.environ.get("WAYLAND_DISPLAY")) and _answers(
        str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run"), wayland))
    ):
        return True
    host, colon, rest = os.environ.get("DISPLAY", "").rpartition(":")
    if not colon:
        return False
    if host not in ("", "unix"):
        return True  # another computer's screen, which only Qt can try
    place = f"/tmp/.X11-unix/X{rest.partition('.')[0]}"
    return _answers(place) or _answers("\0" + place)


def _answers(place: str) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(place)
        except OSError:
            return False
    return True
