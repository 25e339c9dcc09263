"""The live mirror without a window: for measurements, servers and tests."""

from __future__ import annotations

import time
from functools import partial

from beautymirror.capture.opening import open_source
from beautymirror.commands.console import tell, warn
from beautymirror.commands.easel import Easel, easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.request import RunRequest
from beautymirror.errors import MissingError
from beautymirror.looks.library import find_look
from beautymirror.mirror import Mirror
from beautymirror.recording.document import write_document
from beautymirror.recording.picture import write_picture
from beautymirror.render.renderer import Composite
from beautymirror.stats import Stats
from beautymirror.tracking import Tracker

__all__ = ["run_headless", "watch"]

_PATIENCE_S = 0.25


def run_headless(request: RunRequest) -> None:
    """Look into the mirror with nobody there to see it, to the end of the source or of ``frames``.

    Raises:
        MirrorError: something is missing or cannot be used.
    """
    look = find_look(request.look) if request.look else None
    model = tracking_model()
    stats = Stats()
    source = partial(
        open_source,
        request.source or "webcam",
        size=request.size,
        live=True,
        # A file ends the run, unless it is to last for more frames than the file may have.
        loop=request.frames is not None or request.source == "demo",
    )
    mirror = Mirror(source, partial(Tracker, model, request.faces or 1), stats=stats)
    with easel(look, live=True) as drawing:
        try:
            mirror.start()
            last = watch(mirror, drawing, request.frames)
        finally:
            mirror.stop()
            if request.stats is not None:
                write_document(request.stats, stats.report(drawing.renderer_name))
        if request.screenshot is not None:
            if last is None:
                raise MissingError("No frame came, so there is no picture to write.")
            write_picture(request.screenshot, drawing.picture(last))
    fps = f" at {stats.fps:.1f} a second" if stats.fps else ""
    tell(f"{stats.drawn} frames drawn{fps}, {stats.dropped} dropped.")


def watch(mirror: Mirror, drawing: Easel, frames: int | None) -> Composite | None:
    """Draw each newest frame until the source ends or so many frames are drawn; the last one.

    Raises:
        MirrorError: the source cannot be used, or was never there.
    """
    stats = mirror.stats
    last = None
    told = ""
    while frames is None or stats.drawn < frames:
        tracked = mirror.newest(_PATIENCE_S)
        if tracked is None:
            state = mirror.state
            if state.name == "ended":
                break
            if state.error is not None and (state.name == "failed" or last is None):
                raise state.error
            if state.error is not None and told != str(state.error):
                told = str(state.error)
                warn(told)
            continue
        if (error := mirror.state.tracking) is not None:
            raise error
        began = time.perf_counter()
        last = drawing.draw(tracked)
        stats.record("draw", time.perf_counter() - began)
        stats.record_drawn(time.monotonic() - tracked.frame.timestamp)
        drawing.learn()
    return last
