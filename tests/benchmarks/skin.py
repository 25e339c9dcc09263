"""How true and how fast the reading of skin is, by tone, on pictures changed by known amounts.

    python -m tests.benchmarks.skin --faces FOLDER [--out skin.json] [--quick] [--only PART ...]

FOLDER holds faces.csv, landmarks478.npz and pictures of people that nothing was trained on (split
``eval``). Light: -1, 0, +1 stop, 2700-8000 K (Bradford), +-10 % green. Tone bins are those of the
list, read under studio or unknown light. The part ``exposure`` asks how well the light must be
known for a shade to be found, and how well a picture can tell it.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from beautymirror.errors import MirrorError
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper, mirror_fill
from beautymirror.face.zones import bare_skin
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference.skin import INPUT_SIZE, SkinNetwork, prepare
from beautymirror.skin.analysis import Analyst
from tests.benchmarks.skin_colour import measure_colour, measure_shades
from tests.benchmarks.skin_exposure import measure_exposure
from tests.benchmarks.skin_makeup import measure_makeup
from tests.benchmarks.skin_people import Person, people
from tests.benchmarks.skin_signs import measure_repeats, measure_signs

PARTS = ("colour", "shades", "exposure", "makeup", "speed", "signs")


def measure_speed(person: Person, model: Path | None) -> dict[str, dict[str, float]]:
    """Milliseconds of each task, warm."""
    analyst = Analyst(model)
    face = Face(0, np.pad(person.landmarks, ((0, 0), (0, 1))), np.eye(4, dtype=np.float32))
    tracked = Tracked(Frame(person.image, 0.0, 0), (face,))
    unwrapper = Unwrapper(canonical_mesh(), INPUT_SIZE)
    tasks: dict[str, Callable[[], object]] = {
        "photo": lambda: analyst.analyse([tracked]),
        "five_captures": lambda: analyst.analyse([tracked] * 5),
        "guide": lambda: analyst.guide(tracked),
        "unwrap": lambda: unwrapper.unwrap(person.image, person.landmarks),
    }
    if model is not None:
        network = SkinNetwork(model)
        flat = mirror_fill(unwrapper.unwrap(person.image, person.landmarks))
        planes = prepare(flat.image, flat.coverage, bare_skin(canonical_mesh(), INPUT_SIZE))
        tasks["network"] = lambda: network.read(planes)
    return {name: _timed(task) for name, task in tasks.items()}


def _timed(task: Callable[[], object], runs: int = 30) -> dict[str, float]:
    """Milliseconds on the clock, and of processor time on all threads, of the middle run."""
    task()
    walls, busy = [], []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        task()
        busy.append((time.process_time() - processor) * 1e3)
        walls.append((time.perf_counter() - wall) * 1e3)
    return {
        "wall_ms": round(statistics.median(walls), 2),
        "wall_p95_ms": round(float(np.percentile(walls, 95)), 2),
        "processor_ms": round(statistics.median(busy), 2),
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description="Measure the reading of skin.")
    parser.add_argument("--faces", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--quick", action="store_true", help="a third of the cases")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    everyone = people(options.faces)
    everyone = everyone[::3] if options.quick else everyone
    model = _model()
    figures: dict[str, Any] = {
        "machine": {"system": platform.platform(), "python": platform.python_version()}
    }
    if "colour" in options.only:
        figures["colour"] = measure_colour(everyone, 4 if options.quick else 10)
    if "shades" in options.only:
        figures["shades"] = measure_shades(everyone, 4 if options.quick else 44)
    if "exposure" in options.only:
        training = people(options.faces, "train")
        figures["exposure"] = measure_exposure(training, everyone)
    if "makeup" in options.only:
        figures["makeup"] = measure_makeup(everyone, 1)
    if "speed" in options.only:
        figures["speed"] = measure_speed(next(p for p in everyone if "london" in p.name), model)
    if "signs" in options.only and model is not None:
        figures["signs"] = measure_signs(options.faces, model, 30 if options.quick else 100)
        figures["signs"]["repeat_sd"] = measure_repeats(everyone, model)
    text = json.dumps(figures, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


def _model() -> Path | None:
    from beautymirror.inference.manifest import ensure_model

    try:
        return ensure_model("skin")
    except MirrorError as error:
        print(f"signs are not measured: {error}")
        return None


if __name__ == "__main__":
    main()
