"""A mirror at a counter: somebody agrees, tries a look on, goes away and is forgotten."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from beautymirror.capture.portrait import load_portrait
from beautymirror.looks.library import find_look
from beautymirror.recording.video import VideoWriter
from beautymirror.settings import Settings
from beautymirror.ui import presence
from tests.ui.scenes.theatre import Found, Theatre


def visit(folder: Path) -> Found:
    """Two visits, of which the first ends because nobody is there any more."""
    presence._ABSENT_S, presence._GRACE_S = 1.5, 1.5
    film = folder / "film.mp4"
    face = load_portrait((640, 360)).image
    with VideoWriter(film, (640, 360), 10.0) as writer:
        # Gone for twice as long as it takes to be forgotten: a busy machine shows it late.
        for number in range(120):
            writer.write(face if number < 60 else np.full_like(face, 90))
    theatre = Theatre(folder, Settings(language="en"), str(film), shared=True)
    theatre.wait(0.5)
    before = theatre.live.state.name, theatre.live.started
    _begin(theatre)
    theatre.until(lambda: _faces(theatre) > 0)
    theatre.built.outfit.wear(find_look("red-lip"))
    theatre.frames(3)
    asked = theatre.until(lambda: theatre.built.attendant.guide.leaving > 0)
    counter = theatre.built.counter
    assert counter is not None
    over = theatre.until(lambda: not counter.visited)
    resting = theatre.until(lambda: theatre.live.state.name == "resting")
    worn, seen = theatre.built.outfit.worn.look, theatre.canvas.tracked
    _begin(theatre)
    again = theatre.until(lambda: _faces(theatre) > 0)
    QTest.mouseClick(theatre.window.bar.finish, Qt.MouseButton.LeftButton)
    finished = not counter.visited
    theatre.close()
    return {
        "before": before,
        "asked": asked,
        "over": over,
        "resting": resting,
        "bare": worn is None and seen is None,
        "again": again,
        "finished": finished,
        "written": sorted(path.name for path in (folder / "settings").rglob("*")),
    }


def _begin(theatre: Theatre) -> None:
    theatre.until(lambda: bool(_begins(theatre)))
    QTest.mouseClick(_begins(theatre)[0], Qt.MouseButton.LeftButton)


def _begins(theatre: Theatre) -> list[QPushButton]:
    buttons = theatre.window.stage.page.findChildren(QPushButton)
    return [button for button in buttons if button.text() == "Begin" and button.isVisible()]


def _faces(theatre: Theatre) -> int:
    tracked = theatre.canvas.tracked
    return len(tracked.faces) if tracked is not None else 0
