"""Hints come when they help, do not flicker, and do not depend on the colour of skin."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.frame import Face, Frame, Tracked
from beautymirror.ui.conditions import Conditions, Hint, brightness
from beautymirror.ui.meter import Meter

FACE = Face(1, np.zeros((478, 3), np.float32), np.eye(4, dtype=np.float32))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def room(skin: tuple[int, int, int] = (200, 160, 140), light: float = 1.0) -> NDArray[np.uint8]:
    """A wall with a head before it, in some light."""
    image = np.full((360, 640, 3), (170, 170, 165), np.float32)
    image[80:320, 220:420] = skin
    return (image * light).astype(np.uint8)


def tracked(image: NDArray[np.uint8], *, face: bool = True) -> Tracked:
    return Tracked(Frame(image, 0.0, 0), (FACE,) if face else ())


def watch(conditions: Conditions, clock: Clock, frame: Tracked, seconds: float) -> Hint:
    for _ in range(round(seconds * 30)):
        clock.now += 1 / 30
        hint = conditions.judge(frame)
    return hint


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def conditions(clock: Clock) -> Conditions:
    return Conditions(clock)


def test_a_lit_face_needs_no_hint(conditions: Conditions, clock: Clock) -> None:
    assert watch(conditions, clock, tracked(room()), 5) is Hint.NONE


def test_a_missing_face_is_told_after_a_while_and_taken_back_at_once(
    conditions: Conditions, clock: Clock
) -> None:
    empty = tracked(room(), face=False)
    assert watch(conditions, clock, empty, 1.0) is Hint.NONE
    assert watch(conditions, clock, empty, 1.0) is Hint.NO_FACE
    assert watch(conditions, clock, tracked(room()), 0.1) is Hint.NONE


def test_a_dark_room_is_told_rather_than_the_missing_face(
    conditions: Conditions, clock: Clock
) -> None:
    dark = tracked(room(light=0.2), face=False)
    assert watch(conditions, clock, dark, 1.0) is Hint.NONE
    assert watch(conditions, clock, dark, 2.0) is Hint.DARK
    assert watch(conditions, clock, tracked(room()), 1.0) is Hint.NONE


def test_light_about_the_limit_does_not_flicker(conditions: Conditions, clock: Clock) -> None:
    watch(conditions, clock, tracked(room(light=0.3)), 3)
    # A little more than the level at which the hint came is not yet enough for it to go.
    assert watch(conditions, clock, tracked(room(light=0.46)), 3) is Hint.DARK
    assert watch(conditions, clock, tracked(room(light=0.6)), 3) is Hint.NONE


@pytest.mark.parametrize(
    ("light", "hint"), [(0.2, Hint.DARK), (0.3, Hint.DARK), (0.45, Hint.NONE), (1.0, Hint.NONE)]
)
@pytest.mark.parametrize("skin", [(235, 200, 180), (150, 105, 80), (70, 45, 35)])
def test_the_room_is_judged_whoever_stands_in_it(
    conditions: Conditions, clock: Clock, skin: tuple[int, int, int], light: float, hint: Hint
) -> None:
    assert watch(conditions, clock, tracked(room(skin, light)), 3) is hint


def test_brightness_ignores_the_darker_parts() -> None:
    image = np.zeros((320, 320, 3), np.uint8)
    image[:64] = 200
    assert brightness(image) == pytest.approx(200, abs=0.5)


def test_another_source_starts_anew(conditions: Conditions, clock: Clock) -> None:
    empty = tracked(room(), face=False)
    watch(conditions, clock, empty, 3)
    conditions.restart()
    assert watch(conditions, clock, empty, 1) is Hint.NONE


def test_the_meter_counts_what_was_shown(clock: Clock) -> None:
    from beautymirror.ui.canvas import Shown

    meter = Meter(clock)
    assert (meter.fps, meter.latency, meter.draw) == (0.0, 0.0, 0.0)
    for number in range(200):
        clock.now += 0.04
        meter.add(Shown(draw=0.005, present=0.002, latency=0.02 + 0.0001 * (number % 3)))
    assert meter.fps == pytest.approx(25)
    assert meter.latency == pytest.approx(0.0201)
    assert meter.draw == pytest.approx(0.007)
