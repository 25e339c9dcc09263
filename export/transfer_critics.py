"""Three small critics that tell drawn makeup from makeup that the network has read: of the brows,
the eyes and the lips.

Each sees one side of the face and the mirrored other beside it, and is told by masks, theirs and
the mirrored ones, where the features are (spatial feature transform, Wang et al. 2018), as the
critics of the improved PSGAN are. Hinge loss (Lim & Ye 2017), spectral norms (Miyato et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from beautymirror.face.mesh import FaceMesh
from export.transfer_measures import Masks
from export.transfer_network import WORK

__all__ = ["REGIONS", "Critics", "Region", "halved"]


@dataclass(frozen=True, slots=True)
class Region:
    """A window of the plane of 128 x 128 texels, on the left of the picture or over its middle.

    Attributes:
        masks: names of attributes of ``Masks``.
    """

    name: str
    rows: slice
    columns: slice
    masks: tuple[str, ...]

    def pair(self, planes: Tensor) -> Tensor:
        """(b, 2 c, h, w): the window of planes (b, c, 128, 128), and of the mirrored planes."""
        both = (planes, planes.flip(-1))
        return torch.cat([each[..., self.rows, self.columns] for each in both], dim=1)


REGIONS = (
    Region("brows", slice(29, 45), slice(24, 64), ("brows",)),
    Region("eyes", slice(29, 61), slice(24, 64), ("eyes", "eyeballs")),
    Region("lips", slice(80, 96), slice(44, 84), ("lips", "mouth")),
)


def halved(mask: NDArray[np.bool_]) -> Tensor:
    """(128, 128) share of each texel in a mask (256, 256)."""
    step = len(mask) // WORK
    share = mask.reshape(WORK, step, WORK, step).mean(axis=(1, 3))
    return torch.from_numpy(share.astype(np.float32))


class _Told(nn.Module):
    """Scales and shifts features by what lies where."""

    def __init__(self, conditions: int, channels: int) -> None:
        super().__init__()
        self.change = nn.Conv2d(conditions, 2 * channels, 3, padding=1)

    def forward(self, features: Tensor, conditions: Tensor) -> Tensor:
        size = features.shape[-2:]
        near = nn.functional.interpolate(conditions, size, mode="bilinear", antialias=True)
        scale, shift = self.change(near).chunk(2, dim=1)
        return features * (1.0 + scale) + shift


class _Critic(nn.Module):
    """(b, 6, h, w) sRGB of both sides -> (b, 1, h / 8, w / 8), above 0 where it looks drawn."""

    def __init__(self, conditions: int, widths: tuple[int, int, int] = (16, 32, 48)) -> None:
        super().__init__()
        channels = (6, *widths)
        self.steps = nn.ModuleList(
            spectral_norm(nn.Conv2d(channels[at], channels[at + 1], 4, 2, 1)) for at in range(3)
        )
        self.told = nn.ModuleList(_Told(conditions, width) for width in widths)
        self.answer = spectral_norm(nn.Conv2d(widths[-1], 1, 1))

    def forward(self, both: Tensor, conditions: Tensor) -> Tensor:
        features = both * 2.0 - 1.0
        for step, told in zip(self.steps, self.told, strict=True):
            features = nn.functional.leaky_relu(told(step(features), conditions), 0.2)
        answer: Tensor = self.answer(features)
        return answer


class Critics(nn.Module):
    """The critics of all regions, on faces (b, 3, 128, 128) in sRGB."""

    def __init__(self, mesh: FaceMesh) -> None:
        super().__init__()
        masks = Masks(mesh)
        self.critics = nn.ModuleDict()
        for region in REGIONS:
            planes = torch.stack([halved(getattr(masks, name)) for name in region.masks])
            self.register_buffer(region.name, region.pair(planes[None]))
            self.critics[region.name] = _Critic(2 * len(region.masks))

    def judge(self, faces: Tensor) -> list[Tensor]:
        """What each critic says of its region."""
        return [
            self.critics[region.name](
                region.pair(faces), getattr(self, region.name).expand(len(faces), -1, -1, -1)
            )
            for region in REGIONS
        ]

    def told_apart(self, drawn: Tensor, read: Tensor) -> Tensor:
        """The critics' own loss: drawn above 1, read below -1."""
        real, fake = self.judge(drawn), self.judge(read)
        each = [
            (1.0 - one).clamp(min=0).mean() + (1.0 + other).clamp(min=0).mean()
            for one, other in zip(real, fake, strict=True)
        ]
        return torch.stack(each).mean()

    def convinced(self, read: Tensor) -> Tensor:
        """The network's loss: less the more what it has read passes for drawn."""
        return -torch.stack([each.mean() for each in self.judge(read)]).mean()
