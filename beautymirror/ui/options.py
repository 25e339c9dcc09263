"""What the command line asks of the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["RunOptions"]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How one run departs from the remembered settings.

    Attributes:
        source: as for ``open_source``; ``None`` uses the remembered one or the first camera.
        look: name or file of a look; ``None`` wears the remembered one.
        size: (width, height) asked of the source; ``None`` lets it choose.
        faces: how many faces wear the look, 1..4; ``None`` uses the remembered number.
        frames: end after so many frames were shown; ``None`` runs until closed.
        stats: JSON file for the figures of the run.
        shared: strangers share the mirror: each visit begins with consent and leaves nothing.
        screenshot: PNG file for a picture of the whole window, taken just before it ends.
    """

    source: str | None = None
    look: str | None = None
    size: tuple[int, int] | None = None
    faces: int | None = None
    frames: int | None = None
    stats: Path | None = None
    screenshot: Path | None = None
    shared: bool = False
