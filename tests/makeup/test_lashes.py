"""Lashes stand on the lids, follow a blink and are right at every size and on every skin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.makeup.sitter import TONES, UPPER, Image, Sitter, sitting

STYLES = ("natural", "wispy", "doll", "cat", "dense")


@pytest.fixture(scope="module")
def sitter(landmarker_model: Path) -> Iterator[Sitter]:
    with sitting() as sitter:
        yield sitter


def darkening(before: Image, after: Image) -> np.ndarray:
    return before.astype(int).sum(axis=2) - after.astype(int).sum(axis=2)


def test_they_stay_about_the_eyes(sitter: Sitter) -> None:
    worn = sitter.wear(("lashes", {"length": 1.0, "volume": 1.0, "curl": 1.0, "style": "cat"}))
    far = ~sitter.eyes(grow=16.0)
    assert np.array_equal(worn[far], sitter.image[far])
    assert darkening(sitter.image, worn).max() > 60


@pytest.mark.parametrize("values", [{"upper": 0.0, "lower": 0.0}, {"intensity": 0.0}])
def test_none_change_nothing(sitter: Sitter, values: dict[str, float]) -> None:
    assert np.array_equal(sitter.wear(("lashes", values)), sitter.image)


def test_a_look_without_intensity_changes_nothing(sitter: Sitter) -> None:
    assert np.array_equal(sitter.wear(("lashes", {}), intensity=0.0), sitter.image)


def test_twice_gives_the_same(sitter: Sitter) -> None:
    first, second = (sitter.wear(("lashes", {"style": "wispy"})) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("style", STYLES)
def test_every_style_shows_on_every_skin(sitter: Sitter, style: str, tone: str) -> None:
    image = sitter.in_light(TONES[tone])
    worn = sitter.wear(("lashes", {"style": style}), image=image)
    near = sitter.eyes(grow=5.0) & ~sitter.eyes(grow=0.5)
    share = darkening(image, worn)[near].mean() / image[near].astype(int).sum(axis=1).mean()
    assert share > 0.03


def test_styles_differ(sitter: Sitter) -> None:
    pictures = [sitter.wear(("lashes", {"style": style})).astype(int) for style in STYLES]
    near = sitter.eyes(grow=8.0)
    for a, first in enumerate(pictures):
        for second in pictures[a + 1 :]:
            assert np.abs(first - second)[near].mean() > 0.5


def test_cat_is_longest_outside_doll_in_the_middle(sitter: Sitter) -> None:
    # The wearer's right eye: its outer corner is on the left of the picture.
    outer, inner = sitter.landmarks[33, 0], sitter.landmarks[133, 0]
    reach = {}
    for style in ("cat", "doll"):
        dark = darkening(sitter.image, sitter.wear(("lashes", {"style": style, "lower": 0.0})))
        columns = np.arange(dark.shape[1])
        weight = dark[:, (columns > outer - 30) & (columns < inner)].clip(0).sum(axis=0)
        x = columns[(columns > outer - 30) & (columns < inner)]
        reach[style] = (weight * x).sum() / weight.sum()
    assert reach["cat"] < reach["doll"] - 0.05 * (inner - outer)


@pytest.mark.parametrize("name", ["volume", "length", "upper", "lower", "intensity"])
def test_more_is_never_less(sitter: Sitter, name: str) -> None:
    shares = [
        darkening(sitter.image, sitter.wear(("lashes", {name: value}))).sum()
        for value in (0.2, 0.6, 1.0)
    ]
    assert shares[0] < shares[1] < shares[2]


def test_they_turn_down_with_a_closing_lid(sitter: Sitter) -> None:
    def height(landmarks: np.ndarray) -> float:
        """Of what the upper lashes darken over the lid margin, pixels."""
        worn = sitter.wear(("lashes", {"lower": 0.0, "length": 1.0}), landmarks=landmarks)
        dark = darkening(sitter.image, worn).clip(0)
        rows, columns = np.nonzero(dark > 8)
        eye = columns < sitter.landmarks[133, 0]
        margin = landmarks[list(UPPER), 1].mean()
        weights = dark[rows[eye], columns[eye]]
        return float(margin - (rows[eye] * weights).sum() / weights.sum())

    open_, closed = height(sitter.landmarks), height(sitter.with_lids_closed())
    assert open_ > 1.5 * sitter.millimetre
    assert closed < open_ - 2.0 * sitter.millimetre


def test_colour_is_the_one_asked_for(sitter: Sitter) -> None:
    values = {"volume": 1.0, "style": "dense", "length": 1.0}
    blue = sitter.wear(("lashes", {**values, "color": "#1A2A90"})).astype(int)
    black = sitter.wear(("lashes", {**values, "color": "#000000"})).astype(int)
    where = darkening(sitter.image, black.astype(np.uint8)) > 200
    assert where.sum() > 20
    difference = (blue - black)[where].mean(axis=0)
    assert difference[2] > 2.5 * max(difference[0], difference[1], 1.0)


def test_small_faces_are_not_dotted(sitter: Sitter) -> None:
    factor = 40 / np.ptp(sitter.landmarks[:468, 1])
    image, landmarks = sitter.scaled(float(factor))
    worn = sitter.wear(("lashes", {"style": "dense"}), image=image, landmarks=landmarks)
    assert darkening(image, worn).max() < 40


@pytest.mark.parametrize("height", [110, 160, 220])
def test_lower_lashes_are_no_row_of_beads(sitter: Sitter, height: int) -> None:
    image, landmarks = sitter.scaled(float(height / np.ptp(sitter.landmarks[:468, 1])))
    values = {"style": "dense", "lower": 0.5, "upper": 0.0, "color": "#000000"}
    worn = sitter.wear(("lashes", values), image=image, landmarks=landmarks)
    dark = darkening(image, worn).clip(0)
    # Darker than the pixels on both sides of it along the lid.
    beads = dark[:, 1:-1] - np.maximum(dark[:, :-2], dark[:, 2:])
    assert beads.max() < 0.35 * height
    if height == 220:
        assert dark.sum() > 8000  # they are there


@pytest.mark.parametrize("height", [120, 160, 200])
def test_upper_lashes_end_in_no_beads_at_the_inner_corner(sitter: Sitter, height: int) -> None:
    image, landmarks = sitter.scaled(float(height / np.ptp(sitter.landmarks[:468, 1])))
    values = {"style": "dense", "lower": 0.0, "volume": 0.8, "color": "#000000"}
    worn = sitter.wear(("lashes", values), image=image, landmarks=landmarks)
    dark = darkening(image, worn).clip(0)
    # The inner sixth of an eye, and its middle third.
    (x, y), (away, _) = landmarks[133, :2], landmarks[133, :2] - landmarks[33, :2]
    rows = slice(int(y - 0.7 * away), int(y + 0.1 * away))
    inner = dark[rows, int(x - away / 6) : int(x + 0.1 * away)]
    middle = dark[rows, int(x - 0.67 * away) : int(x - 0.33 * away)]
    assert middle.max() > 40
    assert inner.max() < 0.9 * middle.max()


def test_large_faces_have_fine_lashes(sitter: Sitter) -> None:
    factor = 4.0
    image, landmarks = sitter.scaled(factor)
    worn = sitter.wear(("lashes", {}), image=image, landmarks=landmarks)
    # Along a row over the lid, dark lashes alternate with bare lid.
    row = int(landmarks[159, 1] - 2.5 * sitter.millimetre * factor)
    left, right = int(landmarks[160, 0]), int(landmarks[158, 0])
    dark = darkening(image, worn)[row, left:right]
    changes = np.diff((dark > 60).astype(int))
    assert (changes > 0).sum() >= 6
    assert (dark < 12).mean() > 0.15


def test_a_face_partly_outside_or_broken_is_survived(sitter: Sitter) -> None:
    moved = sitter.landmarks - np.array([sitter.landmarks[33, 0] + 5, 0, 0], np.float32)
    sitter.wear(("lashes", {}), landmarks=moved)
    point = np.full_like(sitter.landmarks, 100.0)
    assert np.array_equal(sitter.wear(("lashes", {}), landmarks=point), sitter.image)
