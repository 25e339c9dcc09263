"""Pictures in another light than they were taken in."""

from __future__ import annotations

import colour
import numpy as np

from beautymirror.skin import light as lights
from beautymirror.skin.linear import linear_from_srgb

__all__ = ["in_light"]


def in_light(image: np.ndarray, gain: tuple[float, float, float]) -> np.ndarray:
    """An 8-bit picture under another light: gains in the sharpened space."""
    changed = lights.unsharpened(lights.sharpened(linear_from_srgb(image)) * np.array(gain))
    encoded = colour.models.eotf_inverse_sRGB(np.clip(changed, 0, 1))
    return np.rint(encoded * 255).astype(np.uint8)
