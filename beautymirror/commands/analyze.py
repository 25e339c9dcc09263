"""``beautymirror analyze``: read the skin from a photo, several photos, a video or a camera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from beautymirror.capture.opening import open_source
from beautymirror.commands.console import print_json, tell, warn
from beautymirror.commands.models import tracking_model
from beautymirror.commands.output import check_apart, check_suffix
from beautymirror.errors import InputError, MirrorError, UsageError
from beautymirror.frame import Tracked
from beautymirror.offline import Finds, each_tracked
from beautymirror.recording.picture import PICTURE_SUFFIXES, write_picture
from beautymirror.skin.analysis import Analysis, Analyst
from beautymirror.skin.calibration import (
    Calibration,
    camera_calibration,
    load,
    measure,
    save,
)
from beautymirror.skin.overlay import sheet
from beautymirror.skin.questionnaire import QUESTIONS, Answered, refine
from beautymirror.skin.reason import SkinError
from beautymirror.skin.report import analysis_document, reason_document
from beautymirror.skin.summary import summary
from beautymirror.tracking import Tracker

__all__ = [
    "AnalyzeRequest",
    "analyze",
    "calibrate_card",
    "parse_answers",
    "read_person",
    "skin_model",
]

CAPTURES = 5
_APART_S = 0.35  # between captures of a video or a camera: five in about two seconds
_LONGEST_S = 20.0  # of looking for good ones
_SETTLE_S = 0.7  # a camera finds its exposure first


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """What to read and where to say it.

    Attributes:
        calibration: a calibration file, or a picture with a sheet of white paper.
        answers: of the questionnaire, question code to answer code.
    """

    source: str
    json: bool = False
    overlay: Path | None = None
    calibration: Path | None = None
    answers: Mapping[str, str] | None = None


def analyze(request: AnalyzeRequest) -> None:
    """Read a person's skin and print it.

    Raises:
        UsageError: the overlay makes no sense, or is the input.
        SkinError: it cannot be read, with the reason; with ``json`` printed as JSON first.
    """
    if request.overlay is not None:
        check_suffix(request.overlay, "picture", PICTURE_SUFFIXES)
        check_apart(request.overlay, request.source, request.calibration)
    analysis, analyst = read_person(request.source, request.calibration, request.json)
    answered = _answered(analysis, request.answers)
    if request.overlay is not None:
        if analysis.condition is None:
            warn("No overlay was written: fine signs could not be read.")
        else:
            best = analysis.best
            write_picture(
                request.overlay,
                sheet(best.image, best.landmarks, analyst.mesh, analysis.condition),
            )
    if request.json:
        print_json(analysis_document(analysis, answered))
    else:
        print("\n".join(summary(analysis, answered)))


def read_person(
    source: str, calibration: Path | None = None, as_json: bool = False
) -> tuple[Analysis, Analyst]:
    """Analyse what a source shows; the analysis and what made it.

    Raises:
        SkinError: no frame could be read.
    """
    with (
        Tracker(tracking_model(), faces=2, smooth=False) as tracker,  # a second is refused
        open_source(source, live=_live(source)) as feed,
    ):
        known = _known(calibration, feed.info.label if feed.info.kind == "webcam" else "", tracker)
        analyst = Analyst(skin_model(), known_light=known.light() if known else None)
        frames = _chosen(feed, tracker, analyst)
    try:
        return analyst.analyse(frames), analyst
    except SkinError as refusal:
        if as_json:
            print_json({"version": 1, "refused": reason_document(refusal.reason)})
        raise


def calibrate_card(source: str, card: str, output: Path | None, as_json: bool) -> None:
    """Measure a sheet of paper or a grey card beside the face and keep the result.

    Raises:
        UsageError: there is no such card, or it is not said where to keep what is no camera's.
        InputError: there is none to be seen.
    """
    if card not in ("paper", "grey"):
        raise UsageError(f"There is no card {card!r}.", "Choose paper or grey.")
    if output is not None:
        check_apart(output, source)
    with (
        Tracker(tracking_model(), smooth=False) as tracker,
        open_source(source, live=_live(source)) as feed,
    ):
        label = feed.info.label
        if output is None and feed.info.kind != "webcam":
            raise UsageError(
                f"{label} is no camera that this could be kept for.",
                "Give --output FILE.json, and --calibration FILE.json when you analyze.",
            )
        tracked = None
        for tracked in each_tracked(feed, tracker):
            if feed.info.kind in ("photo", "folder") or tracked.frame.index > 15:
                break
        if tracked is None:
            raise InputError("No picture came.", "Choose another source.")
        points = tracked.faces[0].landmarks if tracked.faces else None
        found = measure(tracked.frame.image, points, label, "grey" if card == "grey" else "paper")
    path = save(found, output)
    if as_json:
        print_json({"file": str(path), **found.model_dump()})
    else:
        print(path)


def parse_answers(texts: Sequence[str]) -> dict[str, str]:
    """Answers given as QUESTION=ANSWER.

    Raises:
        UsageError: one is not of that form.
    """
    pairs = [text.partition("=") for text in texts]
    if any(not mark for _, mark, _ in pairs):
        codes = ", ".join(question.code for question in QUESTIONS)
        raise UsageError("An answer is given as QUESTION=ANSWER.", f"Questions: {codes}.")
    return {question.strip(): answer.strip() for question, _, answer in pairs}


def skin_model() -> Path | None:
    """The skin network's file, or None with a word about it where it is not installed."""
    from beautymirror.inference.manifest import ensure_model

    try:
        return ensure_model("skin")
    except MirrorError as error:
        warn(f"Signs are not read: {error.message}")
        return None


def _answered(analysis: Analysis, answers: Mapping[str, str] | None) -> Answered | None:
    if not answers:
        return None
    chances = analysis.condition.chances if analysis.condition else dict.fromkeys(_EVEN, 0.25)
    return refine(chances, answers)


_EVEN = ("dry", "normal", "combination", "oily")


def _live(source: str) -> bool:
    return source.startswith(("webcam", "camera"))


def _known(path: Path | None, camera: str, tracker: Finds) -> Calibration | None:
    """The calibration of a file or of a picture with paper in it, or the camera's own."""
    if path is None:
        return camera_calibration(camera) if camera else None
    if path.suffix.lower() == ".json":
        return load(path)
    with open_source(str(path), live=False) as feed:
        frame = feed.read()
    if frame is None:
        raise InputError(f"{path} holds no picture.", "Choose another file.")
    tracked = tracker.find(frame)
    points = tracked.faces[0].landmarks if tracked.faces else None
    return measure(frame.image, points, str(path))


def _chosen(feed: object, tracker: Finds, analyst: Analyst) -> list[Tracked]:
    """Every photo; of a video or a camera, five good frames a third of a second apart."""
    from beautymirror.capture.source import Source

    assert isinstance(feed, Source)
    still = feed.info.kind in ("photo", "folder")
    chosen: list[Tracked] = []
    doubtful: list[Tracked] = []
    began = due = None
    for tracked in each_tracked(feed, tracker):
        if still:
            chosen.append(tracked)
            continue
        now = tracked.frame.timestamp
        if began is None or due is None:
            began = now
            due = now + (_SETTLE_S if feed.info.live else 0.0)
        if now < due:
            continue
        why = analyst.guide(tracked)
        if why is None or not why.refused:
            chosen.append(tracked)
            due = now + _APART_S
        elif len(doubtful) < CAPTURES:
            doubtful.append(tracked)
        if len(chosen) == CAPTURES or now - began > _LONGEST_S:
            break
    if not chosen and not doubtful:
        raise InputError("No picture came.", "Choose another source.")
    if not still and 0 < len(chosen) < CAPTURES:
        tell(f"Only {len(chosen)} of {CAPTURES} captures were good enough.")
    return chosen or doubtful
