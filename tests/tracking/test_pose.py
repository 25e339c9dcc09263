"""Head pose: a head that is put somewhere is found there."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh, read_mesh
from beautymirror.tracking.pose import FIELD_OF_VIEW, HeadPose

SIZE = (1280, 720)


@pytest.fixture(scope="module")
def mesh(landmarker_model: Path) -> FaceMesh:
    return read_mesh(landmarker_model)


def rotation(yaw: float, pitch: float, roll: float) -> NDArray[np.float64]:
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (math.cos, math.sin))
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return about_z @ about_x @ about_y


def seen(mesh: FaceMesh, turn: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float32]:
    """Landmarks of the canonical face under perspective; z on the scale of x in mid-face."""
    points = mesh.positions @ turn.T + at
    focal = SIZE[1] / 2 / math.tan(FIELD_OF_VIEW / 2)
    depth = -points[:, 2]
    x = SIZE[0] / 2 + focal * points[:, 0] / depth
    y = SIZE[1] / 2 - focal * points[:, 1] / depth
    middle = np.average(depth, weights=mesh.procrustes)
    z = (depth - middle) * focal / middle
    return np.stack([x, y, z], axis=1).astype(np.float32)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.floats(-1.0, 1.0),
    st.floats(-0.6, 0.6),
    st.floats(-1.0, 1.0),
    st.floats(-15, 15),
    st.floats(-8, 8),
    st.floats(30, 120),
)
def test_finds_turn_and_place(
    mesh: FaceMesh, yaw: float, pitch: float, roll: float, x: float, y: float, distance: float
) -> None:
    turn, at = rotation(yaw, pitch, roll), np.array([x, y, -distance])
    pose = HeadPose(mesh).fit(seen(mesh, turn, at), SIZE)
    between = np.clip((np.trace(pose[:3, :3] @ turn.T) - 1) / 2, -1, 1)
    assert math.degrees(math.acos(between)) < 2.5
    assert np.allclose(pose[:3, 3], at, atol=0.03 * distance)


def test_is_rigid(mesh: FaceMesh) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        points = rng.uniform(0, 700, (478, 3)).astype(np.float32)
        turn = HeadPose(mesh).fit(points, SIZE)[:3, :3]
        assert np.allclose(turn @ turn.T, np.eye(3), atol=1e-4)
        assert np.linalg.det(turn) == pytest.approx(1.0, abs=1e-4)


def test_points_all_in_one_place_give_finite_numbers(mesh: FaceMesh) -> None:
    pose = HeadPose(mesh).fit(np.full((478, 3), 5, np.float32), SIZE)
    assert np.isfinite(pose).all()
