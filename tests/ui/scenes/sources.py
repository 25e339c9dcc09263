"""Where the picture comes from, and how many faces are followed in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.scenes.theatre import Found, red_lips


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


def several_faces(folder: Path) -> Found:
    """The number of faces changes while it runs."""
    theatre = red_lips(folder)
    theatre.frames(3)
    theatre.built.store.change("faces", 3)
    running = theatre.frames(5)
    tracker = theatre.live._tracker
    found: Found = {"running": running, "followed": tracker.faces if tracker else 0}
    theatre.close()
    return found
