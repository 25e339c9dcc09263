"""The coat on the lips as one lipstick: what the layer shows rather than what the head tells.

The head tells a lipstick by means over the whole face; the layer was looked at closely. A plain
lipstick in the layer's own colour, as strong as its opacity asks for, is nearer to the exact
result than the finish that the head tells: a sheer or a metallic one that is told wrongly changes
colour as well as shine.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.inference.transfer import INPUT_SIZE, LayerMaps
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Amount
from beautymirror.skin.linear import linear_from_srgb, srgb_from_linear
from beautymirror.transfer.told import TOLD, place

__all__ = ["lips_mask", "told_with_lips"]

# Mean opacity from which a coat is told. Of wholly bare faces one in fourteen reaches it, but of
# lips that are left bare in a made-up face half: natural lips look like a sheer lipstick.
_LEAST = 0.2
_FINISH = "satin"  # gloss and matte lie alike in the layer, and this one is between them
_PLACE = place("lipstick")


def told_with_lips(maps: LayerMaps) -> NDArray[np.float32]:
    """What the head tells (70,), with the lipstick that the layer shows in place of its own."""
    told = maps.told.copy()
    lips = _lips(canonical_mesh(), len(maps.opacity))
    opacity = maps.opacity[lips]
    mean = float(opacity.mean())
    mine = told[_PLACE]
    mine[0] = float(mean >= _LEAST)
    mine[1] = min(1.0, mean / _opaque())
    pigment = linear_from_srgb(np.rint(maps.pigment[lips] * 255.0).astype(np.uint8))
    color = np.average(pigment, axis=0, weights=opacity + 1e-6)
    mine[2:5] = srgb_from_linear(color) / 255.0
    finishes = next(one for one in TOLD if one.kind == "lipstick").choices["finish"]
    mine[5:] = [float(finish == _FINISH) for finish in finishes]
    return told


def _opaque() -> float:
    """Opacity of a lipstick of full strength and the usual coverage, see lipstick.glsl."""
    usual = next(p for p in KINDS["lipstick"].parameters if p.name == "coverage")
    assert isinstance(usual, Amount)
    return 0.15 + 0.835 * usual.default


@lru_cache(maxsize=1)
def _lips(mesh: FaceMesh, size: int) -> NDArray[np.bool_]:
    """Less a texel along their lines."""
    lips = lips_mask(mesh, size).astype(np.uint8)
    return cv2.erode(lips, np.ones((3, 3), np.uint8)).astype(bool)


def lips_mask(mesh: FaceMesh, size: int = INPUT_SIZE) -> NDArray[np.bool_]:
    """(size, size) of the UV plane: between the outer and the inner lip line."""
    canvas = np.zeros((size, size), np.uint8)
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    inner = regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER)
    for line, value in ((outer, 1), (inner, 0)):
        points = mesh.uv[list(line)] * [1, -1] + [0, 1]
        cv2.fillPoly(canvas, [np.rint(points * size - 0.5).astype(np.int32)], value)
    return canvas.astype(bool)
