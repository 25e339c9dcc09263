"""Pictures with faces that need no download."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray


@pytest.fixture(scope="session")
def portrait() -> NDArray[np.uint8]:
    """(512, 512, 3): a face of 90 pixels, its middle near (225, 124)."""
    from skimage.data import astronaut

    return np.ascontiguousarray(astronaut())


@pytest.fixture(scope="session")
def head(portrait: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(200, 200, 3): the same face filling the picture."""
    return np.ascontiguousarray(portrait[20:220, 125:325])
