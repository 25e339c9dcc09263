"""The fit that tells makeup from bare skin: it separates, and calls few bare faces made up."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.looks.library import find_look
from beautymirror.skin.worn import TRAITS
from export.skin_makeup import FAINT, STRONG, Examples, balanced, fit, odds


def examples(people: int = 400, redder: float = 3.0) -> Examples:
    """Each person bare and with redder lips, and nothing else."""
    bare = np.random.default_rng(4).normal(0, 1, (people, len(TRAITS)))
    worn = bare.copy()
    worn[:, 1] += redder
    made_up = np.repeat([0.0, 1.0], people)
    person = np.tile(np.arange(people), 2)
    return Examples(
        np.concatenate([bare, worn]), made_up, np.ones(2 * people), made_up == 0, person
    )


def test_the_fit_separates_and_keeps_to_its_share_of_bare_faces() -> None:
    given = examples()
    fitted = fit(given)
    assert int(np.abs(fitted["weight"]).argmax()) == 1
    said = odds(given.traits, fitted) + fitted["bias"] > 0
    assert 0.01 < said[:400].mean() < 0.05
    assert said[400:].mean() > 0.8


def test_people_it_has_not_seen_set_the_bias() -> None:
    """Where people are few and differences faint, a fit flatters itself on those it has seen."""
    few = examples(people=100, redder=0.8)
    fitted = fit(few)
    unseen = examples(people=4000, redder=0.8)
    said = odds(unseen.traits, fitted) + fitted["bias"] > 0
    assert said[:4000].mean() < 0.10
    flattered = -np.percentile(odds(few.traits, fitted)[few.sure], 97)
    assert fitted["bias"] < flattered


def test_every_tone_weighs_the_same_bare_and_made_up() -> None:
    tones = np.array(["dark"] * 4 + ["light"] * 20)
    made_up = np.tile([0.0, 1.0], 12)
    even = balanced(np.random.default_rng(0).uniform(0.2, 1.0, 24), made_up, tones)
    sums = [even[(tones == t) & (made_up == k)].sum() for t in ("dark", "light") for k in (0, 1)]
    assert sums == pytest.approx([sums[0]] * 4)


def test_it_learns_from_looks_that_there_are() -> None:
    assert not set(STRONG) & set(FAINT)
    for name in (*STRONG, *FAINT):
        assert find_look(name).id == name
