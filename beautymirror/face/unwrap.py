"""A face laid flat: a picture taken into the canonical UV plane, where every face has one shape.

Which triangle a texel lies in, and where in it, depends on the mesh alone and is worked out once;
a frame then costs one sparse product and one ``cv2.remap``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.texels import texels

__all__ = ["Unwrapped", "Unwrapper", "mirror_fill"]

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
        self._kept = self.inside.astype(np.uint8)[..., None]
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
        coverage *= self.inside
        if not (points.min() >= 0 and (points.max(axis=0) <= (width - 1, height - 1)).all()):
            coverage *= (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
        flat *= self._kept if flat.ndim == 3 else self._kept[..., 0]
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


def _vertex_normals(mesh: FaceMesh) -> NDArray[np.float32]:
    a, b, c = np.moveaxis(mesh.positions[mesh.triangles], 1, 0)
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(mesh.positions)
    for corner in mesh.triangles.T:
        np.add.at(normals, corner, faces)
    return normals / np.linalg.norm(normals, axis=1, keepdims=True)
