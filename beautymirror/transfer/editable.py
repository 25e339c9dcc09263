"""The makeup of a photo as layers of the declared kinds: a first guess that a person can edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beautymirror.looks.layer import Layer, layer_models
from beautymirror.looks.look import Look, Text
from beautymirror.looks.parameters import Amount, Choices, Colors
from beautymirror.transfer.look import DEFAULTS, look_of
from beautymirror.transfer.told import TOLD, Told

__all__ = ["editable_layers", "editable_look", "in_order"]

_WORN = 0.5  # probability from which a kind is put on
# Half of all drawn brows cannot be told from grown ones, and many liners hardly from lashes. One
# that is drawn where none was worn looks worse than one left out.
_WORN_SURELY = {"eyebrows": 0.75, "eyeliner": 0.65, "eyeshadow": 0.6}
_FAINTEST = 0.05  # strength below which nobody would see it


def editable_layers(
    numbers: NDArray[np.float32], amounts: Mapping[str, float] | None = None
) -> tuple[Layer, ...]:
    """The layers of the kinds that are worn.

    Args:
        numbers: (TOLD_LENGTH,) in 0..1, see ``Told``.
        amounts: of the regions, by which strengths are multiplied; see ``DEFAULTS``.
    """
    dials = {**DEFAULTS, **(amounts or {})}
    layers, start = [], 0
    for told in TOLD:
        mine = numbers[start : start + told.length]
        start += told.length
        strength = float(np.clip(mine[1], 0.0, 1.0)) * dials[told.region]
        if mine[0] >= _WORN_SURELY.get(told.kind, _WORN) and strength >= _FAINTEST:
            values = dict(_values(told, mine[2:]))
            layers.append(
                layer_models[told.kind](kind=told.kind, intensity=round(strength, 3), **values)
            )
    return tuple(layers)


def in_order(layers: Iterable[Layer]) -> list[Layer]:
    """Layers of several photos in the order in which they are put on."""
    order = [told.kind for told in TOLD]
    return sorted(layers, key=lambda layer: order.index(layer.kind))


def editable_look(
    numbers: NDArray[np.float32],
    amounts: Mapping[str, float] | None = None,
    name: Text | None = None,
) -> Look:
    """A look of those layers; without any where nothing was told."""
    return look_of(*editable_layers(numbers, amounts), name=name)


def _values(told: Told, numbers: NDArray[np.float32]) -> Iterator[tuple[str, Any]]:
    """Parameters and their values."""
    name, count = told.colors
    colors = tuple(_hex(numbers[3 * i : 3 * i + 3]) for i in range(count))
    yield name, colors if isinstance(told.parameter(name), Colors) else colors[0]
    at = 3 * count
    for name, options in told.choices.items():
        option = options[int(np.argmax(numbers[at : at + len(options)]))]
        yield name, (option,) if isinstance(told.parameter(name), Choices) else option
        at += len(options)
    for name, share in zip(told.amounts, numbers[at:], strict=True):
        amount = told.parameter(name)
        assert isinstance(amount, Amount)
        share = float(np.clip(share, 0.0, 1.0))
        yield name, round(amount.low + share * (amount.high - amount.low), 3)


def _hex(color: NDArray[np.float32]) -> str:
    return "#" + "".join(f"{round(255 * float(part)):02X}" for part in np.clip(color, 0.0, 1.0))
