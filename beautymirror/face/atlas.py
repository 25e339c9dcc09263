"""Pages of the makeup atlas: the canonical UV plane, with eyes and lips enlarged.

In the canonical UV an eye spans 0.14 and the lips 0.24 of the width, too few texels for a liner
or a lip line. A page is an axis-aligned window of the canonical plane; every page shows the same
makeup, so what paints a page never knows which one it is. Each mesh triangle reads from the most
enlarged page that holds it whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.refine import RefinedMesh, refine

__all__ = ["ATLAS_SIZE", "PAGES", "UV_PER_MM", "AtlasMesh", "Page", "atlas_mesh"]

# Median over the mesh's edges: 0.043 of the canonical UV to a centimetre.
UV_PER_MM = 0.0043

ATLAS_SIZE = (1440, 1024)
_MARGIN = 0.006  # keeps filter taps of the smaller mipmaps inside a page


@dataclass(frozen=True, slots=True)
class Page:
    """A window (u, v, width, height) of the canonical plane at (x, y, width, height) texels."""

    name: str
    window: tuple[float, float, float, float]
    texels: tuple[int, int, int, int]

    def contains(self, uv: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which of the points (..., 2) lie inside the window, a margin away from its rim."""
        u, v, w, h = self.window
        low = np.array([u, v]) + _MARGIN
        high = np.array([u + w, v + h]) - _MARGIN
        return np.asarray(((uv >= low) & (uv <= high)).all(axis=-1))

    def place(self, uv: NDArray[np.float32]) -> NDArray[np.float32]:
        """Texel position of canonical points (..., 2) in the atlas, as a fraction of its size."""
        u, v, w, h = self.window
        x, y, width, height = self.texels
        scaled = (uv - [u, v]) * [width / w, height / h] + [x, y]
        return (scaled / ATLAS_SIZE).astype(np.float32)


# 1280 texels per unit for eyes (brow, crease and wing included) and lips, 1024 for the face.
PAGES = (
    Page("face", (0.0, 0.0, 1.0, 1.0), (0, 0, 1024, 1024)),
    Page("right eye", (0.17, 0.5375, 0.325, 0.2375), (1024, 0, 416, 304)),
    Page("left eye", (0.505, 0.5375, 0.325, 0.2375), (1024, 304, 416, 304)),
    Page("lips", (0.3375, 0.2275, 0.325, 0.15), (1024, 608, 416, 192)),
)


@dataclass(frozen=True, slots=True, eq=False)
class AtlasMesh:
    """The mesh that is drawn: refined points, one copy for each page that a point is seen in.

    Attributes:
        refined: the points, of which the vertices are copies.
        weights: (n, 468) sparse float32: vertices of a frame = weights @ its landmarks.
        uv: (n, 2) float32 canonical coordinates; atlas: (n, 2) float32 place in the atlas, 0..1.
        lips: (n,) float32, 1 for vertices of triangles on the lips, else 0.
        triangles: (m, 3) int32 over vertices.
    """

    refined: RefinedMesh
    weights: csr_array
    uv: NDArray[np.float32]
    atlas: NDArray[np.float32]
    lips: NDArray[np.float32]
    triangles: NDArray[np.int32]


def atlas_mesh(mesh: FaceMesh) -> AtlasMesh:
    """Refine the canonical mesh and lay its triangles out over the pages."""
    refined = refine(mesh)
    uv = refined.points(mesh.uv)
    corners = uv[refined.triangles]
    page = np.zeros(len(corners), np.int32)
    for number, candidate in enumerate(PAGES[1:], start=1):
        page[candidate.contains(corners).all(axis=1)] = number
    lips = _on_lips(refined)
    # A vertex for each point, page and side of the lip line that it is seen with.
    kinds = 2 * len(PAGES)
    keys = refined.triangles.astype(np.int64) * kinds + (2 * page + lips)[:, None]
    unique, triangles = np.unique(keys, return_inverse=True)
    source = (unique // kinds).astype(np.int32)
    atlas = np.empty((len(unique), 2), np.float32)
    for number, candidate in enumerate(PAGES):
        mine = unique % kinds // 2 == number
        atlas[mine] = candidate.place(uv[source[mine]])
    everything = csr_array(refined.points(np.eye(468, dtype=np.float32)))
    return AtlasMesh(
        refined,
        everything[source],
        uv[source],
        atlas,
        (unique % 2).astype(np.float32),
        triangles.reshape(-1, 3).astype(np.int32),
    )


def _on_lips(refined: RefinedMesh) -> NDArray[np.int32]:
    """1 for triangles between the outer and the inner lip line: reached from the inner one
    without crossing the outer one."""
    outer = {p for arc in ("upper", "lower") for p in refined.curves[f"lips outer {arc}"]}
    known = {p for arc in ("upper", "lower") for p in refined.curves[f"lips inner {arc}"]}
    chosen = np.zeros(len(refined.triangles), np.int32)
    before = -1
    while chosen.sum() != before:
        before = chosen.sum()
        touched = np.isin(refined.triangles, list(known - outer)).any(axis=1)
        chosen[touched] = 1
        known.update(int(p) for p in np.unique(refined.triangles[touched]))
    return chosen
