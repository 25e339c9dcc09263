"""Bare faces in the UV plane with the light that is on each: what makeup is put on in training.

The light of a face is what ``shaders/composite.frag`` works out on every frame. It belongs to the
face and not to the makeup, so it is kept beside the face.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass, fields
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper, mirror_fill
from beautymirror.face.zones import bare_skin
from beautymirror.transfer.lips import lips_mask
from export.skin_samples import tone_bin
from export.transfer_composite import decode, light, mirrored

__all__ = [
    "LIGHTEST",
    "SIZE",
    "TONES",
    "WHOLE",
    "Bank",
    "Part",
    "bare_half",
    "light_on",
    "lips_mask",
    "load_bank",
]

SIZE = 256
LIGHTEST = 1.3  # the composite clamps its light there
TONES = ("very light", "light", "intermediate", "tan", "brown", "dark")
_LIGHT = 64  # texels of the plane whose blur is the light, as in the renderer
_BLUR = 3.0  # of those texels
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)  # BT.709

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """A square of the plane of 256 x 256 texels, row 0 at the forehead."""

    top: int
    left: int
    size: int

    @property
    def rows(self) -> slice:
        """Of the plane."""
        return slice(self.top, self.top + self.size)

    @property
    def columns(self) -> slice:
        """Of the plane."""
        return slice(self.left, self.left + self.size)


WHOLE = Part(0, 0, SIZE)


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """n faces of one split.

    Attributes:
        names: (n,) files.
        images: (n, 256, 256, 3) sRGB, hidden halves filled, 0 off the mesh.
        coverage: (n, 256, 256) as seen before filling, 0..255.
        light: (n, 256, 256) what a coat reflects there, 0..255 for 0..``LIGHTEST``.
        mirror: (n, 256, 256) luminance that the skin mirrors, in the same unit.
        skin: (n, 3) mean albedo of the skin where it is fully lit, linear.
        tones: (n,) number of the skin-tone bin in ``TONES``.
        ita: (n,) degrees, as the list of faces states it.
    """

    names: NDArray[np.str_]
    images: Bytes
    coverage: Bytes
    light: Bytes
    mirror: Bytes
    skin: Floats
    tones: NDArray[np.int64]
    ita: Floats

    def chosen(self, which: NDArray[np.int64]) -> Bank:
        """The faces of those numbers."""
        return Bank(*(getattr(self, field.name)[which] for field in fields(self)))


def load_bank(folder: Path, split: str, mesh: FaceMesh, cache: Path | None = None) -> Bank:
    """Unwrap the faces of ``folder/faces.csv`` that belong to ``split``, once.

    Args:
        folder: holds faces.csv, landmarks478.npz and the pictures.
        cache: an npz that is read if it is there and written if not.
    """
    if cache is not None and cache.exists():
        with np.load(cache) as stored:
            return Bank(*(stored[field.name] for field in fields(Bank)))
    bank = _unwrapped(folder, split, mesh)
    if cache is not None:
        part = cache.with_name("part-" + cache.name)
        np.savez(part, **{field.name: getattr(bank, field.name) for field in fields(Bank)})
        os.replace(part, cache)
    return bank


def _unwrapped(folder: Path, split: str, mesh: FaceMesh) -> Bank:
    unwrapper = Unwrapper(mesh, SIZE)
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    rows = []
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            if row["split"] != split or row["file"] not in landmarks:
                continue
            picture = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[..., ::-1])
            flat = unwrapper.unwrap(picture, landmarks[row["file"]].astype(np.float32))
            image = mirror_fill(flat).image
            image[~unwrapper.inside] = 0
            lit, mirror, skin = light_on(image, flat.coverage, mesh)
            ita = float(row["ita"])
            tone = TONES.index(tone_bin(ita))
            seen = np.rint(flat.coverage * 255).astype(np.uint8)
            rows.append((row["file"], image, seen, lit, mirror, skin, tone, np.float32(ita)))
    return Bank(*(np.stack(column) for column in zip(*rows, strict=True)))


def light_on(image: Bytes, coverage: Floats, mesh: FaceMesh) -> tuple[Bytes, Bytes, Floats]:
    """Light and mirror (256, 256) and the skin's albedo (3,) of an unwrapped face, see ``Bank``."""
    linear = LINEAR[image]
    luminance = linear @ _LUMA
    skin = bare_skin(mesh, SIZE)
    seen = skin & (coverage > 0.5)
    seen = seen if seen.sum() > 500 else skin
    low, high = np.percentile(luminance[seen], (45, 88))
    lit = seen & (luminance >= low) & (luminance <= high)
    albedo = np.maximum(linear[lit].mean(axis=0), 1e-3).astype(np.float32)
    level = float(albedo @ _LUMA)
    weight = skin * (0.02 + coverage)
    slow = _blurred(luminance * weight) / np.maximum(_blurred(weight), 1e-4)
    slow = np.clip(slow / level, 0.05, 1.2)
    slow = cv2.resize(slow, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
    lips = lips_mask(mesh)
    of_lips = max(float(np.median(luminance[lips])), 1e-3)
    per_light = np.where(lips, slow / of_lips, 1.0 / level).astype(np.float32)
    planes = [torch.from_numpy(plane) for plane in (luminance * per_light, slow, per_light)]
    return _stored(light(*planes[:2]).numpy()), _stored(mirrored(*planes).numpy()), albedo


def _blurred(plane: Floats) -> Floats:
    small = cv2.resize(plane.astype(np.float32), (_LIGHT, _LIGHT), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(small, (0, 0), _BLUR)


def _stored(light: Floats) -> Bytes:
    return np.rint(np.clip(light / LIGHTEST, 0, 1) * 255).astype(np.uint8)


def bare_half(bank: Bank, mesh: FaceMesh, keep: float = 0.65) -> NDArray[np.int64]:
    """Numbers of the faces that look least made up, in each skin-tone bin.

    Generated portraits often wear lipstick and shadow. A network that is told that such a face is
    bare learns to overlook makeup, so the most suspicious are left out: lips much redder than the
    skin, and less so lids darker than the cheek
    (deep-set eyes are dark too, and must be seen bare).
    """
    lips, skin = lips_mask(mesh), bare_skin(mesh, SIZE)
    rows, columns = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    aside = np.abs(columns - 0.5)
    lids = (np.abs(rows - 0.345) < 0.035) & (np.abs(aside - 0.165) < 0.07)
    cheeks = skin & (np.abs(rows - 0.53) < 0.06) & (np.abs(aside - 0.22) < 0.07)
    score = np.empty(len(bank.names))
    for number, image in enumerate(bank.images):
        lab = cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
        mouth, lid, cheek = (np.median(lab[mask], axis=0) for mask in (lips, lids, cheeks))
        redder, darker = mouth[1] - cheek[1], (cheek[0] - lid[0]) / max(cheek[0], 10.0)
        score[number] = redder / 8.0 + darker / 0.3 + abs(lid[2] - cheek[2]) / 20.0
    kept = []
    for tone in range(len(TONES)):
        mine = np.flatnonzero(bank.tones == tone)
        kept.append(mine[np.argsort(score[mine], kind="stable")[: max(1, round(keep * len(mine)))]])
    return np.sort(np.concatenate(kept))


LINEAR = decode(torch.arange(256) / 255.0).numpy()  # the shaders' own curve
