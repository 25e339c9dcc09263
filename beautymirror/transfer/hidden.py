"""What of a face does not show in a photo, and what stands in its place.

A side that is turned away is filled from the other one, and so is what something lies before: hair,
glasses, a hand or a thing would be read as a coat. What neither side shows is filled from around
it. On 43 faces in looks of the program, with things drawn before them, the layer that is read put
on somebody else differs from that of the open face by these mean CIEDE2000, where the thing was
and over the whole face: glasses 7.1 and 1.02 as they are, 1.7 and 0.37 after this (fair people 1.8,
medium ones 1.5, deep ones 1.5); things 3.7 and 0.83, 0.6 and 0.22; fingers 1.2 and 0.80, 0.4 and
0.29; strands of hair, which hardly were a coat, 0.4 and 0.28, 0.5 and 0.30. With nothing drawn
before them it is 0.04. Frames that the network doubts, as thick red ones on a deep face, stay in
part.
"""

from __future__ import annotations

import logging
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.errors import MissingError
from beautymirror.face.unwrap import Unwrapped, mirror_fill
from beautymirror.inference.occlusion import OcclusionNetwork, open_occlusion

__all__ = ["Sees", "completed", "covered", "sight"]

_log = logging.getLogger(__name__)

Plane = NDArray[np.float32]

# Answers of the network from which, and up to which, a texel is less and less believed. Lips and
# lids in a bright blue get 0.35 on one texel in thirty, fingers and things on nineteen in twenty.
_HINT, _DOUBTFUL, _SURE = 0.1, 0.3, 0.6
_EYES = 0.55  # share of the plane's height, from the top, within which frames lie
_WIDER = 5  # texels by which what lies before a face is taken to be broader: edges are soft
_AROUND = 4.0  # texels from which a gap is filled
_HIDDEN = 0.5  # coverage below which a texel is hidden
_BROAD = 11  # texels of 256 that a hidden part of a cheek measures at least
_RIM, _FAR = 4.0, 20.0  # texels of 256 from what is hidden: not believed, and believed


class Sees(Protocol):
    """What sees how surely something lies before an unwrapped face: an ``OcclusionNetwork``."""

    def read(self, flat: NDArray[np.uint8], coverage: Plane) -> Plane: ...


def sight() -> OcclusionNetwork | None:
    """The network; where it is missing photos are read as if nothing lay before faces."""
    try:
        return open_occlusion()
    except MissingError as error:
        _log.warning("what lies before a face in a photo is not told: %s", error)
        return None


def covered(flat: Unwrapped, inside: NDArray[np.bool_], before: Sees | None) -> Plane:
    """(n, n) in 0..1: how surely something lies before each texel of a face."""
    if before is None:
        return np.zeros_like(flat.coverage)
    answer = before.read(flat.image, flat.coverage)
    wider = np.ones((_WIDER, _WIDER), np.uint8)
    sure = cv2.dilate(np.clip((answer - _DOUBTFUL) / (_SURE - _DOUBTFUL), 0.0, 1.0), wider)
    # Frames lie before both eyes: where one side is sure, a doubt about the other is enough.
    hint = cv2.dilate(np.clip((answer - _HINT) / (_DOUBTFUL - _HINT), 0.0, 1.0), wider)
    hint[int(_EYES * len(hint)) :] = 0.0
    return np.asarray(np.maximum(sure, np.minimum(sure[:, ::-1], hint)) * inside, np.float32)


def completed(flat: Unwrapped, hidden: Plane, inside: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The face with what does not show filled in; 0 off the mesh.

    Args:
        flat: its coverage is less where it is covered. hidden: see ``covered``.
    """
    full = mirror_fill(Unwrapped(flat.image, _beside_hidden(flat.coverage, inside))).image
    unseen, behind = flat.coverage < _HIDDEN, hidden > 0.5
    gap = inside & unseen & unseen[:, ::-1] & (behind | behind[:, ::-1])
    if gap.any():
        full = _from_around(full, gap, inside & ~gap)
    full[~inside] = 0
    return full


def _from_around(
    image: NDArray[np.uint8], gap: NDArray[np.bool_], known: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """A picture (n, n, 3) whose gap is filled from what is known about it."""
    # What is off the mesh is black, and would bleed into a gap at its rim: first let it be like
    # what is known nearest to it.
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colors = np.zeros((int(nearest.max()) + 1, 3), np.uint8)
    colors[nearest[known]] = image[known]
    whole = colors[nearest]
    return np.asarray(
        cv2.inpaint(whole, gap.astype(np.uint8), _AROUND, cv2.INPAINT_TELEA), np.uint8
    )


def _beside_hidden(coverage: Plane, inside: NDArray[np.bool_]) -> Plane:
    """Coverage, less where a texel is near what is hidden while the other side shows it.

    A turned face ends a few pixels from where the landmarks say, and what is seen beyond it, hair
    or a wall, would be laid on the cheek.
    """
    hidden = (inside & (coverage < _HIDDEN)).astype(np.uint8)
    # The line of the mouth and the nostrils face down, but nothing lies behind them.
    broad = cv2.morphologyEx(hidden, cv2.MORPH_OPEN, np.ones((_BROAD, _BROAD), np.uint8))
    away = cv2.distanceTransform(np.asarray(1 - broad, np.uint8), cv2.DIST_L2, 3)
    sure = np.clip((away - _RIM) / (_FAR - _RIM), 0.0, 1.0)
    better = sure[:, ::-1] * coverage[:, ::-1]
    return np.asarray(coverage * (1.0 - (1.0 - sure) * better), np.float32)
