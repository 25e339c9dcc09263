"""The transfer network: an unwrapped face with makeup in, the makeup as a layer out.

Every face lies alike in the plane, so what is usual at a place need not be learned: the network
is told how far a texel is from what bare skin, lips and brows look like there, and where each
kind of makeup goes. Dense convolutions, since depthwise ones train five times slower on a
processor; batch norm, which folds; a style vector pooled over the whole face, and over where each
kind goes, is fed back by FiLM (Perez et al. 2018), since how strong a lipstick is shows only
against the rest of the face. The colour of a coat is not painted by the network: it says what
skin and what light it takes to be below, and the composite is solved for the pigment, so that the
layer gives on the face it was read from what was seen there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.zones import bare_skin
from export.transfer_composite import decode, encode

__all__ = [
    "OUTPUTS",
    "PLACES",
    "STYLE",
    "TOLD_MEANS",
    "WORK",
    "Finish",
    "Join",
    "Prior",
    "Residual",
    "TransferNet",
    "Widths",
    "macs",
    "solved_layer",
    "unit",
    "with_places",
]

OUTPUTS = 6  # pigment as sRGB red, green, blue; opacity; gloss; shimmer
STYLE = 64
WORK = 128  # texels at which the network works, whatever it is given
PLACES = 11  # planes of where kinds of makeup go
_INPUTS = 4 + 3 + 3 + PLACES  # face and coverage; how unusual it is; place; kinds
TOLD_MEANS = 6 * PLACES + 3  # means of the face and of how unusual it is, at each place; its skin
_RAW = OUTPUTS + 3 + 1 + 1  # skin below, how far the solved pigment is trusted, light
_THINNEST = 0.1  # opacity that a coat is solved with at least
_DARKEST = 2e-3  # linear; the slope of sRGB is endless at 0
_COARSE = 2  # texels that are averaged before means are taken: finer would only be larger
_PALE = 0.05  # added to a face's own skin before anything is divided by it
_BRIGHTEST = 2.0
_FURTHEST = 4.0  # standard deviations
_RARE = -4.0  # bias of opacity, gloss and shimmer: most of a face wears nothing

Widths = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is usual at each place of the plane, before anything is learned.

    Attributes:
        usual, spread: (3, 128, 128) mean and standard deviation of bare faces against their own
            skin, see ``TransferNet.against``.
        places: (11, 128, 128) mean opacity of each kind of makeup.
    """

    usual: NDArray[np.float32]
    spread: NDArray[np.float32]
    places: NDArray[np.float32]


_NOTHING = Prior(
    np.zeros((3, WORK, WORK), np.float32),
    np.ones((3, WORK, WORK), np.float32),
    np.zeros((PLACES, WORK, WORK), np.float32),
)


def unit(channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    """A convolution without a bias, its norm and its bend."""
    conv = nn.Conv2d(channels, out, kernel, stride, kernel // 2, groups=groups, bias=False)
    return [conv, nn.BatchNorm2d(out), nn.ReLU6(inplace=True)]


def with_places(planes: list[Tensor], where: Tensor) -> Tensor:
    """Planes (b, c, n, n), and after them those that say where a texel is (1, p, n, n), if any."""
    if where.shape[1]:
        planes = [*planes, where.expand(len(planes[0]), -1, -1, -1)]
    return torch.cat(planes, dim=1)


class Residual(nn.Module):
    """Two 3x3 convolutions that change what came in (He et al. 2016)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *unit(channels, channels, 3), nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.relu6(x + self.body(x))


class Join(nn.Module):
    """Doubles a coarse plane, puts a fine one beside it and lets the style scale both."""

    def __init__(self, coarse: int, fine: int, out: int, groups: int) -> None:
        super().__init__()
        self.mix = nn.Sequential(*unit(coarse + fine, out, 1))
        self.near = nn.Sequential(
            nn.Conv2d(out, out, 3, padding=1, groups=groups, bias=False), nn.BatchNorm2d(out)
        )
        self.film = nn.Linear(STYLE, 2 * out)

    def forward(self, coarse: Tensor, fine: Tensor, style: Tensor) -> Tensor:
        doubled = nn.functional.interpolate(coarse, scale_factor=2.0, mode="nearest")
        mixed = self.mix(torch.cat([doubled, fine], dim=1))
        scale, shift = self.film(style)[..., None, None].chunk(2, dim=1)
        return nn.functional.relu6(mixed + self.near(mixed) * (1.0 + scale) + shift)


class Finish(nn.Module):
    """The layer at full working size: what was found, and the face itself for its edges."""

    def __init__(self, found: int, out: int, inputs: int, groups: int = 2) -> None:
        super().__init__()
        self.found = nn.Conv2d(found, out, 1, bias=False)
        self.seen = nn.Conv2d(inputs, out, 1, bias=False)
        self.norm = nn.BatchNorm2d(out)
        self.film = nn.Linear(STYLE, 2 * out)
        self.near = nn.Sequential(*unit(out, out, 3, groups=groups))
        self.head = nn.Conv2d(2 * out, _RAW, 1)
        with torch.no_grad():
            self.head.bias[3:OUTPUTS] = _RARE
            self.head.weight[OUTPUTS:] = 0.0
            self.head.bias[OUTPUTS:] = 0.0

    def forward(self, found: Tensor, seen: Tensor, style: Tensor) -> Tensor:
        doubled = nn.functional.interpolate(
            self.found(found), scale_factor=2.0, mode="bilinear", align_corners=False
        )
        scale, shift = self.film(style)[..., None, None].chunk(2, dim=1)
        mixed = self.norm(doubled + self.seen(seen)) * (1.0 + scale) + shift
        mixed = nn.functional.relu6(mixed)
        return self.head(torch.cat([mixed, self.near(mixed)], dim=1))


class TransferNet(nn.Module):
    """(b, 4, n, n) sRGB 0..1 and coverage -> layer (b, 6, n, n) 0..1, style (b, 64).

    n is 128 or 256.
    """

    def __init__(
        self, mesh: FaceMesh, widths: Widths = (16, 32, 64, 112), prior: Prior = _NOTHING
    ) -> None:
        super().__init__()
        a, b, c, d = widths
        self.stem = nn.Sequential(*unit(_INPUTS, a, 3, 2))
        self.fine = nn.Sequential(*unit(a, b, 3, 2), *unit(b, b, 3))
        self.middle = nn.Sequential(*unit(b, c, 3, 2), *unit(c, c, 3))
        self.deep = nn.Sequential(*unit(c, d, 3, 2), Residual(d))
        self.pool = nn.Sequential(nn.Linear(d + TOLD_MEANS, STYLE), nn.ReLU6())
        self.joins = nn.ModuleList([Join(d, c, c, 2), Join(c, b, b, 2), Join(b, a, a, 4)])
        self.finish = Finish(a, 16, _INPUTS)
        skin = torch.from_numpy(bare_skin(mesh, WORK).astype("float32"))
        axis = (torch.arange(WORK, dtype=torch.float32) + 0.5) / WORK * 2 - 1
        v, u = torch.meshgrid(axis, axis, indexing="ij")
        where = torch.cat([torch.stack([u, v, u.abs()]), torch.from_numpy(prior.places)])
        self.register_buffer("skin", skin[None, None])
        self.register_buffer("usual", torch.from_numpy(prior.usual)[None])
        self.register_buffer("sharpness", 1.0 / torch.from_numpy(prior.spread)[None])
        self.register_buffer("where", where[None])
        places = nn.functional.avg_pool2d(torch.from_numpy(prior.places), _COARSE).flatten(1).T
        self.register_buffer("sample", places / places.sum(dim=0).clamp(min=1e-6))

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor]:
        seen, told = self.look(face)
        raw, style = self.read(seen, told)
        return self.at_size(self.layer(raw.float(), seen, told), int(face.shape[-1])), style

    def look(self, face: Tensor) -> tuple[Tensor, Tensor]:
        """What the first layer sees (b, 21, 128, 128), and what is seen on the whole (b, 69)."""
        size = int(face.shape[-1])
        if size != WORK:
            face = nn.functional.avg_pool2d(face, size // WORK)
        ratio, skin = self.against(face)
        unusual = ((ratio - self.usual) * self.sharpness).clamp(-_FURTHEST, _FURTHEST)
        means = self.at_places(torch.cat([face[:, :3], unusual], dim=1))
        told = torch.cat([means.flatten(1), skin.flatten(1)], dim=1)
        return with_places([face, unusual], self.where), told

    def at_places(self, planes: Tensor) -> Tensor:
        """Means of planes (b, c, 128, 128) where each kind of makeup goes, (b, c, 11)."""
        return nn.functional.avg_pool2d(planes, _COARSE).flatten(2) @ self.sample

    def read(self, seen: Tensor, told: Tensor) -> tuple[Tensor, Tensor]:
        """The learned part, on what ``look`` gives: what ``layer`` needs, style."""
        finest = self.stem(seen)
        fine = self.fine(finest)
        middle = self.middle(fine)
        deep = self.deep(middle)
        style = self.pool(torch.cat([deep.mean(dim=(2, 3)), told], dim=1))
        planes = deep
        for join, skip in zip(self.joins, (middle, fine, finest), strict=True):
            planes = join(planes, skip, style)
        return self.finish(planes, seen, style), style

    def layer(self, raw: Tensor, seen: Tensor, told: Tensor) -> Tensor:
        """The layer (b, 6, 128, 128): seen = (1 - opacity) * below + opacity * pigment * light,
        solved for the pigment as far as that is trusted."""
        return solved_layer(raw, seen[:, :3], self.usual, told[:, -3:, None, None])

    def at_size(self, layer: Tensor, size: int) -> Tensor:
        """A layer at the size of the input."""
        if size == WORK:
            return layer
        return nn.functional.interpolate(
            layer, scale_factor=float(size // WORK), mode="bilinear", align_corners=False
        )

    def against(self, face: Tensor) -> tuple[Tensor, Tensor]:
        """A face (b, 4, 128, 128) as a ratio to its own mean skin, less one; that skin."""
        colour, coverage = face[:, :3], face[:, 3:]
        weight = self.skin * (coverage + 1e-3)
        mean = (colour * weight).sum(dim=(2, 3), keepdim=True)
        mean = mean / (weight.sum(dim=(2, 3), keepdim=True) + 1e-3)
        return (colour / (mean + _PALE)).clamp(max=_BRIGHTEST) - 1.0, mean


def solved_layer(
    raw: Tensor, face: Tensor, usual: Tensor, skin: Tensor, through: bool = False
) -> Tensor:
    """What a network answers as a layer (b, 6, n, n): the composite solved for the pigment.

    Args:
        raw: (b, 11, n, n) pigment as painted, opacity, gloss, shimmer, how the skin below differs
            from the usual, how far the solved pigment is trusted, light.
        face: (b, 3, n, n) sRGB as seen. usual: see ``Prior``. skin: (b, 3, 1, 1) the face's own.
        through: let opacity learn by what it does to the pigment. What is seen on somebody else
            then hangs on it only as far as the two skins differ, as it should; for the pigment
            itself the slope of 1 / opacity drowns everything else.
    """
    painted, coat, bare, trust, light = raw.split((3, OUTPUTS - 3, 3, 1, 1), dim=1)
    coat = coat.sigmoid()
    below = decode(((usual + bare + 1.0) * (skin + _PALE)).clamp(0.0, 1.0))
    opacity = coat[:, :1] if through else coat[:, :1].detach()
    lit = below + (decode(face) - below) / opacity.clamp(min=_THINNEST)
    solved = encode((lit * torch.exp(-light)).clamp(_DARKEST, 1.0))
    painted, trust = painted.sigmoid(), trust.sigmoid()
    pigment = painted + (solved.clamp(0.0, 1.0) - painted) * trust
    return torch.cat([pigment, coat], dim=1)


def macs(network: nn.Module, *given: Tensor) -> int:
    """Multiplications of convolutions and linear layers in one pass over one face, as given."""
    total = 0

    def count(module: nn.Module, taken: tuple[Tensor, ...], out: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.Conv2d):
            total += module.weight.numel() * out.shape[-1] * out.shape[-2]
        elif isinstance(module, nn.Linear):
            total += module.weight.numel()

    hooks = [m.register_forward_hook(count) for m in network.modules()]
    was = network.training
    with torch.no_grad():
        network.eval()(*given)
    network.train(was)
    for hook in hooks:
        hook.remove()
    return total
