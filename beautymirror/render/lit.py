"""How much light lies on the skin of a face, over the canonical plane.

A coat lies in the light of the skin about it. The compositor lays it on every frame;
where a photo's makeup is read, its light is told in the same way, so that whatever is told wrongly
is put back when the makeup is worn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.atlas import atlas_mesh
from beautymirror.face.distances import measure
from beautymirror.face.mesh import FaceMesh
from beautymirror.render.haze import cleared
from beautymirror.render.light import Light
from beautymirror.render.likeness import ANY, Likeness, likeness
from beautymirror.render.normals import Normals
from beautymirror.render.picture import Picture
from beautymirror.render.probe import Probe
from beautymirror.render.srgb import LUMA
from beautymirror.render.unwrap import Unwrapper

__all__ = ["LIT", "LitLips", "laid_light", "skin_like"]

Array = NDArray[np.float32]

LIT = (32, 1.5)
"""Texels across the plane, and sigma of their blur in texels: light is 11 mm wide."""

_SCALE = 0.125  # of the atlas, which a thousand texels need no finer
_GUESS = 1e-4  # weight of what is not like skin: better than nothing
_SURE = 0.3  # weight from which a texel is surely skin seen from the front
_LEAST, _MOST = 0.05, 1.2  # of full light, as in composite.vert


def skin_like(colors: Array, weight: Array, around: Array) -> Likeness | None:
    """How a face's skin looks, by the texels (n, 3) of one frame; None where too few are seen.

    Args:
        weight: (n,) how surely each is seen. around: (n, 4) their blurred colours times
            weights, and weights.
    """
    sure = weight > _SURE
    light = around[sure, :3] @ LUMA / np.maximum(around[sure, 3], 1e-4)
    return likeness(colors[sure], light)


def laid_light(
    unwrapper: Unwrapper, colors: Array, weight: Array, light: Light, like: Likeness
) -> Array:
    """(n, n, 4) blurred matt colours of the skin times weights, and weights; row 0 at v = 0.

    Args:
        colors: (m, 3) linear, of the texels that skin can be in. weight: (m,) how surely each is
            seen.
    """
    weight = weight * like.of_hue(colors) + _GUESS
    matt = colors * light.unmirrored(colors)[:, None]
    return unwrapper.blurred(unwrapper.laid(matt, weight))


class LitLips:
    """Measures the light in which a coat on the lips would be drawn in a photo."""

    def __init__(self, mesh: FaceMesh) -> None:
        distances = measure(mesh, atlas_mesh(mesh).refined, _SCALE)
        self._probe, self._normals = Probe(mesh, distances), Normals(mesh.triangles)
        self._unwrapper = Unwrapper(mesh, distances, *LIT)

    def of(self, picture: Picture, landmarks: Array) -> Array | None:
        """(32, 32) linear luminance that white paint would have at each place, if it lay on lips.

        Row 0 is the top of the forehead. None if too little of the face can be seen.

        Args:
            landmarks: (478, 3) pixels.
        """
        normals = self._normals.of(landmarks)
        light = self._probe.measure(picture, landmarks, normals)
        if light is None:
            return None
        colors, weight = self._unwrapper.seen(picture, landmarks, normals)
        colors = cleared(colors, light.haze)
        around = self._unwrapper.at(self._unwrapper.blurred(self._unwrapper.laid(colors, weight)))
        like = skin_like(colors, weight, around) or ANY
        laid = laid_light(self._unwrapper, colors, weight, light, like)[::-1]
        slow = laid[..., :3] @ LUMA / np.maximum(laid[..., 3] * light.albedo, 1e-9)
        return np.asarray(np.clip(slow, _LEAST, _MOST) * (light.color @ LUMA), np.float32)
