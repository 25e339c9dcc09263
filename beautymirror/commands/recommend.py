"""``beautymirror recommend``: shades, looks and colours that suit a person, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beautymirror.commands.analyze import read_person
from beautymirror.commands.catalogue import all_shades, own_store
from beautymirror.commands.console import print_json
from beautymirror.errors import UsageError
from beautymirror.looks.library import all_looks
from beautymirror.skin.harmony import suggest_shades
from beautymirror.skin.learning import Learner
from beautymirror.skin.report import advice_document, colour_document
from beautymirror.skin.shades import Match, ShadeFinder
from beautymirror.skin.suggestion import OCCASIONS, Suggestion, suggest_looks
from beautymirror.skin.wearer import Wearer

__all__ = ["RecommendRequest", "recommend"]

_COLOURED = ("lipstick", "blush", "eyeshadow", "eyeliner", "eyebrows")


@dataclass(frozen=True, slots=True)
class RecommendRequest:
    """For whom, for what occasion, out of which catalogue, how many.

    Attributes:
        learned: use what this person liked before, where they agreed to its being kept.
    """

    source: str
    json: bool = False
    occasion: str = ""
    catalogue: Path | None = None
    top: int = 3
    calibration: Path | None = None
    learned: bool = False


def recommend(request: RecommendRequest) -> None:
    """Print what suits the person that a source shows.

    Raises:
        UsageError: the occasion is unknown.
        SkinError: the skin cannot be read.
    """
    if request.occasion and request.occasion not in OCCASIONS:
        raise UsageError(
            f"There is no occasion {request.occasion!r}.", f"Choose: {', '.join(OCCASIONS)}."
        )
    finder = ShadeFinder(all_shades(request.catalogue))
    analysis, _ = read_person(request.source, request.calibration, request.json)
    wearer = analysis.wearer()
    looks = _looks(request, wearer)
    base = finder.three(analysis.tone.base, wearer.undertone)
    colours = {kind: suggest_shades(wearer, finder, kind, request.top) for kind in _COLOURED}
    if request.json:
        print_json(
            {
                **advice_document(analysis, request.occasion, base, looks),
                "shades": {
                    kind: [colour_document(match, why) for match, why in found]
                    for kind, found in colours.items()
                },
            }
        )
        return
    tone = analysis.tone
    print(f"Skin: {tone.ita_class}, {tone.undertone.name}, {tone.hex}")
    if base is not None:
        for label, match in (
            ("best", base.best),
            ("lighter", base.lighter),
            ("deeper", base.deeper),
        ):
            if match is not None:
                print(f"Foundation, {label}: {_line(match)}")
    for suggestion in looks:
        reasons = " ".join(why.text for why in suggestion.reasons)
        print(f"Look: {suggestion.look.name.en} ({suggestion.look.id}). {reasons}")
    for kind, found in colours.items():
        for match, why in found:
            print(f"{kind.title()}: {_line(match)}. {why.text}")
    for warning in analysis.warnings:
        print(f"Note: {warning.message} {warning.remedy}".rstrip())


def _line(match: Match) -> str:
    shade = match.shade
    return f"{shade.brand} {shade.product} {shade.shade} {shade.hex} (dE {match.distance:.1f})"


def _looks(request: RecommendRequest, wearer: Wearer) -> list[Suggestion]:
    looks = all_looks()
    if not request.learned:
        return suggest_looks(wearer, looks, request.occasion, request.top)
    with own_store() as store:
        return Learner(store).suggest(wearer, looks, request.occasion, request.top)
