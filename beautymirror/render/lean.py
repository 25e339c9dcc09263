"""How the hue of the light changes over a face, told by how dark it is and where it faces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.light import MIRRORING

__all__ = ["lean_of"]

Array = NDArray[np.float32]

# How hue follows the light: by what each term is held back where little tells of it (a share of the
# samples); the residual, a logarithm, from which a sample counts by half; how much of the face's
# hue must be explained (standard deviation) to be believed, and to be sure: studio light explains
# 0.01 to 0.09, which is redness as likely, coloured shade 0.13 to 0.48.
_HELD, _UNLIKE = np.diag(np.array([0.03, 0.03, 0.003, 0.03], np.float32)), 0.12
_FAINT, _CLEAR = 0.09, 0.15
_PER_SQUARE = np.full(2, _UNLIKE**-2, np.float32)
_DARKEST = 0.05  # share of the full light


def lean_of(relative: Array, light: Array, normals: Array, area: Array) -> Array:
    """How the hue of the light changes over the face, see ``Light.lean``.

    A shadow is lit by what is left: by the sky, by a wall, by skin that faces it; and a lamp to one
    side colours that side. Both are plain functions of how dark it is and where the skin faces,
    which redness, freckles and stubble are not: least squares, robust, and nothing unless it
    explains more than chance would.

    Args:
        relative: (n, 3) linear colours over that of fully lit skin. light: (n,) their luminance.
        normals: (n, 3) unit vectors, x right, y up. area: (n,) how much each counts.

    Returns:
        (2, 4), zeros where nothing is believed.
    """
    # What is brighter than lit skin mirrors the light, and has no skin's hue.
    weight = area * (light < MIRRORING)
    terms = np.empty((len(light), 4), np.float32)
    terms[:, :2] = normals[:, :2]
    terms[:, 2] = np.log(np.clip(light, _DARKEST, 1.0))
    terms[:, 3] = 1.0
    logs = np.log(np.maximum(relative, 1e-3))
    hues = logs[:, [0, 2]] - logs[:, 1:2]
    trust = weight / max(float(weight.sum()), 1e-6)
    for _ in range(2):  # the second time without what the first one could not explain
        weighed = terms.T * trust
        fit = np.linalg.solve(weighed @ terms + _HELD, weighed @ hues)
        seen = terms @ fit
        off = hues - seen
        trust = weight / (1.0 + (off * off) @ _PER_SQUARE)
        trust /= max(float(trust.sum()), 1e-6)
    spread = seen - trust @ seen
    explained = float(np.sqrt((trust @ (spread * spread)).sum()))
    share = min(max((explained - _FAINT) / (_CLEAR - _FAINT), 0.0), 1.0)
    return np.asarray(share * fit.T, np.float32)
