"""Training faces in the UV plane, and samples made of them: same seed and number, same sample."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper, mirror_fill
from beautymirror.face.zones import bare_skin
from beautymirror.inference.skin import INPUT_SIZE, TYPES, prepare
from export.skin_even import Evener
from export.skin_signs import Painter
from export.skin_strengths import Strengths, free_strengths, typed_strengths

__all__ = ["KEEP", "Faces", "Sample", "SampleMaker", "fit_evener", "load_faces", "tone_bin"]

KEEP = (0.2, 0.9)  # of the own signs of a training face

# Lower bounds in degrees of the individual typology angle (Chardon 1991).
_BINS = (("very light", 55.0), ("light", 41.0), ("intermediate", 28.0), ("tan", 10.0))
_BINS += (("brown", -30.0), ("dark", -90.0))

# Melanin absorbance per channel: shifts a face along the range of human tones.
_MELANIN = np.array([0.35, 0.60, 0.85], np.float32)

_GLINT = 0.03  # linear light of a strong glint on fine relief, on skin of the light of white


def tone_bin(ita: float) -> str:
    """Name of the class of an ITA in degrees."""
    return next(name for name, above in _BINS if ita > above or above == -90.0)


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Faces of one split, unwrapped and filled: names, flats and the tone that the list states."""

    names: list[str]
    flats: list[Unwrapped]
    ita: NDArray[np.float32]


def load_faces(folder: Path, split: str, mesh: FaceMesh, size: int = INPUT_SIZE) -> Faces:
    """Unwrap the pictures of ``folder/faces.csv`` that belong to ``split``."""
    unwrapper = Unwrapper(mesh, size)
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    names, flats, ita = [], [], []
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            if row["split"] != split or row["file"] not in landmarks:
                continue
            image = cv2.imread(str(folder / row["file"]))[..., ::-1]
            points = landmarks[row["file"]].astype(np.float32)
            names.append(row["file"])
            flats.append(mirror_fill(unwrapper.unwrap(np.ascontiguousarray(image), points)))
            ita.append(float(row["ita"]))
    return Faces(names, flats, np.array(ita, np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A face with signs: network input (5, n, n), truth, and the picture (n, n, 3) it came from."""

    planes: NDArray[np.float32]
    scores: NDArray[np.float32]
    type: int
    maps: NDArray[np.float32]
    picture: NDArray[np.uint8]
    coverage: NDArray[np.float32]


class SampleMaker:
    """Makes sample number ``i`` of a stream; ``vary`` adds tones, light, noise and blur.

    Args:
        keep: range of the share of a face's own signs that is left on it.
        evener: of the training faces; None learns it from ``faces``.
    """

    def __init__(
        self,
        faces: Faces,
        mesh: FaceMesh,
        seed: int,
        vary: bool = True,
        keep: tuple[float, float] = KEEP,
        evener: Evener | None = None,
    ) -> None:
        self.faces = faces
        self._seed = seed
        self._vary = vary
        self._keep = keep
        self._skin = bare_skin(mesh, INPUT_SIZE)
        self.evener = evener or fit_evener(faces, mesh)
        self._own = [
            self.evener.own(_LINEAR[flat.image], float(angle))
            for flat, angle in zip(faces.flats, faces.ita, strict=True)
        ]
        self._painter = Painter(self._skin, seed=7 if vary else 11)
        # Camera noise is cut out of one field: drawing it anew costs more than painting.
        fresh = np.random.default_rng(3)
        self._noise = fresh.standard_normal((512, 512, 3), dtype=np.float32)
        bins = [tone_bin(float(ita)) for ita in faces.ita]
        weights = np.array([1.0 / bins.count(name) for name in bins])
        self._weights = np.cumsum(weights / weights.sum())

    def make(self, number: int, face: int | None = None, typed: bool | None = None) -> Sample:
        """Sample ``number``, on a face of every tone with the same chance unless one is named."""
        rng = np.random.default_rng([self._seed, number])
        if face is None:
            face = int(np.searchsorted(self._weights, rng.uniform()))
            face = min(face, len(self._weights) - 1)
        typed = bool(rng.uniform() < 0.5) if typed is None else typed
        strengths = (
            typed_strengths(rng, int(rng.integers(len(TYPES)))) if typed else free_strengths(rng)
        )
        return self._sample(face, strengths, rng)

    def _sample(self, face: int, strengths: Strengths, rng: np.random.Generator) -> Sample:
        flat = self.faces.flats[face]
        share = float(rng.uniform(*self._keep))
        linear, coverage = Evener.kept(_LINEAR[flat.image], self._own[face], share), flat.coverage
        if self._vary:
            linear, coverage = _placed(linear, coverage, rng)
        if self._vary and rng.uniform() < 0.5:
            # Deepen light faces more than lighten deep ones: shadows hold too little signal.
            linear = _deepened(linear, float(rng.uniform(-0.4, 1.1)))
        if self._vary and rng.uniform() < 0.7:
            linear = linear + self._grain(linear, rng)
        painted, maps = self._painter.paint(linear, strengths.scores, rng)
        if self._vary:
            painted = _lit(painted, rng)
        picture = self._taken(painted, rng)
        planes = prepare(picture, coverage, self._skin)
        return Sample(planes, strengths.scores, strengths.type, maps, picture, coverage)

    def _grain(self, face: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
        """Glints (n, n, 1) on the fine relief of skin: no sign, but as large as pores on deep skin.

        What the relief reflects does not depend on pigment: the deeper a skin, the more of it.
        """
        n = len(face)
        at = rng.integers(0, 256, 2)
        noise = self._noise[at[0] : at[0] + n, at[1] : at[1] + n, 0]
        width = float(rng.uniform(0.45, 0.9)) * n / 256
        field = cv2.GaussianBlur(noise, (0, 0), width)
        glints = np.clip(field / max(float(field.std()), 1e-6) - rng.uniform(-0.5, 0.7), 0, 3)
        lit = cv2.GaussianBlur(face[..., 1], (0, 0), n / 24)
        lit /= max(float(np.median(lit[self._skin])), 1e-4)
        strength = _GLINT * float(rng.uniform()) ** 2 * float(np.median(face[self._skin, 1])) ** 0.3
        return (strength * glints * np.clip(lit, 0.2, 2.0) * self._skin)[..., None]

    def _taken(self, face: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.uint8]:
        """As a camera stores it: encoded, noisy, a little soft, 8 bits, sometimes JPEG."""
        picture = _encoded(face)
        if self._vary and rng.uniform() < 0.4:
            picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 0.8))
        level = rng.uniform(0, 3.0) if self._vary else 1.0
        at = rng.integers(0, 256, 2)
        picture = picture + level * self._noise[at[0] : at[0] + 256, at[1] : at[1] + 256]
        stored = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
        if self._vary and rng.uniform() < 0.3:
            quality = int(rng.integers(60, 96))
            _, packed = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, quality])
            stored = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        return stored


def fit_evener(faces: Faces, mesh: FaceMesh) -> Evener:
    """What the faces of a tone share."""
    flats = [flat.image for flat in faces.flats]
    return Evener(flats, faces.ita, _LINEAR, bare_skin(mesh, INPUT_SIZE))


def _srgb_table() -> NDArray[np.float32]:
    value = np.arange(256) / 255.0
    low = value / 12.92
    return np.where(value <= 0.04045, low, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _srgb_table()  # IEC 61966-2-1


def _encoded(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """sRGB 0..255 of linear light, through a table of 12 bits."""
    return _CURVE[(np.clip(linear, 0, 1) * 4095.0 + 0.5).astype(np.int16)]


def _curve() -> NDArray[np.float32]:
    linear = np.arange(4096) / 4095.0
    steep = 1.055 * linear ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, linear * 12.92, steep).astype(np.float32) * 255


_CURVE = _curve()  # IEC 61966-2-1


def _placed(
    image: NDArray[np.float32], coverage: NDArray[np.float32], rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mirrored half of the time, and off by as much as landmarks are."""
    if rng.uniform() < 0.5:
        image, coverage = image[:, ::-1], coverage[:, ::-1]
    n = len(image)
    turn = cv2.getRotationMatrix2D((n / 2, n / 2), rng.uniform(-1.5, 1.5), rng.uniform(0.98, 1.02))
    turn[:, 2] += rng.uniform(-2, 2, 2)
    moved = cv2.warpAffine(np.ascontiguousarray(image), turn, (n, n), flags=cv2.INTER_LINEAR)
    return moved, np.ascontiguousarray(coverage)


def _deepened(face: NDArray[np.float32], melanin: float) -> NDArray[np.float32]:
    """The linear face with more pigment (or less, below 0); glints on its relief stay."""
    absorbed = np.exp(-melanin * _MELANIN)
    if melanin <= 0:
        return face * absorbed
    white = face.min(axis=-1)
    glints = np.maximum(white - cv2.GaussianBlur(white, (0, 0), len(face) / 100), 0)[..., None]
    return (face - glints) * absorbed + glints


def _lit(face: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """In another light: exposure, colour, and a slope across the face."""
    n = len(face)
    gain = 2.0 ** rng.uniform(-0.8, 0.5) * np.exp(rng.normal(0, 0.12, 3))
    slope = np.linspace(-1, 1, n, dtype=np.float32) * rng.uniform(-0.3, 0.3)
    fall = np.linspace(-1, 1, n, dtype=np.float32) * rng.uniform(-0.2, 0.2)
    shade = 1 + slope[None, :] + fall[:, None]
    return face * shade[..., None] * gain.astype(np.float32)
