"""Is a capture good enough to read skin from? Every refusal and doubt has its reason.

``guide`` is for every live frame and looks at the landmarks and a few hundred pixels; ``judge`` is
for a frame that is to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.face.zones import Zone, bare_skin, zone
from beautymirror.frame import Tracked
from beautymirror.skin.colour import lab_from_srgb
from beautymirror.skin.features import lip_pixels
from beautymirror.skin.light import Light, eye_loops
from beautymirror.skin.linear import linear_from_srgb
from beautymirror.skin.patches import patch_masks
from beautymirror.skin.reason import Reason, reason
from beautymirror.skin.worn import makeup_odds

__all__ = ["View", "guide", "jaw_weight", "judge", "look_at", "tinted"]

# Distance between the outer corners of the eyes, pixels: about 0.62 of the width of a face.
_EYES_FEWEST, _EYES_GOOD = 45.0, 95.0
_FACING_LEAST, _FACING_GOOD = 0.80, 0.93  # cosine of the turn of the head
_DARKEST = 14.0  # 8-bit level of the skin's median: below it, camera noise is the colour
# Share of skin with a channel at 250 or more. With more of it, votes of the highlights fail too.
_CLIPPED_MOST, _CLIPPED_SOME = 0.04, 0.005
_EVEN_LEAST = 0.45  # luminance of the darker cheek over the lighter
# Stops, see Light.tint. Lamps and daylight lie along a curve: the warmer, the greener.
_WARMEST, _COOLEST, _OFF_CURVE = 3.3, -1.2, 0.38
_SOFT, _BLURRED = 0.05, 0.03  # energy of fine detail at eyes and brows over contrast
_GREY = 2.5  # CIELAB chroma below which a face is of no colour
_ONE_HUE = 0.13  # see _hues: training faces have 0.2 or more, the same in sepia 0.09 at most
_COVERED_LEAST = 0.55  # share of the skin that must be seen


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


def guide(tracked: Tracked, unwrapper: Unwrapper) -> Reason | None:
    """The first thing to put right before a capture, or None; well below 2 ms."""
    if not tracked.faces:
        return reason("no_face")
    if len(tracked.faces) > 1:
        return reason("several_faces")
    image, points = tracked.frame.image, tracked.faces[0].landmarks
    eyes, facing = _eyes(points), _facing(points, unwrapper)
    if eyes < _EYES_FEWEST:
        return reason("too_far")
    if facing < _FACING_LEAST:
        return reason("turned")
    height, width = image.shape[:2]
    x = np.clip(points[_SAMPLED, 0], 0, width - 1).astype(int)
    y = np.clip(points[_SAMPLED, 1], 0, height - 1).astype(int)
    pixels = image[y, x]
    if np.median(pixels.max(axis=1)) < _DARKEST:
        return reason("too_dark")
    if np.mean(pixels.max(axis=1) >= 250) > _CLIPPED_MOST:
        return reason("clipped")
    if eyes < _EYES_GOOD:
        return reason("far")
    return reason("slightly_turned") if facing < _FACING_GOOD else None


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
    grey = cv2.cvtColor(flat.image, cv2.COLOR_RGB2GRAY)
    lips = lip_pixels(image, landmarks)
    lab = lab_from_srgb(inner[:: max(1, len(inner) // 2000)])
    luminance = _LUT_GREY[grey]
    cheek = _level(luminance, zone("cheeks").mask(size) & seen)
    half = np.arange(size)[None, :] < size // 2
    sides = [_level(luminance, zone("cheeks").mask(size) & seen & side) for side in (half, ~half)]
    opening, socket = _eye_masks(mesh, size)
    jaw = (zone("jaw").mask(size) | zone("chin").mask(size)) & seen
    rough = cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 1.5 * size / 256)).astype(np.float32)
    cheeks = zone("cheeks").mask(size) & seen
    return View(
        eyes=_eyes(landmarks),
        facing=_facing(landmarks, unwrapper),
        level=float(np.median(inner.max(axis=1))),
        clipped=float(np.mean(inner.max(axis=1) >= 250)),
        evenness=min(sides) / max(*sides, 1e-6),
        detail=_detail(image, landmarks),
        chroma=float(np.median(np.hypot(lab[:, 1], lab[:, 2]))),
        hues=_hues(flat, pixels, lips),
        covered=float(seen.sum() / skin.sum()),
        eye_light=_level(luminance, opening) / max(cheek, 1e-6),
        socket_light=_level(luminance, socket) / max(cheek, 1e-6),
        beard=max(
            _beard(rough, luminance, jaw, cheeks),
            _goatee(luminance, _CHIN.mask(size) & seen, cheeks),
        ),
        makeup=makeup_odds(flat, mesh),
    )


def judge(view: View) -> list[Reason]:
    """Reasons to refuse or doubt a capture, refusals first."""
    found = [
        ("too_far", view.eyes < _EYES_FEWEST),
        ("turned", view.facing < _FACING_LEAST),
        ("hidden", view.covered < _COVERED_LEAST),
        ("too_dark", view.level < _DARKEST),
        ("clipped", view.clipped > _CLIPPED_MOST),
        (
            "black_and_white",
            view.level >= _DARKEST and (view.chroma < _GREY or view.hues < _ONE_HUE),
        ),
        ("blurred", view.detail < _BLURRED),
        ("sunglasses", view.socket_light < _SOCKET_LEAST and view.eye_light < _OPENING_LEAST),
        ("far", _EYES_FEWEST <= view.eyes < _EYES_GOOD),
        ("slightly_turned", _FACING_LEAST <= view.facing < _FACING_GOOD),
        ("bright", _CLIPPED_SOME < view.clipped <= _CLIPPED_MOST),
        ("soft", _BLURRED <= view.detail < _SOFT),
        ("uneven_light", view.evenness < _EVEN_LEAST),
        ("beard", view.beard > _BEARD_FROM),
        ("makeup", view.makeup > 0),
    ]
    return [reason(code) for code, holds in found if holds]


def jaw_weight(view: View) -> float:
    """How far the jaw shows skin: 1 without a beard, 0 with one, in between where it is unsure."""
    return float(np.clip((_BEARD_FROM - view.beard) / _BEARD_UNSURE, 0, 1))


def tinted(light: Light) -> bool:
    """Whether the light is so coloured that colours cannot be brought back."""
    warm, magenta = light.tint()
    usual = 0.06 - 0.2 * max(warm, 0.0)
    return not (_COOLEST < warm < _WARMEST) or abs(magenta - usual) > _OFF_CURVE


_SOCKET_LEAST, _OPENING_LEAST = 0.16, 0.10
_BEARD_FROM, _BEARD_UNSURE = 0.6, 0.25
# Where goatees grow, below what makeup calls the chin. Hair there is this many times as rough as
# the cheeks, also where it is grey or as dark as the skin; bare chins of all tones stay below 1.9.
_CHIN = Zone("point of the chin", (0.5, 0.892), (0.085, 0.032))
_HAIRY = 2.4
_SMOOTHEST = 0.01  # stops: what camera noise leaves of the smoothest cheek
_FEWEST_OF_LIPS = 20  # pixels

# Forehead, cheeks and chin of the mesh: skin on every face.
_SAMPLED = np.array([9, 151, 108, 337, 50, 280, 101, 330, 36, 266, 205, 425, 187, 411, 199, 175])
_LUT_GREY = linear_from_srgb(np.arange(256, dtype=np.uint8)).astype(np.float32)


def _eyes(points: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(points[33, :2] - points[263, :2]))


def _facing(points: NDArray[np.float32], unwrapper: Unwrapper) -> float:
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
    for loop in eye_loops().values():
        points = mesh.uv[list(loop)].copy()
        points[:, 1] = 1 - points[:, 1]
        cv2.fillPoly(canvas, [np.rint(points * size - 0.5).astype(np.int32)], 1)
    opening = canvas.astype(bool)
    around = cv2.dilate(canvas, np.ones((size // 14, size // 14), np.uint8)).astype(bool)
    return opening, around & ~opening


def _beard(
    rough: NDArray[np.float32],
    luminance: NDArray[np.float32],
    jaw: NDArray[np.bool_],
    cheeks: NDArray[np.bool_],
) -> float:
    if not jaw.any() or not cheeks.any():
        return 0.0
    darker = 1.0 - _level(luminance, jaw) / max(_level(luminance, cheeks), 1e-6)
    rougher = float(rough[jaw].mean() / max(float(rough[cheeks].mean()), 0.5)) - 1.0
    return float(np.clip(darker, 0, 1) + 0.4 * np.clip(rougher, 0, 2))


def _goatee(
    luminance: NDArray[np.float32], chin: NDArray[np.bool_], cheeks: NDArray[np.bool_]
) -> float:
    if not chin.any() or not cheeks.any():
        return 0.0
    stops = np.log2(np.maximum(luminance, 2e-3))
    scale = len(stops) / 256
    soft = [cv2.GaussianBlur(stops, (0, 0), texels * scale) for texels in (0.7, 2.0)]
    rough = np.abs(soft[0] - soft[1])
    times = float(rough[chin].mean() / max(float(rough[cheeks].mean()), _SMOOTHEST))
    return float(_BEARD_FROM * np.clip((times - 1) / (_HAIRY - 1), 0, 2))
