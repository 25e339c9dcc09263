"""What a capture shows of whether skin can be read from it, in figures."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.scale import eye_distance
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.face.zones import bare_skin, zone
from beautymirror.skin.beard import beard
from beautymirror.skin.colour import lab_from_srgb
from beautymirror.skin.features import lip_pixels
from beautymirror.skin.linear import linear_from_srgb
from beautymirror.skin.patches import patch_masks
from beautymirror.skin.worn import makeup_odds

__all__ = ["View", "facing", "look_at"]

_FEWEST_OF_LIPS = 20  # pixels
_LUT_GREY = linear_from_srgb(np.arange(256, dtype=np.uint8)).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What was measured on a capture.

    Attributes:
        eyes: distance between the outer corners, pixels. facing: cosine of the turn.
        level: 8-bit median of the skin. clipped: share of overexposed skin.
        evenness: luminance of the darker cheek over the lighter. detail: sharpness, 0..1.
        chroma: median CIELAB chroma of the face. hues: by how much red to green differs over it.
        covered: share of the skin that is seen.
        eye_light: luminance of the lid openings over the cheeks'.
        socket_light: the same for the lids and brows around them.
        beard: share by which jaw and chin are darker and rougher than cheeks, or how far the point
            of the chin is as rough as hair.
        makeup: logarithm of the odds that it is worn already.
    """

    eyes: float
    facing: float
    level: float
    clipped: float
    evenness: float
    detail: float
    chroma: float
    hues: float
    covered: float
    eye_light: float
    socket_light: float
    beard: float
    makeup: float


def look_at(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    flat: Unwrapped,
    mesh: FaceMesh,
    unwrapper: Unwrapper,
) -> View:
    """Measure a capture."""
    size = len(flat.coverage)
    skin = bare_skin(mesh, size)
    seen = skin & (flat.coverage > 0.5)
    pixels = flat.image[seen] if seen.any() else np.zeros((1, 3), np.uint8)
    patches = np.any(np.stack(list(patch_masks(mesh, size).values())), axis=0) & seen
    inner = flat.image[patches] if patches.any() else pixels
    grey = np.asarray(cv2.cvtColor(flat.image, cv2.COLOR_RGB2GRAY), np.uint8)
    lips = lip_pixels(image, landmarks)
    lab = lab_from_srgb(inner[:: max(1, len(inner) // 2000)])
    luminance = _LUT_GREY[grey]
    cheeks = zone("cheeks").mask(size) & seen
    cheek = _level(luminance, cheeks)
    half = np.arange(size)[None, :] < size // 2
    sides = [_level(luminance, cheeks & side) for side in (half, ~half)]
    opening, socket = _eye_masks(mesh, size)
    return View(
        eyes=eye_distance(landmarks),
        facing=facing(landmarks, unwrapper),
        level=float(np.median(inner.max(axis=1))),
        clipped=float(np.mean(inner.max(axis=1) >= 250)),
        evenness=min(sides) / max(*sides, 1e-6),
        detail=_detail(image, landmarks),
        chroma=float(np.median(np.hypot(lab[:, 1], lab[:, 2]))),
        hues=_hues(flat, pixels, lips),
        covered=float(seen.sum() / skin.sum()),
        eye_light=_level(luminance, opening) / max(cheek, 1e-6),
        socket_light=_level(luminance, socket) / max(cheek, 1e-6),
        beard=beard(grey, luminance, seen, cheeks),
        makeup=makeup_odds(flat, mesh),
    )


def facing(points: NDArray[np.float32], unwrapper: Unwrapper) -> float:
    """Cosine of the turn of the head."""
    return float(unwrapper.turn(np.ascontiguousarray(points[:468, :2], np.float32)))


def _level(luminance: NDArray[np.float32], mask: NDArray[np.bool_]) -> float:
    return float(np.median(luminance[mask])) if mask.any() else 0.0


def _hues(flat: Unwrapped, skin: NDArray[np.uint8], lips: NDArray[np.uint8]) -> float:
    """By how much log(red / green) ranges over a face, plus by how much lips differ from skin.

    A toned photo has one hue, whichever it is. Too dark or too bright to tell counts as coloured.
    """
    soft = cv2.GaussianBlur(flat.image, (0, 0), 2.0 * len(flat.image) / 256)
    pixels = soft[flat.coverage > 0.5].astype(np.float32)
    pixels = pixels[(pixels.min(axis=1) > 20) & (pixels.max(axis=1) < 250)]
    if len(pixels) < 500 * (len(flat.image) / 256) ** 2 or len(lips) < _FEWEST_OF_LIPS:
        return 1.0
    low, high = np.percentile(np.log(pixels[:, 0] / pixels[:, 1]), [5, 95])
    means = np.log([np.maximum(of.mean(axis=0), 1.0) for of in (skin, lips)])
    return float(high - low + abs(np.diff(means[:, 0] - means[:, 1])[0]))


def _detail(image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> float:
    """Energy between two fine scales around the eyes over their contrast, at the camera's scale."""
    points = landmarks[[70, 300, 230, 450, 63, 293], :2]
    x0, y0 = np.maximum(points.min(axis=0).astype(int), 0)
    x1, y1 = points.max(axis=0).astype(int) + 1
    crop = image[y0:y1, x0:x1]
    if min(crop.shape[:2]) < 6:
        return 0.0
    width = 256
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float32)
    scaled = cv2.resize(grey, (width, max(8, round(width * grey.shape[0] / grey.shape[1]))))
    fine = cv2.GaussianBlur(scaled, (0, 0), 1.0) - cv2.GaussianBlur(scaled, (0, 0), 2.2)
    return float(fine.std() / max(float(scaled.std()), 4.0))


def _eye_masks(mesh: FaceMesh, size: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    canvas = np.zeros((size, size), np.uint8)
    for loop in regions.eye_loops(mesh):
        points = mesh.uv[list(loop)].copy()
        points[:, 1] = 1 - points[:, 1]
        cv2.fillPoly(canvas, [np.rint(points * size - 0.5).astype(np.int32)], 1)
    opening = canvas.astype(bool)
    around = cv2.dilate(canvas, np.ones((size // 14, size // 14), np.uint8)).astype(bool)
    return opening, around & ~opening
