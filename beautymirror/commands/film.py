"""A short film in place of the window, where there is no screen to show one on."""

from __future__ import annotations

import math
import os
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np

from beautymirror.capture.opening import open_source
from beautymirror.commands.console import progress, warn
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.request import RunRequest
from beautymirror.frame import Tracked
from beautymirror.looks.library import all_looks, find_look
from beautymirror.looks.look import Look
from beautymirror.offline import ahead, each_tracked
from beautymirror.recording.document import write_document
from beautymirror.recording.picture import write_picture
from beautymirror.recording.snapshot import side_by_side
from beautymirror.recording.video import VideoWriter
from beautymirror.stats import Stats
from beautymirror.tracking import Tracker

__all__ = ["film"]

_SECONDS = 10
_FADED_IN = 10  # frames after which makeup has come in full
_LOOK = "soft-glam"
_NAME = "beautymirror-demo"


def film(request: RunRequest) -> tuple[Path, Path]:
    """Write ten seconds of the source wearing a look, and a picture before and after.

    Returns:
        The video and the picture, in the working folder, or where that may not be written to in
        the folder for temporary files.

    Raises:
        MirrorError: something is missing or cannot be used.
    """
    look = find_look(request.look) if request.look else _default_look()
    model = tracking_model()
    folder = Path.cwd()
    if not os.access(folder, os.W_OK):
        folder = Path(tempfile.gettempdir())
        warn(f"{Path.cwd()} may not be written to; writing to {folder}.")
    video, picture = folder / f"{_NAME}.mp4", folder / f"{_NAME}.png"
    with (
        open_source(request.source or "demo", size=request.size, live=False, loop=True) as source,
        Tracker(model, request.faces or 1, search_s=0.0) as tracker,
        easel(look) as drawing,
    ):
        info, stats = source.info, Stats()
        count = request.frames or round(_SECONDS * info.fps)
        with (
            VideoWriter(video, info.size, info.fps) as writer,
            closing(ahead(each_tracked(source, tracker, stats))) as items,
            progress(f"Drawing {look.name.en}", count) as step,
        ):
            best = math.inf
            for index, tracked in enumerate(islice(items, count)):
                began = time.perf_counter()
                image = drawing.picture(drawing.draw(tracked))
                stats.record("draw", time.perf_counter() - began)
                stats.record_drawn()
                writer.write(image, tracked.frame.timestamp)
                stir = _stir(tracked) if index >= _FADED_IN else math.inf
                if stir < best or index == 0:
                    best, still, worn = stir, tracked.frame.image, image
                step()
        write_picture(picture, side_by_side(still, worn))
        if request.screenshot is not None:
            write_picture(request.screenshot, image)
        if request.stats is not None:
            write_document(request.stats, stats.report(drawing.renderer_name))
    print(f"Film: {video}")
    print(f"Before and after: {picture}")
    return video, picture


def _stir(tracked: Tracked) -> float:
    """How far the first face is from looking into the camera, lips closed and eyes open."""
    if not tracked.faces:
        return 1e6
    face = tracked.faces[0]

    def distance(a: int, b: int) -> float:
        return float(np.linalg.norm(face.landmarks[a] - face.landmarks[b]))

    turned = abs(float(face.pose[0, 2])) + abs(float(face.pose[0, 1]))
    lips = distance(13, 14) / max(distance(10, 152), 1.0)
    eyes = distance(159, 145) / max(distance(33, 133), 1.0)
    return turned + 2 * lips - eyes


def _default_look() -> Look:
    looks = all_looks()
    return next((look for look in looks if look.id == _LOOK), looks[0])
