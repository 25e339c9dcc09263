"""The shape of a face, from proportions of the mesh seen from the front."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class FaceShape:
    """A name of ``SHAPES`` with how clear it is, and the proportions that it comes from.

    Attributes:
        confidence: 0..1, of the name against the next best.
        proportions: span over the width at the cheeks.
    """

    name: str
    confidence: float
    proportions: dict[str, float]


def face_shape(landmarks: NDArray[np.float32]) -> FaceShape:
    """Shape from landmarks (>= 468, 2 or 3) of a face that looks into the camera, mouth closed."""
    points = np.asarray(landmarks, np.float64)[:468, :2]
    spans = {name: float(np.linalg.norm(points[a] - points[b])) for name, (a, b) in _SPANS.items()}
    width = max(spans.pop("cheeks"), 1e-6)
    proportions = {name: span / width for name, span in spans.items()}
    off = [(proportions[name] - mean) / sd for name, (mean, sd) in _USUAL.items()]
    scores = {name: float(np.dot(weights, off)) for name, weights in _WEIGHTS.items()}
    scores["oval"] = _MARKED
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    lead = scores[ranked[0]] - scores[ranked[1]]
    return FaceShape(ranked[0], float(1 - np.exp(-lead)), proportions)


def contour_pattern(shape: str) -> str:
    """The pattern of contour, bronzer and highlighter for a shape of ``SHAPES``."""
    # Makeup knows no pattern for a diamond: like an oval it wants its cheekbones left alone.
    return "oval" if shape == "diamond" else shape
