"""Draws previews of looks: a face that wears each, cut out for its card, kept under its content.

Run as a program, ``python -m beautymirror.ui.portraits FOLDER``, it makes the ones that are missing
and prints the name of each as it is done: beside the window, in a process that can be slow.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import cv2
import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.errors import MirrorError, MissingError
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference.covers import NOTHING, Mask, open_covers
from beautymirror.inference.manifest import find_model
from beautymirror.inference.occlusion import MODEL
from beautymirror.looks.library import all_looks
from beautymirror.looks.look import Look
from beautymirror.recording.picture import write_picture
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from beautymirror.resources import shader_dir

__all__ = ["Sitting", "covering", "file_name", "portrait"]

_log = logging.getLogger(__name__)

_SIZE = (300, 336)  # pixels of a preview: a card on a screen of twice the usual density
_PORTRAIT = (720, 880)
_ROOM = 1.06  # height of a face and the room around it, across the cut-out
_HALF_DONE_S = 60.0  # by then whoever is writing a preview has written it
_POSE = np.eye(4, dtype=np.float32)


def portrait() -> Tracked:
    """The face that wears the looks where no other was asked for: the demo's still.

    Raises:
        MissingError: the still is not installed.
    """
    still = load_portrait(_PORTRAIT)
    return Tracked(Frame(still.image, 0.0, 0), (Face(0, still.landmarks, _POSE),))


def covering(tracked: Tracked) -> Mapping[int, Mask]:
    """What lies before the faces of a picture by itself, by track; takes a tenth of a second.

    Where the network is missing nothing is known of it, and colour alone is to tell.
    """
    try:
        return open_covers().look(tracked, still=True)
    except MissingError as error:
        _log.warning("what is before a face is told by its colour alone: %s", error)
        return NOTHING


@cache
def _drawing_key() -> bytes:
    """Stands for all that previews have in common: another one when a shader or network changes."""
    network = find_model(MODEL).sha256
    digest = hashlib.sha256(repr((_SIZE, _PORTRAIT, _ROOM, network)).encode())
    for path in sorted(shader_dir().rglob("*.*")):
        digest.update(path.read_bytes())
    return digest.digest()


def file_name(look: Look | None) -> str:
    """Name of a look's preview: another one when what is worn or how it is drawn changes."""
    worn = repr([layer.model_dump() for layer in look.layers] if look else None)
    return hashlib.sha256(_drawing_key() + worn.encode()).hexdigest()[:32] + ".png"


class Sitting:
    """One face that puts on one look after another; all calls on the context's thread.

    Args:
        covers: what lies before it, see ``covering``.
    """

    def __init__(
        self, ctx: moderngl.Context, tracked: Tracked, covers: Mapping[int, Mask] = NOTHING
    ) -> None:
        self._tracked = Tracked(tracked.frame, tracked.faces[:1])
        self._renderer = Renderer(ctx)
        self._renderer.cover(covers)

    def wear(self, look: Look | None) -> NDArray[np.uint8]:
        """(h, w, 3) uint8 sRGB of the face in a look, of the size of a preview."""
        self._renderer.wear(look, 1.0)
        image = self._renderer.read(self._renderer.draw(self._tracked, still=True))
        return _cut(image, self._tracked.faces[0].landmarks)

    def release(self) -> None:
        """Free what is on the GPU, while the context is current."""
        self._renderer.release()


def _cut(image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The face with some hair and neck around it."""
    height, width = image.shape[:2]
    low, high = landmarks[:468, :2].min(axis=0), landmarks[:468, :2].max(axis=0)
    across = min(float((high - low).max()) * _ROOM, width, height * _SIZE[0] / _SIZE[1])
    down = across * _SIZE[1] / _SIZE[0]
    middle = (low + high) / 2
    left = round(min(max(middle[0] - across / 2, 0), width - across))
    top = round(min(max(middle[1] - down / 2, 0), height - down))
    cut = image[top : top + round(down), left : left + round(across)]
    return np.asarray(cv2.resize(cut, _SIZE, interpolation=cv2.INTER_AREA), np.uint8)


def _sweep(folder: Path, wanted: Collection[str]) -> None:
    """Delete previews of looks that are gone, and what a process that was ended left half done."""
    now = time.time()
    for path in folder.iterdir():
        with suppress(OSError):  # another window may be at it, too
            half = path.suffix == ".part" and now - path.stat().st_mtime > _HALF_DONE_S
            if half or (path.suffix == ".png" and path.name not in wanted):
                path.unlink()


def main(folder: Path) -> None:
    """Make every preview that is missing, and print its name."""
    if hasattr(os, "nice"):
        os.nice(15)  # the mirror comes first
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {file_name(look): look for look in (None, *all_looks())}
    _sweep(folder, wanted)
    missing = [look for name, look in wanted.items() if not (folder / name).is_file()]
    if not missing:
        return
    still = portrait()
    with headless_context() as ctx:
        sitting = Sitting(ctx, still, covering(still))
        for look in missing:
            write_picture(folder / file_name(look), sitting.wear(look))
            print(file_name(look), flush=True)
        sitting.release()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except (MirrorError, OSError) as error:  # no room, no leave to write, no OpenGL
        sys.exit(str(error))
