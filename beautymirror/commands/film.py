"""A short film in place of the window, where there is no screen to show one on."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

from beautymirror.capture.source import open_source
from beautymirror.commands.console import progress, warn, write_json
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.output import check_suffix
from beautymirror.commands.run import RunRequest
from beautymirror.looks.library import all_looks, find_look
from beautymirror.looks.look import Look
from beautymirror.offline import ahead, each_tracked
from beautymirror.recording.picture import PICTURE_SUFFIXES, write_picture
from beautymirror.recording.snapshot import side_by_side
from beautymirror.recording.video import VideoWriter
from beautymirror.stats import Stats
from beautymirror.tracking import Tracker

__all__ = ["film"]

_SECONDS = 10
_STILL_AT = 0.3  # of the film: by then the demo looks into the camera and smiles
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
    if request.screenshot is not None:
        check_suffix(request.screenshot, "picture", PICTURE_SUFFIXES)
    model = tracking_model()
    folder = Path.cwd()
    if not os.access(folder, os.W_OK):
        folder = Path(tempfile.gettempdir())
        warn(f"{Path.cwd()} may not be written to; writing to {folder}.")
    video, picture = folder / f"{_NAME}.mp4", folder / f"{_NAME}.png"
    with (
        open_source(request.source or "demo", size=request.size, live=False, loop=True) as source,
        Tracker(model, request.faces or 1) as tracker,
        easel(look) as drawing,
    ):
        info, stats = source.info, Stats()
        count = request.frames or round(_SECONDS * info.fps)
        with (
            VideoWriter(video, info.size, info.fps) as writer,
            closing(ahead(each_tracked(source, tracker, stats))) as items,
            progress(f"Drawing {look.name.en}", count) as step,
        ):
            for index, tracked in enumerate(islice(items, count)):
                began = time.perf_counter()
                image = drawing.picture(drawing.draw(tracked))
                stats.record("draw", time.perf_counter() - began)
                stats.record_drawn()
                writer.write(image, tracked.frame.timestamp)
                if index == round(_STILL_AT * (count - 1)):
                    compared = side_by_side(tracked.frame.image, image)
                step()
        write_picture(picture, compared)
        if request.screenshot is not None:
            write_picture(request.screenshot, image)
        if request.stats is not None:
            write_json(request.stats, stats.report(drawing.renderer_name))
    print(f"Film: {video}")
    print(f"Before and after: {picture}")
    return video, picture


def _default_look() -> Look:
    looks = all_looks()
    return next((look for look in looks if look.id == _LOOK), looks[0])
