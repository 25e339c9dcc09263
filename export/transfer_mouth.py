"""A closer look at the lips: a second, small network on the part of the plane around the mouth.

Lips are a sixtieth of the face. Here they are seen at all of the plane's texels, and the network
may think of nothing else. It is told how the skin of the whole face looks, since around the mouth
alone a dim light cannot be told from a deep skin, and in which light a coat lies there: between
people that differs by a third, with the form of a face, a beard, the side that a light comes from.
It hears the first answer, and what it answers takes that one's place.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh
from beautymirror.inference.transfer import LIGHT_SIZE, USUAL_LIGHT
from export.transfer_faces import SIZE, Bank, Part, lips_mask
from export.transfer_network import (
    OUTPUTS,
    STYLE,
    Finish,
    Join,
    Residual,
    solved_layer,
    unit,
    with_places,
)

__all__ = ["MOUTH", "TAKEN", "MouthNet", "usual_mouth"]

MOUTH = Part(137, 88, 80)
TAKEN = slice(16, 64)  # rows of the part: of the others nothing is taken over
_COARSE = slice(TAKEN.start // 2, TAKEN.stop // 2)
_HEARD = OUTPUTS + 1  # the first answer, and how much light there is
_INPUTS = 4 + 3 + _HEARD + 3 + 1  # face and coverage; how unusual it is; place; lips
_PALE = 0.05  # added to the skin before anything is divided by it, as in the first network
_BRIGHTEST, _FURTHEST = 2.0, 4.0
_FINE = 24  # planes at full size: two colours on lips, and their rims, are drawn there
_LEAST = 0.06  # spread: nothing is known better
_GROWN, _SOFT = 5, 2.5  # texels around the lips that are taken over, and how softly
_LIT = 0.9  # of the light that was measured that is believed at first
_LEAST_LIGHT = 0.02
# The face's skin; mean and deviation on the lips and around them; style; what is heard, likewise.
_TOLD = 3 + 4 * 6 + STYLE + 2 * _HEARD

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
    """What the first network sees and answers -> layer (b, 6, 48, 80) 0..1, see ``forward``."""

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
        self.finish = Finish(a, _FINE, _INPUTS, groups=1)
        self.coated = nn.Linear(_TOLD, 1)  # taught by itself, see ``export.mouth_gate``
        nn.init.zeros_(self.coated.weight)
        nn.init.ones_(self.coated.bias)
        self.lit = nn.Parameter(torch.tensor(_LIT))
        n = MOUTH.size
        mean, spread = usual or (np.zeros((3, n, n), np.float32), np.ones((3, n, n), np.float32))
        for name, start in (("down", MOUTH.top), ("across", MOUTH.left)):
            self.register_buffer(name, _between(start, n), persistent=False)
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
        share = cv2.GaussianBlur(near, (0, 0), _SOFT)
        self.register_buffer("share", torch.from_numpy(share)[None, None])

    def forward(
        self, face: Tensor, first: Tensor, style: Tensor, skin: Tensor, light: Tensor
    ) -> Tensor:
        """The layer around the mouth, of the rows ``TAKEN`` of its part.

        Args:
            face: (b, 4, 256, 256) sRGB 0..1 and coverage. skin: (b, 3) sRGB, the face's mean.
            first: (b, 6, 256, 256) the first answer. style: (b, 64), of the first network.
            light: (b, 1, 32, 32), see ``Reference.lips_light``.
        """
        near, heard = (plane[:, :, MOUTH.rows, MOUTH.columns] for plane in (face, first))
        light = self.light(light)
        seen, told = self.look(near, skin, heard, style, light)
        kind = self.finish.head.weight.dtype
        raw = self.read(seen.to(kind), told.to(kind)).float()
        layer = self.layer(raw, near, skin, light)
        opacity = layer[:, 3:4] * self.surely_coated(told)[:, :, None, None]
        return torch.cat([layer[:, :3], opacity, layer[:, 4:]], dim=1)

    def surely_coated(self, told: Tensor) -> Tensor:
        """How far a coat is believed in at all, (b, 1): most faces that are seen wear one, so that
        natural lips are easily read as one."""
        sure: Tensor = self.coated(told.to(self.coated.weight.dtype)).float().clamp(0.0, 1.0)
        return sure

    def light(self, plane: Tensor) -> Tensor:
        """Logarithm (b, 1, 80, 80) of a light (b, 1, 32, 32) over the whole plane; 0 is usual."""
        less = plane.clamp(min=_LEAST_LIGHT).log() - math.log(USUAL_LIGHT)
        near: Tensor = self.down @ less @ self.across.T
        return near

    def look(
        self, face: Tensor, skin: Tensor, heard: Tensor, style: Tensor, light: Tensor
    ) -> tuple[Tensor, Tensor]:
        """What the first layer sees (b, 18, 80, 80), and what is seen on the whole (b, 105).

        Args:
            heard: (b, 6, 80, 80) the first answer. light: (b, 1, 80, 80), see ``light``.
        """
        heard = torch.cat([heard, light], dim=1)
        unusual = (_ratio(face[:, :3], skin) - self.usual) * self.sharpness
        unusual = unusual.clamp(-_FURTHEST, _FURTHEST)
        planes = torch.cat([face[:, :3], unusual], dim=1).flatten(2)
        means = planes @ self.sample.T
        spread = (planes.square() @ self.sample.T - means.square()).clamp(min=0.0)
        spread = (spread + 1e-6).sqrt()
        answered = heard.flatten(2) @ self.sample.T
        whole = (means.flatten(1), spread.flatten(1), style, answered.flatten(1))
        return with_places([face, unusual, heard], self.where), torch.cat([skin, *whole], dim=1)

    def read(self, seen: Tensor, told: Tensor) -> Tensor:
        """The learned part, on what ``look`` gives: what ``layer`` needs (b, 11, 48, 80)."""
        finest = self.stem(seen)
        middle = self.middle(finest)
        deep = self.deep(middle)
        style = self.pool(torch.cat([deep.mean(dim=(2, 3)), told], dim=1))
        planes = deep
        for join, skip in zip(self.joins, (middle, finest), strict=True):
            planes = join(planes, skip, style)
        raw: Tensor = self.finish(planes[:, :, _COARSE], seen[:, :, TAKEN], style)
        return raw

    def layer(
        self, raw: Tensor, face: Tensor, skin: Tensor, light: Tensor, through: bool = False
    ) -> Tensor:
        """The layer (b, 6, 48, 80), see ``solved_layer``; what was read corrects the light."""
        light = raw[:, -1:] + self.lit * light[:, :, TAKEN]
        raw, below = torch.cat([raw[:, :-1], light], dim=1), self.usual[:, :, TAKEN]
        return solved_layer(raw, face[:, :3, TAKEN], below, skin[:, :, None, None], through)

    def put(self, layer: Tensor, whole: Tensor) -> Tensor:
        """A layer of the whole face (b, 6, 256, 256) with this one (b, 6, 48, 80) on its lips."""
        top, bottom = MOUTH.top + TAKEN.start, MOUTH.top + TAKEN.stop
        left, right = MOUTH.columns.start, MOUTH.columns.stop
        rows = whole[:, :, top:bottom]
        made = self.blend(layer, rows[..., left:right])
        rows = torch.cat([rows[..., :left], made, rows[..., right:]], dim=3)
        return torch.cat([whole[:, :, :top], rows, whole[:, :, bottom:]], dim=2)

    def blend(self, layer: Tensor, here: Tensor) -> Tensor:
        """This layer, going over into the first answer (b, 6, 48, 80) around the lips."""
        share = self.share[:, :, TAKEN]
        opacity = here[:, 3:4] + (layer[:, 3:4] - here[:, 3:4]) * share
        theirs, mine = here[:, :3] * here[:, 3:4], layer[:, :3] * layer[:, 3:4]
        pigment = (theirs + (mine - theirs) * share) / opacity.clamp(min=1e-3)
        rest = here[:, 4:] + (layer[:, 4:] - here[:, 4:]) * share
        return torch.cat([pigment.clamp(0.0, 1.0), opacity, rest], dim=1)


def _between(start: int, size: int) -> Tensor:
    """(size, 32): linear between the coarse texels of a light, at each texel of a part."""
    middle = (start + np.arange(size) + 0.5) / SIZE * LIGHT_SIZE - 0.5
    weights = np.maximum(1.0 - np.abs(middle[:, None] - np.arange(LIGHT_SIZE)), 0.0)
    return torch.from_numpy(weights.astype(np.float32))
