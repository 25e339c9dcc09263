"""The face unwrapped into the canonical plane, small: how light and mottle lie over its skin.

A thousand texels, looked up by the processor: which triangle each lies in is known beforehand,
while a rasteriser would shade a mesh of small triangles several times over.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from beautymirror.face.atlas import PAGES
from beautymirror.face.distances import Distances
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.texels import texels
from beautymirror.render.cover import Cover, bare
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LINEAR

__all__ = ["Unwrapper", "ramp", "skin_share"]

Array = NDArray[np.float32]

_GUESS = 1e-4  # weight where no skin is seen: the nearest guess is better than none
_ASIDE = np.array([[-0.25], [0.25]], np.float32)  # texels


class Unwrapper:
    """Takes skin into a square of ``size`` texels over the canonical plane, row 0 at v = 0."""

    def __init__(self, mesh: FaceMesh, distances: Distances, size: int, sigma: float) -> None:
        """Lay the texels out.

        Args:
            sigma: of the blur, texels.
        """
        inside, weights = texels(mesh, size)  # rows from the top
        rows = np.arange(size * size).reshape(size, size)[::-1].ravel()
        self.size = size
        self._blur = _gaussian(size, sigma)
        self._where = np.flatnonzero(inside[::-1].ravel())
        self._weights: csr_array = weights[rows[self._where]]
        uv = (np.stack([self._where % size, self._where // size], axis=1) + 0.5) / size
        self._share = skin_share(uv.astype(np.float32), distances)
        self._map = np.zeros((size * size, 4), np.float32)

    def seen(self, picture: Picture, landmarks: Array, normals: Array) -> tuple[Array, Array]:
        """Linear colours (n, 3) of the texels that skin can be in, and how surely (n,) it is seen.

        Args:
            landmarks: (478, 3) pixels. normals: (468, 3), z to the camera.
        """
        table = np.concatenate([landmarks[:468, :2], normals[:, 2:]], axis=1)
        x, y, facing = (self._weights @ table).T
        weight = self._share * ramp(facing, 0.05, 0.4) + _GUESS
        # A texel is the mean of four pixels in it.
        face = np.linalg.norm(landmarks[10, :2] - landmarks[152, :2])
        aside = _ASIDE * np.float32(face / self.size)
        colors = LINEAR.take(picture.at(x + aside, (y + aside)[:, None]))
        return colors.mean(axis=(0, 1)), weight

    def seen_past(self, cover: Cover) -> Array:
        """(n,) how far the texels that skin can be in are not hidden, at least a guess."""
        middles = ((np.arange(self.size) + 0.5) * (len(cover) / self.size)).astype(np.intp)
        own = cover[::-1][np.ix_(middles, middles)].ravel()[self._where]
        return np.maximum(bare(own), np.float32(_GUESS))

    def laid(self, colors: Array, weight: Array) -> Array:
        """Colours times weights, and the weights, where they lie: (size, size, 4).

        Valid until the next call.
        """
        self._map[self._where, :3] = colors * weight[:, None]
        self._map[self._where, 3] = weight
        return self._map.reshape(self.size, self.size, 4)

    def at(self, values: Array) -> Array:
        """The texels (n, c) that skin can be in, of a map (size, size, c)."""
        return np.asarray(values.reshape(self.size * self.size, -1)[self._where])

    def blurred(self, values: Array) -> Array:
        """A Gaussian over (size, size, c); beyond the rim there is nothing."""
        for _ in range(2):  # along the rows, and again along what were the columns
            along = (self._blur @ values.reshape(self.size, -1)).reshape(values.shape)
            values = along.transpose(1, 0, 2)
        return np.ascontiguousarray(values)


def _gaussian(size: int, sigma: float) -> csr_array:
    """(size, size): blurs along one axis, up to 2.5 standard deviations.

    Sparse, since BLAS would wake threads that the frame has better use for; scipy's own filter
    takes twice as long, and longer to import than all the rest of scipy that is used.
    """
    away = np.arange(size)[:, None] - np.arange(size)
    reach = int(2.5 * sigma + 0.5)
    weights = np.where(np.abs(away) <= reach, np.exp(-0.5 * (away / sigma) ** 2), 0.0)
    whole = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).sum()
    return csr_array((weights / whole).astype(np.float32))


def ramp(values: Array, low: float, high: float) -> Array:
    """GLSL's smoothstep."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), np.float32)


def skin_share(uv: Array, distances: Distances) -> Array:
    """(n,) how much of what lies about places (n, 2) of the canonical plane is skin: not lips,
    brows or the rim of the face."""
    lips, _, oval, brow = distances.lips_oval_brow_at(PAGES[0].place(uv)).T
    return (1.0 - ramp(lips, -3, 0)) * (1.0 - ramp(brow, -3, 0)) * ramp(oval, 1, 6)
