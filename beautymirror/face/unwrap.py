"""A face laid flat: a picture taken into the canonical UV plane, where every face has one shape.

Which triangle a texel lies in, and where in it, depends on the mesh alone and is worked out once;
a frame then costs one sparse product and one ``cv2.remap``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from beautymirror.face.mesh import FaceMesh

__all__ = ["Unwrapped", "Unwrapper", "mirror_fill", "texels"]

# Cosine between a point's normal and the view: below the first it is hidden or smeared over many
# texels, above the second it is seen well.
_GRAZING, _FACING = 0.12, 0.35


@dataclass(frozen=True, slots=True, eq=False)
class Unwrapped:
    """A face in the UV plane; row 0 is the top of the forehead, columns run to the wearer's left.

    Attributes:
        image: (n, n, c), the type and colour space of the picture it came from; 0 off the mesh.
        coverage: (n, n) float32 in 0..1: 0 off the mesh, outside the picture or turned away.
    """

    image: NDArray[Any]
    coverage: NDArray[np.float32]


class Unwrapper:
    """Takes pictures into a UV square of one size."""

    def __init__(self, mesh: FaceMesh, size: int = 256) -> None:
        self.size = size
        self.inside, self._weights = texels(mesh, size)
        self._normals = _vertex_normals(mesh)
        centred = mesh.positions - mesh.positions.mean(axis=0)
        # Least squares of a scaled orthographic camera is one product with this (3, 468) matrix.
        self._solve = np.linalg.pinv(centred.astype(np.float64)).astype(np.float32)

    def unwrap(self, image: NDArray[Any], landmarks: NDArray[np.float32]) -> Unwrapped:
        """The face of ``image`` (h, w) or (h, w, c) whose landmarks (>= 468, 2 or 3) are given."""
        points = np.ascontiguousarray(landmarks[:468, :2], np.float32)
        facing = self.facing(points)
        table = np.concatenate([points, facing[:, None]], axis=1)
        values = self._weights @ table
        n = self.size
        x, y = values[:, 0].reshape(n, n), values[:, 1].reshape(n, n)
        flat = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        height, width = image.shape[:2]
        coverage = values[:, 2].reshape(n, n)
        coverage -= _GRAZING
        coverage /= _FACING - _GRAZING
        np.clip(coverage, 0.0, 1.0, out=coverage)
        seen = self.inside & (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
        coverage *= seen
        flat[~self.inside] = 0
        return Unwrapped(flat, coverage)

    def facing(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine between each vertex's normal and the view, (468,), from image points (468, 2).

        The head is taken as rigid and the camera as scaled orthographic, so no depth is needed.
        """
        return self._normals @ self._view(points)

    def turn(self, points: NDArray[np.float32]) -> float:
        """Cosine of the angle by which the head is turned away from the camera, from (468, 2)."""
        return float(self._view(points)[2])

    def _view(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Direction (3,) to the camera in the head's own axes; 0 where the points say nothing."""
        camera = self._solve @ (points - points.mean(axis=0))
        # Image y runs down: the product of its axes points away from the camera.
        towards = -np.cross(camera[:, 0], camera[:, 1])
        length = float(np.linalg.norm(towards))
        return (towards / length if length else np.zeros(3)).astype(np.float32)


def mirror_fill(flat: Unwrapped) -> Unwrapped:
    """Fill what is hidden on one side from the other, weighted by coverage.

    Where both sides are seen the picture is untouched; coverage of filled texels is halved, since
    a mirrored cheek is a guess.
    """
    other = flat.coverage[:, ::-1]
    need = np.clip(1.0 - flat.coverage, 0.0, 1.0) * other
    total = np.maximum(flat.coverage + need, 1e-6)
    mix = (need / total).reshape(*need.shape, *([1] * (flat.image.ndim - 2)))
    image = flat.image * (1.0 - mix) + flat.image[:, ::-1] * mix
    if np.issubdtype(flat.image.dtype, np.integer):
        image = np.rint(image)
    return Unwrapped(image.astype(flat.image.dtype), np.maximum(flat.coverage, 0.5 * need))


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


def _vertex_normals(mesh: FaceMesh) -> NDArray[np.float32]:
    a, b, c = np.moveaxis(mesh.positions[mesh.triangles], 1, 0)
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(mesh.positions)
    for corner in mesh.triangles.T:
        np.add.at(normals, corner, faces)
    return normals / np.linalg.norm(normals, axis=1, keepdims=True)
