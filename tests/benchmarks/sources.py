"""What a frame of each kind of source costs, and a frame written to a video, as JSON.

    python -m tests.benchmarks.sources [--frames N] [--size WxH] [--json FILE]

Wall-clock milliseconds are what a caller waits; `cpu_ms` is what all threads together spent, which
says more on a machine that is busy with other things.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from beautymirror.capture.opening import open_source
from beautymirror.capture.source import Source
from beautymirror.capture.synthetic import DemoSource
from beautymirror.recording.picture import write_picture
from beautymirror.recording.video import VideoWriter
from beautymirror.stats import machine, versions

Result = dict[str, float]


def _measured(act: Callable[[], object], frames: int) -> Result:
    """Milliseconds of `frames` runs of an act, after a warm-up."""
    for _ in range(min(5, frames)):
        act()
    spent, began = [], time.process_time()
    for _ in range(frames):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1e3)
    cpu = (time.process_time() - began) * 1e3 / frames
    p95 = statistics.quantiles(spent, n=20)[-1]
    figures = {"median_ms": statistics.median(spent), "p95_ms": p95, "cpu_ms": cpu}
    return {name: round(value, 3) for name, value in figures.items()}


def _read(open_it: Callable[[], Source], frames: int) -> Result:
    start = time.perf_counter()
    with open_it() as source:
        opened = round((time.perf_counter() - start) * 1e3, 3)
        return {"open_ms": opened, **_measured(source.read, frames)}


def _write(path: Path, size: tuple[int, int], frames: int) -> Result:
    source = DemoSource(size, live=False)
    pictures = [frame.image for frame in (source.read() for _ in range(60)) if frame]
    turn = iter(range(10**9))
    with VideoWriter(path, size, 30) as writer:
        return _measured(lambda: writer.write(pictures[next(turn) % 60]), frames)


def run(size: tuple[int, int], frames: int) -> dict[str, object]:
    """All measurements."""
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip, photo = folder / "clip.mp4", folder / "photo.jpg"
        results["write video"] = _write(clip, size, max(frames, 60))
        still = DemoSource(size, live=False).read()
        assert still is not None
        write_picture(photo, still.image)
        kinds: dict[str, Callable[[], Source]] = {
            "demo": lambda: open_source("demo", size=size, live=False, loop=True),
            "video": lambda: open_source(str(clip), live=False, loop=True, exact=False),
            "video, exact colours": lambda: open_source(str(clip), live=False, loop=True),
            "video to 640x360": lambda: open_source(
                str(clip), size=(640, 360), live=False, loop=True
            ),
            "photo": lambda: open_source(str(photo), live=False, loop=True),
        }
        for kind, open_it in kinds.items():
            results[kind] = _read(open_it, frames)
    return {
        "size": list(size),
        "frames": frames,
        "sources": results,
        "machine": machine(),
        "versions": versions(),
    }


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=240)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    text = json.dumps(run((width, height), options.frames), indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
