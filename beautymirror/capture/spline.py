"""A smooth surface through scattered heights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["surface"]


_SMOOTHING = 1e-3  # lets the surface miss the known heights a little where they disagree


def surface(known: NDArray[np.float32], place: NDArray[np.float32]) -> NDArray[np.float32]:
    """Heights at `place` (..., 2) of the thin-plate spline through `known` (n, 3): x, y, height.

    Duchon's spline (Bookstein 1989, "Principal warps"): the surface of least bending.
    """
    centre, span = known[:, :2].mean(axis=0), np.ptp(known[:, :2])
    nodes = ((known[:, :2] - centre) / span).astype(np.float64)
    count = len(nodes)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _bending(nodes, nodes) + _SMOOTHING * np.eye(count)
    system[:count, count:] = np.column_stack([np.ones(count), nodes])
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.concatenate([known[:, 2], np.zeros(3)]))
    asked = ((place.reshape(-1, 2) - centre) / span).astype(np.float64)
    heights = _bending(asked, nodes) @ weights[:count] + weights[count] + asked @ weights[-2:]
    return heights.reshape(place.shape[:-1]).astype(np.float32)


def _bending(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """r^2 log r between every point of `a` (n, 2) and `b` (m, 2)."""
    squared = (a**2).sum(1)[:, None] + (b**2).sum(1) - 2 * a @ b.T
    return 0.5 * squared * np.log(np.maximum(squared, 1e-12))
