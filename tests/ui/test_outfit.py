"""What is worn, and the way back."""

from __future__ import annotations

import pytest

from beautymirror.ui.outfit import Outfit, Worn
from tests.ui.props import LOOKS

ROSE, VELVET, _ = LOOKS


@pytest.fixture
def outfit() -> Outfit:
    return Outfit(Worn(None, 100))


def test_a_look_is_worn_taken_back_and_worn_again(outfit: Outfit) -> None:
    outfit.wear(ROSE)
    outfit.wear(VELVET)
    assert outfit.worn.look is VELVET
    outfit.history.undo()
    assert outfit.worn.look is ROSE
    outfit.history.undo()
    assert outfit.worn.look is None
    assert not outfit.history.canUndo()
    outfit.history.redo()
    assert outfit.worn.look is ROSE


def test_the_same_look_again_is_no_step(outfit: Outfit) -> None:
    outfit.wear(ROSE)
    outfit.wear(ROSE)
    assert outfit.history.count() == 1


def test_one_drag_is_one_step_back(outfit: Outfit) -> None:
    outfit.begin_drag()
    for percent in (90, 70, 55):
        outfit.set_intensity(percent)
    outfit.begin_drag()
    outfit.set_intensity(20)
    outfit.history.undo()
    assert outfit.worn.intensity == 55
    outfit.history.undo()
    assert outfit.worn.intensity == 100


def test_a_drag_that_comes_back_leaves_no_step(outfit: Outfit) -> None:
    outfit.begin_drag()
    outfit.set_intensity(40)
    outfit.set_intensity(100)
    assert not outfit.history.canUndo()


def test_a_look_between_two_changes_of_one_drag_keeps_them_apart(outfit: Outfit) -> None:
    outfit.set_intensity(80)
    outfit.wear(ROSE)
    outfit.set_intensity(60)
    outfit.history.undo()
    assert outfit.worn == Worn(ROSE, 80)


@pytest.mark.parametrize(("asked", "got"), [(-5, 0), (250, 100), (33, 33)])
def test_intensity_stays_within_its_range(outfit: Outfit, asked: int, got: int) -> None:
    outfit.set_intensity(asked)
    assert outfit.worn.intensity == got


def test_changes_are_told_once_each(outfit: Outfit) -> None:
    told: list[Worn] = []
    outfit.changed.connect(lambda: told.append(outfit.worn))
    outfit.wear(ROSE)
    outfit.set_intensity(50)
    outfit.history.undo()
    assert told == [Worn(ROSE, 100), Worn(ROSE, 50), Worn(ROSE, 100)]
