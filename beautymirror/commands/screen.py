"""Whether there is a screen to show a window on."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

__all__ = ["has_screen"]


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
