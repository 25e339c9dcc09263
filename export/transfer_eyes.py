"""A closer look at the eyes: a small network that tells brows, shadow and liner as parameters.

The head that stands on the transfer network sees its layer at 64 texels across half a face, where
a liner is less than a texel. Here each eye with its brow is seen at all of the plane's texels, the
left one mirrored, and what is told of the two is averaged. The head is heard as well, since the
two err at different faces.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from beautymirror.transfer.told import TOLD, place
from export.transfer_faces import SIZE, Part
from export.transfer_network import Residual, unit, with_places

__all__ = ["EYES", "EYE_KINDS", "EyesNet"]

EYES = Part(44, 36, 80)  # the wearer's right eye and brow
_MIRRORED = slice(SIZE - EYES.columns.stop, SIZE - EYES.columns.start)
_NAMES = ("eyebrows", "eyeshadow", "eyeliner")
EYE_KINDS = tuple(told for told in TOLD if told.kind in _NAMES)
_INPUTS = 4 + 3 + 2  # face and coverage; colours against the skin; place
_PALE, _BRIGHTEST = 0.05, 2.0  # as for the lips
_FEATURES, _SKIN = 64, 3
_DROPPED = 0.1
_HEARD = 0.5  # weight of the head beside this network in whether a kind is worn
_SUREST = 1e-3


class EyesNet(nn.Module):
    """(b, 4, 80, 80) sRGB 0..1 and coverage, skin (b, 3) sRGB -> logits of ``EYE_KINDS``."""

    def __init__(self, widths: tuple[int, int, int, int] = (16, 32, 48, 64)) -> None:
        super().__init__()
        a, b, c, d = widths
        self.body = nn.Sequential(
            *unit(_INPUTS, a, 3, 2), *unit(a, b, 3, 2), Residual(b),
            *unit(b, c, 3, 2), Residual(c), *unit(c, d, 3, 2), Residual(d),
        )  # fmt: skip
        self.whole = nn.Sequential(
            nn.Conv2d(d, 24, 1), nn.BatchNorm2d(24), nn.ReLU6(), nn.Flatten(),
            nn.Dropout(_DROPPED), nn.Linear(24 * (EYES.size // 16) ** 2, _FEATURES),
            nn.BatchNorm1d(_FEATURES), nn.ReLU6(),
        )  # fmt: skip
        self.answer = nn.Linear(_FEATURES + _SKIN, sum(told.length for told in EYE_KINDS))
        axis = torch.linspace(-1, 1, EYES.size)
        v, u = torch.meshgrid(axis, axis, indexing="ij")
        self.register_buffer("where", torch.stack([u, v])[None])

    def forward(self, eye: Tensor, skin: Tensor) -> Tensor:
        ratio = (eye[:, :3] / (skin[:, :, None, None] + _PALE)).clamp(max=_BRIGHTEST) - 1.0
        seen = self.body(with_places([eye, ratio], self.where))
        found: Tensor = self.answer(torch.cat([self.whole(seen), skin], dim=1))
        return found

    def look(self, face: Tensor, skin: Tensor) -> Tensor:
        """The mean over both eyes of a whole face (b, 4, 256, 256)."""
        right = face[:, :, EYES.rows, EYES.columns]
        left = face[:, :, EYES.rows, _MIRRORED].flip(-1)
        both = self(torch.cat([right, left]), torch.cat([skin, skin]))
        mean: Tensor = 0.5 * (both[: len(face)] + both[len(face) :])
        return mean

    def tell(self, face: Tensor, skin: Tensor, told: Tensor) -> Tensor:
        """What the head tells (b, TOLD_LENGTH), with the kinds about the eyes seen closer."""
        parts = {one.kind: told[:, place(one.kind)] for one in TOLD}
        found, start = self.look(face, skin), 0
        for one in EYE_KINDS:
            mine = found[:, start : start + one.length]
            start += one.length
            head = torch.logit(parts[one.kind], eps=_SUREST)
            worn, rest = mine[:, :1] + _HEARD * head[:, :1], 0.5 * (mine + head)[:, 1:]
            parts[one.kind] = torch.cat([worn, rest], dim=1).sigmoid()
        return torch.cat(list(parts.values()), dim=1)
