"""Zones of the face in the canonical UV plane: where skin is read, and where it is not skin.

A zone is one or two ellipses of the plane (the second is the first mirrored), so it has the same
shape at every resolution. Positions are read off the canonical mesh.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh

__all__ = ["ZONES", "Zone", "bare_skin", "zone"]


@dataclass(frozen=True, slots=True)
class Zone:
    """Ellipses in the UV plane seen as a picture: x to the wearer's left, y down, 0..1.

    Attributes:
        centre, radius: (x, y) of the ellipse on the wearer's right side or in the middle.
        paired: whether the mirrored ellipse belongs to it too.
    """

    name: str
    centre: tuple[float, float]
    radius: tuple[float, float]
    paired: bool = False

    def distance(self, size: int) -> NDArray[np.float32]:
        """(size, size) float32: 0 at a centre, 1 on the rim, growing outwards."""
        axis = (np.arange(size, dtype=np.float32) + 0.5) / size
        (cx, cy), (rx, ry) = self.centre, self.radius
        x = (axis - cx) / rx
        if self.paired:
            x = np.minimum(np.abs(x), np.abs((1.0 - axis - cx) / rx))
        y = (axis - cy) / ry
        return np.sqrt(x[None, :] ** 2 + y[:, None] ** 2)

    def mask(self, size: int) -> NDArray[np.bool_]:
        """(size, size): the texels inside."""
        return self.distance(size) <= 1.0


ZONES = (
    Zone("forehead", (0.5, 0.205), (0.15, 0.06)),
    Zone("nose", (0.5, 0.49), (0.045, 0.085)),
    Zone("cheeks", (0.26, 0.535), (0.085, 0.07), paired=True),
    Zone("chin", (0.5, 0.835), (0.07, 0.05)),
    Zone("jaw", (0.27, 0.745), (0.075, 0.055), paired=True),
    Zone("under eyes", (0.36, 0.432), (0.07, 0.024), paired=True),
    Zone("temples", (0.215, 0.385), (0.04, 0.06), paired=True),
)


def zone(name: str) -> Zone:
    """The zone of that name."""
    return next(z for z in ZONES if z.name == name)


@lru_cache(maxsize=8)
def bare_skin(mesh: FaceMesh, size: int) -> NDArray[np.bool_]:
    """(size, size): texels of the mesh that are neither eye, brow, lip nor nostril."""
    canvas = np.zeros((size, size), np.uint8)
    _fill(canvas, mesh, regions.FACE_OVAL, 1, 0.97)
    for loops, grow in ((regions.eye_loops(mesh), 1.25), (regions.brow_loops(mesh), 1.35)):
        for loop in loops:
            _fill(canvas, mesh, loop, 0, grow)
    lips = regions.LIPS_OUTER
    _fill(canvas, mesh, lips, 0, 1.12)
    mask = canvas.astype(bool) & ~_NOSTRILS.mask(size)
    mask.setflags(write=False)
    return mask


_NOSTRILS = Zone("nostrils", (0.455, 0.578), (0.042, 0.026), paired=True)


def _fill(
    canvas: NDArray[np.uint8], mesh: FaceMesh, loop: tuple[int, ...], value: int, grow: float
) -> None:
    points = mesh.uv[list(loop)].copy()
    points[:, 1] = 1.0 - points[:, 1]
    centre = points.mean(axis=0)
    points = (centre + (points - centre) * grow) * len(canvas) - 0.5
    cv2.fillPoly(canvas, [np.rint(points).astype(np.int32)], value)
