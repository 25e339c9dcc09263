"""A layer that is moved by a slider: painted between what lies below and above, nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.looks.kind import AREAS
from beautymirror.looks.look import Layer
from beautymirror.looks.makeup import KINDS
from tests.makeup.atelier import BAKED, TONES, Atelier, layer

Values = list[NDArray[np.int_]]

BELOW = (layer("foundation", finish="radiant"), layer("highlighter"), layer("lip_liner"))
ABOVE = (layer("blush", finish="shimmer"), layer("lipstick", finish="metallic"), layer("eyeliner"))


def moved(atelier: Atelier, stack: tuple[Layer, ...], number: int) -> Values:
    """The maps after one layer has changed: the values of each, 0..255."""
    windows = AREAS[stack[number].makeup.area]
    atelier.baker.bake(atelier.maps, stack, TONES["medium"], windows, number)
    return read(atelier)


def whole(atelier: Atelier, stack: tuple[Layer, ...]) -> Values:
    atelier.baker.bake(atelier.maps, stack, TONES["medium"])
    return read(atelier)


def read(atelier: Atelier) -> Values:
    return [np.frombuffer(t.read(), np.uint8).astype(int) for t in atelier.maps.textures]


def same(one: Values, other: Values) -> bool:
    """Equal but for the last bit of a half float, which may tip a value over to the next step."""
    off = [np.abs(a - b) for a, b in zip(one, other, strict=True)]
    return all(o.max() <= 1 and (o > 0).mean() < 0.021 for o in off)


@pytest.mark.parametrize("kind", BAKED)
def test_a_moved_layer_gives_what_baking_everything_gives(atelier: Atelier, kind: str) -> None:
    start = (*BELOW, layer(kind), *ABOVE)
    bare = whole(atelier, start)
    for intensity in (0.8, 0.0, 0.35):
        stack = (*BELOW, layer(kind, intensity=intensity), *ABOVE)
        one = moved(atelier, stack, len(BELOW))
        assert same(one, whole(atelier, stack)), intensity
        assert not same(one, bare), intensity
        moved(atelier, start, len(BELOW))


@pytest.mark.parametrize("number", [0, len(BELOW) + len(ABOVE) - 1])
def test_the_lowest_and_the_highest_layer_move_alike(atelier: Atelier, number: int) -> None:
    stack = [*BELOW, *ABOVE]
    whole(atelier, tuple(stack))
    stack[number] = stack[number].model_copy(update={"intensity": 0.3})
    one = moved(atelier, tuple(stack), number)
    assert same(one, whole(atelier, tuple(stack)))


def test_a_step_paints_the_moved_layer_alone(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    stacks = [(*BELOW, layer("bronzer", intensity=i), *ABOVE) for i in (0.9, 0.6, 0.4)]
    whole(atelier, stacks[0])
    moved(atelier, stacks[1], len(BELOW))
    painted = []
    paint = atelier.baker._paint

    def counted(what: Layer, *rest: object, **more: object) -> None:
        painted.append(what.makeup.kind)
        paint(what, *rest, **more)

    monkeypatch.setattr(atelier.baker, "_paint", counted)
    moved(atelier, stacks[2], len(BELOW))
    assert set(painted) == {"bronzer"}
    # Another wearer, or another layer that changed in between: what is kept is out of date.
    painted.clear()
    windows = AREAS[KINDS["bronzer"].area]
    atelier.baker.bake(atelier.maps, stacks[1], TONES["deep"], windows, len(BELOW))
    assert "foundation" in painted
    painted.clear()
    other = (BELOW[0].model_copy(update={"coverage": 0.9}), *stacks[1][1:])
    moved(atelier, other, len(BELOW))
    assert "foundation" in painted
