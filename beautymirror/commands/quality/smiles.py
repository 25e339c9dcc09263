"""Teeth that a lipstick painted, on faces that show any.

Where landmarks say that the lips are is where makeup goes; what a smile shows there beyond the
inner lip line is told from the untouched picture alone: hardly as red as the lips, brighter, and
in one piece with teeth well inside the mouth.
"""

from __future__ import annotations

import cv2
import numpy as np
from skimage.color import rgb2lab

from beautymirror.commands.quality.places import Mask, Picture, Points
from beautymirror.face import regions
from beautymirror.face.scale import eye_distance

__all__ = ["painted_teeth", "teeth"]

_BEYOND = 0.06  # eye distances that teeth may show past the landmarks' inner lip line: 5 mm
_PALER, _BRIGHTER = 8.0, 6.0  # CIELAB a and L by which teeth differ from the lips at least
_FEWEST, _SHARE = 40, 0.15  # pixels of an open mouth, and its part that must be teeth
_VISIBLE = 12  # steps of a channel from which a tooth is called painted


def teeth(picture: Picture, points: Points) -> Mask | None:
    """Mask (h, w) of the teeth that are seen, also where landmarks call them lip; None if none."""
    eye = eye_distance(points)
    outer = _filled(picture, points[list(regions.LIPS_OUTER)])
    inner = _filled(picture, points[list(regions.LIPS_INNER)])
    core = _grown(inner, -0.01 * eye)
    if core.sum() < _FEWEST:
        return None
    lab = rgb2lab(picture)
    lip = np.median(lab[outer & ~_grown(inner, 0.03 * eye)], axis=0)
    pale = (lab[..., 0] > lip[0] + _BRIGHTER) & (lab[..., 1] < lip[1] - _PALER)
    if (pale & core).sum() < _SHARE * core.sum():
        return None
    tooth = np.median(lab[pale & core], axis=0)
    # Teeth lie in the lips' shade: brightness tells less than hue.
    off = [np.linalg.norm((lab - color) * (0.5, 1.0, 1.0), axis=2) for color in (tooth, lip)]
    found = pale & (off[0] < 0.6 * off[1]) & _grown(inner, _BEYOND * eye) & outer
    _, pieces = cv2.connectedComponents(found.astype(np.uint8))
    return np.asarray(found & np.isin(pieces, np.unique(pieces[found & core])))


def painted_teeth(before: Picture, after: Picture, mask: Mask) -> float:
    """Per cent of the teeth on which makeup is seen."""
    changed = np.abs(before[mask].astype(int) - after[mask]).max(axis=1) > _VISIBLE
    return float(100.0 * changed.mean())


def _filled(picture: Picture, loop: Points) -> Mask:
    canvas = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.rint(loop[:, :2] * 16).astype(np.int32)], 1, shift=4)
    return canvas.astype(bool)


def _grown(mask: Mask, pixels: float) -> Mask:
    """Grown by that many pixels, at least one, or shrunk where negative."""
    width = max(1, round(abs(pixels)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * width + 1,) * 2)
    change = cv2.dilate if pixels > 0 else cv2.erode
    return change(mask.astype(np.uint8), kernel).astype(bool)
