"""Faces with something before them, laid flat: same seed and number, same sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.inference.occlusion import INPUT_SIZE
from export.occlusion_canvas import Array, Layer, Rng, Scene
from export.occlusion_faces import Portrait, skin_tone
from export.occlusion_glasses import glasses
from export.occlusion_hair import hair
from export.occlusion_hands import hand
from export.occlusion_light import cast, relight, worn
from export.occlusion_things import thing

__all__ = ["KINDS", "Sample", "SampleMaker"]

KINDS: dict[str, Callable[[Scene, Rng], Layer]] = {
    "hair": hair,
    "glasses": glasses,
    "hand": hand,
    "thing": thing,
}
_BARE = 0.2  # of all samples have nothing before the face
# Thin things are the hardest.
_CHANCE = {"hair": 0.28, "glasses": 0.4, "hand": 0.11, "thing": 0.21}
_MOSTLY = 1.6  # times what is hidden of a texel is what the network is to say, up to 1
_SECOND = 0.15  # of the others have two things before it


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A face laid flat.

    Attributes:
        flat: (256, 256, 3) uint8 sRGB. coverage: (256, 256) in 0..1.
        truth: (256, 256) in 0..1 how much is hidden. known: (256, 256) 0 where nobody knows.
        kind: of what lies before it, "" for nothing.
        tone: name of the wearer's tone.
    """

    flat: NDArray[np.uint8]
    coverage: Array
    truth: Array
    known: Array
    kind: str
    tone: str


class SampleMaker:
    """Makes sample number ``i`` of a stream, every tone as often as any other."""

    def __init__(self, portraits: list[Portrait], mesh: FaceMesh, seed: int) -> None:
        self._by_tone: dict[str, list[Portrait]] = {}
        for portrait in portraits:
            self._by_tone.setdefault(portrait.tone, []).append(portrait)
        self._unwrapper = Unwrapper(mesh, INPUT_SIZE)
        self._other_side = _other_side(mesh)
        self._seed = seed

    def make(self, number: int, kind: str | None = None) -> Sample:
        """The sample of a number; ``kind`` decides what lies before the face, "" for nothing."""
        rng = np.random.default_rng([self._seed, number])
        tones = sorted(self._by_tone)
        portraits = self._by_tone[tones[rng.integers(len(tones))]]
        portrait = portraits[rng.integers(len(portraits))]
        if kind is None:
            names = list(_CHANCE)
            drawn = str(rng.choice(names, p=list(_CHANCE.values())))
            kind = "" if rng.random() < _BARE else drawn
        picture, points, before = _scaled(portrait, rng)
        if rng.random() < 0.5:
            picture, points, before = _mirrored(picture, points[self._other_side], before)
        size = picture.shape[:2]
        scene = Scene(size, points, np.zeros(3, np.float32))
        picture = relight(worn(picture.astype(np.float32), scene, rng), scene, rng)
        skin = skin_tone(np.rint(picture).astype(np.uint8), points)
        scene = Scene(size, points, skin)
        alpha = np.zeros(size, np.float32)
        for name in _kinds(kind, rng):
            picture, alpha = _before(picture, alpha, scene, KINDS[name](scene, rng), rng)
        picture, alpha = _camera(picture, alpha, rng)
        return self._laid(picture, alpha, before, _jittered(points, rng), (kind, portrait.tone))

    def _laid(
        self, picture: NDArray[np.uint8], alpha: Array, before: Array, points: Array,
        about: tuple[str, str],
    ) -> Sample:  # fmt: skip
        laid = self._unwrapper.unwrap(picture, points)
        marks = np.stack([alpha, before], axis=2)
        marks = self._unwrapper.unwrap(marks, points).image
        truth, natural = marks[..., 0], marks[..., 1]
        hidden = np.maximum(truth, np.clip((natural - 0.75) * 8, 0, 1))
        # Makeup on what is mostly hidden looks as wrong as on what is hidden altogether.
        hidden = np.minimum(_MOSTLY * hidden, 1.0)
        doubtful = (natural > 0.1) & (natural < 0.9) & (truth < 0.9)
        known = ((laid.coverage > 0) & ~doubtful).astype(np.float32)
        kind, tone = about
        return Sample(laid.image, laid.coverage, hidden, known, kind, tone)


def _kinds(kind: str, rng: Rng) -> list[str]:
    if not kind:
        return []
    return [kind, str(rng.choice(list(KINDS)))] if rng.random() < _SECOND else [kind]


def _scaled(portrait: Portrait, rng: Rng) -> tuple[NDArray[np.uint8], Array, Array]:
    """As large as a camera may see a face; occluders are then drawn as sharp as it would be."""
    scale = float(np.exp(rng.uniform(np.log(0.4), np.log(1.25))))
    size = [max(48, round(side * scale)) for side in portrait.picture.shape[1::-1]]
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(portrait.picture, size, interpolation=way), np.uint8)
    before = cv2.resize(portrait.before, size, interpolation=cv2.INTER_LINEAR)
    factor = np.array(size) / portrait.picture.shape[1::-1]
    points = ((portrait.points + 0.5) * factor - 0.5).astype(np.float32)
    return picture, points, before.astype(np.float32) / 255.0


def _mirrored(
    picture: NDArray[np.uint8], points: Array, before: Array
) -> tuple[NDArray[np.uint8], Array, Array]:
    """Seen in a mirror; the points are given with their sides exchanged."""
    turned = np.ascontiguousarray(picture[:, ::-1])
    flipped = points.copy()
    flipped[:, 0] = picture.shape[1] - 1 - flipped[:, 0]
    return turned, flipped, np.ascontiguousarray(before[:, ::-1])


def _other_side(mesh: FaceMesh) -> NDArray[np.int64]:
    """(478,) the landmark that each becomes in a mirror."""
    uv = mesh.uv * [-1.0, 1.0] + [1.0, 0.0]
    nearest = np.array([np.argmin(((mesh.uv - spot) ** 2).sum(axis=1)) for spot in uv])
    return np.concatenate([nearest, np.arange(473, 478), np.arange(468, 473)])


def _before(
    picture: Array, alpha: Array, scene: Scene, layer: Layer, rng: Rng
) -> tuple[Array, Array]:
    """The picture with a layer before it, and what is hidden then."""
    color, hidden = layer.color, layer.alpha
    if rng.random() < 0.12:  # seen through, or out of focus
        hidden = hidden * rng.uniform(0.5, 1.0)
    if rng.random() < 0.3:
        blur = rng.uniform(0.6, 3.0)
        hidden, color = (cv2.GaussianBlur(plane, (0, 0), blur) for plane in (hidden, color))
    if rng.random() < 0.12:  # it moves
        kernel = _motion(rng, scene.eye * rng.uniform(0.03, 0.2))
        hidden, color = (cv2.filter2D(plane, -1, kernel) for plane in (hidden, color))
    color = color * np.exp(rng.normal(0, 0.08))
    picture = cast(picture, scene, hidden, layer.lift, rng)
    picture = picture * (1 - hidden[..., None]) + color * hidden[..., None]
    return picture.astype(np.float32), np.maximum(alpha, hidden).astype(np.float32)


def _motion(rng: Rng, reach: float) -> Array:
    side = 2 * max(1, round(reach / 2)) + 1
    kernel = np.zeros((side, side), np.float32)
    turn = rng.uniform(0, np.pi)
    off = (side // 2) * np.array([np.cos(turn), np.sin(turn)])
    middle = np.array([side // 2, side // 2])
    ends = [tuple(int(v) for v in np.rint(middle + sign * off)) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    return kernel / kernel.sum()


def _camera(picture: Array, alpha: Array, rng: Rng) -> tuple[NDArray[np.uint8], Array]:
    """Out of focus, noisy and compressed as webcams are."""
    if rng.random() < 0.6:
        blur = rng.uniform(0.3, 1.4)
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
        alpha = cv2.GaussianBlur(alpha, (0, 0), blur)
    if rng.random() < 0.3:  # a camera sharpens
        soft = cv2.GaussianBlur(picture, (0, 0), 1.0)
        picture = picture + rng.uniform(0.2, 1.0) * (picture - soft)
    picture = picture * np.exp(rng.normal(0, 0.1))
    grain = rng.normal(0, 1, (*picture.shape[:2], 3)).astype(np.float32)
    picture = picture + rng.uniform(0, 6) * grain
    shown = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))]
        shown = cv2.imdecode(cv2.imencode(".jpg", shown, quality)[1], cv2.IMREAD_COLOR)
    return np.asarray(shown, np.uint8), alpha


def _jittered(points: Array, rng: Rng) -> Array:
    """Landmarks as far off as they are found on a face that is partly hidden."""
    middle = points[:468].mean(axis=0)
    eye = float(np.linalg.norm(points[263] - points[33]))
    turn, scale = rng.normal(0, 0.02), np.exp(rng.normal(0, 0.02, 2))
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * scale
    moved = (points - middle) @ matrix.T + middle + rng.normal(0, 0.015 * eye, 2)
    # Parts of the face go astray together.
    for _ in range(3):
        spot = points[rng.integers(468)]
        near = np.exp(-((points - spot) ** 2).sum(axis=1) / (2 * (0.4 * eye) ** 2))
        moved = moved + near[:, None] * rng.normal(0, 0.02 * eye, 2)
    return np.asarray(moved, np.float32)
