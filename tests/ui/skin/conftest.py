"""Fixtures of these tests: the page of the skin with someone before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from beautymirror.face.mesh import read_mesh
from beautymirror.frame import Frame, Tracked
from beautymirror.skin.analysis import Analyst
from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.shades import ShadeFinder
from beautymirror.skin.sitting import Sitting
from beautymirror.ui.app import Built
from beautymirror.ui.skin import reading as reading_module
from beautymirror.ui.skin import session as session_module
from beautymirror.ui.skin.reading import Reading, Studio
from tests.ui.skin.sitting import LOOKS, Make


@pytest.fixture(scope="session")
def person() -> Callable[..., Tracked]:
    """The demo's person at a time in seconds: what a good camera sees of a face."""
    from beautymirror.ui.portraits import portrait

    still = portrait()

    def at(seconds: float, faces: int = 1) -> Tracked:
        frame = Frame(still.frame.image, seconds, round(30 * seconds))
        return Tracked(frame, still.faces * faces)

    return at


@pytest.fixture(scope="session")
def studio(landmarker_model: Path) -> Studio:
    return Studio(
        Analyst(mesh=read_mesh(landmarker_model)), ShadeFinder(shipped_catalogue()), False
    )


@pytest.fixture
def mine(make: Make, studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Built:
    """A window with the shipped looks whose readings need no model."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(session_module, "open_studio", lambda _camera: studio)
    return make(looks=LOOKS)


@pytest.fixture(scope="session")
def kept(studio: Studio, person: Callable[..., Tracked]) -> Reading:
    """One reading of the person, made once for all that only look at it."""
    sitting = Sitting(studio.analyst)
    for number in range(5):
        sitting.offer(person(0.4 * number))
    return reading_module.read(sitting, studio)
