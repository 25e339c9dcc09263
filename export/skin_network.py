"""The skin network: a fixed bank of skin filters, its statistics by zone, inverted residuals.

What tells the signs apart is known: fine dark dots, bright scales, creases by direction, soft red
areas. So the first layer is not learned: differences of Gaussians and second derivatives at full
size, split by sign and pooled to 64 x 64. Learning starts where the cues have to be weighed.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from beautymirror.face.zones import ZONES
from beautymirror.inference.skin import INPUT_SIZE, SCORES, SIGNS, TYPES

__all__ = ["PLANES", "STATISTICS", "SkinNet"]

_REACH = 3  # the filters are 7 x 7
CUES = 35  # planes that the bank gives
PLANES = CUES + 9  # with the broad ones
MOMENTS = 3  # mean, and the roots of the second and the fourth
_GAIN = 8.0  # brings filter responses to the scale of the colour planes


def _unit(channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(channels, out, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out), nn.ReLU6(inplace=True))


class _Residual(nn.Module):
    """MobileNetV2's block: widen, filter each channel, narrow without a non-linearity."""

    def __init__(self, channels: int, out: int, stride: int, widen: int) -> None:
        super().__init__()
        wide = channels * widen
        self.body = nn.Sequential(
            _unit(channels, wide, 1),
            _unit(wide, wide, 3, stride, groups=wide),
            nn.Conv2d(wide, out, 1, bias=False),
            nn.BatchNorm2d(out),
        )
        self.keeps = stride == 1 and channels == out

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.keeps else self.body(x)


class _Bank(nn.Module):
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


class _Broad(nn.Module):
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


class SkinNet(nn.Module):
    """(b, 5, 256, 256) -> scores (b, 11), type logits (b, 4), map logits (b, 8, 32, 32)."""

    def __init__(self, width: int = 12) -> None:
        super().__init__()
        self.bank = _Bank()
        self.broad = _Broad()
        self.norm = nn.BatchNorm2d(PLANES)
        self.fine = _unit(PLANES, 2 * width, 1)
        self.middle = nn.Sequential(
            _Residual(2 * width, 3 * width, 1, 2),
            *(_Residual(3 * width, 3 * width, 1, 2) for _ in range(2)),
        )
        self.deep = nn.Sequential(
            _Residual(3 * width, 4 * width, 2, 2),
            *(_Residual(4 * width, 4 * width, 1, 2) for _ in range(2)),
        )
        joined = 4 * width
        self.join = nn.Sequential(_unit(7 * width, joined, 1), _unit(joined, joined, 3, 1, joined))
        self.maps = nn.Conv2d(joined, len(SIGNS), 1)
        self.register_buffer("zones", _zone_weights(INPUT_SIZE // 8))
        self.register_buffer("fine_zones", _zone_weights(INPUT_SIZE // 4))
        zones = self.zones.shape[1]
        statistics = MOMENTS * PLANES * zones
        # Of the training pool, see ``start_from``: statistics enter as so many deviations.
        self.register_buffer("usual", torch.zeros(statistics))
        self.register_buffer("spread", torch.ones(statistics))
        self.direct = nn.Linear(statistics, len(SCORES) + len(TYPES))
        self.drop = nn.Dropout(0.1)
        self.narrow = nn.Sequential(nn.Linear(joined + len(SIGNS), 2 * width), nn.ReLU6())
        self.head = nn.Sequential(
            nn.Linear(2 * width * zones + statistics, 96),
            nn.ReLU6(),
            nn.Linear(96, len(SCORES) + len(TYPES)),
        )

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.weigh(*self.look(face))

    def look(self, face: Tensor) -> tuple[Tensor, Tensor]:
        """The fixed part: cues (b, 44, 32, 32), and their statistics by zone (b, k)."""
        broad = self.broad(self.bank(face))
        planes = broad.flatten(2)
        mean = planes @ self.fine_zones
        squares = planes * planes
        power = (squares @ self.fine_zones + 1e-6).sqrt()
        # A few strong marks in a calm zone raise the fourth moment where the second hardly moves.
        tail = (squares * squares @ self.fine_zones + 1e-8).sqrt().sqrt()
        statistics = torch.cat([mean, power, tail], dim=2).flatten(1)
        return nn.functional.avg_pool2d(broad, 2), statistics

    def weigh(self, cues: Tensor, statistics: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The learned part: what cues and statistics add up to."""
        middle = self.middle(self.fine(self.norm(cues)))
        deep = nn.functional.interpolate(self.deep(middle), scale_factor=2.0, mode="nearest")
        features = self.join(torch.cat([middle, deep], dim=1))
        maps = self.maps(features)
        flat = torch.cat([features, torch.sigmoid(maps)], dim=1).flatten(2)
        pooled = (flat @ self.zones).transpose(1, 2)  # (b, zones, channels)
        learned = self.narrow(pooled).flatten(1)
        steady = (_compressed(statistics) - self.usual) / self.spread
        # What simple weighing of the statistics tells; the rest of the network mends it.
        values = self.direct(steady) + self.head(torch.cat([learned, self.drop(steady)], dim=1))
        return values[:, : len(SCORES)], values[:, len(SCORES) :], maps

    def start_from(self, statistics: Tensor, scores: Tensor, kind: Tensor) -> None:
        """Set the direct weights by ridge regression over a pool.

        Args:
            statistics: (n, k). scores: (n, 11) in 0..1. kind: (n,) index of ``TYPES`` or -1.
        """
        packed = _compressed(statistics)
        self.usual.copy_(packed.mean(dim=0))
        self.spread.copy_(packed.std(dim=0) + 1e-4)
        steady = (packed - self.usual) / self.spread
        typed = kind >= 0
        chances = nn.functional.one_hot(kind[typed], len(TYPES)).to(scores.dtype)
        weights = [_ridge(steady, scores), _ridge(steady[typed], chances)]
        with torch.no_grad():
            # The sigmoid's slope at the middle is a quarter; half is where it is zero.
            self.direct.weight.copy_(torch.cat([w[:-1] for w in weights], dim=1).T * 4)
            middle = torch.cat([w[-1] for w in weights]) - 0.5
            self.direct.bias.copy_(middle * 4)
            self.head[-1].weight.mul_(0.1)
            self.head[-1].bias.zero_()


_RIDGE = 100.0


def _ridge(known: Tensor, wanted: Tensor) -> Tensor:
    """(k + 1, m) weights, the last row the constant."""
    ones = torch.cat([known, known.new_ones(len(known), 1)], dim=1).double()
    square = ones.T @ ones + _RIDGE * torch.eye(ones.shape[1], dtype=torch.float64)
    return torch.linalg.solve(square, ones.T @ wanted.double()).to(known.dtype)


def _compressed(statistics: Tensor) -> Tensor:
    """Energies span orders of magnitude, so their logarithms are weighed."""
    return statistics.sign() * torch.log1p(20.0 * statistics.abs())


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


STATISTICS = MOMENTS * PLANES * (len(ZONES) + 1)


def _zone_weights(size: int) -> Tensor:
    """(size * size, zones) averages; the last is the whole plane."""
    columns = []
    for z in ZONES:
        soft = torch.from_numpy(z.distance(size)).mul(-3).add(3).sigmoid()
        columns.append(soft.flatten() / soft.sum())
    columns.append(torch.full((size * size,), 1.0 / size**2))
    return torch.stack(columns, dim=1)
