"""The face mesh as vertex buffers: places that never change, positions that follow the face."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.atlas import UV_PER_MM, AtlasMesh
from beautymirror.face.distances import Distances
from beautymirror.face.mesh import FaceMesh
from beautymirror.render.fullness import fuller
from beautymirror.render.normals import Normals

__all__ = ["FaceGeometry"]

Array = NDArray[np.float32]


class FaceGeometry:
    """Buffers of one face mesh, refilled for each face of each frame.

    Attributes:
        normals: of its points, wherever they are.
    """

    def __init__(
        self, ctx: moderngl.Context, mesh: FaceMesh, atlas: AtlasMesh, distances: Distances
    ) -> None:
        self._atlas = atlas
        self.normals = Normals(mesh.triangles)
        self._moving = ctx.buffer(reserve=atlas.weights.shape[0] * 24, dynamic=True)
        self._origin = ctx.buffer(reserve=atlas.weights.shape[0] * 8, dynamic=True)
        open_skin = _open_skin(atlas, distances)
        lower = _lower(atlas, mesh)
        mouth = _near_mouth(atlas, distances, lower)
        lip = [atlas.lips, lower]
        places = np.column_stack([atlas.uv, atlas.atlas, *lip, open_skin, mouth])
        self._fixed = ctx.buffer(places.astype(np.float32))
        on_lips = atlas.lips[atlas.triangles[:, 0]] > 0.0
        self._indices = {
            "skin": ctx.buffer(atlas.triangles[~on_lips]),
            "lips": ctx.buffer(atlas.triangles[on_lips]),
        }
        self._ctx = ctx

    def array(self, shader: moderngl.Program, part: str) -> moderngl.VertexArray:
        """A vertex array that feeds a part of this mesh, "skin" or "lips", to a program."""
        moving = {"position": 3, "normal": 3}
        fixed = {"canonical": 2, "atlas": 2, "lip": 2, "open": 1, "mouth": 1}
        layout = [
            (buffer, _format(shader, names), *(name for name in names if name in shader))
            for buffer, names in ((self._moving, moving), (self._fixed, fixed))
        ]
        if "origin" in shader:
            layout.append((self._origin, "2f", "origin"))
        return self._ctx.vertex_array(shader, layout, self._indices[part])

    def fill(self, landmarks: Array, normals: Array, fullness: float = 0.0) -> None:
        """Take the shape of a face: landmarks (478, 3) in pixels, normals (468, 3).

        Args:
            fullness: of the lips beyond their own, 0..1.
        """
        shape = landmarks[:468]
        if fullness > 0.0:
            self._origin.write(np.ascontiguousarray(self._atlas.weights @ shape[:, :2]))
            shape = fuller(shape, fullness)
        values = np.concatenate([shape, normals], axis=1)
        self._moving.write(self._atlas.weights @ values)

    def release(self) -> None:
        """Give the buffers back."""
        for buffer in (self._moving, self._origin, self._fixed, *self._indices.values()):
            buffer.release()


def _open_skin(atlas: AtlasMesh, distances: Distances) -> Array:
    """(n,) 1 for vertices on bare skin, falling to 0 near eyes, brows and lips."""
    lips, _, _, brow = distances.lips_oval_brow_at(atlas.atlas).T
    _, _, upper, lower = distances.eyes_at(atlas.atlas).T
    away = np.minimum(np.minimum(-lips, -brow), np.maximum(upper, lower) - 3.0)
    return np.asarray(np.clip(away / 4.0 - 0.5, 0.0, 1.0), np.float32)


def _near_mouth(atlas: AtlasMesh, distances: Distances, lower: Array) -> Array:
    """(n,) on the lips 1 and more where teeth may be seen past the inner lip line, 0 far from it.

    In wide smiles they are up to 1.4 mm past the landmarks' line (99 % of columns: 1.3 mm), under
    the upper lip of a turned head up to 3 mm. It rises by 1 in 1.2 mm, within the mouth as well, so
    that its slope tells where that is.
    """
    _, mouth, _, _ = distances.lips_oval_brow_at(atlas.atlas).T
    reach = np.where(lower > 0.5, 2.4, 3.6)
    return np.asarray(atlas.lips * np.clip((reach - mouth) / 1.2, 0.0, 4.0), np.float32)


def _lower(atlas: AtlasMesh, mesh: FaceMesh) -> Array:
    """(n,) 0 above the line where the lips meet, 1 below it, softly across two millimetres."""
    names = ("lips inner upper", "lips inner lower")
    uv = atlas.refined.points(mesh.uv)
    lines = [uv[np.array(atlas.refined.curves[name])] for name in names]
    u, v = ((a + b) / 2 for a, b in zip(*(line.T for line in lines), strict=True))
    below = (np.interp(atlas.uv[:, 0], u, v) - atlas.uv[:, 1]) / UV_PER_MM
    return np.asarray(np.clip(below / 2.0 + 0.5, 0.0, 1.0), np.float32)


def _format(shader: moderngl.Program, names: dict[str, int]) -> str:
    # An attribute that the compiler dropped is skipped over as padding.
    return " ".join(f"{n}f" if name in shader else f"{4 * n}x" for name, n in names.items())
