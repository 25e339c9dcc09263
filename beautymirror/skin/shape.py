"""The shape of a face, from proportions of the mesh seen from the front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["SHAPES", "FaceShape", "contour_pattern", "face_shape"]

SHAPES = ("oval", "round", "square", "heart", "long", "diamond")

# Pairs of landmarks. The mesh ends at the hairline, so "length" runs from there to the chin.
_SPANS = {
    "length": (10, 152),
    "cheeks": (234, 454),
    "jaw": (172, 397),
    "forehead": (103, 332),
    "chin": (149, 378),
}
# Mean and standard deviation of each span over the width at the cheeks, of 535 frontal faces.
_USUAL = {
    "length": (1.198, 0.051),
    "jaw": (0.792, 0.024),
    "forehead": (0.730, 0.024),
    "chin": (0.448, 0.024),
}
# What makes a shape, in standard deviations: weights of length, jaw, forehead and chin.
_WEIGHTS = {
    "round": (-0.9, 0.3, 0.0, 0.3),
    "square": (-0.3, 0.9, 0.2, 0.7),
    "heart": (0.0, -0.5, 0.8, -0.6),
    "long": (1.1, 0.0, 0.0, 0.0),
    "diamond": (0.2, -0.5, -0.8, -0.4),
}
_MARKED = 0.8  # standard deviations that a shape needs to be called other than oval
# How far the spans of one person differ between pictures, in the deviations above: by smile, head
# and camera, on 55 people seen neutral and smiling and in four other sizes, lights and turns.
_UNSTEADY = 0.3
_DRAWS = 400  # measurements of the same face that are imagined
_SURE, _PROBABLE = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class FaceShape:
    """A name of ``SHAPES`` with how sure it is, and the proportions that it comes from.

    Attributes:
        confidence: 0..1, how often another picture of the same face would get the same name.
        second: the name that it would get most often otherwise; empty where none would.
        proportions: span over the width at the cheeks.
    """

    name: str
    confidence: float
    second: str
    proportions: dict[str, float]

    @property
    def doubt(self) -> str:
        """``sure``, ``probable`` or ``between``: how the name should be said."""
        if self.confidence >= _SURE or not self.second:
            return "sure"
        return "probable" if self.confidence >= _PROBABLE else "between"


def face_shape(captures: Sequence[NDArray[np.float32]]) -> FaceShape:
    """Shape from one or more captures of a person who looks into the camera, mouth closed.

    Args:
        captures: landmarks (>= 468, 2 or 3) of each; their proportions are averaged.
    """
    spans = np.mean([_spans(points) for points in captures], axis=0)
    proportions = dict(zip(_USUAL, spans.tolist(), strict=True))
    mean, deviation = np.array(list(_USUAL.values())).T
    off = (spans - mean) / deviation + _UNSTEADY * _draws()
    scores = np.column_stack([off @ np.array(list(_WEIGHTS.values())).T, np.full(_DRAWS, _MARKED)])
    names = (*_WEIGHTS, "oval")
    shares = np.bincount(scores.argmax(axis=1), minlength=len(names)) / _DRAWS
    first, second = np.argsort(-shares, kind="stable")[:2]
    other = names[second] if shares[second] > 0 else ""
    return FaceShape(names[first], float(shares[first]), other, proportions)


def _spans(landmarks: NDArray[np.float32]) -> NDArray[np.float64]:
    """(4,) in the order of ``_USUAL``, over the width at the cheeks."""
    points = np.asarray(landmarks, np.float64)[:468, :2]
    spans = {name: float(np.linalg.norm(points[a] - points[b])) for name, (a, b) in _SPANS.items()}
    return np.array([spans[name] for name in _USUAL]) / max(spans["cheeks"], 1e-6)


@cache
def _draws() -> NDArray[np.float64]:
    return np.random.default_rng(4).standard_normal((_DRAWS, len(_USUAL)))


def contour_pattern(shape: str) -> str:
    """The pattern of contour, bronzer and highlighter for a shape of ``SHAPES``."""
    # Makeup knows no pattern for a diamond: like an oval it wants its cheekbones left alone.
    return "oval" if shape == "diamond" else shape
