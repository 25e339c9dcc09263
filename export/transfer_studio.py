"""The whole way that a photo goes in the program, and people whom no network was trained on."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Frame, Tracked
from beautymirror.inference.manifest import ensure_model
from beautymirror.inference.occlusion import OcclusionNetwork, open_occlusion
from beautymirror.inference.transfer import TransferNetwork
from beautymirror.looks.look import Look
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from beautymirror.tracking.tracker import Tracker
from beautymirror.transfer.makeup import PhotoMakeup, take_makeup
from beautymirror.transfer.reference import read_face
from export.skin_samples import tone_bin
from export.transfer_faces import SIZE
from export.transfer_measures import Masks

__all__ = ["Person", "Studio", "load_people", "open_studio"]

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A bare face that was not trained on."""

    name: str
    identity: str
    tone: str
    tracked: Tracked


@dataclass(frozen=True, slots=True, eq=False)
class Studio:
    """All that a photo goes through."""

    tracker: Tracker
    renderer: Renderer
    network: TransferNetwork
    before: OcclusionNetwork
    unwrapper: Unwrapper
    masks: Masks

    def find(self, picture: Picture) -> Tracked:
        """The largest face of a picture."""
        picture = np.array(picture, np.uint8, order="C")
        picture.flags.writeable = False
        return self.tracker.find(Frame(picture, 0.0, 0))

    def wear(self, tracked: Tracked, look: Look) -> Picture:
        """A picture of somebody in a look."""
        self.renderer.wear(look)
        return self.renderer.read(self.renderer.draw(tracked, still=True))

    def take(self, photo: Picture) -> PhotoMakeup:
        """The makeup that a photo shows."""
        reference = read_face(photo, self.find(photo).faces[0], self.before)
        return take_makeup(reference, self.network)

    def flat(self, picture: Picture, tracked: Tracked) -> tuple[Picture, NDArray[np.bool_]]:
        """A face in the plane, and the texels that are seen well."""
        unwrapped = self.unwrapper.unwrap(picture, tracked.faces[0].landmarks)
        return unwrapped.image, unwrapped.coverage > 0.5


@contextmanager
def open_studio(model: Path) -> Iterator[Studio]:
    """A studio with a network of that file, and the closer look at the eyes that lies beside it.

    Raises:
        MissingError: the tracking model or OpenGL cannot be had.
    """
    mesh = canonical_mesh()
    tracker = Tracker(ensure_model("face_landmarker"), smooth=False)
    eyes = model.with_name("makeup_transfer_eyes.onnx")
    network = TransferNetwork(model, eyes=lambda: eyes)
    try:
        with headless_context() as context:
            renderer = Renderer(context)
            try:
                unwrapper, before = Unwrapper(mesh, SIZE), open_occlusion()
                yield Studio(tracker, renderer, network, before, unwrapper, Masks(mesh))
            finally:
                renderer.release()
    finally:
        network.close()
        tracker.close()


def load_people(folder: Path, studio: Studio, names: Container[str] | None = None) -> list[Person]:
    """Faces of ``folder/faces.csv``: those kept for evaluation, or those of these files."""
    people = []
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            if row["file"] not in names if names is not None else row["split"] != "eval":
                continue
            picture = cv2.imread(str(folder / row["file"]))[..., ::-1]
            tracked = studio.find(picture)
            if tracked.faces:
                tone = tone_bin(float(row["ita"]))
                people.append(Person(row["file"], row["identity"], tone, tracked))
    return people
