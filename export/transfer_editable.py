"""Reads the layer that the transfer network has found as parameters of declared kinds.

It stands on the trained network and changes nothing in it: what it is given is the layer, folded
onto one half of the face since makeup is much the same on both, and the means that the network
has taken anyway. The mean pigment at a kind's place is the first guess at its colour.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, binary_cross_entropy, cross_entropy

from beautymirror.looks.look import Layer
from beautymirror.looks.parameters import Amount
from beautymirror.transfer.told import TOLD, TOLD_LENGTH, Told
from export.transfer_looks import WORN
from export.transfer_network import OUTPUTS, PLACES, STYLE, TOLD_MEANS

__all__ = ["EditableHead", "told_loss", "truth"]

_HALVED = 2  # texels that are averaged before the first convolution
_MEANS = OUTPUTS * PLACES + TOLD_MEANS + STYLE
_THIN = 0.02
_DARKEST = 0.02  # and as much below white: the logit of a guess is endless there
_DROPPED = 0.15
_COLOR, _AMOUNT, _CHOICE = 4.0, 1.0, 0.15  # weights beside whether a kind is worn


class EditableHead(nn.Module):
    """A layer (b, 6, 128, 128), means (b, 69) and style (b, 64) -> (b, TOLD_LENGTH) in 0..1."""

    def __init__(self, places: Tensor) -> None:
        """``places`` (p, 11): the weights by which the network takes its means."""
        super().__init__()
        self.register_buffer("places", places.clone())
        steps: list[nn.Module] = []
        for channels, out in ((OUTPUTS, 16), (16, 24), (24, 32)):
            steps += [nn.Conv2d(channels, out, 3, 2, 1), nn.BatchNorm2d(out), nn.ReLU6()]
        self.shapes = nn.Sequential(*steps, nn.Flatten(), nn.Linear(32 * 8 * 4, 48), nn.ReLU6())
        self.norm = nn.BatchNorm1d(_MEANS)
        self.answer = nn.Sequential(
            nn.Dropout(_DROPPED), nn.Linear(48 + _MEANS, 128), nn.ReLU6(),
            nn.Linear(128, TOLD_LENGTH),
        )  # fmt: skip
        where, colors = _first_guess()
        self.register_buffer("where", where)
        self.register_buffer("colors", colors)

    def forward(self, layer: Tensor, told: Tensor, style: Tensor) -> Tensor:
        return self.read(*self.look(layer, told, style))

    def look(self, layer: Tensor, told: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """What can be kept of a sample: its folded layer (b, 6, 64, 32), its means (b, 199)."""
        opacity = layer[:, 3:4]
        worn = torch.cat([layer[:, :3] * opacity, layer[:, 3:]], dim=1)
        means = avg_pool2d(worn, _HALVED).flatten(2) @ self.places
        colors = means[:, :3] / (means[:, 3:4] + _THIN)
        means = torch.cat([colors, means[:, 3:]], dim=1).flatten(1)
        half = avg_pool2d(0.5 * (worn + worn.flip(-1)), _HALVED)
        half = half[..., : half.shape[-1] // 2]
        return half, torch.cat([means, told, style], dim=1)

    def read(self, half: Tensor, means: Tensor) -> Tensor:
        """The learned part, on what ``look`` gives."""
        guess = means[:, self.where].clamp(_DARKEST, 1.0 - _DARKEST)
        more = self.answer(torch.cat([self.shapes(half), self.norm(means)], dim=1))
        return (more + torch.log(guess / (1.0 - guess)) @ self.colors).sigmoid()


def _first_guess() -> tuple[Tensor, Tensor]:
    """Where among the means each colour is that the face has at a kind's place, (c,); and which
    numbers are guessed by it, (c, TOLD_LENGTH) of 0 and 1."""
    places = list(WORN)[:PLACES]
    where, numbers, start = [], [], 0
    for told in TOLD:
        for number in range(3 * told.colors[1]):
            where.append(number % 3 * PLACES + places.index(told.kind))
            numbers.append(start + 2 + number)
        start += told.length
    guessed = torch.zeros(len(numbers), TOLD_LENGTH)
    guessed[range(len(numbers)), numbers] = 1.0
    return torch.tensor(where), guessed


def truth(layers: tuple[Layer, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What should be told of a look, and how much each number counts, (TOLD_LENGTH,) each.

    A kind that is not worn has no parameters; colours of a faint coat hardly count.
    """
    values, weights = [], []
    by_kind = {layer.kind: layer for layer in layers}
    for told in TOLD:
        layer = by_kind.get(told.kind)
        value = np.zeros(told.length, np.float32)
        weight = np.zeros(told.length, np.float32)
        weight[0] = 1.0
        if layer is not None:
            value[:] = [1.0, strength(layer), *_parameters(told, layer)]
            weight[1] = _AMOUNT
            colors = slice(2, 2 + 3 * told.colors[1])
            weight[colors.stop :] = _AMOUNT
            weight[colors] = _COLOR * value[1]
        values.append(value)
        weights.append(weight)
    return np.concatenate(values), np.concatenate(weights)


def strength(layer: Layer) -> float:
    """The intensity that a layer has with the usual coverage: nobody can tell the two apart."""
    coverage = getattr(layer, "coverage", None)
    if coverage is None:
        return layer.intensity
    usual = next(p for p in layer.makeup.parameters if p.name == "coverage")
    assert isinstance(usual, Amount)
    return min(1.0, layer.intensity * (0.15 + 0.835 * coverage) / (0.15 + 0.835 * usual.default))


def _parameters(told: Told, layer: Layer) -> list[float]:
    """Colours, options and amounts as numbers in 0..1."""
    name, count = told.colors
    given = getattr(layer, name)
    colors = [given] if isinstance(given, str) else list(given)
    colors = [*colors, *[colors[-1]] * count][:count]
    out = [int(color[at : at + 2], 16) / 255 for color in colors for at in (1, 3, 5)]
    for name, options in told.choices.items():
        chosen = getattr(layer, name)
        chosen = chosen if isinstance(chosen, str) else chosen[0]
        out += [float(option == chosen) for option in options]
    for name in told.amounts:
        amount = told.parameter(name)
        assert isinstance(amount, Amount)
        out.append((getattr(layer, name) - amount.low) / (amount.high - amount.low))
    return out


def told_loss(
    found: Tensor, true: Tensor, weights: Tensor, kinds: tuple[Told, ...] = TOLD
) -> Tensor:
    """How far (b, n) is from the truth: worn or not, numbers, and options chosen.

    Args:
        found, true, weights: the numbers of ``kinds``, one kind after the other.
    """
    total, start = found.new_zeros(()), 0
    for told in kinds:
        mine = slice(start, start + told.length)
        start += told.length
        value, right, weight = found[:, mine], true[:, mine], weights[:, mine]
        worn = right[:, 0]
        total = total + binary_cross_entropy(value[:, 0], worn)
        options = 2 + 3 * told.colors[1]
        off = (value - right).abs() * weight
        total = total + off[:, 1:options].sum(dim=1).mean()
        for names in told.choices.values():
            group = slice(options, options + len(names))
            scores = torch.logit(value[:, group], eps=1e-5)
            each = cross_entropy(scores, right[:, group].argmax(dim=1), reduction="none")
            total = total + _CHOICE * (each * worn).mean()
            options = group.stop
        total = total + off[:, options:].sum(dim=1).mean()
    return total
