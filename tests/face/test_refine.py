"""The refined mesh: smooth where edges are seen, and still through every landmark."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh, read_mesh
from beautymirror.face.refine import RefinedMesh, refine


@pytest.fixture(scope="module")
def mesh(landmarker_model: Path) -> FaceMesh:
    return read_mesh(landmarker_model)


@pytest.fixture(scope="module")
def refined(mesh: FaceMesh) -> RefinedMesh:
    return refine(mesh)


def test_every_landmark_is_kept(mesh: FaceMesh, refined: RefinedMesh) -> None:
    points = refined.points(mesh.positions)
    assert len(points) == refined.count > 468
    assert np.array_equal(points[:468], mesh.positions)
    for curve in refined.curves.values():
        assert all(a in curve for a in curve[::4])
        assert all(point < 468 for point in curve[::4])


def test_curves_turn_more_gently_than_the_mesh(mesh: FaceMesh, refined: RefinedMesh) -> None:
    points = refined.points(mesh.positions)
    for name, landmarks in (
        ("lips outer lower", regions.LIPS_OUTER_LOWER),
        ("right lid upper", regions.RIGHT_LID_UPPER),
    ):
        coarse = turns(mesh.positions[list(landmarks)])
        fine = turns(points[list(refined.curves[name])])
        assert fine.max() < 0.75 * coarse.max()


def turns(curve: np.ndarray) -> np.ndarray:
    """Angles between successive pieces, radians."""
    steps = np.diff(curve, axis=0)
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    return np.arccos(np.clip((steps[1:] * steps[:-1]).sum(axis=1), -1, 1))


def test_it_is_a_linear_map(mesh: FaceMesh, refined: RefinedMesh) -> None:
    rng = np.random.default_rng(5)
    a, b = rng.normal(size=(2, 468, 3)).astype(np.float32)
    together = refined.points(2 * a - b)
    assert np.allclose(together, 2 * refined.points(a) - refined.points(b), atol=1e-5)
    same = refined.points(np.ones((468, 1), np.float32))
    assert np.allclose(same, 1.0, atol=1e-6)


def test_no_edge_hangs_in_the_air(mesh: FaceMesh, refined: RefinedMesh) -> None:
    count: dict[frozenset[int], int] = {}
    for triangle in refined.triangles:
        for edge in pairwise([*triangle.tolist(), int(triangle[0])]):
            key = frozenset(edge)
            count[key] = count.get(key, 0) + 1
    assert max(count.values()) == 2
    rim = {edge for edge, times in count.items() if times == 1}
    # Open edges: the rim of the face, both eyes and the mouth; each a closed loop.
    ends = np.bincount([point for edge in rim for point in edge])
    assert set(np.unique(ends)) == {0, 2}
    assert loops(rim) == 4


def loops(edges: set[frozenset[int]]) -> int:
    left = {point: [] for edge in edges for point in edge}
    for edge in edges:
        a, b = edge
        left[a].append(b)
        left[b].append(a)
    found = 0
    while left:
        found += 1
        waiting = [next(iter(left))]
        while waiting:
            waiting += left.pop(waiting.pop(), [])
    return found


def test_triangles_keep_facing_outwards(mesh: FaceMesh, refined: RefinedMesh) -> None:
    a, b, c = np.moveaxis(refined.points(mesh.uv)[refined.triangles], 1, 0)
    (x1, y1), (x2, y2) = (b - a).T, (c - a).T
    areas = x1 * y2 - y1 * x2
    assert (areas > 0).mean() > 0.995 or (areas < 0).mean() > 0.995
