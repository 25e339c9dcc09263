"""The transfer network: an unwrapped face with makeup in, the makeup as a layer out.

Depthwise inverted residuals with batch norm, which folds; a style vector pooled over the whole
face is fed back by FiLM (Perez et al. 2018), since how strong a lipstick is shows only against
the rest of the face. The last layers work at half the size: makeup has few edges finer than that.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.zones import bare_skin

__all__ = ["OUTPUTS", "STYLE", "TransferNet", "Widths", "macs"]

OUTPUTS = 6  # pigment as sRGB red, green, blue; opacity; gloss; shimmer
STYLE = 64
_SIZE = 256
_INPUTS = 4 + 3 + 3  # face and coverage; the face against its own skin; place
_BRIGHTEST = 2.0
_RARE = -4.0  # bias of opacity, gloss and shimmer: most of a face wears nothing

Widths = tuple[int, int, int, int]


def _unit(
    channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1
) -> list[nn.Module]:
    conv = nn.Conv2d(channels, out, kernel, stride, kernel // 2, groups=groups, bias=False)
    return [conv, nn.BatchNorm2d(out), nn.ReLU6(inplace=True)]


class _Residual(nn.Module):
    """Two 3x3 convolutions that change what came in (He et al. 2016)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *_unit(channels, channels, 3), nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.relu6(x + self.body(x))


class _Join(nn.Module):
    """Doubles a coarse plane, puts a fine one beside it and lets the style scale both."""

    def __init__(self, coarse: int, fine: int, out: int, groups: int) -> None:
        super().__init__()
        self.mix = nn.Sequential(*_unit(coarse + fine, out, 1))
        self.near = nn.Sequential(
            nn.Conv2d(out, out, 3, padding=1, groups=groups, bias=False), nn.BatchNorm2d(out)
        )
        self.film = nn.Linear(STYLE, 2 * out)

    def forward(self, coarse: Tensor, fine: Tensor, style: Tensor) -> Tensor:
        doubled = nn.functional.interpolate(coarse, scale_factor=2.0, mode="nearest")
        mixed = self.mix(torch.cat([doubled, fine], dim=1))
        scale, shift = self.film(style)[..., None, None].chunk(2, dim=1)
        return nn.functional.relu6(mixed + self.near(mixed) * (1.0 + scale) + shift)


class TransferNet(nn.Module):
    """(b, 4, n, n) sRGB 0..1 and coverage -> logits of a layer (b, 6, n, n), style (b, 64).

    n is a multiple of 32; the network is trained at 128 and at 256.
    """

    def __init__(self, mesh: FaceMesh, widths: Widths = (24, 40, 64, 112)) -> None:
        super().__init__()
        a, b, c, d = widths
        self.stem = nn.Sequential(*_unit(_INPUTS, a, 3, 2))
        self.fine = nn.Sequential(*_unit(a, b, 3, 2), *_unit(b, b, 3))
        self.middle = nn.Sequential(*_unit(b, c, 3, 2), *_unit(c, c, 3))
        self.deep = nn.Sequential(*_unit(c, d, 3, 2), _Residual(d))
        self.pool = nn.Sequential(nn.Linear(d, STYLE), nn.ReLU6())
        self.joins = nn.ModuleList([_Join(d, c, c, 2), _Join(c, b, b, 2), _Join(b, a, a, 4)])
        self.head = nn.Conv2d(a, OUTPUTS, 3, padding=1)
        with torch.no_grad():
            self.head.weight.mul_(0.3)
            self.head.bias[3:] = _RARE
        skin = torch.from_numpy(bare_skin(mesh, _SIZE).astype("float32"))
        self.register_buffer("skin", skin[None, None], persistent=False)
        axis = (torch.arange(_SIZE, dtype=torch.float32) + 0.5) / _SIZE * 2 - 1
        v, u = torch.meshgrid(axis, axis, indexing="ij")
        self.register_buffer("place", torch.stack([u, v, u.abs()])[None], persistent=False)

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor]:
        finest = self.stem(self.look(face))
        fine = self.fine(finest)
        middle = self.middle(fine)
        deep = self.deep(middle)
        style = self.pool(deep.mean(dim=(2, 3)))
        planes = deep
        for join, skip in zip(self.joins, (middle, fine, finest), strict=True):
            planes = join(planes, skip, style)
        logits = self.head(planes)
        wide = nn.functional.interpolate(
            logits, scale_factor=2.0, mode="bilinear", align_corners=False
        )
        return wide, style

    def look(self, face: Tensor) -> Tensor:
        """What the first layer sees (b, 10, n, n): the face, also against its own mean skin."""
        shrink = _SIZE // face.shape[-1]
        skin, place = self.skin, self.place
        if shrink > 1:
            skin = nn.functional.avg_pool2d(skin, shrink)
            place = nn.functional.avg_pool2d(place, shrink)
        colour, coverage = face[:, :3], face[:, 3:]
        weight = skin * coverage
        mean = (colour * weight).sum(dim=(2, 3), keepdim=True)
        mean = mean / (weight.sum(dim=(2, 3), keepdim=True) + 1e-3)
        against = (colour / (mean + 0.05)).clamp(max=_BRIGHTEST) - 1.0
        return torch.cat([face, against, place.expand(len(face), -1, -1, -1)], dim=1)


def macs(network: TransferNet, size: int = _SIZE) -> int:
    """Multiplications of convolutions and linear layers in one pass over one face."""
    total = 0

    def count(module: nn.Module, given: tuple[Tensor, ...], out: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.Conv2d):
            total += module.weight.numel() * out.shape[-1] * out.shape[-2]
        elif isinstance(module, nn.Linear):
            total += module.weight.numel()

    hooks = [m.register_forward_hook(count) for m in network.modules()]
    was = network.training
    with torch.no_grad():
        network.eval()(torch.zeros(1, 4, size, size))
    network.train(was)
    for hook in hooks:
        hook.remove()
    return total
