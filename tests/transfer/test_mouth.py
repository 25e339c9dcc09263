"""Lips that are painted in colours no tracker knows are found where the paint is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.face import regions
from beautymirror.render.lipline import LIP_EDGE, millimetre, outward, shifted
from beautymirror.transfer.mouth import lips_as_painted

OUTLINE = list(regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER))
BOW = np.sin(np.linspace(0, np.pi, 11))[1:-1]


@pytest.fixture(scope="module")
def portrait() -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A face of about 300 pixels and where its points are."""
    still = load_portrait((1280, 960))
    return still.image, still.landmarks


def painted(image: NDArray[np.uint8], landmarks: NDArray[np.float32], color: str) -> NDArray:
    """The face with a coat of "#RRGGBB" over lips and teeth."""
    cover = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(cover, [np.rint(landmarks[OUTLINE, :2]).astype(np.int32)], 255)
    share = 0.85 * cv2.GaussianBlur(cover, (0, 0), 1.0)[..., None] / 255.0
    rgb = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)])
    return np.rint(image + share * (rgb - image.astype(float))).astype(np.uint8)


def off(found: NDArray[np.float32], true: NDArray[np.float32]) -> NDArray[np.floating]:
    """Millimetres (2, 9) from the outer lip line, across it."""
    apart = found[LIP_EDGE, :2] - true[LIP_EDGE, :2]
    return np.abs((apart * outward(true)).sum(axis=-1)) / millimetre(true)


@pytest.mark.parametrize("color", ["#66FFC7", "#F4F4F4", "#B0102A", "#301020", "#7A30C0"])
@pytest.mark.parametrize(("upper", "lower"), [(0.0, 4.5), (3.0, 4.0), (-1.5, -2.0)])
def test_a_line_that_errs_is_brought_to_the_paint(
    portrait: tuple[NDArray[np.uint8], NDArray[np.float32]], color: str, upper: float, lower: float
) -> None:
    image, true = portrait
    astray = shifted(true, np.array([upper * BOW, lower * BOW], np.float32))
    found = lips_as_painted(painted(image, true, color), astray)
    assert off(found, true).mean() < min(1.0, 0.7 * off(astray, true).mean())
    assert off(found, true).max() < 2.2
    apart = np.setdiff1d(np.arange(478), np.flatnonzero((found != astray).any(axis=1)))
    assert {61, 291, 13, 14, 152, 1} <= set(apart.tolist())  # corners, inner line, chin, nose


def test_of_two_colours_of_paint_the_outer_one_has_the_edge(
    portrait: tuple[NDArray[np.uint8], NDArray[np.float32]],
) -> None:
    image, true = portrait
    middle = true[[13, 14], :2].mean(axis=0)
    inner = true.copy()
    inner[OUTLINE, :2] = middle + 0.55 * (true[OUTLINE, :2] - middle)
    photo = painted(painted(image, true, "#C04070"), inner, "#102818")
    astray = shifted(true, np.array([1.5 * BOW, 3.0 * BOW], np.float32))
    assert off(lips_as_painted(photo, astray), true).mean() < 0.7


def test_bare_lips_stay_where_they_are(
    portrait: tuple[NDArray[np.uint8], NDArray[np.float32]],
) -> None:
    image, true = portrait
    assert off(lips_as_painted(image, true), true).mean() < 0.7


def test_a_face_without_edges_and_one_past_the_picture_are_left_alone(
    portrait: tuple[NDArray[np.uint8], NDArray[np.float32]],
) -> None:
    image, true = portrait
    flat = np.full_like(image, 120)
    assert np.array_equal(lips_as_painted(flat, true), true)
    outside = true + np.float32([5000, 0, 0])
    assert np.isfinite(lips_as_painted(image, outside)).all()
