"""A fixed bank of skin filters, with which the skin network begins.

What tells the signs apart is known: fine dark dots, bright scales, creases by direction, soft red
areas. So the first layer is not learned: differences of Gaussians and second derivatives at full
size, split by sign and pooled to 64 x 64. Learning starts where the cues have to be weighed.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

__all__ = ["PLANES", "Bank", "Broad"]

_CUES = 35  # planes that the bank gives
PLANES = _CUES + 9
"""With the broad ones."""

_REACH = 3  # the filters are 7 x 7
_GAIN = 8.0  # brings filter responses to the scale of the colour planes


class Bank(nn.Module):
    """(b, 5, 256, 256) -> (b, 35, 64, 64): colour, and energies of fixed filters by sign."""

    def __init__(self) -> None:
        super().__init__()
        fine = [_ring(0.5, 1.0), *(_crease(quarter * math.pi / 4) for quarter in range(4))]
        self.register_buffer("fine", torch.stack(fine)[:, None] * _GAIN)
        # Larger marks are looked for at half the size: light twice, redness once.
        half = torch.stack([_ring(0.6, 1.2), _ring(1.0, 2.0), _ring(0.8, 1.6)])[:, None]
        self.register_buffer("light", half[:2] * _GAIN)
        self.register_buffer("red", half[2:] * _GAIN)

    def forward(self, face: Tensor) -> Tensor:
        light = face[:, :3].mean(dim=1, keepdim=True)
        red = face[:, 0:1] - face[:, 1:2]
        yellow = face[:, 1:2] - face[:, 2:3]
        fine = nn.functional.conv2d(light, self.fine, padding=_REACH)
        # A glint adds white, which shows most where skin reflects least, in blue; a pore takes a
        # like share of every channel. On deep skin only this tells the two apart.
        pair = nn.functional.conv2d(
            torch.cat([face[:, 0:1], face[:, 0:1] - face[:, 2:3]], 1).flatten(0, 1)[:, None],
            self.fine[:1],
            padding=_REACH,
        ).view(-1, 2, *face.shape[2:])
        highest = nn.functional.max_pool2d(light, 3, 1, 1)
        lowest = -nn.functional.max_pool2d(-light, 3, 1, 1)
        dots = -nn.functional.max_pool2d(-highest, 3, 1, 1) - light  # small and dark: black top-hat
        specks = light - nn.functional.max_pool2d(lowest, 3, 1, 1)
        planes = nn.functional.avg_pool2d(torch.cat([face, light, red * 3, yellow * 2], 1), 2)
        marks = nn.functional.conv2d(planes[:, 5:6], self.light, padding=_REACH)
        spots = nn.functional.conv2d(planes[:, 6:7], self.red, padding=_REACH)
        coarse = torch.cat([marks, spots], dim=1)
        energies = [
            nn.functional.avg_pool2d(fine.relu(), 4),
            nn.functional.avg_pool2d((-fine).relu(), 4),
            nn.functional.avg_pool2d(coarse.relu(), 2),
            nn.functional.avg_pool2d((-coarse).relu(), 2),
            nn.functional.avg_pool2d(pair.relu(), 4),
            nn.functional.avg_pool2d((-pair).relu(), 4),
            nn.functional.avg_pool2d(torch.cat([dots, specks], 1) * _GAIN, 4),
            nn.functional.max_pool2d(torch.cat([dots, specks], 1) * _GAIN, 4),
            nn.functional.max_pool2d(fine[:, :1], 4),
            nn.functional.max_pool2d(coarse[:, :2], 2),
        ]
        colour = nn.functional.avg_pool2d(planes, 2)
        # Responses at the border of what is seen are of the border, not of the skin.
        hidden = (colour[:, 3:4] < 0.99).to(colour.dtype)
        clear = 1.0 - nn.functional.max_pool2d(hidden, 3, 1, 1)
        return torch.cat([colour, torch.cat(energies, dim=1) * clear], dim=1)


class Broad(nn.Module):
    """Adds to the bank's cues what is broad: tone without shading, and its bands (b, 44, 64, 64).

    Redness, circles and unevenness are soft: what tells them from the light is that shading leaves
    the ratio of the channels alone, and that they differ from their own surroundings.
    """

    def forward(self, cues: Tensor) -> Tensor:
        seen, light = cues[:, 3:4], cues[:, 5:6]
        level = light + 1.15  # never below 0.15
        tones = torch.cat([torch.log(level), cues[:, 6:7] / level, cues[:, 7:8] / level], dim=1)
        tones = tones * seen
        bands = []
        for reach in (4, 10):
            around, share = _mean_around(tones, reach), _mean_around(seen, reach)
            bands.append((tones - around / (share + 1e-2)) * seen * 3.0)
        return torch.cat([cues, tones, *bands], dim=1)


def _mean_around(planes: Tensor, reach: int) -> Tensor:
    """Mean over a square, along one axis and then the other."""
    side = 2 * reach + 1
    along = nn.functional.avg_pool2d(planes, (1, side), 1, (0, reach))
    return nn.functional.avg_pool2d(along, (side, 1), 1, (reach, 0))


def _grid() -> tuple[Tensor, Tensor]:
    axis = torch.arange(-_REACH, _REACH + 1, dtype=torch.float32)
    return torch.meshgrid(axis, axis, indexing="ij")


def _gaussian(sigma: float) -> Tensor:
    y, x = _grid()
    kernel = torch.exp(-(x**2 + y**2) / (2 * sigma**2))
    return kernel / kernel.sum()


def _ring(narrow: float, wide: float) -> Tensor:
    """A difference of Gaussians: dots and scales of about its size."""
    return _gaussian(narrow) - _gaussian(wide)


def _crease(angle: float) -> Tensor:
    """A second derivative across a line that runs at ``angle``."""
    y, x = _grid()
    across = x * math.sin(angle) - y * math.cos(angle)
    along = x * math.cos(angle) + y * math.sin(angle)
    curve = (1 - across**2) * torch.exp(-(across**2) / 2 - along**2 / 8)
    return (curve - curve.mean()) / curve.abs().sum()
