"""What the network tells of a photo's makeup, as layers that can be edited."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.inference.eyes import TOLD_SIZE
from beautymirror.looks.look import parse_look, written
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Choice, Choices
from beautymirror.transfer.editable import editable_layers, editable_look
from beautymirror.transfer.told import TOLD, TOLD_LENGTH


def numbers(**worn: dict[int, float]) -> NDArray[np.float32]:
    """What is told where only some kinds are worn: place in the kind's own numbers to number."""
    parts = []
    for told in TOLD:
        part = np.zeros(told.length, np.float32)
        for place, number in worn.get(told.kind, {}).items():
            part[place] = number
        parts.append(part)
    return np.concatenate(parts)


RED_LIPS = {0: 0.9, 1: 0.8, 2: 1.0, 3: 0.2, 4: 0.4, 5: 0.1, 6: 0.7}


def test_the_network_tells_what_is_declared() -> None:
    assert TOLD_LENGTH == TOLD_SIZE
    for told in TOLD:
        assert told.kind in KINDS
        for name, options in told.choices.items():
            parameter = told.parameter(name)
            assert isinstance(parameter, Choice | Choices)
            assert set(options) <= {option.name for option in parameter.options}


def test_what_is_worn_becomes_layers() -> None:
    (lipstick,) = editable_layers(numbers(lipstick=RED_LIPS))
    assert lipstick.kind == "lipstick"
    assert lipstick.intensity == pytest.approx(0.8)
    assert lipstick.model_dump()["color"] == "#FF3366"
    assert lipstick.model_dump()["finish"] == "matte"


def test_several_colours_options_and_amounts_find_their_places() -> None:
    told = {0: 1.0, 1: 1.0, 2: 1.0, 6: 1.0, 8 + 4: 0.6, 16 + 2: 0.6, 21: 0.25, 22: 1.0}
    (shadow,) = editable_layers(numbers(eyeshadow=told))
    values = shadow.model_dump()
    assert values["colors"] == ("#FF0000", "#00FF00")
    assert values["pattern"] == "smoky"
    assert values["finishes"] == ("shimmer",)
    assert values["height"] == pytest.approx(0.25)
    assert values["softness"] == pytest.approx(1.0)


def test_layers_come_in_the_order_in_which_they_are_put_on() -> None:
    everything = editable_layers(np.ones(TOLD_LENGTH, np.float32))
    order = list(KINDS)
    kinds = [layer.kind for layer in everything]
    assert kinds == sorted(kinds, key=order.index)
    assert len(kinds) == len(TOLD)


def test_regions_dial_their_kinds() -> None:
    both = numbers(lipstick=RED_LIPS, blush={0: 1.0, 1: 1.0})
    half = {layer.kind: layer.intensity for layer in editable_layers(both, {"lips": 0.5})}
    assert half == pytest.approx({"blush": 1.0, "lipstick": 0.4})
    assert [layer.kind for layer in editable_layers(both, {"lips": 0.0})] == ["blush"]


def test_what_is_hardly_there_is_left_out() -> None:
    assert editable_layers(numbers(lipstick={**RED_LIPS, 0: 0.4})) == ()
    assert editable_layers(numbers(lipstick={**RED_LIPS, 1: 0.02})) == ()
    assert editable_look(np.zeros(TOLD_LENGTH, np.float32)).layers == ()


def test_the_look_is_kept_as_it_is() -> None:
    look = editable_look(numbers(lipstick=RED_LIPS, eyeliner={0: 1.0, 1: 0.5}))
    assert parse_look(written(look)) == look


def test_a_line_that_is_doubtful_is_left_out() -> None:
    doubtful = numbers(eyeliner={0: 0.6, 1: 0.9}, eyebrows={0: 0.6, 1: 0.9}, blush={0: 0.6, 1: 0.9})
    assert [layer.kind for layer in editable_layers(doubtful)] == ["blush"]
