"""Does memory grow? The resident set over thousands of frames of the whole path.

    python -m tests.benchmarks.memory [--look soft-glam] [--frames 3000] [--size 1280x720]

Reads, tracks and draws the demo as fast as it goes. The first 300 frames fill every cache; growth
is counted from there. Prints JSON with the set in MB along the way.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
from contextlib import closing
from pathlib import Path

from beautymirror.capture.synthetic import DemoSource
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.looks.library import find_look
from beautymirror.offline import ahead, each_tracked
from beautymirror.stats import machine, peak_rss_mb, versions
from beautymirror.tracking import Tracker

_SETTLED = 300
_STEPS = 20


def resident_mb() -> float:
    """What this process holds in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(look: str, frames: int, size: tuple[int, int]) -> dict[str, object]:
    """Memory along so many frames, after it has settled."""
    course: list[float] = []
    every = max(1, frames // _STEPS)
    with (
        Tracker(tracking_model()) as tracker,
        easel(find_look(look), live=True) as drawing,
        closing(ahead(each_tracked(DemoSource(size, live=False), tracker))) as items,
    ):
        for number, tracked in enumerate(itertools.islice(items, frames + _SETTLED)):
            drawing.draw(tracked)
            if number >= _SETTLED and (number - _SETTLED) % every == 0:
                course.append(round(resident_mb(), 1))
        course.append(round(resident_mb(), 1))
    return {
        "growth_mb": round(course[-1] - course[0], 1),
        "course_mb": course,
        "peak_rss_mb": peak_rss_mb(),
        "frames": frames,
        "look": look,
        "size": list(size),
        "machine": machine(),
        "versions": versions(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--look", default="soft-glam")
    parser.add_argument("--frames", type=int, default=3000)
    parser.add_argument("--size", default="1280x720")
    given = parser.parse_args()
    width, _, height = given.size.partition("x")
    print(json.dumps(measure(given.look, given.frames, (int(width), int(height))), indent=2))


if __name__ == "__main__":
    main()
