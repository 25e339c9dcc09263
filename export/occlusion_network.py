"""The occlusion network: a small U-Net of separable convolutions over the unwrapped face."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from beautymirror.inference.occlusion import PLANES

__all__ = ["CoverNet"]


def _unit(channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(channels, out, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out), nn.ReLU(inplace=True))


class _Separable(nn.Module):
    """Filter each channel, then mix them; keeps its input where the shapes allow."""

    def __init__(self, channels: int, out: int, stride: int = 1, kernel: int = 3) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, kernel, stride, kernel // 2, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            _unit(channels, out, 1),
        )
        self.keeps = stride == 1 and channels == out

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.keeps else self.body(x)


class _Whole(nn.Module):
    """Lets every place know the mean of all: the wearer's skin, how much of it is hidden."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.mix = nn.Sequential(
            nn.Conv2d(channels, channels, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels, channels, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mix(x.mean(dim=(2, 3), keepdim=True))


class CoverNet(nn.Module):
    """(b, 5, 256, 256) -> logits of being covered (b, 1, 256, 256).

    Most of the work is done at 64 x 64 and below; the finest answer is four logits for each place
    of 128 x 128, laid out as pixels.
    """

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        w = width
        self.stem = _unit(PLANES, w, 3, 2)  # 128
        self.down = nn.ModuleList(
            [
                nn.Sequential(_Separable(w, 2 * w, 2), _Separable(2 * w, 2 * w)),  # 64
                nn.Sequential(
                    _Separable(2 * w, 3 * w, 2), _Separable(3 * w, 3 * w), _Separable(3 * w, 3 * w)
                ),  # 32
                nn.Sequential(
                    _Separable(3 * w, 5 * w, 2, 5), _Separable(5 * w, 5 * w, 1, 5),
                    _Separable(5 * w, 5 * w, 1, 5),
                ),  # 16
                nn.Sequential(
                    _Separable(5 * w, 7 * w, 2, 5), _Separable(7 * w, 7 * w, 1, 5), _Whole(7 * w),
                    _Separable(7 * w, 7 * w, 1, 5),
                ),  # 8
            ]
        )  # fmt: skip
        sizes = [(7 * w, 5 * w), (5 * w, 3 * w), (3 * w, 2 * w), (2 * w, w)]
        self.narrow = nn.ModuleList([_unit(below, beside, 1) for below, beside in sizes])
        self.up = nn.ModuleList(
            [
                nn.Sequential(*(_Separable(beside, beside) for _ in range(count)))
                for (_, beside), count in zip(sizes, (2, 2, 2, 1), strict=True)
            ]
        )
        self.head = nn.Conv2d(w, 4, 3, padding=1)
        nn.init.constant_(self.head.bias, -2.0)

    def forward(self, face: Tensor) -> Tensor:
        levels = [self.stem(face)]
        for step in self.down:
            levels.append(step(levels[-1]))
        x = levels.pop()
        for narrow, up in zip(self.narrow, self.up, strict=True):
            x = nn.functional.interpolate(narrow(x), scale_factor=2.0, mode="nearest")
            x = up(x + levels.pop())
        return nn.functional.pixel_shuffle(self.head(x), 2)


def cover(network: CoverNet) -> nn.Module:
    """The network as a program wants it: how surely something is there, 0..1."""
    return nn.Sequential(network, nn.Sigmoid())


def parameters(network: nn.Module) -> int:
    """How many numbers are learned."""
    return sum(p.numel() for p in network.parameters())


def losses(logits: Tensor, truth: Tensor, weight: Tensor) -> dict[str, Tensor]:
    """Cross-entropy, and Dice's coefficient over each face, where the truth is known.

    Args:
        logits, truth, weight: (b, 1, n, n); truth in 0..1, weight 0 where nothing is known.
    """
    by_texel = nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    entropy = (by_texel * weight).sum() / weight.sum().clamp(min=1.0)
    seen, wanted = logits.sigmoid() * weight, truth * weight
    both = (seen * wanted).sum(dim=(1, 2, 3))
    either = (seen * seen).sum(dim=(1, 2, 3)) + (wanted * wanted).sum(dim=(1, 2, 3))
    # A face of which nothing is covered has no overlap to speak of: there entropy alone counts.
    there = wanted.sum(dim=(1, 2, 3)) > 50
    dice = torch.where(there, 1.0 - (2.0 * both + 1.0) / (either + 1.0), torch.zeros_like(both))
    return {"entropy": entropy, "dice": dice.sum() / there.sum().clamp(min=1)}
