"""Eyes behind clear lenses are bare; hands, fringes and dark glasses before them are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.spectacles import seen_through

SKINS = {"fair": (224, 180, 160), "medium": (176, 126, 98), "deep": (84, 58, 46)}
RIGHT = regions.loop(regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)
EYES = (RIGHT, regions.mirrored(canonical_mesh(), RIGHT))


def worn(skin: str) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
    """A face laid flat with eyes behind rimmed lenses, what a network says that takes both for
    covers, and where the rims are."""
    flat = np.full((256, 256, 3), SKINS[skin], np.uint8)
    lens, rims = np.zeros((2, 256, 256), np.uint8)
    for loop in EYES:
        points = (canonical_mesh().uv[list(loop)] * [256.0, -256.0] + [0.0, 256.0]).astype(np.int32)
        middle = points.mean(axis=0).astype(int).tolist()
        cv2.fillPoly(flat, [points], (int(0.85 * max(SKINS[skin])),) * 3)
        cv2.circle(flat, middle, 5, (12, 10, 10), -1)
        cv2.ellipse(lens, middle, (34, 24), 0, 0, 360, 1, -1)
        cv2.ellipse(rims, middle, (34, 24), 0, 0, 360, 1, 4)
    flat[rims > 0] = (20, 22, 30)
    answer = np.where((lens | rims) > 0, 0.9, 0.0).astype(np.float32)
    return flat, answer, rims > 0


@pytest.mark.parametrize("skin", SKINS)
def test_the_skin_behind_a_clear_lens_is_bare_and_its_rim_is_not(skin: str) -> None:
    flat, answer, rims = worn(skin)
    seen = seen_through(answer, flat)
    inside = cv2.erode((answer > 0).astype(np.uint8), np.ones((13, 13))) > 0
    assert (seen[inside] == 0.0).mean() > 0.95
    assert (seen[rims] > 0.5).mean() > 0.9


@pytest.mark.parametrize("skin", SKINS)
def test_a_hand_before_the_eyes_and_dark_glasses_stay_hidden(skin: str) -> None:
    flat, answer, _ = worn(skin)
    hand, dark = flat.copy(), flat.copy()
    hand[answer > 0] = np.clip(np.array(SKINS[skin]) * 0.9, 0, 255).astype(np.uint8)
    dark[answer > 0] = (18, 16, 20)
    for picture in (hand, dark):
        assert np.array_equal(seen_through(answer, picture), answer)


def test_a_fringe_that_reaches_over_the_eyes_stays_hidden() -> None:
    flat, answer, _ = worn("fair")
    answer[:100, 70:186] = 0.9
    assert np.array_equal(seen_through(answer, flat), answer)


def test_a_rim_alone_and_a_bare_face_are_left_as_they_were() -> None:
    flat, answer, rims = worn("medium")
    only = np.where(rims, answer, np.float32(0.0))
    assert seen_through(only, flat) is only
