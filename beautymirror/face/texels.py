"""Which triangle of the mesh each texel of the UV plane lies in, and where in it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from beautymirror.face.mesh import FaceMesh

__all__ = ["texels"]


@lru_cache(maxsize=4)
def texels(mesh: FaceMesh, size: int) -> tuple[NDArray[np.bool_], sparse.csr_array]:
    """Texels of a square over the canonical plane, row 0 at the top of the forehead.

    Returns:
        which texel centres lie on the mesh (size, size), and their barycentric weights
        (size * size, 468): weights @ landmarks is where each texel is in the picture.
    """
    corners = mesh.uv[mesh.triangles].astype(np.float64)
    corners[..., 1] = 1.0 - corners[..., 1]
    corners = corners * size - 0.5
    numbers, x, y = _boxes(corners, size)
    origin, edges = corners[:, 0], corners[:, 1:] - corners[:, :1]
    (bx, by), (cx, cy) = edges[numbers].transpose(1, 2, 0)
    dx, dy = x - origin[numbers, 0], y - origin[numbers, 1]
    area = bx * cy - by * cx
    with np.errstate(divide="ignore", invalid="ignore"):  # triangles without an area hold no texel
        b, c = (dx * cy - dy * cx) / area, (bx * dy - by * dx) / area
        a = 1.0 - b - c
        hit = (np.abs(area) > 1e-12) & (a >= -1e-9) & (b >= -1e-9) & (c >= -1e-9)
    owner = np.full((size, size), -1, np.int32)
    owner[y[hit], x[hit]] = numbers[hit]
    weights = np.zeros((size, size, 3))
    weights[y[hit], x[hit]] = np.stack([a, b, c], axis=-1)[hit]
    inside = owner >= 0
    inside.setflags(write=False)
    rows = np.repeat(np.flatnonzero(inside), 3)
    columns = mesh.triangles[owner[inside]].ravel()
    matrix = sparse.csr_array(
        (weights[inside].astype(np.float32).ravel(), (rows, columns)), shape=(size * size, 468)
    )
    return inside, matrix


def _boxes(
    corners: NDArray[np.float64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Texels in the bounding boxes of triangles (n, 3, 2): number of the triangle, column, row."""
    low = np.maximum(np.ceil(corners.min(axis=1) - 1e-9), 0).astype(np.int64)
    high = np.minimum(np.floor(corners.max(axis=1) + 1e-9), size - 1).astype(np.int64)
    width, height = np.maximum(high - low + 1, 0).T
    count = width * height
    numbers = np.repeat(np.arange(len(corners)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return (
        numbers,
        low[numbers, 0] + within % width[numbers],
        low[numbers, 1] + within // width[numbers],
    )
