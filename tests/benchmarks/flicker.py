"""How much a transferred look flickers over the flicker that is in the picture anyway.

    python -m tests.benchmarks.flicker [PICTURE ...] [--clip VIDEO] [--noise 2] [--frames 60]

A photo's makeup is worn live: tracked, smoothed and drawn frame after frame. On a still face with
camera noise, what changes from one frame to the next is noise in the camera's picture, and noise
and trembling makeup in ours. On a clip the face moves, so there both are laid flat first, and what
the landmarks tremble counts for both. Prints JSON: mean CIELAB difference of two frames that
follow each other, where makeup is worn; of the camera, of ours, and the second over the first
(target: at most 1.15). The photo is the demo's portrait in a look that ships.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.image import read_picture
from beautymirror.capture.opening import open_source
from beautymirror.capture.portrait import load_portrait
from beautymirror.commands.easel import Easel, easel
from beautymirror.commands.models import tracking_model
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Frame, Tracked
from beautymirror.inference.transfer import TransferNetwork, transfer_model
from beautymirror.looks.library import find_look
from beautymirror.looks.look import Look
from beautymirror.tracking import Tracker
from beautymirror.transfer.hidden import sight
from beautymirror.transfer.look import look_from_reference
from beautymirror.transfer.reference import read_reference

LOOK = "full-glam"
_SETTLED = 25  # frames in which makeup has faded in and the light is known
_WORN = 3.0  # CIELAB difference, over time, of a pixel that wears something
Picture = NDArray[np.uint8]
View = Callable[[Picture, Tracked], Picture]


def flicker(drawing: Easel, frames: Iterable[Frame], look: Look, view: View) -> dict[str, float]:
    """Camera, ours, and ours over the camera's, over frames that follow each other.

    Args:
        view: what of a picture is compared.
    """
    drawing.wear(look)
    pairs = []
    with Tracker(tracking_model()) as tracker:
        for number, frame in enumerate(frames):
            tracked = tracker.track(frame)
            composite = drawing.draw(tracked)
            if number >= _SETTLED and tracked.faces:
                made = drawing.picture(composite)
                pairs.append([_lab(view(image, tracked)) for image in (frame.image, made)])
    before, after = np.stack(pairs, axis=1)
    worn = np.linalg.norm((after - before).mean(axis=0), axis=-1) > _WORN
    camera, ours = (
        float(np.linalg.norm(np.diff(each[:, worn], axis=0), axis=-1).mean())
        for each in (before, after)
    )
    return {
        "camera": round(camera, 3),
        "ours": round(ours, 3),
        "ratio": round(ours / camera, 3),
        "worn": round(float(worn.mean()), 3),
    }


def _lab(image: Picture) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_RGB2LAB))


def noisy(picture: Picture, noise: float, frames: int) -> Iterator[Frame]:
    """A still picture as a camera with that noise (standard deviation of 255) would see it."""
    rng = np.random.default_rng(0)
    for index in range(frames + _SETTLED):
        grain = rng.normal(0.0, noise, picture.shape)
        image = np.clip(np.rint(picture + grain), 0, 255).astype(np.uint8)
        image.flags.writeable = False
        yield Frame(image, index / 30, index)


def played(path: Path, frames: int) -> Iterator[Frame]:
    """The first frames of a video."""
    with open_source(str(path), live=False) as source:
        for _ in range(frames + _SETTLED):
            frame = source.read()
            if frame is None:
                return
            yield frame


def _around_face(picture: Picture) -> View:
    """Of a still face: the part of the picture that it lies in, as it is."""
    height, width = picture.shape[:2]
    with Tracker(tracking_model(), smooth=False) as tracker:
        still = np.array(picture)
        still.flags.writeable = False
        points = tracker.find(Frame(still, 0.0, 0)).faces[0].landmarks[:468, :2]
    left, top = np.clip(points.min(axis=0).astype(int), 0, [width, height])
    right, bottom = np.clip(points.max(axis=0).astype(int) + 1, 0, [width, height])
    return lambda image, _tracked: image[top:bottom, left:right]


def _laid_flat() -> View:
    unwrapper = Unwrapper(canonical_mesh(), 256)
    return lambda image, tracked: unwrapper.unwrap(image, tracked.faces[0].landmarks).image


def _transferred(drawing: Easel) -> Look:
    """The makeup of the demo's portrait in a look that ships, taken from the picture."""
    picture = load_portrait((768, 768)).image
    picture.flags.writeable = False
    with Tracker(tracking_model(), 4) as tracker, TransferNetwork(transfer_model()) as network:
        drawing.wear(find_look(LOOK))
        tracked = tracker.find(Frame(picture, 0.0, 0))
        photo = drawing.picture(drawing.draw(tracked, still=True))
        return look_from_reference(read_reference(photo, tracker, before=sight()), network)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pictures", type=Path, nargs="*", help="faces; by default the demo's")
    parser.add_argument("--clip", type=Path, action="append", default=[])
    parser.add_argument("--noise", type=float, default=2.0)
    parser.add_argument("--frames", type=int, default=60)
    given = parser.parse_args()
    faces = {path.stem: read_picture(path) for path in given.pictures}
    faces = faces or {"demo": load_portrait((512, 512)).image}
    found: dict[str, dict[str, dict[str, float]]] = {"still": {}, "clip": {}}
    with easel(None) as drawing:
        looks = {"photo": _transferred(drawing), LOOK: find_look(LOOK)}
        for worn, look in looks.items():
            for name, picture in faces.items():
                frames = noisy(picture, given.noise, given.frames)
                view = _around_face(picture)
                found["still"][f"{name}, {worn}"] = flicker(drawing, frames, look, view)
            for path in given.clip:
                frames = played(path, given.frames)
                found["clip"][f"{path.stem}, {worn}"] = flicker(drawing, frames, look, _laid_flat())
    print(json.dumps({"noise": given.noise, "frames": given.frames, **found}, indent=2))


if __name__ == "__main__":
    main()
