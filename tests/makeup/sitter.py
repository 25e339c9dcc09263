"""The demo's portrait sitting for features that are drawn in each frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.errors import MissingError
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.look import Look, layer_models

Image = NDArray[np.uint8]
Points = NDArray[np.float32]

UPPER = (33, 246, 161, 160, 159, 158, 157, 173, 133)
LOWER = (33, 7, 163, 144, 145, 153, 154, 155, 133)
LEFT_UPPER = (263, 466, 388, 387, 386, 385, 384, 398, 362)
LEFT_LOWER = (263, 249, 390, 373, 374, 380, 381, 382, 362)
INNER_UPPER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
INNER_LOWER = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
TONES = {"light": 1.0, "medium": 0.5, "deep": 0.18}  # of the portrait's light


@dataclass(eq=False)
class Sitter:
    """Draws layers on the portrait.

    Attributes:
        image: (720, 960, 3) sRGB; landmarks: (478, 3), the portrait's own.
    """

    renderer: Any
    image: Image
    landmarks: Points

    def wear(
        self,
        *layers: tuple[str, dict[str, Any]],
        image: Image | None = None,
        landmarks: Points | None = None,
        intensity: float = 1.0,
    ) -> Image:
        """The picture with these layers on the face."""
        image = self.image if image is None else image
        image.setflags(write=False)
        points = self.landmarks if landmarks is None else landmarks
        made = tuple(layer_models[kind](**values) for kind, values in layers)
        look = Look.model_validate(
            {"id": "sitting", "name": {"en": "Sitting", "zh": "坐像"}, "layers": made}
        )
        face = Face(1, points, np.eye(4, dtype=np.float32))
        self.renderer.wear(look, intensity)
        drawn = self.renderer.draw(Tracked(Frame(image, 0.0, 0), (face,)), still=True)
        return np.asarray(self.renderer.read(drawn)[..., :3])

    def in_light(self, share: float) -> Image:
        """The portrait with this share of its light: the skin of somebody darker."""
        linear = (self.image / np.float32(255)) ** 2.2 * share
        return np.asarray((linear ** (1 / 2.2) * 255).round(), np.uint8)

    def scaled(self, factor: float) -> tuple[Image, Points]:
        """The portrait at another size."""
        image = cv2.resize(self.image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(image), self.landmarks * np.float32(factor)

    @property
    def millimetre(self) -> float:
        """In pixels."""
        return float(np.linalg.norm(self.landmarks[33] - self.landmarks[263])) / 88.9

    def area(self, *loops: tuple[int, ...], grow: float = 0.0) -> NDArray[np.bool_]:
        """Pixels inside polygons of landmarks, grown or shrunk by so many millimetres."""
        mask = np.zeros(self.image.shape[:2], np.uint8)
        for loop in loops:
            cv2.fillPoly(mask, [self.landmarks[list(loop), :2].round().astype(np.int32)], 1)
        inside = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
        outside = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 5)
        return np.asarray(outside - inside <= grow * self.millimetre)

    def eyes(self, grow: float = 0.0) -> NDArray[np.bool_]:
        """Pixels of both eye openings."""
        loops = (UPPER + LOWER[-2:0:-1], LEFT_UPPER + LEFT_LOWER[-2:0:-1])
        return self.area(*loops, grow=grow)

    def mouth(self, grow: float = 0.0) -> NDArray[np.bool_]:
        """Pixels between the inner lip lines."""
        return self.area(INNER_UPPER + INNER_LOWER[-2:0:-1], grow=grow)

    def with_lids_closed(self, left: float = 0.0) -> Points:
        """Landmarks with both upper lids on the lower ones but for this share of the opening."""
        points = self.landmarks.copy()
        for upper, lower in ((UPPER, LOWER), (LEFT_UPPER, LEFT_LOWER)):
            gap = points[list(upper)] - points[list(lower)]
            points[list(upper)] = points[list(lower)] + np.float32(left) * gap
        return points


@contextmanager
def sitting() -> Iterator[Sitter]:
    """A sitter with a renderer; everything is given back at the end."""
    from beautymirror.render.context import headless_context
    from beautymirror.render.renderer import Renderer

    try:
        opened = headless_context()
        context = opened.__enter__()
    except MissingError as error:
        pytest.skip(str(error))
    try:
        renderer = Renderer(context)
        try:
            portrait = load_portrait((960, 720))
            yield Sitter(renderer, portrait.image, portrait.landmarks)
        finally:
            renderer.release()
    finally:
        opened.__exit__(None, None, None)
