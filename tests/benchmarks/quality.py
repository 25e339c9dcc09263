"""What makeup does on faces of every tone, in figures; the worst tone is the result.

    python tests/benchmarks/quality.py FACES [--per-bin 2 | --all] [--json quality.json]

FACES is a folder of portraits, one face each. Tones are bins of the individual typology angle of
the cheeks as the picture shows them. Targets: see ``FIGURES``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from beautymirror.frame import Frame, Tracked
from beautymirror.inference.manifest import ensure_model
from beautymirror.looks.look import Look, parse_look
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from beautymirror.tracking import Tracker
from tests.benchmarks import measures, motion

BINS = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -91.0),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the range that it should lie in; ``high`` only where 0 is best."""

    name: str
    low: float
    high: float

    def miss(self, value: float) -> float:
        """How far outside its range a value is, 0 inside."""
        return max(self.low - value, value - self.high, 0.0)


FIGURES = (
    Figure("pixels changed outside the mesh", 0, 0),
    Figure("lipstick swatch dE", 0, 4),
    Figure("foundation swatch dE", 0, 4),
    Figure("blush dE", 6, 14),
    Figure("blush hue shift, degrees", 0, 15),
    Figure("eyeshadow dE", 6, 30),
    Figure("highlighter dE", 3, 14),
    Figure("mouth interior, mean steps", 0, 0.5),
    Figure("eyeballs, mean steps", 0, 0.5),
    Figure("lip jitter, % of eye distance", 0, 0.15),
    Figure("lip colour std, dE", 0, 0.5),
    Figure("lag, frames", 0, 0.1),
)

SHADES = ("#B3263E", "#6E1426", "#C98078", "#E2574C")
_BLUSH = {"kind": "blush", "colors": ["#D9606E"], "intensity": 0.7}
_SHADOW = {"kind": "eyeshadow", "colors": ["#8C4A6B", "#5A2A44"], "intensity": 0.8}
_LOUD = [
    {"kind": "foundation", "coverage": 0.8},
    {"kind": "blush"},
    _SHADOW,
    {"kind": "eyeliner", "thickness": 0.8, "lower": 0.8, "wing": 0.6},
    {"kind": "lipstick", "finish": "matte", "coverage": 1.0},
]


def look_of(*layers: dict[str, Any]) -> Look:
    """A look of these layers."""
    name = {"en": "measured", "zh": "测量"}
    return parse_look(json.dumps({"id": "measured", "name": name, "layers": layers}))


class Studio:
    """A renderer and a tracker for portraits."""

    def __init__(self, renderer: Renderer, tracker: Tracker) -> None:
        self.renderer = renderer
        self.tracker = tracker

    def find(self, file: Path) -> Tracked:
        """The faces of a picture."""
        with Image.open(file) as opened:
            image = np.ascontiguousarray(opened.convert("RGB"))
        image.setflags(write=False)
        return self.tracker.find(Frame(image, 0.0, 0))

    def made_up(self, tracked: Tracked, *layers: dict[str, Any]) -> measures.Picture:
        """The picture with these layers."""
        self.renderer.wear(look_of(*layers))
        return self.renderer.read(self.renderer.draw(tracked, still=True))


def figures_of(studio: Studio, tracked: Tracked, where: measures.Places) -> dict[str, float]:
    """Every figure of one face that a still gives."""
    before, points = tracked.frame.image, tracked.faces[0].landmarks
    out: dict[str, float] = {}
    loud = studio.made_up(tracked, *_LOUD)
    out["pixels changed outside the mesh"] = float((loud != before).any(axis=2)[~where.mesh].sum())
    out["mouth interior, mean steps"] = measures.largest_step(before, loud, where.mouth)[1]
    out["eyeballs, mean steps"] = measures.largest_step(before, loud, where.eyes)[1]
    light = measures.light_on_lips(before, where, points)
    lips = []
    for shade in SHADES:
        layer = {"kind": "lipstick", "color": shade, "finish": "matte", "coverage": 1.0}
        after = studio.made_up(tracked, {**layer, "softness": 0.0})
        lips.append(measures.fidelity(after, where.lips, shade, light))
    out["lipstick swatch dE"] = float(np.mean(lips))
    shade = measures.own_shade(before, where)
    after = studio.made_up(
        tracked, {"kind": "foundation", "color": shade, "coverage": 1.0, "match": 0.0}
    )
    light = measures.light_on_skin(before, where, where.skin)
    out["foundation swatch dE"] = measures.fidelity(after, where.skin, shade, light)
    after = studio.made_up(tracked, _BLUSH)
    out["blush dE"] = measures.change(before, after, where.cheeks)
    out["blush hue shift, degrees"] = measures.hue_shift(before, after, where.cheeks)
    after = studio.made_up(tracked, _SHADOW)
    out["eyeshadow dE"] = measures.change(before, after, where.lids)
    after = studio.made_up(tracked, {"kind": "highlighter", "intensity": 0.7})
    out["highlighter dE"] = measures.strongest_change(before, after, where)
    return out


def moving_figures(studio: Studio, tracked: Tracked, model: Path) -> dict[str, float]:
    """Figures of a face over time: a still with camera noise, and a head that shakes."""
    layer = {"kind": "lipstick", "finish": "matte", "coverage": 1.0}
    studio.renderer.wear(look_of(layer))
    jitter, color = motion.steadiness(studio.renderer, model, tracked)
    return {
        "lip jitter, % of eye distance": jitter,
        "lip colour std, dE": color,
        "lag, frames": motion.lag(studio.renderer, model, tracked),
    }


def chosen(studio: Studio, files: list[Path], most: int) -> Iterator[tuple[str, Path, Tracked]]:
    """Faces with their tone, at most ``most`` of each, spread over the folder."""
    taken: dict[str, int] = defaultdict(int)
    # A fixed shuffle: neighbouring files are often one person.
    for number in np.random.default_rng(7).permutation(len(files)):
        if len(taken) == len(BINS) and min(taken.values()) >= most:
            return
        tracked = studio.find(files[number])
        if len(tracked.faces) != 1:
            continue
        where = measures.places(tracked.frame.size, tracked.faces[0].landmarks)
        angle = measures.tone(tracked.frame.image, where)
        name = next(name for name, low in BINS if angle > low)
        if taken[name] < most:
            taken[name] += 1
            yield name, files[number], tracked


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
        middle = (figure.low + figure.high) / 2 if figure.low else 0.0
        worst = max(values, key=lambda n: (figure.miss(values[n]), abs(values[n] - middle)))
        sign = "!" if figure.miss(values[worst]) > 0 else " "
        cells = "".join(f"{values[n]:14.2f}" if n in values else f"{'-':>14}" for n in names)
        goal = f"{figure.low:g}..{figure.high:g}"
        lines.append(f"{figure.name:34}{cells}{goal:>12} {sign}{worst}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faces", type=Path)
    parser.add_argument("--per-bin", type=int, default=2)
    parser.add_argument("--moving", type=int, default=1, help="faces a bin to measure over time")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    files = sorted(p for p in options.faces.rglob("*") if p.suffix.lower() in (".jpg", ".png"))
    most = len(files) if options.all else options.per_bin
    model = ensure_model("face_landmarker")
    rows: list[dict[str, Any]] = []
    with Tracker(model) as tracker, headless_context() as ctx:
        renderer = Renderer(ctx)
        try:
            studio = Studio(renderer, tracker)
            for name, file, tracked in chosen(studio, files, most):
                where = measures.places(tracked.frame.size, tracked.faces[0].landmarks)
                figures = figures_of(studio, tracked, where)
                if sum(row["tone"] == name for row in rows) < options.moving:
                    figures |= moving_figures(studio, tracked, model)
                place = file.relative_to(options.faces).as_posix()
                rows.append({"file": place, "tone": name, "figures": figures})
        finally:
            renderer.release()
    bins = summary(rows)
    counts = {name: sum(row["tone"] == name for row in rows) for name in bins}
    print(table(bins, counts))
    if options.json:
        targets = {figure.name: [figure.low, figure.high] for figure in FIGURES}
        report = {"targets": targets, "bins": bins, "faces": rows}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
