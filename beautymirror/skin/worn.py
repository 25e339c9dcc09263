"""Is makeup worn already? Colours of lips, lids, lash lines and cheeks against the person's skin.

All of it is differences of logarithms in the sharpened space, so the light falls out. How far
highlights stand out of the skin, and how dark an eye is against it, tell how deep the skin is:
lipstick is lighter than deep skin and darker than fair skin. The weights in ``worn.json`` are those
of a logistic regression on faces that are bare and the same faces in looks of the program
(``export/skin_makeup.py``).
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import Zone, bare_skin
from beautymirror.skin.light import sharpened
from beautymirror.skin.linear import linear_from_srgb

__all__ = ["FURTHEST", "TRAITS", "makeup_odds", "makeup_traits"]

Array = NDArray[np.float64]
_Mask = NDArray[np.bool_]

TRAITS = (
    "lip_level", "lip_warmth", "lip_yellow", "lid_level", "lid_warmth", "lid_yellow",
    "cheek_level", "cheek_warmth", "cheek_yellow", "line_darkest", "line_level", "lower_line",
    "lip_unrest", "lip_hues", "lip_lightest", "lip_darkest", "lash_darkest", "eye_darkest",
    "skin_lightest",
)  # fmt: skip
_FEWEST = 15  # texels
_SHADED = 3.0  # stops by which 2 of 100 upper lips are darker than the lower: in a sun above
_DARKEST = 1e-3  # linear
FURTHEST = 3.0  # deviations: what is odder than any training face counts no more


def makeup_odds(flat: Unwrapped, mesh: FaceMesh) -> float:
    """Logarithm of the odds that makeup is worn; above 0 it is said."""
    fitted = _fitted()
    away = (makeup_traits(flat, mesh) - fitted["mean"]) / fitted["deviation"]
    return float(np.clip(away, -FURTHEST, FURTHEST) @ fitted["weight"] + fitted["bias"])


def makeup_traits(flat: Unwrapped, mesh: FaceMesh) -> Array:
    """(19,) in the order of ``TRAITS``, stops against the skin; 0 for what is not seen."""
    size = len(flat.coverage)
    seen = flat.coverage > 0.5
    stops = np.log2(np.maximum(sharpened(linear_from_srgb(flat.image)), _DARKEST))
    parts = _parts(mesh, size)
    skin = stops[parts["skin"] & seen]
    if not len(skin):
        return np.zeros(len(TRAITS))
    stops -= np.median(skin, axis=0)
    levels = stops.mean(axis=-1)

    def at(part: str, rank: float = 50.0) -> Array:
        pixels = stops[parts[part] & seen]
        return np.percentile(pixels, rank, axis=0) if len(pixels) > _FEWEST else np.zeros(3)

    def level(part: str, rank: float) -> float:
        pixels = levels[parts[part] & seen]
        return float(np.percentile(pixels, rank)) if len(pixels) > _FEWEST else 0.0

    # A lamp or a sun above leaves the upper lip in its own shade, darker than a lipstick makes it;
    # what is worn lies on both.
    lip = "lower lip" if level("lower lip", 50) - level("upper lip", 50) > _SHADED else "lips"
    traits: list[float] = []
    for part in (lip, "lids", "cheeks"):
        middle = at(part)
        traits += [middle.mean(), middle[0] - middle[1], middle[1] - middle[2]]
    traits += [at("line", 20).mean(), at("line").mean(), at("lower", 30).mean()]
    lips = stops[parts[lip] & seen]
    if len(lips) > _FEWEST:
        traits += [np.std(lips.mean(axis=1)), np.std(lips[:, 0] - lips[:, 1])]
    else:
        traits += [0.0, 0.0]
    traits += [level(lip, 90), level(lip, 10), level("line", 3), level("eyes", 3)]
    traits += [level("skin", 97)]
    return np.array(traits)


@lru_cache(maxsize=2)
def _parts(mesh: FaceMesh, size: int) -> dict[str, _Mask]:
    """Where to look, as texels of the UV plane."""
    lips = _filled(mesh, size, regions.LIPS_OUTER)
    mouth = _filled(mesh, size, regions.LIPS_INNER)
    eyes = np.any([_filled(mesh, size, loop) for loop in regions.eye_loops(mesh)], axis=0)
    height = round(float(np.nonzero(eyes)[0].mean()))
    upper = np.zeros_like(eyes)
    upper[:height] = True
    near, line, lid = (_grown(eyes, share * size) for share in (1 / 256, 7 / 256, 17 / 256))
    red = cv2.erode(lips.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool) & ~mouth
    over = np.zeros_like(red)
    over[: round(float(np.nonzero(mouth)[0].mean()))] = True
    return {
        "lips": red,
        "upper lip": red & over,
        "lower lip": red & ~over,
        "lids": lid & ~line & upper,
        "line": line & ~near & upper,
        "lower": line & ~near & ~upper,
        "eyes": eyes,
        "skin": bare_skin(mesh, size),
        "cheeks": Zone("blush", (0.22, 0.49), (0.06, 0.05), paired=True).mask(size),
    }


def _filled(mesh: FaceMesh, size: int, loop: tuple[int, ...]) -> _Mask:
    points = mesh.uv[list(loop)].copy()
    points[:, 1] = 1 - points[:, 1]
    canvas = np.zeros((size, size), np.uint8)
    cv2.fillPoly(canvas, [np.rint(points * size - 0.5).astype(np.int32)], 1)
    return canvas.astype(bool)


def _grown(mask: _Mask, texels: float) -> _Mask:
    side = max(1, round(texels))
    return cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)).astype(bool)


@cache
def _fitted() -> dict[str, Array]:
    path = Path(__file__).parent / "worn.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: np.array(value) for name, value in stored.items()}
