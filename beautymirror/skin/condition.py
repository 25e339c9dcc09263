"""The condition of a skin: signs by strength and place, and the type that they speak for.

The words are those of a mirror, never medical; the scores are the network's own, neither flattered
nor rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import bare_skin
from beautymirror.inference.skin import SCORES, SIGNS, TYPES, SkinNetwork, SkinSigns, prepare

__all__ = ["LEVELS", "Condition", "combine_signs", "level_of", "read_signs"]

LEVELS = ("not seen", "slight", "clear", "strong")
_LEVEL_FROM = (0.25, 0.45, 0.7)
_MOST_GAIN = 6.0  # of a map: what is paler than that was not placed


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Signs of a person's skin.

    Attributes:
        scores: name of ``SCORES`` to 0..1, median over the captures.
        spreads: name to standard deviation over the captures: how repeatable a score is.
        type: dry, normal, combination or oily; chances: of each, they sum to 1.
        maps: (8, 32, 32) in 0..1 where each of ``SIGNS`` was seen, over the UV plane; the
            strongest places have the strength of the score.
        captures: how many.
    """

    scores: dict[str, float]
    spreads: dict[str, float]
    type: str
    chances: dict[str, float]
    maps: NDArray[np.float32]
    captures: int

    def strengths(self) -> tuple[float, ...]:
        """Of each of ``SIGNS``, 0..1: shine is that of the shiniest zone."""
        return _strengths(np.array([self.scores[name] for name in SCORES]))


def read_signs(network: SkinNetwork, flat: Unwrapped, mesh: FaceMesh) -> SkinSigns:
    """Signs of one unwrapped and filled capture (256, 256).

    Raises:
        InputError: too little skin is seen.
    """
    skin = bare_skin(mesh, len(flat.coverage))
    return network.read(prepare(flat.image, flat.coverage, skin))


def combine_signs(captures: list[SkinSigns]) -> Condition:
    """One condition of one or more captures."""
    scores = np.stack([capture.scores for capture in captures])
    types = np.mean([capture.types for capture in captures], axis=0)
    spread = scores.std(axis=0, ddof=1) if len(captures) > 1 else np.zeros(len(SCORES))
    return Condition(
        scores=dict(zip(SCORES, np.median(scores, axis=0).tolist(), strict=True)),
        spreads=dict(zip(SCORES, spread.tolist(), strict=True)),
        type=TYPES[int(types.argmax())],
        chances=dict(zip(TYPES, types.tolist(), strict=True)),
        maps=_levelled(np.median([c.maps for c in captures], axis=0), np.median(scores, axis=0)),
        captures=len(captures),
    )


def _levelled(maps: NDArray[np.float32], scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Maps (8, n, n) whose strongest places have the strength of the scores (11,).

    The network's maps tell where a sign is better than how strong: a small one is pale.
    """
    strengths = np.array(_strengths(scores))
    peaks = np.percentile(maps, 99.5, axis=(1, 2))
    gains = np.minimum(strengths / np.maximum(peaks, 1e-3), _MOST_GAIN)
    return np.clip(maps * gains[:, None, None], 0, 1).astype(np.float32)


def _strengths(scores: NDArray[np.float32]) -> tuple[float, ...]:
    zones = len(SCORES) - len(SIGNS) + 1  # of shine
    return (float(scores[:zones].max()), *scores[zones:].tolist())


def level_of(score: float) -> str:
    """A score in words, one of ``LEVELS``."""
    return LEVELS[sum(score >= edge for edge in _LEVEL_FROM)]
