"""People that nothing was trained on, and the same people in lights that are known."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import colour
import cv2
import numpy as np

from beautymirror.skin import light as lights
from export.skin_samples import tone_bin

__all__ = ["BINS", "Person", "card_light", "lamps", "light_matrix", "people", "relit"]

BINS = ("very light", "light", "intermediate", "tan", "brown", "dark")
KELVIN = (2700, 3500, 5000, 6504, 8000)
_XYZ = colour.RGB_COLOURSPACES["sRGB"].matrix_RGB_to_XYZ
_ENCODED = np.rint(colour.models.eotf_inverse_sRGB(np.linspace(0, 1, 16385)) * 255)
_ENCODED = _ENCODED.astype(np.uint8)


@dataclass(frozen=True)
class Person:
    """One picture: its name, tone bin, image and landmarks."""

    name: str
    tone: str
    image: np.ndarray
    landmarks: np.ndarray


def people(folder: Path, split: str = "eval") -> list[Person]:
    """The pictures of a split, one for each person."""
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    found = []
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            if row["split"] != split or "smiling" in row["file"]:
                continue
            picture = cv2.imread(str(folder / row["file"]))
            assert picture is not None, row["file"]
            image = np.ascontiguousarray(picture[..., ::-1])
            points = landmarks[row["file"]].astype(np.float32)
            found.append(Person(row["file"], tone_bin(float(row["ita"])), image, points))
    return found


def light_matrix(stops: float, kelvin: float, green: float) -> np.ndarray:
    """(3, 3) of linear RGB: another exposure, colour temperature and tint."""
    temperature = colour.temperature

    def white(t: float) -> np.ndarray:
        xy = temperature.CCT_to_xy_CIE_D(t) if t >= 4000 else temperature.CCT_to_xy_Kang2002(t)
        return colour.xy_to_XYZ(xy)

    adapt = colour.adaptation.matrix_chromatic_adaptation_VonKries(
        white(6504), white(kelvin), transform="Bradford"
    )
    return 2.0**stops * np.diag([1, 1 + green, 1]) @ np.linalg.inv(_XYZ) @ adapt @ _XYZ


def relit(
    linear: np.ndarray, matrix: np.ndarray, rng: np.random.Generator, noise: float = 1.0
) -> np.ndarray:
    """The picture in another light as 8-bit sRGB with camera noise (levels)."""
    changed = np.clip(linear @ matrix.T.astype(np.float32), 0, 1)
    stored = _ENCODED[(changed * 16384).astype(np.int32)].astype(np.float32)
    stored += noise * rng.standard_normal(stored.shape, dtype=np.float32)
    return np.clip(np.rint(stored), 0, 255).astype(np.uint8)


def lamps(rng: np.random.Generator, count: int) -> list[tuple[float, float, float]]:
    """Lights drawn from the grid, without the unchanged one."""
    grid = [(s, k, g) for s in (-1, 0, 1) for k in KELVIN for g in (-0.1, 0.0, 0.1)]
    grid.remove((0, 6504, 0.0))
    return [grid[i] for i in rng.choice(len(grid), count, replace=False)]


def card_light(matrix: np.ndarray) -> lights.Light:
    """What a grey card (18 %) in this light would calibrate to."""
    gain = lights.sharpened(matrix @ np.full(3, 0.18)) / 0.18
    return lights.Light(gain, np.eye(3) * 0.06**2, "card")
