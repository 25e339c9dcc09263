"""How much of what lies before a face is painted, and how much bare skin is not.

Occluders are drawn over portraits after the face was found in them, so that it is the mask that is
measured, not the tracker: strands of hair, frames of glasses, things that are held up, and fingers
of the person's own skin. The first faces of every tone have the same before them, and colours
follow in turn: a brown frame on brown skin is the hardest, and chance gave it to one tone and not
to another.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.commands.quality.figures import Studio
from beautymirror.commands.quality.places import Mask, Picture, Places, Points
from beautymirror.face.scale import eye_distance
from beautymirror.frame import Frame, Tracked

__all__ = ["OCCLUDERS", "covered", "covered_figures", "painted"]

Array = NDArray[np.float64]
Rng = np.random.Generator

# Paint of a colour that no skin, hair or frame has, so that whatever it touches is seen.
PAINT = (
    {"kind": "foundation", "color": "#2038E0", "coverage": 1.0, "match": 0.0},
    {"kind": "eyeshadow", "colors": ["#2038E0"], "pattern": "whole_eye"},
    {"kind": "lipstick", "color": "#2038E0", "finish": "matte", "coverage": 1.0},
)
_SEEN = 20  # 8-bit steps of a channel from which a pixel counts as painted
_FEWEST = 40  # pixels of hidden lips that say anything
_FINE = 4  # fractional bits of coordinates
_HAIR = ((24, 20, 18), (70, 46, 30), (176, 140, 92), (150, 146, 142))
_FRAMES = ((20, 20, 22), (96, 58, 30), (128, 130, 134), (170, 30, 40))
_THINGS = ((16, 16, 18), (236, 236, 232), (40, 70, 170), (190, 30, 50), (128, 128, 132))


def covered_figures(studio: Studio, tracked: Tracked, where: Places, turn: int) -> dict[str, float]:
    """Shares in per cent: of cheeks and forehead that stay bare, of occluders that are painted.

    Of occluders only those pixels count that are painted without one; what lies before the lips
    counts once more by itself.

    Args:
        turn: how many faces of this tone came before.
    """
    image, points = tracked.frame.image, tracked.faces[0].landmarks
    worn = painted(image, studio.made_up(tracked, *PAINT))
    out = {"skin left bare, %": 100.0 * float(1.0 - worn[where.skin].mean())}
    before_lips: list[Mask] = []
    for kind in OCCLUDERS:
        picture, hidden = covered(kind, image, points, turn)
        hidden &= worn
        after = studio.made_up(Tracked(Frame(picture, 0.0, 0), tracked.faces), *PAINT)
        if hidden.any():
            changed = painted(picture, after)
            out[f"{kind} painted, %"] = 100.0 * float(changed[hidden].mean())
            before_lips.append(changed[hidden & where.lips])
    shown = np.concatenate(before_lips) if before_lips else np.zeros(0, bool)
    if len(shown) >= _FEWEST:
        out["before lips painted, %"] = 100.0 * float(shown.mean())
    return out


def painted(before: Picture, after: Picture) -> Mask:
    """Where makeup is seen, (h, w)."""
    return np.asarray(np.abs(before.astype(np.int16) - after).max(axis=2) > _SEEN)


def covered(kind: str, image: Picture, points: Points, turn: int) -> tuple[Picture, Mask]:
    """The portrait with an occluder before the face, and where that lies.

    Args:
        turn: decides on its shape, and its colour follows that of the turn before.
    """
    rng = np.random.default_rng(turn)
    opacity, color = OCCLUDERS[kind](image, points, rng, turn)
    drawn = image * (1.0 - opacity[..., None]) + color * opacity[..., None]
    noise = rng.normal(0.0, 2.0, image.shape) * opacity[..., None]
    return np.clip(np.rint(drawn + noise), 0, 255).astype(np.uint8), opacity > 0.75


def _canvas(image: Picture) -> Picture:
    return np.zeros(image.shape[:2], np.uint8)


def _line(canvas: Picture, points: Array, width: float, closed: bool = False) -> None:
    """Draw a smooth line of a width in pixels."""
    fixed = np.rint(points * 2**_FINE).astype(np.int32)
    thick = max(1, round(width))
    cv2.polylines(canvas, [fixed], closed, 255, thick, cv2.LINE_AA, _FINE)


def _strands(image: Picture, points: Points, rng: Rng, turn: int) -> tuple[Array, Array]:
    """Locks that fall from the hairline to brows and cheeks."""
    eye, canvas = eye_distance(points), _canvas(image)
    t = np.linspace(0.0, 1.0, 16)[:, None]
    for _ in range(36):
        top = points[10, :2] + rng.uniform([-0.7, -0.25], [0.7, -0.05]) * eye
        end = top + rng.uniform([-0.25, 0.5], [0.25, 1.2]) * eye
        bow = (top + end) / 2 + rng.uniform(-0.2, 0.2, 2) * eye
        curve = (1 - t) ** 2 * top + 2 * t * (1 - t) * bow + t**2 * end
        _line(canvas, curve, rng.uniform(0.008, 0.02) * eye)
    shine = rng.uniform(0.7, 1.2, (*image.shape[:2], 1))
    return canvas / 255.0, np.array(_HAIR[turn % len(_HAIR)]) * shine


def _frames(image: Picture, points: Points, rng: Rng, turn: int) -> tuple[Array, Array]:
    """Rims about both eyes, and the bridge between them."""
    eye, canvas = eye_distance(points), _canvas(image)
    angle = np.linspace(0.0, 2 * np.pi, 48, endpoint=False)
    shape = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.7, np.sin(angle)
    across = (points[263, :2] - points[33, :2]) / eye
    down = np.array([-across[1], across[0]])
    width = rng.uniform(0.025, 0.06) * eye
    rims = []
    for corners in ((33, 133), (263, 362)):
        middle = points[list(corners), :2].mean(axis=0) + 0.05 * eye * down
        rims.append(
            middle + 0.29 * eye * shape[0][:, None] * across + 0.22 * eye * shape[1][:, None] * down
        )
        _line(canvas, rims[-1], width, closed=True)
    bridge = [rims[0][0], rims[1][len(angle) // 2]]
    _line(canvas, np.array(bridge), width)
    return canvas / 255.0, np.array(_FRAMES[turn % len(_FRAMES)], float)


def _thing(image: Picture, points: Points, rng: Rng, turn: int) -> tuple[Array, Array]:
    """A phone or a product, held before a part of the face and shaded from one side."""
    eye, canvas = eye_distance(points), _canvas(image)
    middle = points[rng.choice([50, 280, 0, 151]), :2] + rng.uniform(-0.2, 0.2, 2) * eye
    size = rng.uniform([0.35, 0.6], [0.7, 1.1]) * eye
    box = cv2.boxPoints((middle.tolist(), size.tolist(), float(rng.uniform(-40, 40))))
    cv2.fillConvexPoly(canvas, np.rint(box * 2**_FINE).astype(np.int32), 255, cv2.LINE_AA, _FINE)
    shade = 0.75 + 0.35 * np.linspace(0, 1, image.shape[1])[None, :, None]
    shade = np.broadcast_to(shade, (*image.shape[:2], 1))
    return canvas / 255.0, np.array(_THINGS[turn % len(_THINGS)]) * shade


def _fingers(image: Picture, points: Points, rng: Rng, _turn: int) -> tuple[Array, Array]:
    """Three fingers of the person's own skin, each round and shaded, over cheek and mouth."""
    eye = eye_distance(points)
    cheeks = points[[50, 280], :2].astype(int)
    skin = image[cheeks[:, 1], cheeks[:, 0]].mean(axis=0)
    side = rng.choice([-1.0, 1.0])
    opacity, shade = np.zeros(image.shape[:2]), np.zeros(image.shape[:2])
    for finger in range(3):
        canvas = _canvas(image)
        root = points[2, :2] + np.array([side * 0.9, 0.15 + 0.24 * finger]) * eye
        tip = points[2, :2] + np.array([side * rng.uniform(-0.1, 0.2), 0.22 * finger - 0.1]) * eye
        _line(canvas, np.array([root, tip]), 0.2 * eye)
        depth = cv2.distanceTransform((canvas > 127).astype(np.uint8), cv2.DIST_L2, 5)
        shade = np.where(canvas > 0, 0.6 + 0.5 * np.sqrt(np.clip(depth / (0.1 * eye), 0, 1)), shade)
        opacity = np.maximum(opacity, canvas / 255.0)
    return opacity, skin * shade[..., None]


OCCLUDERS: dict[str, Callable[[Picture, Points, Rng, int], tuple[Array, Array]]] = {
    "hair": _strands,
    "glasses": _frames,
    "things": _thing,
    "fingers": _fingers,
}
