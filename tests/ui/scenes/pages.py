"""The pages of the panel: the skin is read, the makeup of a photo is worn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from beautymirror.inference.transfer import LayerMaps
from beautymirror.recording.picture import write_picture
from beautymirror.settings import Settings
from beautymirror.ui.portraits import portrait
from tests.ui.scenes.theatre import Found, Theatre


def pages(folder: Path) -> Found:
    """The skin is read, then a photo is dropped, in one window."""
    theatre = Theatre(folder, Settings(language="en"))
    theatre.built.attendant.previews.make = lambda *_: None
    theatre.frames(3)
    theatre.window.resize(900, 600)
    found = {"tabs": tabs(theatre), "skin": skin(theatre, folder), "photo": photo(theatre, folder)}
    theatre.close()
    return found


def tabs(theatre: Theatre) -> Found:
    """How much wider each tab is than its word, with the letters of a real screen."""
    return {
        tab.text(): tab.width() - tab.sizeHint().width()
        for _, tab, _ in theatre.window.panel.tabs._pages
    }


def skin(theatre: Theatre, folder: Path) -> Found:
    """A reading from the key to the result, while the picture goes on."""
    consultant = theatre.built.attendant.consultant
    phases: list[str] = []
    rings: set[int] = set()
    drawn: dict[str, int] = {}

    def changed() -> None:
        phases.append(consultant.session.phase.name)
        drawn[phases[-1]] = theatre.live.stats.drawn

    def advanced() -> None:
        coach = theatre.canvas.overlays.coach
        if coach is not None:
            rings.add(coach.held)

    consultant.session.changed.connect(changed)
    consultant.session.advanced.connect(advanced)
    QTest.keyClick(theatre.window, Qt.Key.Key_M)
    QTest.mouseClick(consultant.page.start, Qt.MouseButton.LeftButton)
    ended = theatre.until(lambda: phases[-1:] in (["DONE"], ["REFUSED"]))
    result = consultant.session.result
    suits = consultant.page.suits
    if suits is not None:
        suits.offers[-1]._try.click()
    worn = theatre.frames(3)
    return {
        "ended": ended,
        "phases": phases,
        "held": sorted(rings),
        "captures": result.analysis.captures + result.analysis.refused if result else 0,
        "frames_while_reading": drawn.get("DONE", 0) - drawn.get("READING", 0),
        "ring_gone": theatre.canvas.overlays.coach is None,
        "worn": worn and theatre.canvas._worn[0] is not None,
        "written": sorted(path.name for path in (folder / "data").rglob("*")),
    }


def photo(theatre: Theatre, folder: Path) -> Found:
    """A photo is dropped on the mirror; what a made-up network sees on it is worn."""

    class RedAllOver:
        def read(
            self, image: NDArray[np.uint8], coverage: NDArray[np.float32],
            lips_light: NDArray[np.float32],
        ) -> LayerMaps:  # fmt: skip
            plane = np.full(coverage.shape, 0.7, np.float32)
            pigment = np.full((*coverage.shape, 3), (0.7, 0.0, 0.1), np.float32)
            return LayerMaps(pigment, plane, 0 * plane, 0 * plane, np.zeros(64, np.float32))

        def close(self) -> None:
            pass

    theatre.built.outfit.wear(None)
    theatre.still()
    theatre.canvas.show_bare(True)
    bare = theatre.picture()
    theatre.canvas.show_bare(False)
    file = folder / "portrait.png"
    write_picture(file, portrait().frame.image)
    makeover = theatre.built.attendant.makeover
    makeover.taker._atelier._network = RedAllOver()
    theatre.built.attendant.commands.photo()
    theatre.canvas.hand.dropped.emit([str(file)])
    taken = theatre.until(lambda: theatre.built.outfit.worn.look is not None)
    theatre.canvas._newest = theatre.live.newest
    theatre.frames(2)
    redder = theatre.until(lambda: _redness(theatre.picture()) > _redness(bare) + 1.0)
    rows = makeover.page.rows
    for region in ("eyes", "brows", "cheeks", "lips"):
        rows[region].slider.setValue(0)
    theatre.frames(2)
    off = theatre.until(lambda: _redness(theatre.picture()) < _redness(bare) + 0.5)
    return {
        "taken": taken,
        "redder": redder,
        "off": off,
        "photos": len(makeover.page.thumbs),
        "source": theatre.live.source,
    }


def _redness(picture: NDArray[np.int16]) -> float:
    return float((picture[..., 0] - picture[..., 1]).mean())
