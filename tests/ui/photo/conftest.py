"""Fixtures of these tests: photos whose makeup is known."""

from __future__ import annotations

import pytest

from beautymirror.ui.app import Built
from tests.ui.photo.album import Make, taken


@pytest.fixture
def built(make: Make) -> Built:
    """A window in which every photo shows one face in one colour."""
    made = make()
    made.attendant.makeover.taker.take = lambda asked: taken(asked.name)
    return made
