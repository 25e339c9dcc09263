"""The lipstick of an editable look: the one that the layer shows."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.eyes import TOLD_SIZE
from beautymirror.inference.transfer import LayerMaps
from beautymirror.transfer.editable import editable_layers
from beautymirror.transfer.lips import lips_mask, told_with_lips


def shown(opacity: float, told: float, color: tuple[float, ...] = (0.6, 0.1, 0.2)) -> LayerMaps:
    """A layer that covers the lips alone, and a head that tells every kind alike."""
    lips = lips_mask(canonical_mesh())
    plane = np.where(lips, np.float32(opacity), np.float32(0.0))
    pigment = np.where(lips[..., None], np.float32(color), np.float32(0.0))
    nothing = np.zeros_like(plane)
    numbers = np.full(TOLD_SIZE, told, np.float32)
    return LayerMaps(pigment, plane, nothing, nothing, np.zeros(64, np.float32), numbers)


def test_the_lipstick_has_the_colour_and_the_strength_of_the_layer() -> None:
    (lipstick,) = editable_layers(told_with_lips(shown(0.41, told=0.0)))
    assert lipstick.kind == "lipstick"
    assert lipstick.model_dump()["color"] == "#991A33"
    assert lipstick.intensity == pytest.approx(0.5, abs=0.01)


def test_bare_lips_wear_none_whatever_the_head_tells() -> None:
    kinds = [layer.kind for layer in editable_layers(told_with_lips(shown(0.05, told=1.0)))]
    assert "lipstick" not in kinds
    assert len(kinds) == 4


def test_what_the_head_tells_is_not_changed() -> None:
    maps = shown(0.4, told=0.3)
    told_with_lips(maps)
    assert (maps.told == np.float32(0.3)).all()
