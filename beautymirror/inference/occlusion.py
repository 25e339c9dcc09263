"""The occlusion network: what lies before a face, over the face laid flat."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.errors import MissingError
from beautymirror.inference.manifest import ensure_model, load_manifest
from beautymirror.inference.providers import CPU, session

__all__ = ["INPUT_SIZE", "MODEL", "PLANES", "OcclusionNetwork", "open_occlusion", "prepare"]

MODEL = "occlusion"
INPUT_SIZE = 256
PLANES = 5
_BRIGHTEST = 1.5
_HARSHEST = 2.0  # times its usual brightness is what a tenth of a face exceeds in a light it knows
_COARSE = 4  # texels from one to the next that the usual colour is told from


def prepare(
    flat: NDArray[np.uint8],
    coverage: NDArray[np.float32],
    out: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """The network's input from an unwrapped face: (5, n, n) float32, into ``out`` where given.

    Every channel of the face is divided by its own median, which takes the colour of the light and
    most of the tone out; the fourth plane is the coverage, the fifth the level divided out. Where
    the sun lights a part of a face harshly, its contrast is first brought down to what is usual.

    Args:
        flat: (n, n, 3) sRGB. coverage: (n, n) in 0..1.
    """
    planes = np.empty((PLANES, *coverage.shape), np.float32) if out is None else out
    seen = flat[::_COARSE, ::_COARSE][coverage[::_COARSE, ::_COARSE] > 0.5]
    power = _evening(seen)
    if power < 1.0:
        evened = np.rint(255.0 * (np.arange(256) / 255.0) ** power).astype(np.uint8)
        flat, seen = np.asarray(cv2.LUT(flat, evened), np.uint8), evened[seen]
    median = np.median(seen, axis=0) if len(seen) else np.full(3, 128.0)
    median = np.maximum(median, 8.0).astype(np.float32)
    for channel in range(3):
        np.multiply(flat[..., channel], 1.0 / median[channel], out=planes[channel])
    planes[:3] -= 1.0
    np.minimum(planes[:3], _BRIGHTEST, out=planes[:3])
    planes[:3] *= coverage > 0
    planes[3] = coverage
    planes[4] = median[1] / 255.0
    return planes


def _evening(seen: NDArray[np.uint8]) -> float:
    """The power of levels (n, 3) that brings a harsh light's contrast down; 1 in any other."""
    if not len(seen):
        return 1.0
    usual, bright = np.percentile(seen[:, 1], (50, 90))
    contrast = float(bright) / max(float(usual), 8.0)
    return float(np.log(_HARSHEST) / np.log(contrast)) if contrast > _HARSHEST else 1.0


class OcclusionNetwork:
    """``occlusion.onnx`` on the calling thread, one at a time: a face takes a few milliseconds."""

    def __init__(self, model: Path) -> None:
        self._session = session(model, on=CPU, threads=1)
        self._planes = np.zeros((PLANES, INPUT_SIZE, INPUT_SIZE), np.float32)

    def read(self, flat: NDArray[np.uint8], coverage: NDArray[np.float32]) -> NDArray[np.float32]:
        """How surely something is before each texel of an unwrapped face, (256, 256) in 0..1.

        Args:
            flat: (256, 256, 3) sRGB. coverage: (256, 256) in 0..1.
        """
        prepare(flat, coverage, self._planes)
        return self.run(self._planes)

    def run(self, planes: NDArray[np.float32]) -> NDArray[np.float32]:
        """The same from ``prepare``d planes (5, 256, 256)."""
        (cover,) = self._session.run(["cover"], {"face": planes[None]})
        return cover[0, 0]


def open_occlusion() -> OcclusionNetwork:
    """The shipped network.

    Raises:
        MissingError: it is not there or is damaged.
    """
    if MODEL not in {model.name for model in load_manifest()}:
        raise MissingError(
            "This copy of BeautyMirror cannot see what lies before a face: its network is missing.",
            "Install BeautyMirror again.",
        )
    return OcclusionNetwork(ensure_model(MODEL))
