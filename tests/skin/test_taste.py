"""A taste: what a person liked and wore moves what they are shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.skin.store import Feedback, open_store
from beautymirror.skin.suggestion import FEATURES, START
from beautymirror.skin.taste import Taste, reward_of_wear


def test_taste_moves_towards_what_is_liked() -> None:
    red, nude = np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    red[FEATURES.index("look_bold_lip")] = 1
    nude[FEATURES.index("look_strong")] = 0.2
    taste = Taste(START)
    before = taste.expected(np.stack([red, nude]))
    for _ in range(5):
        taste.learn(red, 1.0)
        taste.learn(nude, 0.0)
    after = taste.expected(np.stack([red, nude]))
    assert after[0] - before[0] > 0.2
    assert after[0] > after[1]


def test_an_untouched_taste_is_the_start() -> None:
    table = np.random.default_rng(0).normal(size=(6, len(START)))
    assert Taste(START).expected(table) == pytest.approx(table @ START)


def test_draws_settle_as_more_is_known() -> None:
    looks = np.eye(len(START))
    fresh, known = Taste(START), Taste(START)
    for _ in range(30):
        for look in looks:
            known.learn(look, 0.7)

    def spread(taste: Taste) -> float:
        drawn = [taste.drawn(looks, np.random.default_rng(seed)) for seed in range(40)]
        return float(np.std(drawn, axis=0).mean())

    assert spread(known) < 0.3 * spread(fresh)


def test_taste_is_made_of_the_stored_history(tmp_path: Path) -> None:
    features = tuple(np.eye(len(START))[7].tolist())
    with open_store(f"sqlite:///{tmp_path / 'b.db'}") as store:
        store.remember("me", Feedback("x", "", 1.0, features))
        store.remember("me", Feedback("old", "", 1.0, (1.0, 2.0)))  # of an earlier version
        stored = Taste.of(START, store, "me")
    told = Taste(START, [Feedback("x", "", 1.0, features)])
    assert stored.expected(np.eye(len(START))) == pytest.approx(told.expected(np.eye(len(START))))


def test_wearing_longer_says_more() -> None:
    rewards = [reward_of_wear(seconds) for seconds in (0, 5, 20, 60, 600)]
    assert rewards == sorted(rewards)
    assert rewards[0] < 0.5 < rewards[-1] < 1
