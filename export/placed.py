"""Convolutions over planes that never change, worked out once: for what is exported.

The networks are shown where on the face each texel is. What a convolution makes of those planes is
the same for every face: it is added as a plane instead, with the norm that follows folded in.
"""

from __future__ import annotations

import copy
from typing import TypeVar

import torch
from torch import Tensor, nn

__all__ = ["Placed", "placed"]

NetworkT = TypeVar("NetworkT", bound=nn.Module)


class Placed(nn.Module):
    """A convolution over the planes that change, and what the others add to it."""

    def __init__(self, conv: nn.Conv2d, norm: nn.BatchNorm2d | None, where: Tensor) -> None:
        super().__init__()
        weight, given = conv.weight.detach(), conv.in_channels - where.shape[1]
        size, stride, edge = conv.kernel_size, conv.stride, conv.padding
        self.conv = nn.Conv2d(given, conv.out_channels, size, stride, edge, bias=False)  # type: ignore[arg-type]
        added = nn.functional.conv2d(where, weight[:, given:], None, stride, edge)
        scale = torch.ones(conv.out_channels)
        if norm is not None:
            assert norm.running_mean is not None
            assert norm.running_var is not None
            scale = norm.weight.detach() / (norm.running_var + norm.eps).sqrt()
            shift = norm.bias.detach() - norm.running_mean * scale
            added = added * scale[:, None, None] + shift[:, None, None]
        self.conv.weight.data = weight[:, :given] * scale[:, None, None, None]
        self.register_buffer("added", added)

    def forward(self, planes: Tensor) -> Tensor:
        found: Tensor = self.conv(planes) + self.added
        return found


def placed(network: NetworkT, *first: str) -> NetworkT:
    """A copy of a network, ready to answer, that is no longer shown its buffer ``where``.

    Args:
        first: names of what is shown it: a convolution, or units that begin with one and its norm.
    """
    made = copy.deepcopy(network)
    where = made.get_buffer("where")
    for name in first:
        owner, _, last = name.rpartition(".")
        module = made.get_submodule(name)
        if isinstance(module, nn.Conv2d):
            setattr(made.get_submodule(owner), last, Placed(module, None, where))
        else:
            conv, norm, *rest = module.children()
            assert isinstance(conv, nn.Conv2d)
            assert isinstance(norm, nn.BatchNorm2d)
            units = nn.Sequential(Placed(conv, norm, where), *rest)
            setattr(made.get_submodule(owner), last, units)
    made.register_buffer("where", where[:, :0])
    return made
