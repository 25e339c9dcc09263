"""What it costs to wear the makeup of a photo: the command, the first frame, every frame after it.

    python -m tests.benchmarks.transfer [--size 1024] [--runs 5] [--frames 60]

The photo is the demo's portrait in a look that ships. Prints JSON: seconds of the command from its
start to its end, ms from a photo at hand to the first frame that wears it (tracker, network and
renderer warm, as in the window), and ms of a live frame beside those of a look of many layers.
Times on the clock are those of a quiet machine only; processor time counts all threads.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.commands.easel import Easel, easel
from beautymirror.commands.models import tracking_model
from beautymirror.frame import Frame, Tracked
from beautymirror.inference.occlusion import OcclusionNetwork, open_occlusion
from beautymirror.inference.transfer import (
    LIGHT_SIZE,
    USUAL_LIGHT,
    TransferNetwork,
    transfer_model,
)
from beautymirror.looks.library import find_look
from beautymirror.looks.look import Look
from beautymirror.recording.picture import write_picture
from beautymirror.stats import machine, versions
from beautymirror.tracking import Tracker
from beautymirror.transfer.look import look_from_reference
from beautymirror.transfer.makeup import take_makeup
from beautymirror.transfer.reference import read_reference

_WARM_UP = 10
LOOK = "full-glam"


def measure(size: int, runs: int, frames: int) -> dict[str, object]:
    """All figures."""
    picture = load_portrait((size, size)).image
    picture.flags.writeable = False
    with (
        Tracker(tracking_model(), 4) as tracker,
        easel(None) as drawing,
        TransferNetwork(transfer_model()) as network,
    ):
        before = open_occlusion()
        tracked = tracker.find(Frame(picture, 0.0, 0))
        worn = _worn(drawing, tracked)
        reading, drawn, made = [], [], []
        for _ in range(runs + 1):  # the first one warms up
            drawing.wear(None)
            reading.append(_timed(lambda: made.append(_look(worn, tracker, network, before))))
            drawing.wear(made[-1])
            drawn.append(_timed(lambda: drawing.draw(tracked, still=True)))
        read = [_timed(lambda: _reread(worn, network)) for _ in range(runs)]
        guess = take_makeup(read_reference(worn, tracker, before=before), network).guess
        closer = [_timed(lambda: network.tell(guess)) for _ in range(runs + 1)]  # loads it first
        live = {
            name: _live(drawing, tracked, look, frames)
            for name, look in ((LOOK, find_look(LOOK)), ("photo", made[-1]))
        }
        name = drawing.renderer_name
        provider = network.provider
    first = [sum(pair) for pair in zip(reading[1:], drawn[1:], strict=True)]
    return {
        "command_s": _command(picture, worn, runs),
        "first_frame_ms": _summary(first),
        "network_ms": _summary(read),
        "closer_look_ms": _summary(closer[1:]),
        "live_frame_ms": live,
        "size": size,
        "provider": provider,
        "renderer": name,
        "machine": machine(),
        "versions": versions(),
    }


def _worn(drawing: Easel, tracked: Tracked) -> NDArray[np.uint8]:
    drawing.wear(find_look(LOOK))
    return drawing.picture(drawing.draw(tracked, still=True))


def _look(
    photo: NDArray[np.uint8], tracker: Tracker, network: TransferNetwork, before: OcclusionNetwork
) -> Look:
    return look_from_reference(read_reference(photo, tracker, before=before), network)


def _reread(photo: NDArray[np.uint8], network: TransferNetwork) -> None:
    light = np.full((LIGHT_SIZE, LIGHT_SIZE), USUAL_LIGHT, np.float32)
    network.read(photo[:256, :256], np.ones((256, 256), np.float32), light)


def _live(drawing: Easel, tracked: Tracked, look: Look, frames: int) -> dict[str, float]:
    """Ms of frames of a sequence, and of their processor time."""
    drawing.wear(look)
    times, began = [], 0.0
    for number in range(frames + _WARM_UP):
        frame = replace(tracked.frame, timestamp=number / 30, index=number)
        if number == _WARM_UP:
            began = time.process_time()
        times.append(_timed(lambda frame=frame: drawing.draw(Tracked(frame, tracked.faces))))
    processor = (time.process_time() - began) / frames * 1000
    return {**_summary(times[_WARM_UP:]), "processor": round(processor, 2)}


def _command(photo: NDArray[np.uint8], worn: NDArray[np.uint8], runs: int) -> dict[str, float]:
    """Seconds of whole runs of ``beautymirror transfer``, and of their processor time."""
    with tempfile.TemporaryDirectory() as folder:
        source, reference, output = (Path(folder) / f"{name}.png" for name in "sro")
        write_picture(source, photo)
        write_picture(reference, worn)
        line = [sys.executable, "-m", "beautymirror", "transfer"]
        line += [str(source), str(reference), "-o", str(output)]
        clock, processor = [], []
        for _ in range(runs):
            before = os.times()
            began = time.perf_counter()
            subprocess.run(line, check=True, capture_output=True)
            clock.append(time.perf_counter() - began)
            after = os.times()
            processor.append(sum(after[2:4]) - sum(before[2:4]))
    return {
        "median": round(float(np.median(clock)), 2),
        "best": round(min(clock), 2),
        "processor": round(float(np.median(processor)), 2),
    }


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _summary(seconds: list[float]) -> dict[str, float]:
    median, p95 = np.percentile(seconds, (50, 95)) * 1000
    return {"median": round(float(median), 1), "p95": round(float(p95), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--frames", type=int, default=60)
    given = parser.parse_args()
    print(json.dumps(measure(given.size, given.runs, given.frames), indent=2))


if __name__ == "__main__":
    main()
