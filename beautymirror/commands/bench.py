"""``beautymirror bench``: how many frames a second, how late, and where the time goes.

Three measurements, one after the other. *Throughput* takes every frame as fast as it goes, tracking
one while the one before is drawn. *Live* lets frames come at their own pace, newest wins, as from
a camera. *Alone* is what each stage takes by itself, a few frames at a time, while nothing else is
done: stages that run side by side hold each other up, and processors that rest between the frames
of a camera are slow at first. Latency is from the moment a frame is there to the moment its
composite is finished; the report's own is that of the live measurement.
"""

from __future__ import annotations

import itertools
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from beautymirror.capture.opening import open_source
from beautymirror.capture.source import Source
from beautymirror.commands.console import progress, tell
from beautymirror.commands.easel import Easel, easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.output import check_apart, check_folder
from beautymirror.frame import Tracked
from beautymirror.looks.library import all_looks, find_look
from beautymirror.looks.look import Look
from beautymirror.mirror import Mirror
from beautymirror.offline import ahead, each_tracked
from beautymirror.recording.document import write_document
from beautymirror.stats import Stats, peak_rss_mb
from beautymirror.tracking import Tracker

__all__ = ["BenchRequest", "bench"]

_ALONE = 10  # frames that are read and tracked before they are drawn
_WARM_UP = 15  # frames that are drawn but not counted: shaders compile, the look bakes


@dataclass(frozen=True, slots=True)
class BenchRequest:
    """What was asked for.

    Attributes:
        look: None takes the look with the most layers.
        frames: of each measurement.
        peer: measure a plain OpenCV way to do it as well.
        json: file for the figures.
    """

    source: str
    size: tuple[int, int] | None
    look: str | None
    frames: int
    peer: bool
    json: Path | None


def bench(request: BenchRequest) -> None:
    """Measure and print; see the module's text.

    Raises:
        MirrorError: something is missing or cannot be used.
    """
    if request.json is not None:
        check_folder(request.json)
        check_apart(request.json, request.source, request.look)
    look = find_look(request.look) if request.look else max(all_looks(), key=_layers)
    model = tracking_model()
    # Colours converted quickly, as those of a camera are.
    open_it = partial(open_source, request.source, size=request.size, loop=True, exact=False)
    with easel(look, live=True) as drawing:
        with open_it(live=False) as source, Tracker(model) as tracker:
            info = source.info
            stats = _throughput(source, tracker, drawing, request.frames)
            alone = _alone(source, tracker, drawing, request.frames)
        report = stats.report(drawing.renderer_name)
        report |= {
            "source": info.label,
            "size": list(info.size),
            "look": look.id,
            "layers": len(look.layers),
        }
        report["alone"] = alone
        report["live"] = _live(partial(open_it, live=True), model, drawing, request.frames)
        # What a person sees is live; at full speed a frame also waits for the one before it.
        report["latency_at_full_speed_ms"] = report["latency_ms"]
        report["latency_ms"] = report["live"]["latency_ms"]
        if request.peer:
            report["peer"] = _peer(partial(open_it, live=False), model, request.frames)
            report["times_the_peer"] = round(report["fps"] / report["peer"]["fps"], 1)
    report["peak_rss_mb"] = peak_rss_mb()
    _print(report)
    if request.json is not None:
        write_document(request.json, report)


def _layers(look: Look) -> int:
    return len(look.layers)


def _throughput(source: Source, tracker: Tracker, drawing: Easel, frames: int) -> Stats:
    stats = Stats()
    everything = each_tracked(source, tracker, stats)
    for tracked in itertools.islice(everything, _WARM_UP):
        drawing.draw(tracked)
    stats.restart()
    counted = itertools.islice(everything, frames)
    with closing(ahead(counted)) as items, progress("Throughput", frames) as step:
        for tracked in items:
            _draw(tracked, drawing, stats, None)
            step()
    return stats


def _alone(source: Source, tracker: Tracker, drawing: Easel, frames: int) -> dict[str, Any]:
    stats = Stats()
    everything = each_tracked(source, tracker, stats)
    with progress("Alone", frames) as step:
        for _ in range(0, frames, _ALONE):
            for tracked in list(itertools.islice(everything, _ALONE)):
                _draw(tracked, drawing, stats, None)
                step()
    return {"stages_ms": stats.report()["stages_ms"]}


def _live(open_it: partial[Source], model: Path, drawing: Easel, frames: int) -> dict[str, Any]:
    mirror = Mirror(open_it, partial(Tracker, model))
    stats, dropped_before = mirror.stats, 0
    mirror.start()
    try:
        with progress("Live", frames) as step:
            for number in range(_WARM_UP + frames):
                tracked = mirror.newest(10.0)
                if tracked is None:
                    break
                if number == _WARM_UP:
                    stats.restart()
                    dropped_before = mirror.dropped
                _draw(tracked, drawing, stats, time.monotonic() - time.perf_counter())
                step()
    finally:
        mirror.stop()
    stats.dropped -= dropped_before
    report = stats.report()
    return {key: report[key] for key in ("frames", "fps", "latency_ms", "stages_ms")}


def _draw(tracked: Tracked, drawing: Easel, stats: Stats, live_offset: float | None) -> None:
    """Draw one frame; live frames bear their time of capture on the monotonic clock."""
    began = time.perf_counter()
    drawing.draw(tracked)
    ended = time.perf_counter()
    stats.record("draw", ended - began)
    if live_offset is None:
        stats.record_drawn(stats.age(tracked.frame.index))
    else:
        stats.record_drawn(ended + live_offset - tracked.frame.timestamp)
    drawing.learn()


def _peer(open_it: partial[Source], model: Path, frames: int) -> dict[str, Any]:
    from beautymirror.commands.peer import Peer

    stats, peer = Stats(), Peer()
    count = max(10, frames // 5)  # it is slow
    with open_it() as source, Tracker(model) as tracker, progress("Peer", count) as step:
        items = each_tracked(source, tracker, stats)
        for number, tracked in enumerate(itertools.islice(items, count + 2)):
            if number == 2:
                stats.restart()
            began = time.perf_counter()
            peer.draw(tracked)
            stats.record("draw", time.perf_counter() - began)
            stats.record_drawn(stats.age(tracked.frame.index))
            step()
    report = stats.report()
    return {key: report[key] for key in ("fps", "latency_ms", "stages_ms")}


def _print(report: dict[str, Any]) -> None:
    width, height = report["size"]
    print(f"{report['source']} at {width}x{height}, look {report['look']}, {report['renderer']}")
    full_speed = report | {"latency_ms": report["latency_at_full_speed_ms"]}
    for title, part in (("throughput", full_speed), ("live", report["live"])):
        print(f"  {title}: {_line(part)}")
    print(f"  each stage alone: {_stages(report['alone'])} ms")
    if "peer" in report:
        print(f"  plain OpenCV: {_line(report['peer'])}")
        print(f"  {report['times_the_peer']} times the frames of plain OpenCV")
    print(f"  peak memory {report['peak_rss_mb']} MB")
    tell(f"{report['machine']['processor']}, {report['machine']['cores']} cores")


def _line(part: dict[str, Any]) -> str:
    latency = _times(part["latency_ms"])
    return f"{part['fps']} frames a second; latency {latency} ms; {_stages(part)} ms"


def _stages(part: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_times(summary)}" for name, summary in part["stages_ms"].items())


def _times(summary: dict[str, float] | None) -> str:
    return f"{summary['median']:.1f} (p95 {summary['p95']:.1f})" if summary else "-"
