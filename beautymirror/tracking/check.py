"""Does a tracking model find a known face where it is? A wrong model fails silently otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from beautymirror.errors import InputError
from beautymirror.frame import Frame
from beautymirror.tracking.tracker import Tracker

__all__ = ["TOLERANCE", "check"]

# Landmark: (x, y) in pixels of scikit-image's astronaut (512x512, public domain), checked by eye
# on the picture enlarged four times.
_KNOWN = {
    1: (223.6, 131.6),  # tip of the nose
    33: (195.5, 100.7),  # outer corner of the right eye
    61: (202.4, 139.2),  # right corner of the mouth
    152: (221.1, 178.5),  # chin
    234: (179.7, 108.6),  # right cheek
    263: (255.6, 103.6),  # outer corner of the left eye
    291: (244.7, 140.5),  # left corner of the mouth
    454: (270.3, 113.4),  # left cheek
    468: (203.6, 101.1),  # right iris
    473: (246.8, 103.2),  # left iris
}
_EYE_DISTANCE_PX = 43.2

TOLERANCE = 0.06
"""Farthest that a point may be from its place, in eye distances."""


def check(model: Path) -> float:
    """Compare the landmarks of a known picture with where they are.

    Returns:
        The largest distance of a point from its place, in eye distances.

    Raises:
        InputError: the model finds no face there, or finds it wrong.
        MissingError: the model, MediaPipe or the picture is not installed.
    """
    from skimage.data import astronaut

    with Tracker(model) as tracker:
        tracked = tracker.find(Frame(np.ascontiguousarray(astronaut()), 0.0, 0))
    remedy = "Fetch it again with: beautymirror models fetch"
    if not tracked.faces:
        raise InputError(f"The tracking model {model} finds no face in a known picture.", remedy)
    found = tracked.faces[0].landmarks[list(_KNOWN), :2]
    distances = np.linalg.norm(found - np.array(list(_KNOWN.values())), axis=1)
    worst = float(distances.max()) / _EYE_DISTANCE_PX
    if worst > TOLERANCE:
        raise InputError(
            f"The tracking model {model} misses known points by {worst:.0%} of the eye distance.",
            remedy,
        )
    return worst
