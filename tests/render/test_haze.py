"""Haze before a face: told by what is black, and left before what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.render.haze import NONE, cleared, haze_before
from beautymirror.render.srgb import LINEAR
from tests.render.stage import LOUD, Image, Stage, look_of, on_mesh

HAZE = np.array([0.06, 0.05, 0.055])


def encoded(linear: NDArray[np.floating]) -> Image:
    """Linear light as the nearest of 256 values."""
    middles = (LINEAR[1:] + LINEAR[:-1]) / 2
    return np.searchsorted(middles, linear).astype(np.uint8)


def hazy(image: Image, haze: NDArray[np.floating] = HAZE) -> Image:
    return encoded(LINEAR[image] + haze)


def test_a_picture_with_blacks_has_no_haze(stage: Stage) -> None:
    assert haze_before(stage.image, stage.points) is NONE
    colors = LINEAR[stage.image[:2]]
    assert cleared(colors, NONE) is colors


@pytest.mark.parametrize("strength", [0.6, 1.0, 1.4])
def test_haze_is_found_and_not_overdone(stage: Stage, strength: float) -> None:
    found = haze_before(hazy(stage.image, strength * HAZE), stage.points)
    assert (found > 0.7 * strength * HAZE).all()
    assert (found < 1.05 * strength * HAZE + 0.005).all()


def test_skin_alone_is_no_haze(stage: Stage) -> None:
    bare = np.broadcast_to(np.array([190, 150, 130], np.uint8), stage.image.shape)
    assert haze_before(bare, stage.points) is NONE


def test_makeup_lies_behind_the_haze(stage: Stage) -> None:
    look = look_of(
        {"kind": "foundation", "coverage": 0.8},
        {"kind": "eyeliner", "thickness": 1.0, "lower": 1.0},
        {"kind": "lashes", "length": 1.0, "volume": 1.0},
        {"kind": "contact_lenses", "size": 1.0},
        {"kind": "lipstick", "color": "#400010", "finish": "matte", "coverage": 1.0},
    )
    clear = stage.wear(look)
    image = hazy(stage.image)
    worn = stage.wear(look, image=image)
    changed = (clear != stage.image).any(axis=2) & (worn != image).any(axis=2)
    off = np.abs(worn.astype(int) - hazy(clear))[changed]
    assert changed.sum() > 3000
    assert off.mean() < 3.5
    # Nothing is blacker than the haze itself.
    assert LINEAR[worn[changed]].min() > 0.7 * HAZE.min()


def test_what_wears_nothing_keeps_its_bytes_in_haze(stage: Stage) -> None:
    image = hazy(stage.image)
    worn = stage.wear(LOUD, image=image)
    outside = ~on_mesh(image, stage.points)
    assert (worn == image)[outside].all()
    bare = look_of({"kind": "blush", "intensity": 0.0}, {"kind": "lipstick", "intensity": 0.0})
    assert (stage.wear(bare, image=image) == image).all()
