"""What is loaded to read a skin, and what comes out of it; all of it may take a while.

The parts that compute are imported when they are first needed: a mirror that nobody asks about
their skin starts without them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from beautymirror.errors import MirrorError, MissingError, UsageError
from beautymirror.frame import Tracked

if TYPE_CHECKING:
    from beautymirror.skin.analysis import Analysis, Analyst
    from beautymirror.skin.calibration import Calibration
    from beautymirror.skin.catalogue import Shade
    from beautymirror.skin.overlay import Overlay
    from beautymirror.skin.questionnaire import Answered
    from beautymirror.skin.shades import Match, ShadeFinder, ThreeShades
    from beautymirror.skin.sitting import Sitting
    from beautymirror.skin.store import Store
    from beautymirror.skin.wearer import Wearer, Why
    from beautymirror.ui.skin.card import Card

__all__ = [
    "COLOURED",
    "Reading",
    "Studio",
    "answered",
    "calibrate",
    "find_card",
    "keep",
    "open_studio",
    "own_store",
    "read",
    "stored",
]

COLOURED = ("lipstick", "blush", "eyeshadow", "eyeliner", "eyebrows")
_CLOSE_UP = 480  # pixels: twice what is shown, for fine screens
_EVEN = {"dry": 0.25, "normal": 0.25, "combination": 0.25, "oily": 0.25}


@dataclass(frozen=True, slots=True, eq=False)
class Studio:
    """What reading takes.

    Attributes:
        signs: whether the network for fine signs is at hand.
        aside: where a damaged database was moved to, None when all was well.
    """

    analyst: Analyst
    finder: ShadeFinder
    signs: bool
    aside: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One person, read.

    Attributes:
        foundation: best, lighter and deeper shade; None in an empty catalogue.
        colours: the best shade of each kind of ``COLOURED`` with its reason.
        signs: whether the network for fine signs was at hand.
        face: a close-up that the signs can be laid over; None where there are none.
        answers: question code to answer code. answered: what they make of the type, None without.
        aside: where a damaged database was moved to, None when all was well.
    """

    analysis: Analysis
    wearer: Wearer
    foundation: ThreeShades | None
    colours: tuple[tuple[Match, Why], ...]
    signs: bool
    face: Overlay | None
    answers: dict[str, str]
    answered: Answered | None = None
    aside: Path | None = None

    def answer(self, question: str, answer: str | None) -> Reading:
        """The same with a question answered, or no longer answered."""
        answers = {code: said for code, said in self.answers.items() if code != question}
        if answer is not None:
            answers[question] = answer
        return replace(self, answers=answers, answered=answered(self.analysis, answers))


def answered(analysis: Analysis, answers: dict[str, str]) -> Answered | None:
    """Type and sensitivity by camera and answers; None without answers.

    Where no type was seen, the answers alone decide.
    """
    from beautymirror.skin.questionnaire import refine

    if not answers:
        return None
    return refine(analysis.condition.chances if analysis.condition else _EVEN, answers)


def open_studio(camera: str = "") -> Studio:
    """Load what reading takes, with the calibration that is kept for a camera of that label."""
    from beautymirror.skin.analysis import Analyst
    from beautymirror.skin.calibration import camera_calibration
    from beautymirror.skin.learning import ME  # noqa: F401  so that the window need not wait for it
    from beautymirror.skin.shades import ShadeFinder

    try:
        known = camera_calibration(camera) if camera else None
    except MirrorError:
        known = None  # a damaged calibration is as good as none
    network = _network()
    analyst = Analyst(network, known_light=known.light() if known else None)
    shades, aside = _shades()
    return Studio(analyst, ShadeFinder(shades), network is not None, aside)


def find_card(tracked: Tracked, camera: str, card: Card) -> Calibration | None:
    """What the card beside the face tells of a camera; None where there is none to be seen."""
    from beautymirror.skin.reason import SkinError

    try:
        return _measured(tracked, camera, card)
    except SkinError:
        return None


def calibrate(tracked: Tracked, camera: str, card: Card) -> None:
    """Measure the card beside the face, and keep what it tells of a camera.

    Raises:
        SkinError: there is none to be seen.
        InputError: it could not be written.
    """
    keep(_measured(tracked, camera, card))


def keep(calibration: Calibration) -> None:
    """Keep what a card told of a camera.

    Raises:
        InputError: it could not be written.
    """
    from beautymirror.skin.calibration import save

    save(calibration)


def _measured(tracked: Tracked, camera: str, card: Card) -> Calibration:
    from beautymirror.skin.calibration import measure

    points = tracked.faces[0].landmarks if tracked.faces else None
    return measure(tracked.frame.image, points, camera, card)


def _network() -> Path | None:
    from beautymirror.inference.manifest import ensure_model

    try:
        return ensure_model("skin")
    except (MissingError, UsageError):
        return None  # colour and shape are read without it


def _shades() -> tuple[tuple[Shade, ...], Path | None]:
    """The shades at hand, and where a damaged database of them was moved to."""
    from beautymirror.skin.catalogue import shipped_catalogue

    if not stored():
        return shipped_catalogue(), None  # reading makes no file
    try:
        with own_store() as store:
            return shipped_catalogue() + store.shades(), store.aside
    except MissingError:
        return shipped_catalogue(), None


def stored() -> bool:
    """Whether there is a database of the person's own."""
    from beautymirror.skin.database import is_there

    return is_there()


def own_store(*, kept: bool = True) -> Store:
    """The person's database, or one in memory that is gone with the window.

    Raises:
        MissingError: it cannot be opened.
    """
    from beautymirror.skin.store import open_store

    return open_store(None if kept else "sqlite://")


def read(sitting: Sitting, studio: Studio) -> Reading:
    """Read the captures that a sitting holds.

    Raises:
        SkinError: none of them can be read.
    """
    from beautymirror.skin.harmony import suggest_shades
    from beautymirror.skin.overlay import Overlay

    analysis = sitting.analyse()
    wearer = analysis.wearer()
    foundation = studio.finder.three(analysis.tone.base, wearer.undertone)
    colours = [
        found for kind in COLOURED for found in suggest_shades(wearer, studio.finder, kind, top=1)
    ]
    face = None
    if analysis.condition is not None:
        best = analysis.best
        face = Overlay.close_up(best.image, best.landmarks, studio.analyst.mesh, _CLOSE_UP)
    return Reading(
        analysis, wearer, foundation, tuple(colours), studio.signs, face, {}, aside=studio.aside
    )
