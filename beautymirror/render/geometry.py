"""The face mesh as vertex buffers: places that never change, positions that follow the face."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.atlas import AtlasMesh
from beautymirror.face.mesh import FaceMesh

__all__ = ["FaceGeometry"]

Array = NDArray[np.float32]


class FaceGeometry:
    """Buffers of one face mesh, refilled for each face of each frame."""

    def __init__(self, ctx: moderngl.Context, mesh: FaceMesh, atlas: AtlasMesh) -> None:
        self._atlas = atlas
        self._triangles = mesh.triangles
        self._around, self._first = _corners_by_vertex(mesh.triangles)
        self._moving = ctx.buffer(reserve=len(atlas.source) * 24, dynamic=True)
        self._fixed = ctx.buffer(np.concatenate([atlas.uv, atlas.atlas], axis=1).astype(np.float32))
        self._indices = ctx.buffer(atlas.triangles)
        self._ctx = ctx

    def array(self, shader: moderngl.Program) -> moderngl.VertexArray:
        """A vertex array that feeds this mesh to a program."""
        moving, fixed = ["position", "normal"], ["canonical", "atlas"]
        layout = [
            (self._moving, _format(shader, moving, 3), *(n for n in moving if n in shader)),
            (self._fixed, _format(shader, fixed, 2), *(n for n in fixed if n in shader)),
        ]
        return self._ctx.vertex_array(shader, layout, self._indices)

    def normals(self, landmarks: Array) -> Array:
        """(468, 3) unit normals of the mesh: x right, y up, z to the camera."""
        points = landmarks[:468] * np.array([1, -1, -1], np.float32)
        a, b, c = (points[self._triangles[:, i]] for i in range(3))
        faces = np.cross(b - a, c - a)
        summed = np.add.reduceat(faces[self._around], self._first, axis=0)
        length = np.linalg.norm(summed, axis=1, keepdims=True)
        return np.asarray(summed / np.maximum(length, 1e-9), np.float32)

    def fill(self, landmarks: Array, normals: Array) -> None:
        """Take the shape of a face: landmarks (478, 3) in pixels, normals (468, 3)."""
        values = np.concatenate([landmarks[:468], normals], axis=1)
        self._moving.write(self._atlas.refined.points(values)[self._atlas.source])

    def release(self) -> None:
        """Give the buffers back."""
        for buffer in (self._moving, self._fixed, self._indices):
            buffer.release()


def _corners_by_vertex(triangles: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Triangles around each vertex, run after run, and where each run starts."""
    order = np.argsort(triangles.ravel(), kind="stable")
    first = np.searchsorted(triangles.ravel()[order], np.arange(468))
    return order // 3, first


def _format(shader: moderngl.Program, names: list[str], size: int) -> str:
    # An attribute that the compiler dropped is skipped over as padding.
    return " ".join(f"{size}f" if name in shader else f"{size * 4}x" for name in names)
