"""When a visitor is missed, asked for, and taken for gone."""

from __future__ import annotations

import pytest

from beautymirror.ui.presence import Presence


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_whoever_is_seen_is_not_asked() -> None:
    clock = Clock()
    presence = Presence(clock)
    for _ in range(20):
        clock.now += 8.0
        assert presence.left(watched=True) is None
        presence.noted()


def test_whoever_is_away_is_asked_and_then_gone() -> None:
    clock = Clock()
    presence = Presence(clock)
    clock.now += 9.5
    assert presence.left(watched=True) == pytest.approx(4.5)
    clock.now += 4.0
    assert presence.left(watched=True) == pytest.approx(0.5)
    clock.now += 1.0
    assert presence.left(watched=True) == 0


def test_an_answer_starts_the_count_anew() -> None:
    clock = Clock()
    presence = Presence(clock)
    clock.now += 13.0
    presence.noted()
    assert presence.left(watched=True) is None


def test_who_wakes_a_computer_that_slept_is_somebody_else() -> None:
    clock = Clock()
    presence = Presence(clock)
    clock.now += 3600.0
    presence.noted()
    assert presence.left(watched=True) == 0
    presence.begin()
    assert presence.left(watched=True) is None


def test_where_nothing_is_seen_only_a_longer_silence_counts() -> None:
    clock = Clock()
    presence = Presence(clock)
    clock.now += 40.0
    assert presence.left(watched=False) is None
    clock.now += 7.0
    assert presence.left(watched=False) == pytest.approx(3.0)
