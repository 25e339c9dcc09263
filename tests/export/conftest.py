"""What the tests of training share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh, read_mesh

if TYPE_CHECKING:
    from export.transfer_bank import LookBank
    from export.transfer_faces import Bank


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


@pytest.fixture(scope="session")
def faces(mesh: FaceMesh) -> Bank:
    """Three bare faces of one colour each, with lips."""
    from export.transfer_faces import SIZE, Bank, light_on, lips_mask

    rng = np.random.default_rng(0)
    rows = []
    for number, tone in enumerate(((205, 160, 140), (150, 100, 75), (80, 52, 40))):
        image = np.clip(rng.normal(tone, 4, (SIZE, SIZE, 3)), 0, 255).astype(np.uint8)
        image[lips_mask(mesh)] = (image[lips_mask(mesh)] * [0.9, 0.7, 0.7]).astype(np.uint8)
        coverage = np.ones((SIZE, SIZE), np.float32)
        lit, shine, skin = light_on(image, coverage, mesh)
        seen = np.full((SIZE, SIZE), 255, np.uint8)
        rows.append((str(number), image, seen, lit, shine, skin, 2 * number, np.float32(0)))
    return Bank(*(np.stack(column) for column in zip(*rows, strict=True)))


@pytest.fixture(scope="session")
def looks(mesh: FaceMesh) -> LookBank:
    """A lipstick for each of them."""
    from export.transfer_bank import LookBank
    from export.transfer_faces import SIZE, lips_mask

    layers = np.zeros((3, SIZE, SIZE, 6), np.uint8)
    for layer, pigment in zip(layers, ((180, 20, 40), (90, 40, 120), (230, 120, 90)), strict=True):
        layer[lips_mask(mesh)] = (*pigment, 200, 60, 20)
    return LookBank(layers, np.array([0, 2, 4]))


@pytest.fixture(scope="session")
def bare() -> LookBank:
    """No foundation."""
    from export.transfer_bank import LookBank
    from export.transfer_faces import SIZE

    return LookBank(np.zeros((1, SIZE, SIZE, 6), np.uint8), np.zeros(1, np.int64))
