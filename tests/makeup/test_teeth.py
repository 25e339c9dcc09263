"""Teeth grow whiter, and nothing else does; lip colour keeps off them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.color import rgb2lab

from tests.makeup.sitter import INNER_LOWER, INNER_UPPER, TONES, Image, Sitter, sitting

YELLOW = (232, 214, 170)
LIP = {"light": (196, 110, 112), "medium": (140, 78, 76), "deep": (84, 54, 52)}


@pytest.fixture(scope="module")
def sitter(landmarker_model: Path) -> Iterator[Sitter]:
    with sitting() as sitter:
        yield sitter


def smile(sitter: Sitter, tone: str) -> tuple[Image, np.ndarray, np.ndarray]:
    """The portrait with teeth and lips painted afresh in known colours; their two masks."""
    image = sitter.in_light(TONES[tone])
    outer = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
    lower = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
    lips = sitter.area(outer + lower[-2:0:-1]) & ~sitter.mouth()
    teeth = sitter.mouth(grow=-0.3)
    image[lips] = LIP[tone]
    light = 0.55 + 0.45 * TONES[tone] ** 0.45
    columns = np.nonzero(teeth)[1]
    shading = light * (0.86 + 0.14 * np.cos(columns / 3.0))  # one tooth from the next
    image[teeth] = np.outer(shading, YELLOW).round().astype(np.uint8)
    return image, teeth, lips


@pytest.mark.parametrize("tone", TONES)
def test_yellow_goes_and_detail_stays(sitter: Sitter, tone: str) -> None:
    image, teeth, _ = smile(sitter, tone)
    inner = teeth & sitter.mouth(grow=-1.2)
    worn = sitter.wear(("teeth", {"whitening": 1.0}), image=image)
    before, after = rgb2lab(image)[inner], rgb2lab(worn)[inner]
    assert after[:, 2].mean() < 0.55 * before[:, 2].mean()
    assert 1.0 < after[:, 0].mean() - before[:, 0].mean() < 12.0
    assert after[:, 0].std() > 0.6 * before[:, 0].std()
    assert worn[inner].min(axis=1).max() < 255


@pytest.mark.parametrize("tone", TONES)
def test_lips_keep_their_colour(sitter: Sitter, tone: str) -> None:
    image, _, lips = smile(sitter, tone)
    worn = sitter.wear(("teeth", {"whitening": 1.0}), image=image)
    assert np.abs(worn.astype(int) - image)[lips].max() <= 2


def test_nothing_else_changes(sitter: Sitter) -> None:
    worn = sitter.wear(("teeth", {"whitening": 1.0}))
    outside = ~sitter.mouth(grow=2.4)
    assert np.array_equal(worn[outside], sitter.image[outside])
    assert not np.array_equal(worn, sitter.image)


@pytest.mark.parametrize("red", [(150, 60, 62), (178, 92, 96)], ids=["tongue", "gums"])
def test_tongue_and_gums_are_left_alone(sitter: Sitter, red: tuple[int, int, int]) -> None:
    image, teeth, _ = smile(sitter, "light")
    image = image.copy()
    image[teeth] = red
    worn = sitter.wear(("teeth", {"whitening": 1.0}), image=image)
    assert np.abs(worn.astype(int) - image)[teeth].max() <= 2


def test_a_closed_mouth_is_left_alone(sitter: Sitter) -> None:
    landmarks = sitter.landmarks.copy()
    landmarks[list(INNER_LOWER)] = landmarks[list(INNER_UPPER)]
    assert np.array_equal(sitter.wear(("teeth", {}), landmarks=landmarks), sitter.image)


@pytest.mark.parametrize("values", [{"whitening": 0.0}, {"intensity": 0.0}])
def test_none_change_nothing(sitter: Sitter, values: dict[str, float]) -> None:
    assert np.array_equal(sitter.wear(("teeth", values)), sitter.image)


def test_more_is_never_less(sitter: Sitter) -> None:
    image, teeth, _ = smile(sitter, "light")
    yellow = [
        rgb2lab(sitter.wear(("teeth", {"whitening": w}), image=image))[teeth][:, 2].mean()
        for w in (0.25, 0.5, 1.0)
    ]
    assert yellow[0] > yellow[1] > yellow[2]


def narrowed(sitter: Sitter) -> NDArray[np.float32]:
    """Landmarks that err by a millimetre, as in wide smiles: the lip line is on teeth."""
    landmarks = sitter.landmarks.copy()
    middle = (landmarks[list(INNER_UPPER), 1] + landmarks[list(INNER_LOWER), 1]) / 2
    for curve in (INNER_UPPER, INNER_LOWER):
        towards = np.sign(middle - landmarks[list(curve), 1]) * sitter.millimetre
        landmarks[list(curve)[2:-2], 1] += towards[2:-2]
    return landmarks


def painted(sitter: Sitter, image: Image, teeth: np.ndarray, lips: np.ndarray) -> float:
    """Share of the teeth, away from the corners, that a lipstick on those landmarks colours."""
    landmarks = narrowed(sitter)
    worn = sitter.wear(("lipstick", {"color": "#A0102A"}), image=image, landmarks=landmarks)
    change = np.abs(worn.astype(int) - image).sum(axis=2)
    assert np.median(change[lips]) > 60
    columns = np.arange(image.shape[1])
    central = (columns > landmarks[80, 0]) & (columns < landmarks[310, 0])
    return float((change[teeth & central] > 40).mean())


@pytest.mark.parametrize("tone", TONES)
def test_lipstick_keeps_off_teeth_past_the_line(sitter: Sitter, tone: str) -> None:
    assert painted(sitter, *smile(sitter, tone)) < 0.02


def test_lipstick_keeps_off_teeth_in_the_shade_of_red_lips(sitter: Sitter) -> None:
    image, teeth, lips = smile(sitter, "light")
    image[lips] = (205, 105, 115)
    image[teeth] = (158, 128, 120)  # no brighter than the lips
    assert painted(sitter, image, teeth, lips) < 0.02
