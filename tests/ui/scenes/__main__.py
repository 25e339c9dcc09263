"""Plays a scene in a process of its own: ``python -m tests.ui.scenes NAME FOLDER``.

A scene prints one JSON object with what it found; the tests judge it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.ui.scenes import drawing, ending, pages, sources, visit

SCENES = {
    scene.__name__: scene
    for scene in (
        drawing.compare,
        drawing.lost_context,
        drawing.full_screen,
        drawing.broken_renderer,
        sources.other_sources,
        sources.several_faces,
        pages.pages,
        visit.visit,
        ending.until_interrupted,
    )
}

place = Path(sys.argv[2])
place.mkdir(parents=True, exist_ok=True)
print("FOUND " + json.dumps(SCENES[sys.argv[1]](place)))
