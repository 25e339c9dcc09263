"""What the transfer network is told: the layer itself, and what it looks like on somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from beautymirror.looks.kind import AREAS
from export.transfer_composite import composite, encode, lab
from export.transfer_samples import Batch

__all__ = ["Weights", "importance", "losses"]

_VISIBLE = 0.03  # opacity


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of the loss counts; 0 leaves it out.

    Attributes:
        worn: how much more a texel that wears something counts for opacity. Most wear nothing, so
            that without this nothing everywhere is learned first; later it exaggerates.
    """

    worn: float = 1.0
    opacity: float = 6.0
    likelihood: float = 3.0
    colour: float = 3.0
    render: float = 80.0
    edges: float = 2.0
    bare: float = 15.0
    finish: float = 3.0
    histogram: float = 0.0
    critics: float = 0.0
    cycle: float = 0.0
    perceptual: float = 0.0


def importance(size: int) -> Tensor:
    """(1, 1, n, n) with mean 1: lips and eyes are small, and are what makeup is about."""
    axis = (torch.arange(size) + 0.5) / size
    out = torch.ones(size, size)
    for area, weight in (("brows", 3.0), ("eyes", 4.0), ("lips", 5.0)):
        for u, v, width, height in AREAS[area]:
            across = ((axis - u) * (u + width - axis) > 0).float()
            up = ((1.0 - axis - v) * (v + height - 1.0 + axis) > 0).float()
            out = torch.maximum(out, weight * up[:, None] * across[None])
    return (out / out.mean())[None, None]


def losses(found: Tensor, batch: Batch, important: Tensor, worn: float = 2.0) -> dict[str, Tensor]:
    """Each part of the loss of a layer by its name in ``Weights``, not yet weighted."""
    pigment, opacity = found[:, :3], found[:, 3:4]
    true_pigment, true_opacity = batch.layer[:, :3], batch.layer[:, 3:4]
    coated = true_opacity * important
    difference = (lab(pigment) - lab(true_pigment)).abs().mean(dim=1, keepdim=True)
    made = encode(composite(batch.other, pigment, opacity, batch.other_light, batch.other_mirror))
    true = encode(
        composite(batch.other, true_pigment, true_opacity, batch.other_light, batch.other_mirror)
    )
    off = ((lab(made) - lab(true)).square() + 1e-6).sqrt() - 1e-3
    bare = batch.bare[:, None, None, None]
    balanced = important * (1.0 + worn * (true_opacity > _VISIBLE).float())
    chance = nn.functional.binary_cross_entropy(opacity, true_opacity, reduction="none")
    return {
        "likelihood": (chance * balanced).mean(),
        "opacity": ((opacity - true_opacity).abs() * balanced).mean(),
        "colour": (difference * coated).sum() / (coated.sum() + 1.0),
        "render": (off * balanced).mean(),
        "edges": ((_slopes(opacity) - _slopes(true_opacity)).abs() * important).mean(),
        "bare": (opacity * bare).mean(),
        "finish": ((found[:, 4:] - batch.layer[:, 4:]).abs() * important).mean(),
    }


def _slopes(plane: Tensor) -> Tensor:
    """Differences across three texels, smoothed along the edge (Sobel), same size."""
    padded = nn.functional.pad(plane, (1, 1, 1, 1), mode="replicate")
    smooth_down = nn.functional.avg_pool2d(padded, (3, 1), 1)
    smooth_across = nn.functional.avg_pool2d(padded, (1, 3), 1)
    across = smooth_down[..., 2:] - smooth_down[..., :-2]
    down = smooth_across[..., 2:, :] - smooth_across[..., :-2, :]
    return torch.cat([across, down], dim=1)
