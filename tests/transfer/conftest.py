"""One studio, one tracker and one made-up person for all tests of transfer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from beautymirror.errors import MissingError
from beautymirror.tracking import Tracker
from tests.transfer.studio import Studio, opened


@pytest.fixture(scope="package")
def studio(landmarker_model: Path) -> Iterator[Studio]:
    """A renderer with the portrait; skipped where there is no OpenGL."""
    try:
        with opened() as studio:
            yield studio
    except MissingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="package")
def tracker(landmarker_model: Path) -> Iterator[Tracker]:
    """Finds up to four faces."""
    with Tracker(landmarker_model, 4) as tracker:
        yield tracker
