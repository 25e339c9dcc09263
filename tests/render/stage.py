"""Faces at known places in small pictures, and looks to put on them."""

from __future__ import annotations

import json
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.look import Look, parse_look
from beautymirror.render.renderer import Renderer

Image = NDArray[np.uint8]
Points = NDArray[np.float32]
Mask = NDArray[np.bool_]

POSE = np.eye(4, dtype=np.float32)


def look_of(*layers: dict[str, Any]) -> Look:
    name = {"en": "tried", "zh": "试妆"}
    return parse_look(json.dumps({"id": "tried", "name": name, "layers": layers}))


# Everything that is painted on the skin, loud; what is drawn apart from the mesh is left out.
LOUD = look_of(
    {"kind": "foundation", "coverage": 1.0, "finish": "radiant"},
    {"kind": "contour"},
    {"kind": "highlighter"},
    {"kind": "blush"},
    {"kind": "eyebrows"},
    {"kind": "eyeshadow", "colors": ["#20A0C0", "#802080"], "finishes": ["metallic", "glitter"]},
    {"kind": "eyeliner", "thickness": 1.0, "lower": 1.0, "wing": 1.0},
    {"kind": "lipstick", "color": "#C00020", "finish": "gloss", "coverage": 1.0},
)


class Stage:
    """Draws on the demo's portrait, 480 by 360 pixels."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        portrait = load_portrait((480, 360))
        self.image: Image = portrait.image
        self.image.setflags(write=False)
        self.points: Points = portrait.landmarks

    def draw(self, tracked: Tracked, look: Look | None, intensity: float = 1.0) -> Image:
        """One picture by itself."""
        self.renderer.wear(look, intensity)
        return self.renderer.read(self.renderer.draw(tracked, still=True))

    def wear(self, look: Look | None, intensity: float = 1.0, **face: Any) -> Image:
        """The portrait with a look; other landmarks or another picture by keyword."""
        return self.draw(
            tracked(face.get("image", self.image), face.get("points", self.points)), look, intensity
        )

    def scaled(self, factor: float) -> tuple[Image, Points]:
        """The portrait enlarged."""
        image = cv2.resize(self.image, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)
        return image, self.points * np.float32(factor)


def tracked(image: Image, *faces: Points, index: int = 0, seconds: float = 0.0) -> Tracked:
    image = np.ascontiguousarray(image)
    image.setflags(write=False)
    found = tuple(Face(number, points, POSE) for number, points in enumerate(faces, start=1))
    return Tracked(Frame(image, seconds, index), found)


def polygon(image: Image, points: Points) -> Mask:
    canvas = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.rint(points[:, :2] * 16).astype(np.int32)], 1, shift=4)
    return canvas.astype(bool)


def on_mesh(image: Image, points: Points) -> Mask:
    """Pixels that the mesh covers, and their neighbours."""
    canvas = np.zeros(image.shape[:2], np.uint8)
    for corners in canonical_mesh().triangles:
        flat = np.rint(points[corners, :2] * 16).astype(np.int32)
        cv2.fillConvexPoly(canvas, flat, 1, shift=4)
    return cv2.dilate(canvas, np.ones((3, 3), np.uint8)).astype(bool)


def openings(image: Image, points: Points) -> Mask:
    """Pixels well inside the eyes and between the lips."""
    right = regions.loop(regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)
    left = regions.mirrored(canonical_mesh(), right)
    mouth = regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER)
    inside = np.zeros(image.shape[:2], bool)
    for loop in (right, left, mouth):
        inside |= polygon(image, points[list(loop)])
    return cv2.erode(inside.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
