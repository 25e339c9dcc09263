"""How strong each sign of the skin is in a sample, drawn at random, freely or by type of skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.inference.skin import SCORES, TYPES

__all__ = ["Strengths", "free_strengths", "typed_strengths"]


@dataclass(frozen=True, slots=True)
class Strengths:
    """What a sample was painted with.

    Attributes:
        scores: (11,) float32 in the order of ``SCORES``.
        type: index into ``TYPES``, or -1 where the strengths were drawn without a type.
    """

    scores: NDArray[np.float32]
    type: int


def free_strengths(rng: np.random.Generator) -> Strengths:
    """Every sign on its own, a fifth of them absent."""
    scores = rng.uniform(0, 1, len(SCORES)).astype(np.float32)
    # Zones of one face share most of their shine.
    scores[:4] = np.clip(0.6 * scores[:4] + 0.4 * rng.uniform(0, 1), 0, 1)
    scores[rng.uniform(size=len(SCORES)) < 0.2] = 0
    return Strengths(scores, -1)


def typed_strengths(rng: np.random.Generator, kind: int) -> Strengths:
    """Strengths of one skin type: type follows from shine by zone and flaking alone."""
    scores = free_strengths(rng).scores
    low, high = {
        "dry": ((0.0, 0.15), (0.0, 0.15)),
        "normal": ((0.05, 0.3), (0.0, 0.2)),
        "combination": ((0.55, 1.0), (0.0, 0.2)),
        "oily": ((0.55, 1.0), (0.55, 1.0)),
    }[TYPES[kind]]
    scores[[0, 1, 3]] = rng.uniform(*low, 3)
    scores[2] = rng.uniform(*high)
    scores[SCORES.index("flaking")] = (
        rng.uniform(0.5, 1) if TYPES[kind] == "dry" else (rng.uniform(0, 0.15))
    )
    return Strengths(scores, kind)
