"""How much of the light on a face reaches its mouth, told from the skin around it.

The renderer lays a coat on the lips in the light of the skin about them, against that of the skin
which is fully lit. Between people that differs by a third, with the form of a face, a beard, the
side that a light comes from. A pigment that is read without it is off by as much. Here it is
worked out as ``render.probe`` and ``render.unwrap`` do it, of a face that was laid flat.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

from beautymirror.face.atlas import atlas_mesh
from beautymirror.face.distances import measure
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.texels import texels
from beautymirror.face.zones import bare_skin
from beautymirror.render.unwrap import skin_share
from export.transfer_composite import decode, luminance
from export.transfer_faces import SIZE, Part

__all__ = ["COARSE", "MouthLight"]

COARSE = 64  # texels across the whole plane at which light is looked at
_BLUR = 3.0  # of those texels, as in the renderer
_GUESS = 0.02  # weight of skin that is not seen
_FEW = 2  # texels across of four that are looked at
_EVERY = 4  # texels of the skin between those that are ordered, for the same reason
_LIT = (0.45, 0.88)  # quantiles of the skin: shadow lies below, highlights above
_LEAST, _MOST = 0.05, 1.2
_USUAL = -0.25  # logarithm of how much reaches the mouth of most


class MouthLight(nn.Module):
    """(b, 4, n, n) whole face, n = 64 or 256 -> (b, 1, m, m) over the part around the mouth:
    logarithm of how much light there is, 0 where it is as on most people."""

    def __init__(self, mesh: FaceMesh, part: Part) -> None:
        super().__init__()
        skin = bare_skin(mesh, SIZE).astype(np.float32)
        clear = cv2.resize(skin, (COARSE, COARSE), interpolation=cv2.INTER_AREA) > 0.9
        self.register_buffer("share", torch.from_numpy(_skin_share(mesh)), persistent=False)
        self.register_buffer("down", _gaussian(part.top, part.size), persistent=False)
        self.register_buffer("across", _gaussian(part.left, part.size), persistent=False)
        self.register_buffer(
            "skin", torch.from_numpy(np.flatnonzero(clear)[::_EVERY]), persistent=False
        )

    def forward(self, face: Tensor) -> Tensor:
        if face.shape[-1] != COARSE:
            # A quarter of the texels says as much as all, sooner.
            face = avg_pool2d(face, _FEW, int(face.shape[-1]) // COARSE)
        seen = luminance(decode(face[:, :3]))
        weight = self.share * (_GUESS + (1.0 - _GUESS) * face[:, 3:])
        around = self._blurred(seen * weight) / self._blurred(weight).clamp(min=1e-4)
        count = len(self.skin)
        ordered = seen.flatten(1)[:, self.skin].sort(dim=1).values
        lit = ordered[:, int(_LIT[0] * count) : int(_LIT[1] * count)].mean(dim=1)
        ratio = around / lit[:, None, None, None].clamp(min=1e-4)
        return ratio.clamp(_LEAST, _MOST).log() - _USUAL

    def _blurred(self, plane: Tensor) -> Tensor:
        blurred: Tensor = self.down @ plane @ self.across.T
        return blurred


def _gaussian(start: int, size: int) -> Tensor:
    """(size, 64): weights of the coarse texels at each texel of a part."""
    middle = (start + np.arange(size) + 0.5) / SIZE * COARSE - 0.5
    away = (middle[:, None] - np.arange(COARSE)) / _BLUR
    return torch.from_numpy(np.exp(-0.5 * away**2).astype(np.float32))


def _skin_share(mesh: FaceMesh) -> np.ndarray:
    """(64, 64), row 0 on top: how much of each texel is skin, not lips, brows or the face's rim."""
    inside, _ = texels(mesh, COARSE)
    rows, columns = np.nonzero(inside)
    places = np.stack([columns + 0.5, COARSE - rows - 0.5], axis=1).astype(np.float32) / COARSE
    share = np.zeros((COARSE, COARSE), np.float32)
    share[rows, columns] = skin_share(places, measure(mesh, atlas_mesh(mesh).refined))
    return share
