"""Writes what other programs read: JSON in UTF-8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from beautymirror.recording.partial import write_whole

__all__ = ["encoded", "write_document"]


def write_document(path: Path, value: Any) -> None:
    """Write plain values as JSON, whole or not at all.

    Raises:
        InputError: the file cannot be written.
    """
    write_whole(path, encoded(value))


def encoded(value: Any) -> bytes:
    """Plain values as JSON; bytes of a file's name that are no UTF-8 become \\udcXX, as in JSON."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return text.encode(errors="backslashreplace")
