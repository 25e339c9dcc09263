"""The rims of eyes and mouth as smooth curves, found by a small matrix in each frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.refine import RefinedMesh

__all__ = ["Rims", "rims"]

Array = NDArray[np.float32]

_LIDS = ("right lid upper", "right lid lower", "left lid upper", "left lid lower")
_MOUTH = ("lips inner upper", "lips inner lower")


@dataclass(frozen=True, slots=True, eq=False)
class Rims:
    """Linear maps from landmarks to the points of the rims.

    Attributes:
        columns: (c,) int, the landmarks that the rims depend on.
        weights: (n, c) float32.
        lid_points: points of one lid margin; mouth_points: of one inner lip line.
        uv: (n, 2) where the points lie in the canonical plane.
    """

    columns: NDArray[np.intp]
    weights: Array
    lid_points: int
    mouth_points: int
    uv: Array

    def find(self, landmarks: Array) -> tuple[Array, Array]:
        """Lids (2, 2, lid_points, 3) and mouth (2, mouth_points, 3) in the landmarks' unit.

        Lids: wearer's right and left eye, upper and lower margin, outer corner to inner one.
        Mouth: upper and lower inner lip line, wearer's right to left.
        """
        return self._split(self.weights @ landmarks[self.columns])

    def places(self) -> tuple[Array, Array]:
        """The same in the canonical plane, with (u, v) in place of positions."""
        return self._split(self.uv)

    def _split(self, points: Array) -> tuple[Array, Array]:
        lids = 4 * self.lid_points
        each = points.shape[1]
        return points[:lids].reshape(2, 2, -1, each), points[lids:].reshape(2, -1, each)


def rims(refined: RefinedMesh, uv: Array) -> Rims:
    """The rims of the refined mesh, whose landmarks lie at ``uv`` (468, 2) in the plane."""
    curves = [refined.curves[name] for name in (*_LIDS, *_MOUTH)]
    rows = refined.points(np.eye(468, dtype=np.float32))[[p for curve in curves for p in curve]]
    columns = np.flatnonzero(rows.any(axis=0))
    weights = np.ascontiguousarray(rows[:, columns])
    return Rims(columns, weights, len(curves[0]), len(curves[-1]), rows @ uv)
