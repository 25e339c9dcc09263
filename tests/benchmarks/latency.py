"""How late the mirror is, measured through the picture: from capture to finished composite.

    python -m tests.benchmarks.latency [--look idol] [--frames 300] [--size 1280x720]

The demo is shown in real time with the moment of capture drawn into each frame; the moment is read
back from the drawn picture. Prints JSON: latency in ms, and the share of frames whose landmarks
belong to another frame than the picture, which must be 0.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np

from beautymirror.capture.source import Source, SourceInfo
from beautymirror.capture.synthetic import DemoSource
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.frame import Frame
from beautymirror.looks.library import find_look
from beautymirror.mirror import Mirror
from beautymirror.stats import machine, versions
from beautymirror.tracking import Tracker
from tests.benchmarks.timecode import read_time, write_time

_WARM_UP = 20


class Timed(Source):
    """The demo with the moment of capture in each picture."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._demo = DemoSource(size)

    @property
    def info(self) -> SourceInfo:
        return self._demo.info

    def read(self) -> Frame | None:
        frame = self._demo.read()
        if frame is None:
            return None
        image = frame.image.copy()
        now = time.monotonic()
        write_time(image, now)
        image.flags.writeable = False
        return Frame(image, now, frame.index)

    def close(self) -> None:
        self._demo.close()


def measure(look: str, frames: int, size: tuple[int, int]) -> dict[str, object]:
    """Latencies of so many frames."""
    model = tracking_model()
    latencies, strangers, last = [], 0, -1
    skipped = 0
    mirror = Mirror(lambda: Timed(size), lambda: Tracker(model))
    with easel(find_look(look), live=True) as drawing:
        mirror.start()
        try:
            for number in range(frames + _WARM_UP):
                tracked = mirror.newest(10.0)
                if tracked is None:
                    raise SystemExit(f"no frame came: {mirror.state}")
                composite = drawing.draw(tracked)
                finished = time.monotonic()
                if number < _WARM_UP:
                    continue
                captured = read_time(drawing.picture(composite))
                latencies.append(finished - captured)
                strangers += abs(captured - tracked.frame.timestamp) > 1e-5
                skipped += tracked.frame.index - last - 1 if last >= 0 else 0
                last = tracked.frame.index
        finally:
            mirror.stop()
        name = drawing.renderer_name
    median, p95 = np.percentile(latencies, (50, 95)) * 1000
    return {
        "latency_ms": {"median": round(float(median), 2), "p95": round(float(p95), 2)},
        "mesh_on_another_frame": strangers / len(latencies),
        "frames_drawn": len(latencies),
        "frames_skipped": skipped,
        "look": look,
        "size": list(size),
        "renderer": name,
        "machine": machine(),
        "versions": versions(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--look", default="soft-glam")
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--size", default="1280x720")
    given = parser.parse_args()
    width, _, height = given.size.partition("x")
    print(json.dumps(measure(given.look, given.frames, (int(width), int(height))), indent=2))


if __name__ == "__main__":
    main()
