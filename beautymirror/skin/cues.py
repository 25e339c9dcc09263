"""Classical cues of the signs: plain image statistics by zone, no learning.

The baseline that the network is measured against, and the answer where the network is missing.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import bare_skin, zone
from beautymirror.inference.skin import SCORES, TYPES
from beautymirror.skin.colour import lab_from_srgb

__all__ = ["cue_scores", "cue_type"]

Map = NDArray[np.float32]


def cue_scores(flat: Unwrapped, mesh: FaceMesh) -> NDArray[np.float32]:
    """One number for each of ``SCORES`` from an unwrapped face (256, 256, 3); larger is stronger.

    The scales differ from sign to sign: only the order of faces means something.
    """
    size = len(flat.coverage)
    scale = size / 256
    seen = bare_skin(mesh, size) & (flat.coverage > 0.6)
    lab = lab_from_srgb(flat.image).astype(np.float32)
    lightness, red = lab[..., 0], lab[..., 1]
    zones = {name: zone(name).mask(size) & seen for name in _ZONES}
    fine = _band(lightness, 0.6 * scale, 1.4 * scale)
    middle = _band(lightness, 1.4 * scale, 3.0 * scale)
    broad = _band(lightness, 5 * scale, 18 * scale)
    spots = _band(red, 1.6 * scale, 4.0 * scale)
    dark_fine = np.maximum(-fine, 0)
    blotchy = zones["cheeks"] | zones["forehead"] | zones["chin"] | zones["jaw"]
    scores = {
        "shine_forehead": _specular(lab, zones["forehead"], seen),
        "shine_nose": _specular(lab, zones["nose"], seen),
        "shine_cheeks": _specular(lab, zones["cheeks"], seen),
        "shine_chin": _specular(lab, zones["chin"], seen),
        "redness": _mean(red, zones["cheeks"]) - _mean(red, zones["temples"] | zones["jaw"]),
        "blemishes": _tail(spots - 0.5 * middle, blotchy, 99),
        "dark_circles": _mean(lightness, zones["cheeks"]) - _mean(lightness, zones["under eyes"]),
        "fine_lines": _spread(_creases(lightness, scale), zones["forehead"] | zones["temples"]),
        "pores": _mean(dark_fine, zones["nose"] | zones["cheeks"]),
        "unevenness": _spread(broad, zones["cheeks"] | zones["forehead"] | zones["jaw"]),
        "flaking": _tail(fine + 0.5 * middle, zones["cheeks"] | zones["chin"], 98),
    }
    return np.array([scores[name] for name in SCORES], np.float32)


def cue_type(scores: NDArray[np.float32], usual: NDArray[np.float32]) -> str:
    """Skin type by rule: ``usual`` holds the median of each score over many faces."""
    over = scores - usual
    t_zone = float(over[[SCORES.index(f"shine_{name}") for name in _T_ZONE]].mean())
    cheeks = float(over[SCORES.index("shine_cheeks")])
    if t_zone > 0:
        return TYPES[3] if cheeks > 0 else TYPES[2]
    return TYPES[0] if over[SCORES.index("flaking")] > 0 else TYPES[1]


_T_ZONE = ("forehead", "nose", "chin")
_ZONES = ("forehead", "nose", "cheeks", "chin", "jaw", "under eyes", "temples")


def _band(plane: Map, narrow: float, wide: float) -> Map:
    low = cv2.GaussianBlur(plane, (0, 0), wide)
    return cv2.GaussianBlur(plane, (0, 0), narrow) - low


def _creases(lightness: Map, scale: float) -> Map:
    """Dark lines that run across the face: the second derivative down the plane."""
    soft = cv2.GaussianBlur(lightness, (0, 0), 1.0 * scale)
    return np.maximum(cv2.Sobel(soft, cv2.CV_32F, 0, 2, ksize=3), 0)


def _specular(lab: Map, mask: NDArray[np.bool_], seen: NDArray[np.bool_]) -> float:
    """How far a zone is lighter and less coloured than the skin as a whole."""
    if not mask.any():
        return 0.0
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    lighter = float(np.percentile(lab[..., 0][mask], 75) - np.median(lab[..., 0][seen]))
    paler = float(np.median(chroma[seen]) - np.percentile(chroma[mask], 25))
    return lighter + paler


def _mean(plane: Map, mask: NDArray[np.bool_]) -> float:
    return float(plane[mask].mean()) if mask.any() else 0.0


def _spread(plane: Map, mask: NDArray[np.bool_]) -> float:
    return float(plane[mask].std()) if mask.any() else 0.0


def _tail(plane: Map, mask: NDArray[np.bool_], percent: float) -> float:
    return float(np.percentile(plane[mask], percent)) if mask.any() else 0.0
