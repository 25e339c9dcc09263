"""Measures the landmarks of the demo's portrait and writes beautymirror/capture/portrait.npz.

python -m tests.capture.portrait_points face_landmarker.task
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

from beautymirror.capture import portrait
from beautymirror.capture.image import read_picture
from beautymirror.frame import Frame
from beautymirror.tracking.tracker import Tracker

# (left, top, side, enlargement) of crops around the head: the median of several views of the
# same face is steadier than any one of them.
_VIEWS = ((100, 0, 260, 3.0), (90, 0, 280, 3.0), (110, 10, 240, 4.0), (60, 0, 320, 2.5))

# Hair and face, read off the portrait by eye, clockwise from the wearer's right temple.
OUTLINE = (
    (153, 75), (157, 50), (175, 30), (205, 15), (245, 17), (278, 32), (297, 60),
    (300, 92), (290, 118), (280, 130), (271, 138), (262, 155), (250, 170), (235, 179),
    (222, 182), (208, 178), (195, 165), (187, 150), (180, 133), (170, 120), (158, 100),
)  # fmt: skip


def measure(model: Path) -> np.ndarray:
    """(478, 3) float32: landmarks in pixels of the portrait."""
    picture = read_picture(portrait.portrait_file())
    seen = []
    with Tracker(model, smooth=False) as tracker:
        for number, (left, top, side, factor) in enumerate(_VIEWS):
            crop = picture[top : top + side, left : left + side]
            large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
            face = tracker.find(Frame(large, float(number), number)).faces[0]
            points = face.landmarks.astype(np.float64)
            points[:, :2] -= (factor - 1) / 2
            seen.append(points / factor + (left, top, 0))
    return np.median(seen, axis=0).astype(np.float32)


if __name__ == "__main__":
    np.savez(
        Path(portrait.__file__).with_name("portrait.npz"),
        landmarks=measure(Path(sys.argv[1])),
        outline=np.array(OUTLINE, np.float32),
    )
