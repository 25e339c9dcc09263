"""``beautymirror bench --quality``: makeup on a folder of portraits, in figures for each tone.

Tones are bins of the individual typology angle of the cheeks as the picture shows them; the worst
bin is the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from beautymirror.capture.image import pictures
from beautymirror.commands.console import progress, tell, warn
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.quality import measures
from beautymirror.commands.quality.figures import (
    BINS,
    FIGURES,
    Studio,
    figures_of,
    moving_figures,
    smile_figures,
)
from beautymirror.commands.quality.occlusion import covered_figures
from beautymirror.commands.quality.places import places
from beautymirror.commands.quality.smiles import teeth
from beautymirror.errors import InputError
from beautymirror.frame import Tracked
from beautymirror.recording.document import write_document
from beautymirror.tracking import Tracker

__all__ = ["QualityRequest", "quality", "summary", "table"]


@dataclass(frozen=True, slots=True)
class QualityRequest:
    """What was asked for.

    Attributes:
        faces: folder of portraits, one face each; folders in it count.
        per_bin: most faces of each tone; moving: of these, those that are measured over time.
        json: file for the figures.
    """

    faces: Path
    per_bin: int
    moving: int
    json: Path | None


def quality(request: QualityRequest) -> None:
    """Measure, print a table, and write the figures.

    Raises:
        InputError: there is no such folder, or no portrait in it.
        MissingError: OpenGL or the tracking model is missing.
    """
    files = _portraits(request.faces)
    model = tracking_model()
    rows: list[dict[str, Any]] = []
    smiles: list[dict[str, Any]] = []
    with easel(None) as drawing, Tracker(model) as tracker:
        studio = Studio(drawing, tracker)
        with progress("Quality", min(len(files), request.per_bin * len(BINS))) as step:
            for name, file, tracked, wanted in chosen(studio, files, request.per_bin):
                place = file.relative_to(request.faces).as_posix()
                if not wanted:
                    teeth_only = smile_figures(studio, tracked)
                    smiles.append({"file": place, "tone": name, "figures": teeth_only})
                    continue
                where = places(tracked.frame.size, tracked.faces[0].landmarks)
                figures = figures_of(studio, tracked, where)
                turn = sum(row["tone"] == name for row in rows)
                if turn < request.moving:
                    figures |= moving_figures(studio, tracked, model)
                figures |= covered_figures(studio, tracked, where, turn)
                rows.append({"file": place, "tone": name, "figures": figures})
                step()
        renderer = drawing.renderer_name
    if not rows:
        raise InputError("No portrait was found in the folder.", "Give photos of one face each.")
    bins = summary(rows + smiles)
    print(table(bins, {name: sum(row["tone"] == name for row in rows) for name in bins}))
    tell(f"{len(rows)} faces, {renderer}")
    if request.json is not None:
        targets = {figure.name: [figure.low, figure.high] for figure in FIGURES}
        report = {"renderer": renderer, "targets": targets, "bins": bins, "faces": rows}
        report["smiles"] = smiles
        write_document(request.json, report)


def _portraits(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", "Give a folder of portraits.")
    below = [folder, *sorted(place for place in folder.rglob("*") if place.is_dir())]
    return [file for place in below for file in pictures(place)]


def chosen(
    studio: Studio, files: list[Path], most: int
) -> Iterator[tuple[str, Path, Tracked, bool]]:
    """Faces with their tone, at most ``most`` of each, spread over the folder.

    Where too few of a tone show teeth, more that do follow, for their teeth alone: the last value
    is False.
    """
    taken: dict[str, int] = defaultdict(int)
    smiling: dict[str, int] = defaultdict(int)
    # A fixed shuffle: neighbouring files are often one person.
    for number in np.random.default_rng(7).permutation(len(files)):
        if all(len(x) == len(BINS) and min(x.values()) >= most for x in (taken, smiling)):
            return
        try:
            tracked = studio.find(files[number])
        except InputError as error:
            warn(f"left out: {error}")
            continue
        if len(tracked.faces) != 1:
            continue
        points = tracked.faces[0].landmarks
        where = places(tracked.frame.size, points)
        angle = measures.tone(tracked.frame.image, where)
        name = next(name for name, low in BINS if angle > low)
        wanted = taken[name] < most
        smile = smiling[name] < most and teeth(tracked.frame.image, points) is not None
        taken[name] += wanted
        smiling[name] += smile
        if wanted or smile:
            yield name, files[number], tracked, wanted


def summary(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Mean of each figure in each bin."""
    out: dict[str, dict[str, float]] = {}
    for name, _ in BINS:
        mine = [row["figures"] for row in rows if row["tone"] == name]
        for figure in FIGURES:
            values = [figures[figure.name] for figures in mine if figure.name in figures]
            if values:
                out.setdefault(name, {})[figure.name] = float(np.mean(values))
    return out


def table(bins: dict[str, dict[str, float]], counts: dict[str, int]) -> str:
    """A line for each figure: every bin, the target, the worst bin; "!" outside the target."""
    names = list(bins)
    head = f"{'':34}" + "".join(f"{name:>14}" for name in names) + f"{'target':>12}  worst"
    lines = [head, f"{'faces':34}" + "".join(f"{counts[name]:14}" for name in names)]
    for figure in FIGURES:
        values = {name: bins[name][figure.name] for name in names if figure.name in bins[name]}
        if not values:
            continue
        middle = (figure.low + figure.high) / 2 if figure.low else 0.0  # the best of the range
        worst = max(values, key=lambda n: (figure.miss(values[n]), abs(values[n] - middle)))
        sign = "!" if figure.miss(values[worst]) > 0 else " "
        cells = "".join(f"{values[n]:14.2f}" if n in values else f"{'-':>14}" for n in names)
        goal = f"{figure.low:g}..{figure.high:g}"
        lines.append(f"{figure.name:34}{cells}{goal:>12} {sign}{worst}")
    return "\n".join(lines)
