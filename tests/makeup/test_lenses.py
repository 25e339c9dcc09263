"""Lenses colour the iris alone: lids, pupil and catch-light are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.makeup.sitter import LEFT_UPPER, TONES, UPPER, Image, Sitter, sitting

IRISES = ((468, 470, 472), (473, 475, 477))


@pytest.fixture(scope="module")
def sitter(landmarker_model: Path) -> Iterator[Sitter]:
    with sitting() as sitter:
        yield sitter


def ring(sitter: Sitter, low: float, high: float) -> np.ndarray:
    """Pixels of the irises between two radii, well inside the lids."""
    rows, columns = np.indices(sitter.image.shape[:2])
    found = np.zeros(sitter.image.shape[:2], bool)
    for centre, top, bottom in IRISES:
        x, y = sitter.landmarks[centre, :2]
        radius = np.linalg.norm(sitter.landmarks[top, :2] - sitter.landmarks[bottom, :2]) / 2
        distance = np.hypot(columns - x, rows - y) / radius
        found |= (distance >= low) & (distance <= high) & (rows > y)
    return found & sitter.eyes(grow=-1.0)


def with_eyes(
    sitter: Sitter, iris: int, pupil: int, glint: bool = False, wide: float = 0.40
) -> Image:
    """The portrait with irises painted afresh, so that the truth about them is known."""
    image = sitter.image.copy()
    for centre, top, bottom in IRISES:
        x, y = (int(v) for v in sitter.landmarks[centre, :2].round())
        radius = np.linalg.norm(sitter.landmarks[top, :2] - sitter.landmarks[bottom, :2]) / 2
        for share, level in ((1.0, iris), (wide, pupil)):
            cv2.circle(image, (x, y), round(float(radius * share)), (level,) * 3, -1, cv2.LINE_AA)
        if glint:
            cv2.circle(image, (x, y + round(float(radius * 0.6))), 1, (255, 255, 255), -1)
    image[~sitter.eyes()] = sitter.image[~sitter.eyes()]
    return image


def test_only_the_eye_openings_change(sitter: Sitter) -> None:
    worn = sitter.wear(("contact_lenses", {"size": 1.0, "opacity": 1.0, "limbal": 1.0}))
    outside = ~sitter.eyes(grow=1.6)
    assert np.array_equal(worn[outside], sitter.image[outside])
    assert np.abs(worn.astype(int) - sitter.image)[ring(sitter, 0.5, 0.9)].mean() > 8


@pytest.mark.parametrize("values", [{"opacity": 0.0}, {"intensity": 0.0}])
def test_none_change_nothing(sitter: Sitter, values: dict[str, float]) -> None:
    assert np.array_equal(sitter.wear(("contact_lenses", values)), sitter.image)


@pytest.mark.parametrize("color", ["#5C8FC4", "#7FA060", "#9A6A40"])
@pytest.mark.parametrize("tone", TONES)
def test_the_iris_takes_the_colour(sitter: Sitter, tone: str, color: str) -> None:
    asked = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])
    image = sitter.in_light(TONES[tone])
    worn = sitter.wear(("contact_lenses", {"color": color, "opacity": 1.0}), image=image)
    got = np.median(worn[ring(sitter, 0.6, 0.85)], axis=0)
    # Of the same hue, as lit: the order of the channels and most of their contrast are there.
    assert list(np.argsort(got)) == list(np.argsort(asked))
    contrast = (got.max() - got.min()) / got.max()
    assert contrast > 0.55 * (asked.max() - asked.min()) / asked.max()


@pytest.mark.parametrize("iris", [60, 130])
def test_the_pupil_stays_dark(sitter: Sitter, iris: int) -> None:
    image = with_eyes(sitter, iris=iris, pupil=12)
    worn = sitter.wear(("contact_lenses", {"color": "#D0D8E0", "opacity": 1.0}), image=image)
    pupil = ring(sitter, 0.0, 0.25)
    assert pupil.sum() > 8
    assert worn[pupil].max() < 40
    assert worn[ring(sitter, 0.6, 0.8)].mean() > iris


def test_a_wide_pupil_stays_dark(sitter: Sitter) -> None:
    image = with_eyes(sitter, iris=140, pupil=12, wide=0.62)
    worn = sitter.wear(("contact_lenses", {"color": "#D0D8E0", "opacity": 1.0}), image=image)
    assert np.percentile(worn[ring(sitter, 0.0, 0.45)], 95) < 45


def test_lid_skin_inside_the_landmarks_is_left_alone(sitter: Sitter) -> None:
    image = with_eyes(sitter, iris=60, pupil=12)
    lids = sitter.eyes(grow=4.0) & ~sitter.eyes()
    image[lids] = (214, 160, 134)
    # Upper lid margins that err by more than half a millimetre onto the lid.
    landmarks = sitter.landmarks.copy()
    for lid in (UPPER, LEFT_UPPER):
        landmarks[list(lid), 1] -= 0.7 * sitter.millimetre
    values = {"color": "#2050C0", "opacity": 1.0}
    worn = sitter.wear(("contact_lenses", values), image=image, landmarks=landmarks)
    skin = sitter.eyes(grow=2.0) & ~sitter.eyes(grow=0.3)
    change = np.abs(worn.astype(int) - image).max(axis=2)[skin]
    assert not (change > 40).any()


def test_the_catch_light_stays(sitter: Sitter) -> None:
    image = with_eyes(sitter, iris=40, pupil=8, glint=True)
    bright = (image.min(axis=2) == 255) & sitter.eyes()
    assert bright.any()
    worn = sitter.wear(("contact_lenses", {"color": "#204020", "opacity": 1.0}), image=image)
    assert worn[bright].min() > 245


@pytest.mark.parametrize("left", [0.0, 0.12])
def test_nothing_is_painted_on_closed_lids(sitter: Sitter, left: float) -> None:
    closed = sitter.with_lids_closed(left)
    worn = sitter.wear(("contact_lenses", {"opacity": 1.0}), landmarks=closed)
    assert np.array_equal(worn, sitter.image)


def test_a_larger_lens_covers_more(sitter: Sitter) -> None:
    values = {"color": "#2040C0", "opacity": 1.0}
    small = sitter.wear(("contact_lenses", {**values, "size": 0.0}))
    large = sitter.wear(("contact_lenses", {**values, "size": 1.0}))
    beyond = ring(sitter, 1.06, 1.16)
    change = [np.abs(worn.astype(int) - sitter.image)[beyond].mean() for worn in (small, large)]
    assert change[1] > change[0] + 5


def test_the_limbal_ring_is_dark(sitter: Sitter) -> None:
    values = {"color": "#A0B8C8", "opacity": 1.0, "size": 0.0}
    plain = sitter.wear(("contact_lenses", {**values, "limbal": 0.0})).astype(int)
    ringed = sitter.wear(("contact_lenses", {**values, "limbal": 1.0})).astype(int)
    assert (plain - ringed)[ring(sitter, 0.88, 0.95)].mean() > 10
    assert abs((plain - ringed)[ring(sitter, 0.45, 0.60)].mean()) < 3


def test_patterns_differ(sitter: Sitter) -> None:
    image, landmarks = sitter.scaled(3.0)
    layers = [
        ("contact_lenses", {"pattern": pattern, "color": "#5080B0"})
        for pattern in ("natural", "ring", "star", "two_tone")
    ]
    pictures = [sitter.wear(layer, image=image, landmarks=landmarks) for layer in layers]
    for a, first in enumerate(pictures):
        for second in pictures[a + 1 :]:
            assert np.abs(first.astype(int) - second).max() > 15


def test_more_intensity_is_never_less(sitter: Sitter) -> None:
    changes = [
        np.abs(sitter.wear(("contact_lenses", {"intensity": i})).astype(int) - sitter.image).sum()
        for i in (0.25, 0.5, 1.0)
    ]
    assert changes[0] < changes[1] < changes[2]
