"""The light on lips in a photo, against what is drawn there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.render.lit import LitLips
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LINEAR, LUMA
from tests.render.stage import Image, Stage, look_of, polygon

GREY = {"kind": "lipstick", "color": "#BCBCBC", "finish": "matte", "coverage": 1.0}
PAINT = float(LINEAR[0xBC])
OUTER, INNER = (
    list(regions.loop(*lines))
    for lines in (
        (regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER),
        (regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER),
    )
)


def drawn(stage: Stage, image: Image) -> float:
    """Luminance of white paint in the middle of the lips."""
    lips = polygon(image, stage.points[OUTER]) & ~polygon(image, stage.points[INNER])
    inside = cv2.erode(lips.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    worn = LINEAR[stage.wear(look_of(GREY), image=image)][inside]
    return float((worn @ LUMA).mean() / PAINT)


def told(stage: Stage, image: Image) -> float:
    """The same as it is told."""
    light = LitLips(canonical_mesh()).of(Picture.of(image), stage.points)
    assert light is not None
    assert light.shape == (32, 32)
    places = canonical_mesh().uv[OUTER] * [32, -32] + [0, 32]
    columns, rows = places.astype(int).T
    return float(light[rows, columns].mean())


def shaded(stage: Stage, left: float) -> Image:
    """The portrait with only so much of the light below the nose."""
    between, below = stage.points[168, 1], stage.points[2, 1]
    dim = np.interp(np.arange(len(stage.image)), [between, below], [1.0, left])
    linear = LINEAR[stage.image] * dim[:, None, None]
    return np.searchsorted(LINEAR, linear).astype(np.uint8)


def test_light_on_lips_is_what_is_drawn_there(stage: Stage) -> None:
    usual = drawn(stage, stage.image) / told(stage, stage.image)
    assert usual == pytest.approx(1.0, abs=0.15)
    for left, most in ((0.6, 0.85), (0.35, 0.7)):
        image = shaded(stage, left)
        # Not by all of it: of a face that is half in shade less is taken for fully lit.
        assert left < told(stage, image) / told(stage, stage.image) < most
        assert drawn(stage, image) / told(stage, image) == pytest.approx(usual, rel=0.15)


def test_a_face_out_of_sight_has_no_light(stage: Stage) -> None:
    beside = stage.points + np.float32([5000, 0, 0])
    assert LitLips(canonical_mesh()).of(Picture.of(stage.image), beside) is None
