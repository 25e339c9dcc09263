"""A file of pictures and sound, opened to be read."""

from __future__ import annotations

from pathlib import Path

import av

__all__ = ["open_container"]


def open_container(path: Path) -> av.container.InputContainer:
    """Open a file, and nothing but this file.

    Raises:
        FFmpegError: it cannot be read, or is of no known kind.
    """
    return av.open(
        str(path),
        # A playlist must not make the program fetch anything.
        options={"protocol_whitelist": "file"},
        # Titles are not looked at, and older cameras and programs write them in no UTF-8.
        metadata_errors="replace",
    )
