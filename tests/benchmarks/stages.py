"""What each step of a frame costs by itself: processor time and time on the clock.

    python -m tests.benchmarks.stages [--source demo] [--look idol] [--frames 120] [--size 1280x720]

One step after the other on a quiet machine; processor time counts all threads and so is fair on a
busy one, too. Prints JSON in ms: median and 95th percentile on the clock, mean processor time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from beautymirror.capture.opening import open_source
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.looks.library import find_look
from beautymirror.stats import machine, versions
from beautymirror.tracking import Tracker

_WARM_UP = 20
T = TypeVar("T")


class Meter:
    """Times of named steps, in seconds."""

    def __init__(self) -> None:
        self.clock: dict[str, list[float]] = defaultdict(list)
        self.processor: dict[str, list[float]] = defaultdict(list)

    def time(self, name: str, step: Callable[[], T]) -> T:
        """Do a step and note what it took."""
        began, began_cpu = time.perf_counter(), time.process_time()
        result = step()
        self.clock[name].append(time.perf_counter() - began)
        self.processor[name].append(time.process_time() - began_cpu)
        return result

    def summary(self) -> dict[str, dict[str, float]]:
        """Of the steps after the warm-up, in ms."""
        found = {}
        for name, times in self.clock.items():
            median, p95 = np.percentile(times[_WARM_UP:], (50, 95)) * 1000
            mean = np.mean(self.processor[name][_WARM_UP:]) * 1000
            values = {"median": median, "p95": p95, "processor": mean}
            found[name] = {key: round(float(value), 2) for key, value in values.items()}
        return found


def measure(source: str, look: str, frames: int, size: tuple[int, int]) -> dict[str, object]:
    """Times of so many frames."""
    meter = Meter()
    faces = []
    with (
        open_source(source, size=size, live=False, loop=True, exact=False) as reader,
        Tracker(tracking_model()) as tracker,
        easel(find_look(look), live=True) as drawing,
    ):
        for _ in range(frames + _WARM_UP):
            frame = meter.time("capture", reader.read)
            assert frame is not None
            tracked = meter.time("track", lambda frame=frame: tracker.track(frame))
            composite = meter.time("draw", lambda tracked=tracked: drawing.draw(tracked))
            meter.time("read_back", lambda composite=composite: drawing.picture(composite))
            faces += [np.ptp(face.landmarks[:, 0]) for face in tracked.faces]
        name = drawing.renderer_name
    return {
        "stages_ms": meter.summary(),
        "face_width_px": round(float(np.median(faces)), 0) if faces else None,
        "source": source,
        "look": look,
        "size": list(size),
        "renderer": name,
        "machine": machine(),
        "versions": versions(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", default="demo")
    parser.add_argument("--look", default="soft-glam")
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--size", default="1280x720")
    given = parser.parse_args()
    width, _, height = given.size.partition("x")
    report = measure(given.source, given.look, given.frames, (int(width), int(height)))
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
