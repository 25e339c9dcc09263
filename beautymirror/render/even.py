"""Evenness: what smoothing has to change on a wearer's skin, kept in the canonical plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.srgb import LUMA
from beautymirror.render.unwrap import Unwrapper, ramp

__all__ = ["evenness"]

_NONE = 128.0 / 255.0


def evenness(unwrapper: Unwrapper, skin: NDArray[np.float32]) -> NDArray[np.uint8]:
    """How much brighter or darker each point of the skin must become to be even.

    Frequency separation: the mottle between a texel and the blur goes; what is finer than a texel
    (pores, hairs) is left to the camera.

    Args:
        skin: (n, n, 4), see ``Unwrapper.unwrap``.

    Returns:
        (n, n, 4): rgb the factor - 1, with 128 for none; a: how far to go.
    """
    broad = unwrapper.blurred(skin)
    here = skin[..., :3] / np.maximum(skin[..., 3:], 1e-4)
    around = broad[..., :3] / np.maximum(broad[..., 3:], 1e-4)
    # What differs too much to be mottle (a mole, an edge, hair) stays as it is.
    difference = np.abs(here @ LUMA / np.maximum(around @ LUMA, 1e-3) - 1.0)
    out = np.empty(skin.shape, np.float32)
    out[..., :3] = around / np.maximum(here, 1e-3) - 1.0 + _NONE
    out[..., 3] = ramp(broad[..., 3], 0.1, 0.5) * ramp(skin[..., 3], 0.1, 0.5)
    out[..., 3] *= 1.0 - ramp(difference, 0.18, 0.40)
    np.clip(out, 0.0, 1.0, out=out)
    return np.rint(out * 255.0).astype(np.uint8)
