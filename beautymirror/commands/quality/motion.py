"""Figures over time: how still makeup sits on a still head, and how closely it follows one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.commands.easel import Easel
from beautymirror.commands.quality import measures
from beautymirror.commands.quality.places import places
from beautymirror.face.scale import eye_distance
from beautymirror.frame import Frame, Tracked
from beautymirror.tracking import Tracker

_FPS = 30.0
_NOISE = 2.0  # standard deviation of a webcam's noise in a lit room, 8-bit steps
_SHAKE, _PERIOD = 0.12, 20  # a head that shakes: eye distances to each side, frames a turn
_STILL, _WARM, _MOVING = 16, 6, 44


def steadiness(drawing: Easel, model: Path, still: Tracked) -> tuple[float, float]:
    """Jitter of the lips in % of the eye distance, and std of their mean colour in dE.

    The picture is repeated with fresh noise; the look that is worn is a lipstick.
    """
    rng = np.random.default_rng(3)
    picture = still.frame.image
    centres, colors = [], []
    where = places(still.frame.size, still.faces[0].landmarks)
    with Tracker(model) as tracker:
        for index in range(_STILL + _WARM):
            noise = rng.normal(0.0, _NOISE, picture.shape)
            noisy = np.clip(np.rint(picture + noise), 0, 255).astype(np.uint8)
            tracked = tracker.track(_frame(noisy, index))
            drawn = drawing.picture(drawing.draw(tracked))
            if index >= _WARM and tracked.faces:
                centres.append(_middle(noisy, drawn))
                colors.append(measures.mean_lab(drawn, where.lips))
    spread = np.linalg.norm(np.std(centres, axis=0))
    jitter = 100.0 * spread / eye_distance(still.faces[0].landmarks)
    return float(jitter), float(np.linalg.norm(np.std(colors, axis=0)))


def lag(drawing: Easel, model: Path, still: Tracked) -> float:
    """Frames by which drawn lips trail a head that shakes from side to side.

    The whole picture moves by a sine known exactly; the phase of the drawn lips' own sine gives
    the delay to a fraction of a frame.
    """
    picture = still.frame.image
    reach = _SHAKE * eye_distance(still.faces[0].landmarks)
    seen, times = [], []
    with Tracker(model) as tracker:
        for index in range(_MOVING):
            shift = reach * np.sin(2.0 * np.pi * index / _PERIOD)
            matrix = np.array([[1.0, 0.0, shift], [0.0, 1.0, 0.0]])
            size = (picture.shape[1], picture.shape[0])
            moved = np.asarray(
                cv2.warpAffine(picture, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8
            )
            tracked = tracker.track(_frame(moved, index))
            drawn = drawing.picture(drawing.draw(tracked))
            if index >= _WARM + 4 and tracked.faces:
                seen.append(_middle(moved, drawn)[0])
                times.append(index)
    turn = 2.0 * np.pi * np.array(times) / _PERIOD
    terms = np.stack([np.sin(turn), np.cos(turn), np.ones(len(turn))], axis=1)
    along, across, _ = np.linalg.lstsq(terms, np.array(seen), rcond=None)[0]
    return float(-np.arctan2(across, along) * _PERIOD / (2.0 * np.pi))


def _frame(image: NDArray[np.uint8], index: int) -> Frame:
    image.setflags(write=False)
    return Frame(image, index / _FPS, index)


def _middle(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Centre (x, y) of what was drawn, weighted by how much it changed."""
    weight = np.abs(before.astype(np.int16) - after).sum(axis=2).astype(np.float64)
    total = max(float(weight.sum()), 1.0)
    rows, columns = np.indices(weight.shape)
    return np.array([(weight * columns).sum() / total, (weight * rows).sum() / total])
