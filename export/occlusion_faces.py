"""Training faces, and what naturally lies before them.

Portraits have hair at their sides, and nobody has marked it. Where a pixel on forehead or sides is
unlike the wearer's skin, nothing is taught; on those portraits that were picked by eye for the hair
in their faces, what is clearly unlike skin there is taught as hair; on those whose hair is so much
like skin that colours miss it, forehead and sides teach nothing. Portraits with glasses or with
something else before the face are left out (``occlusion_faces.json``).
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from export.occlusion_canvas import Array, Scene
from export.skin_samples import tone_bin

__all__ = ["Portrait", "held_out", "load_portraits", "natural"]

_ROOM = 0.12  # about a face, of its size
_CHEEKS = (50, 280, 205, 425, 101, 330, 36, 266, 117, 346, 4)
_BLOCK, _OF, _HELD = 20, 10, 3  # neighbours in the list are alike: whole blocks are held out
_LEAST = np.array([16.0, 5.0, 6.0], np.float32)  # deviations of L, a and b that any skin has
_UNLIKE, _CLEARLY = 3.0, 4.5  # deviations: nothing is known, surely hair


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """One face.

    Attributes:
        picture: (h, w, 3) uint8 sRGB, cut about the face. points: (478, 2) pixels in it.
        before: (h, w) uint8: 0 nothing lies before the face, 128 nobody knows, 255 hair does.
        held: it is kept for measuring.
    """

    name: str
    picture: NDArray[np.uint8]
    points: Array
    before: NDArray[np.uint8]
    tone: str
    held: bool


def held_out(number: int) -> bool:
    """Whether the portrait at this place of the list is kept for measuring."""
    return number // _BLOCK % _OF == _HELD


def load_portraits(folder: Path, split: str = "train", glasses: bool = False) -> list[Portrait]:
    """The portraits of ``folder/faces.csv`` that serve; or those with glasses alone."""
    notes = json.loads(Path(__file__).with_name("occlusion_faces.json").read_text("utf-8"))
    out = []
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        rows = [row for row in csv.DictReader(listing) if row["split"] == split]
    for number, row in enumerate(rows):
        name = row["file"]
        wanted = name in notes["glasses"] if glasses else name not in notes["glasses"]
        if name not in landmarks or not wanted or name in notes["other"]:
            continue
        image = np.ascontiguousarray(cv2.imread(str(folder / name))[..., ::-1])
        picture, points = _cut(image, landmarks[name].astype(np.float32))
        before = natural(picture, points, name in notes["hair"], name in notes["unmarked"])
        tone = tone_bin(float(row["ita"]))
        out.append(Portrait(name, picture, points, before, tone, held_out(number)))
    return out


def _cut(image: NDArray[np.uint8], points: Array) -> tuple[NDArray[np.uint8], Array]:
    low, high = points[:468].min(axis=0), points[:468].max(axis=0)
    room = _ROOM * (high - low).max()
    size = np.array([image.shape[1], image.shape[0]])
    x, y = np.clip(np.floor(low - room), 0, size).astype(int)
    right, bottom = np.clip(np.ceil(high + room), 0, size).astype(int)
    cut = np.ascontiguousarray(image[y:bottom, x:right])
    return cut, (points - [x, y]).astype(np.float32)


def skin_tone(picture: NDArray[np.uint8], points: Array) -> Array:
    """(3,) the median of the cheeks and the nose, sRGB."""
    return np.asarray(np.median(_cheeks(picture, points), axis=0), np.float32)


def _cheeks(picture: NDArray[np.generic], points: Array) -> NDArray[np.generic]:
    mask = np.zeros(picture.shape[:2], np.uint8)
    radius = max(2, round(0.07 * float(np.linalg.norm(points[263] - points[33]))))
    for x, y in points[list(_CHEEKS)]:
        cv2.circle(mask, (round(float(x)), round(float(y))), radius, 1, -1)
    found = picture[mask > 0]
    return found if len(found) else picture.reshape(-1, 3)


def natural(
    picture: NDArray[np.uint8], points: Array, hairy: bool, unmarked: bool = False
) -> NDArray[np.uint8]:
    """What lies before a portrait's face by its own colours, see ``Portrait.before``.

    Args:
        hairy: what is clearly unlike skin is hair. unmarked: there is hair that is like skin.
    """
    soft = cv2.GaussianBlur(picture, (0, 0), 1.0).astype(np.float32) / 255.0
    lab = cv2.cvtColor(soft, cv2.COLOR_RGB2LAB)
    own = _cheeks(lab, points)
    middle = np.median(own, axis=0)
    spread = np.maximum(2.0 * np.median(np.abs(own - middle), axis=0), _LEAST)
    off = np.sqrt((((lab - middle) / spread) ** 2).sum(axis=2))
    scene = Scene(picture.shape[:2], points, np.zeros(3, np.float32))
    origin, across, down = scene.at([(0, 0), (1, 0), (0, 1)])
    axes = np.stack([across - origin, down - origin]) / scene.eye**2
    rows, columns = np.indices(picture.shape[:2]).astype(np.float32)
    x, y = ((columns - origin[0]) * axis[0] + (rows - origin[1]) * axis[1] for axis in axes)
    brow = float(((points[[105, 334]] - origin) @ axes[1]).min()) - 0.05
    outside = (np.abs(x) > 0.62) | (y < brow)
    unlike = outside & (unmarked | (off > _UNLIKE))
    # A strand's rim and the shadow beside it are as doubtful as itself.
    doubtful = cv2.dilate(unlike.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    before = np.where(doubtful, 128, 0).astype(np.uint8)
    if hairy:
        surely = (off > _CLEARLY) & outside & (y < 0.5)
        before[cv2.erode(surely.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return before
