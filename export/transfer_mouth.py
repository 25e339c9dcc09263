"""A closer look at the lips: a second, small network on the part of the plane around the mouth.

Lips are a sixtieth of the face. Here they are seen at all of the plane's texels, and the network
may think of nothing else. It is told how the skin of the whole face looks, since around the mouth
alone a dim light cannot be told from a deep skin. What it answers is mixed with the first answer.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh
from export.transfer_faces import Bank, Part, lips_mask
from export.transfer_network import STYLE, Finish, Join, Residual, solved_layer, unit, with_places

__all__ = ["MOUTH", "MouthNet", "usual_mouth"]

MOUTH = Part(137, 88, 80)
_INPUTS = 4 + 3 + 3 + 1  # face and coverage; how unusual it is; place; lips
_PALE = 0.05  # added to the skin before anything is divided by it, as in the first network
_BRIGHTEST, _FURTHEST = 2.0, 4.0
_LEAST = 0.06  # spread: nothing is known better
_GROWN, _SOFT = 5, 2.5  # texels around the lips that are taken over, and how softly
_SHARE = 0.6  # of the lips: the mean of two answers errs less than either
_TOLD = 3 + 4 * 6  # the face's skin; mean and deviation on the lips and around them

Widths = tuple[int, int, int]


def _ratio(face: Tensor, skin: Tensor) -> Tensor:
    """Colours (b, 3, n, n) against a skin (b, 3), less one."""
    return (face / (skin[:, :, None, None] + _PALE)).clamp(max=_BRIGHTEST) - 1.0


def usual_mouth(
    faces: Bank, skins: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and deviation (3, 80, 80) of bare mouths against their face's skin, tones alike.

    Args:
        skins: (n, 3) sRGB 0..1, mean over each face.
    """
    images = torch.from_numpy(faces.images[:, MOUTH.rows, MOUTH.columns]).permute(0, 3, 1, 2)
    ratio = _ratio(images.float() / 255.0, torch.from_numpy(skins))
    ratio = 0.5 * (ratio + ratio.flip(-1))
    tones = torch.from_numpy(faces.tones)
    groups = [ratio[tones == tone] for tone in tones.unique()]
    mean = torch.stack([group.mean(dim=0) for group in groups]).mean(dim=0)
    square = torch.stack([group.square().mean(dim=0) for group in groups]).mean(dim=0)
    spread = (square - mean.square()).clamp(min=0.0).sqrt()
    return mean.numpy(), np.maximum(spread.numpy(), _LEAST)


class MouthNet(nn.Module):
    """(b, 4, 80, 80) sRGB 0..1 and coverage, skin (b, 3) sRGB -> layer (b, 6, 80, 80) 0..1."""

    def __init__(
        self, mesh: FaceMesh, widths: Widths = (16, 32, 64),
        usual: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        a, b, c = widths
        self.stem = nn.Sequential(*unit(_INPUTS, a, 3, 2))
        self.middle = nn.Sequential(*unit(a, b, 3, 2), *unit(b, b, 3))
        self.deep = nn.Sequential(*unit(b, c, 3, 2), Residual(c))
        self.pool = nn.Sequential(
            nn.Linear(c + _TOLD, 2 * STYLE), nn.ReLU6(), nn.Linear(2 * STYLE, STYLE), nn.ReLU6()
        )
        self.joins = nn.ModuleList([Join(c, b, b, 2), Join(b, a, a, 2)])
        self.finish = Finish(a, 12, _INPUTS)
        n = MOUTH.size
        mean, spread = usual or (np.zeros((3, n, n), np.float32), np.ones((3, n, n), np.float32))
        axis = torch.linspace(-1, 1, n)
        v, u = torch.meshgrid(axis, axis, indexing="ij")
        lips = lips_mask(mesh)[MOUTH.rows, MOUTH.columns].astype(np.float32)
        near = cv2.dilate(lips, np.ones((2 * _GROWN + 1, 2 * _GROWN + 1)))
        self.register_buffer("usual", torch.from_numpy(mean)[None])
        self.register_buffer("sharpness", 1.0 / torch.from_numpy(spread)[None])
        where = torch.stack([u, v, u.abs(), torch.from_numpy(lips)])
        self.register_buffer("where", where[None])
        inside = torch.from_numpy(np.stack([cv2.erode(lips, np.ones((3, 3))), near - lips]))
        self.register_buffer("sample", (inside / inside.sum(dim=(1, 2), keepdim=True)).flatten(1))
        share = _SHARE * cv2.GaussianBlur(near, (0, 0), _SOFT)
        self.register_buffer("share", torch.from_numpy(share)[None, None])

    def forward(self, face: Tensor, skin: Tensor) -> Tensor:
        seen, told = self.look(face, skin)
        return self.layer(self.read(seen, told).float(), face, skin)

    def look(self, face: Tensor, skin: Tensor) -> tuple[Tensor, Tensor]:
        """What the first layer sees (b, 11, 80, 80), and what is seen on the whole (b, 27)."""
        unusual = (_ratio(face[:, :3], skin) - self.usual) * self.sharpness
        unusual = unusual.clamp(-_FURTHEST, _FURTHEST)
        planes = torch.cat([face[:, :3], unusual], dim=1).flatten(2)
        means = planes @ self.sample.T
        spread = (planes.square() @ self.sample.T - means.square()).clamp(min=0.0)
        told = torch.cat([skin, means.flatten(1), (spread + 1e-6).sqrt().flatten(1)], dim=1)
        return with_places([face, unusual], self.where), told

    def read(self, seen: Tensor, told: Tensor) -> Tensor:
        """The learned part, on what ``look`` gives: what ``layer`` needs."""
        finest = self.stem(seen)
        middle = self.middle(finest)
        deep = self.deep(middle)
        style = self.pool(torch.cat([deep.mean(dim=(2, 3)), told], dim=1))
        planes = deep
        for join, skip in zip(self.joins, (middle, finest), strict=True):
            planes = join(planes, skip, style)
        raw: Tensor = self.finish(planes, seen, style)
        return raw

    def layer(self, raw: Tensor, face: Tensor, skin: Tensor, through: bool = False) -> Tensor:
        """The layer (b, 6, 80, 80), see ``solved_layer``."""
        return solved_layer(raw, face[:, :3], self.usual, skin[:, :, None, None], through)

    def put(self, layer: Tensor, whole: Tensor) -> Tensor:
        """A layer of the whole face (b, 6, 256, 256) with this one (b, 6, 80, 80) on its lips."""
        rows = whole[:, :, MOUTH.rows]
        end = MOUTH.left + MOUTH.size
        left, here, right = rows[..., : MOUTH.left], rows[..., MOUTH.columns], rows[..., end:]
        opacity = here[:, 3:4] + (layer[:, 3:4] - here[:, 3:4]) * self.share
        theirs, mine = here[:, :3] * here[:, 3:4], layer[:, :3] * layer[:, 3:4]
        pigment = (theirs + (mine - theirs) * self.share) / opacity.clamp(min=1e-3)
        rest = here[:, 4:] + (layer[:, 4:] - here[:, 4:]) * self.share
        made = torch.cat([pigment.clamp(0.0, 1.0), opacity, rest], dim=1)
        top, bottom = whole[:, :, : MOUTH.top], whole[:, :, MOUTH.top + MOUTH.size :]
        return torch.cat([top, torch.cat([left, made, right], dim=3), bottom], dim=2)
