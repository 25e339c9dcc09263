"""The skin network: statistics by zone of a fixed bank of filters, and inverted residuals."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from beautymirror.face.zones import ZONES
from beautymirror.inference.skin import INPUT_SIZE, SCORES, SIGNS, TYPES
from export.skin_filters import PLANES, Bank, Broad

__all__ = ["STATISTICS", "SkinNet"]

MOMENTS = 3  # mean, and the roots of the second and the fourth
STATISTICS = MOMENTS * PLANES * (len(ZONES) + 1)  # the last zone is the whole plane
_RIDGE = 100.0


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


class SkinNet(nn.Module):
    """(b, 5, 256, 256) -> scores (b, 11), type logits (b, 4), map logits (b, 8, 32, 32)."""

    def __init__(self, width: int = 12) -> None:
        super().__init__()
        self.bank = Bank()
        self.broad = Broad()
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
        # Of the training pool, see ``start_from``: statistics enter as so many deviations.
        self.register_buffer("usual", torch.zeros(STATISTICS))
        self.register_buffer("spread", torch.ones(STATISTICS))
        self.direct = nn.Linear(STATISTICS, len(SCORES) + len(TYPES))
        self.drop = nn.Dropout(0.1)
        self.narrow = nn.Sequential(nn.Linear(joined + len(SIGNS), 2 * width), nn.ReLU6())
        self.head = nn.Sequential(
            nn.Linear(2 * width * zones + STATISTICS, 96),
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


def _ridge(known: Tensor, wanted: Tensor) -> Tensor:
    """(k + 1, m) weights, the last row the constant."""
    ones = torch.cat([known, known.new_ones(len(known), 1)], dim=1).double()
    square = ones.T @ ones + _RIDGE * torch.eye(ones.shape[1], dtype=torch.float64)
    return torch.linalg.solve(square, ones.T @ wanted.double()).to(known.dtype)


def _compressed(statistics: Tensor) -> Tensor:
    """Energies span orders of magnitude, so their logarithms are weighed."""
    return statistics.sign() * torch.log1p(20.0 * statistics.abs())


def _zone_weights(size: int) -> Tensor:
    """(size * size, zones) averages; the last is the whole plane."""
    columns = []
    for z in ZONES:
        soft = torch.from_numpy(z.distance(size)).mul(-3).add(3).sigmoid()
        columns.append(soft.flatten() / soft.sum())
    columns.append(torch.full((size * size,), 1.0 / size**2))
    return torch.stack(columns, dim=1)
