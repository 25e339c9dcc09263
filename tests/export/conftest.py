"""What the tests of training share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from beautymirror.face.mesh import FaceMesh, read_mesh


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Small networks lose more by waiting for a second thread than they gain."""
    torch = pytest.importorskip("torch", reason="training needs the export extra")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def mesh(landmarker_model: Path) -> FaceMesh:
    return read_mesh(landmarker_model)
