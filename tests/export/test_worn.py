"""What makes one bare face several in training."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh
from beautymirror.frame import Face, Frame, Tracked
from export.transfer_studio import Person
from export.worn_variety import degraded, with_other_lips


def person(mesh: FaceMesh) -> Person:
    """Somebody of one colour, seen from the front."""
    places = mesh.uv * [1, -1] + [0, 1]
    landmarks = np.zeros((478, 3), np.float32)
    landmarks[: len(places), :2] = 300.0 * places
    picture = np.full((300, 300, 3), (190, 130, 110), np.uint8)
    picture.flags.writeable = False
    tracked = Tracked(Frame(picture, 0.0, 0), (Face(0, landmarks, np.eye(4, dtype=np.float32)),))
    return Person("somebody", "somebody", "tan", tracked)


def test_other_lips_change_nothing_else(mesh: FaceMesh) -> None:
    known = person(mesh)
    before = known.tracked.frame.image
    line = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    outline = np.rint(known.tracked.faces[0].landmarks[list(line), :2]).astype(np.int32)
    lips = cv2.fillPoly(np.zeros(before.shape[:2], np.uint8), [outline], 1)
    far = cv2.dilate(lips, np.ones((25, 25))) == 0
    middles = []
    for seed in range(6):
        after = with_other_lips(known, np.random.default_rng(seed)).tracked.frame.image
        assert np.array_equal(after[far], before[far])
        middles.append(after[cv2.erode(lips, np.ones((5, 5))) > 0].mean(axis=0))
    assert np.ptp(middles, axis=0).min() > 5


def test_a_photo_is_degraded_now_and_then_and_keeps_its_size() -> None:
    photo = np.random.default_rng(0).integers(60, 200, (90, 120, 3)).astype(np.uint8)
    many = [degraded(photo, np.random.default_rng(seed)) for seed in range(30)]
    assert {one.shape for one in many} == {photo.shape}
    same = sum(np.array_equal(one, photo) for one in many)
    assert 4 <= same <= 20
