"""What nobody foresaw: written to a log, told in a sentence."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from beautymirror.errors import MissingError
from beautymirror.resources import log_dir

__all__ = ["report"]


def report(error: Exception) -> int:
    """Log the defect with its traceback and say where; the exit code."""
    text = "".join(traceback.format_exception(error))
    stamp = datetime.now().isoformat(sep=" ", timespec="seconds")
    print(
        f"Error: BeautyMirror has a defect and stopped ({type(error).__name__}: {error}).",
        file=sys.stderr,
    )
    for folder in (log_dir, lambda: Path(tempfile.gettempdir())):
        try:
            path = folder() / "beautymirror-defects.log"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{stamp} {sys.argv}\n{text}\n")
        except (OSError, MissingError):
            continue
        print(f"What happened is written in {path}", file=sys.stderr)
        break
    return 1
