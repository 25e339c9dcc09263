"""The atlas: every page shows the same makeup, and every triangle lies on one page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.face.atlas import ATLAS_SIZE, PAGES, AtlasMesh, atlas_mesh
from beautymirror.face.distances import measure, texel_uv
from beautymirror.face.mesh import FaceMesh, read_mesh


@pytest.fixture(scope="module")
def mesh(landmarker_model: Path) -> FaceMesh:
    return read_mesh(landmarker_model)


@pytest.fixture(scope="module")
def atlas(mesh: FaceMesh) -> AtlasMesh:
    return atlas_mesh(mesh)


def test_pages_lie_side_by_side() -> None:
    taken = np.zeros(ATLAS_SIZE[::-1], int)
    for page in PAGES:
        x, y, width, height = page.texels
        assert x + width <= ATLAS_SIZE[0]
        assert y + height <= ATLAS_SIZE[1]
        taken[y : y + height, x : x + width] += 1
    assert taken.max() == 1


def test_enlarged_pages_keep_their_proportions() -> None:
    for page in PAGES:
        _, _, u, v = page.window
        _, _, width, height = page.texels
        assert width / u == pytest.approx(height / v, rel=0.01)
    assert all(page.texels[2] / page.window[2] > 1200 for page in PAGES[1:])


def test_a_vertex_lies_where_its_page_shows_its_point(atlas: AtlasMesh) -> None:
    here = np.stack([page.place(atlas.uv) for page in PAGES])
    nearest = np.abs(here - atlas.atlas).max(axis=2).min(axis=0)
    assert nearest.max() < 1e-5


def test_a_triangle_lies_on_one_page(atlas: AtlasMesh) -> None:
    corners = atlas.atlas[atlas.triangles] * ATLAS_SIZE
    inside = []
    for page in PAGES:
        x, y, width, height = page.texels
        low, high = np.array([x, y]), np.array([x + width, y + height])
        inside.append(((corners >= low) & (corners <= high)).all(axis=(1, 2)))
    assert (np.sum(inside, axis=0) == 1).all()
    assert all(part.any() for part in inside)


def test_pages_agree_on_distances_where_they_meet(mesh: FaceMesh, atlas: AtlasMesh) -> None:
    scale = 0.25
    maps = measure(mesh, atlas.refined, scale)
    uv = texel_uv(scale)
    for page in PAGES[1:]:
        x, y, width, height = (round(value * scale) for value in page.texels)
        fine = maps.lips_oval_brow[y : y + height, x : x + width]
        where = uv[y : y + height, x : x + width]
        face = PAGES[0].texels
        column = np.clip((where[..., 0] * face[2] * scale).astype(int), 0, None)
        row = np.clip((where[..., 1] * face[3] * scale).astype(int), 0, None)
        coarse = maps.lips_oval_brow[row, column]
        # A texel of the face page is about 0.9 mm; a distance cannot differ by more than that.
        assert np.abs(fine - coarse).max() < 1.0


def test_distances_are_symmetric(mesh: FaceMesh, atlas: AtlasMesh) -> None:
    maps = measure(mesh, atlas.refined, 0.125)
    width, height = (round(value * 0.125) for value in PAGES[0].texels[2:])
    face = maps.lips_oval_brow[:height, :width]
    assert np.allclose(face, face[:, ::-1], atol=1e-3)


def test_enlarged_pages_of_the_left_mirror_those_of_the_right(
    mesh: FaceMesh, atlas: AtlasMesh
) -> None:
    maps = measure(mesh, atlas.refined, 0.125)
    pages = {page.name: [round(value * 0.125) for value in page.texels] for page in PAGES}

    def shown(values: np.ndarray, name: str) -> np.ndarray:
        x, y, width, height = pages[name]
        return values[y : y + height, x : x + width]

    for values in (maps.lips_oval_brow, maps.eyes, maps.brows[..., :3]):
        assert (shown(values, "left eye") == shown(values, "right eye")[:, ::-1]).all()
        assert (shown(values, "lips") == shown(values, "lips")[:, ::-1]).all()
    assert (shown(maps.brows, "left eye")[..., 3] == 1).all()
    assert (shown(maps.brows, "right eye")[..., 3] == -1).all()
    assert shown(maps.brows, "face")[20, [0, -1], 3].tolist() == [-1, 1]


def test_the_upper_lip_line_is_where_the_landmarks_are(mesh: FaceMesh, atlas: AtlasMesh) -> None:
    maps = measure(mesh, atlas.refined)
    for name, column in (("lips outer upper", 0), ("lips inner lower", 1)):
        line = atlas.refined.points(mesh.uv)[list(atlas.refined.curves[name])]
        at = maps.lips_oval_brow_at(PAGES[3].place(line))[:, column]
        assert np.abs(at).max() < 0.5  # mm; a texel of that page is 0.5 mm
    inside = mesh.uv[[13, 14]].mean(axis=0, keepdims=True)
    outer, inner, oval, brow = maps.lips_oval_brow_at(PAGES[3].place(inside))[0]
    assert outer > 0 > inner
    assert oval > 0 > brow


def test_weights_of_every_vertex_sum_to_one(atlas: AtlasMesh) -> None:
    total = np.asarray(atlas.weights.sum(axis=1)).ravel()
    assert np.allclose(total, 1.0, atol=1e-5)
