"""Taking a face into the UV plane: the right texels, seen or not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh, read_mesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper, mirror_fill


@pytest.fixture(scope="module")
def mesh(landmarker_model: Path) -> FaceMesh:
    return read_mesh(landmarker_model)


@pytest.fixture(scope="module")
def unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, 64)


def seen_by_camera(mesh: FaceMesh, yaw: float, size: int = 200) -> np.ndarray:
    """Landmarks of the canonical head turned by ``yaw`` degrees in a square picture."""
    angle = np.radians(yaw)
    turn = np.array(
        [[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]]
    )
    turned = mesh.positions @ turn.T
    points = np.stack([turned[:, 0], -turned[:, 1]], axis=1) * (size / 25) + size / 2
    return points.astype(np.float32)


def test_landmarks_at_their_own_uv_give_the_picture_back(
    mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    rng = np.random.default_rng(1)
    picture = rng.integers(1, 255, (64, 64, 3), np.uint8)
    landmarks = np.stack([mesh.uv[:, 0], 1 - mesh.uv[:, 1]], axis=1) * 64 - 0.5
    flat = unwrapper.unwrap(picture, landmarks.astype(np.float32))
    off = np.abs(flat.image.astype(int) - picture)[unwrapper.inside]
    # remap works with fractions of 1/32 pixel, so a noise picture may differ by a few levels.
    assert off.mean() < 1.0
    assert not flat.image[~unwrapper.inside].any()


def test_a_smooth_picture_is_read_where_the_landmarks_are(
    mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    across = np.tile(np.arange(200, dtype=np.uint8), (200, 1))
    flat = unwrapper.unwrap(across, seen_by_camera(mesh, 0))
    row = flat.image[32][unwrapper.inside[32]].astype(int)
    assert (np.diff(row) >= 0).all()
    assert row[0] < 60
    assert row[-1] > 140


def test_a_frontal_head_is_covered_on_both_sides_alike(
    mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    flat = unwrapper.unwrap(np.zeros((200, 200, 3), np.uint8), seen_by_camera(mesh, 0))
    assert flat.coverage[32, 28:36].min() > 0.95
    assert flat.coverage[:, :32].sum() == pytest.approx(flat.coverage[:, 32:].sum(), rel=0.02)


@pytest.mark.parametrize("yaw", [-50, 50])
def test_the_side_turned_away_is_not_covered(
    mesh: FaceMesh, unwrapper: Unwrapper, yaw: int
) -> None:
    flat = unwrapper.unwrap(np.zeros((200, 200, 3), np.uint8), seen_by_camera(mesh, yaw))
    # Positive yaw takes +x, the wearer's left and the right of the plane, towards the back.
    low, high = flat.coverage[30, 4:12], flat.coverage[30, 52:60]
    hidden, seen = (high, low) if yaw > 0 else (low, high)
    assert hidden.max() < 0.05
    assert seen.min() > 0.9


def test_turning_left_and_right_hide_opposite_sides(mesh: FaceMesh, unwrapper: Unwrapper) -> None:
    blank = np.zeros((200, 200, 3), np.uint8)
    one = unwrapper.unwrap(blank, seen_by_camera(mesh, 50)).coverage
    other = unwrapper.unwrap(blank, seen_by_camera(mesh, -50)).coverage
    assert np.abs(one - other[:, ::-1]).mean() < 0.02
    assert np.abs(one - other).mean() > 0.1


def test_outside_the_picture_is_not_covered(mesh: FaceMesh, unwrapper: Unwrapper) -> None:
    landmarks = seen_by_camera(mesh, 0) - np.array([100, 0], np.float32)
    flat = unwrapper.unwrap(np.zeros((200, 200, 3), np.uint8), landmarks)
    assert flat.coverage[:, :28].max() == 0
    assert flat.coverage[20:40, 40:50].min() > 0.5


def test_landmarks_all_in_one_place_cover_nothing(unwrapper: Unwrapper) -> None:
    landmarks = np.full((478, 3), 20, np.float32)
    flat = unwrapper.unwrap(np.zeros((40, 40, 3), np.uint8), landmarks)
    assert not flat.coverage.any()


def test_mirror_fill_takes_the_hidden_half_from_the_other() -> None:
    image = np.zeros((4, 4, 3), np.uint8)
    image[:, :2] = 100
    coverage = np.zeros((4, 4), np.float32)
    coverage[:, :2] = 1
    filled = mirror_fill(Unwrapped(image, coverage))
    assert (filled.image == 100).all()
    assert (filled.coverage[:, :2] == 1).all()
    assert (filled.coverage[:, 2:] == 0.5).all()
