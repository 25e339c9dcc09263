"""What ``beautymirror run`` is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["RunRequest"]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What was asked for; None where nothing was.

    Attributes:
        frames: end after so many frames were drawn.
        stats: JSON file for the figures.
        screenshot: picture file for the last frame.
        kiosk: the window serves strangers, one after the other.
    """

    source: str | None = None
    look: str | None = None
    size: tuple[int, int] | None = None
    faces: int | None = None
    headless: bool = False
    frames: int | None = None
    stats: Path | None = None
    screenshot: Path | None = None
    kiosk: bool = False
