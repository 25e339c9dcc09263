"""The skin network: strengths of signs, where they lie, and the type that they speak for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.errors import InputError
from beautymirror.inference.providers import CPU, session

__all__ = ["INPUT_SIZE", "SCORES", "SIGNS", "TYPES", "SkinNetwork", "SkinSigns", "load", "prepare"]

INPUT_SIZE = 256
SIGNS = (
    "shine", "redness", "blemishes", "dark_circles", "fine_lines", "pores", "unevenness", "flaking",
)  # fmt: skip
SCORES = ("shine_forehead", "shine_nose", "shine_cheeks", "shine_chin", *SIGNS[1:])
TYPES = ("dry", "normal", "combination", "oily")

_BRIGHTEST = 1.5
_FEWEST_TEXELS = 2000


@dataclass(frozen=True, slots=True, eq=False)
class SkinSigns:
    """What the network reads off one face.

    Attributes:
        scores: (11,) float32 in 0..1, in the order of ``SCORES``; 1 is the strongest rendered sign.
        types: (4,) float32 that sum to 1, in the order of ``TYPES``.
        maps: (8, 32, 32) float32 in 0..1, in the order of ``SIGNS``, over the UV plane, row 0 at
            the top of the forehead.
    """

    scores: NDArray[np.float32]
    types: NDArray[np.float32]
    maps: NDArray[np.float32]


def prepare(
    flat: NDArray[np.uint8], coverage: NDArray[np.float32], skin: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """The network's input from an unwrapped face: (5, n, n) float32.

    Every channel of the face is divided by its own median over the seen skin, which takes the
    colour of the light and most of the tone out; the level that was divided out is the fifth plane.

    Args:
        flat: (n, n, 3) sRGB. coverage: (n, n) in 0..1. skin: (n, n), see ``face.zones.bare_skin``.

    Raises:
        InputError: too little skin is seen.
    """
    seen = flat[skin & (coverage > 0.5)]
    if len(seen) < _FEWEST_TEXELS * (len(flat) / INPUT_SIZE) ** 2:
        raise InputError("Too little of the skin is seen.", "Look straight into the camera.")
    median = np.maximum(np.median(seen, axis=0), 4.0).astype(np.float32)
    planes = np.empty((5, *coverage.shape), np.float32)
    for channel in range(3):
        np.multiply(flat[..., channel], 1.0 / median[channel], out=planes[channel])
    planes[:3] -= 1.0
    np.minimum(planes[:3], _BRIGHTEST, out=planes[:3])
    planes[:3] *= coverage
    planes[3] = coverage
    planes[4] = median[1] / 255.0
    return planes


class SkinNetwork:
    """``skin.onnx`` on the processor: one face takes milliseconds, so no GPU is asked for."""

    def __init__(self, model: Path) -> None:
        self._session = session(model, on=CPU, threads=2)

    def read(self, planes: NDArray[np.float32]) -> SkinSigns:
        """Signs of the face whose ``prepare``d planes (5, 256, 256) are given."""
        scores, types, maps = self._session.run(["scores", "types", "maps"], {"face": planes[None]})
        return SkinSigns(scores[0], types[0], maps[0])


@cache
def load(model: Path) -> SkinNetwork:
    """The network of a file, opened once."""
    return SkinNetwork(model)
