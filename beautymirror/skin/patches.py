"""Skin colour by patch of the UV plane, with highlights, shadows and hair dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import bare_skin, zone
from beautymirror.skin.colour import lab_from_linear
from beautymirror.skin.light import Light, sharpened, unsharpened
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb

__all__ = [
    "Patch",
    "clusters",
    "middle",
    "neck",
    "patch_masks",
    "read_patches",
    "robust_mean",
    "weighted_median",
]

Array = NDArray[np.float64]

_FEWEST = 40  # texels at 256
# Shares of the luminance kept: highlights above, shadows, pores and stubble below.
_LOW, _HIGH = 0.3, 0.8
_CLIPPED = 250  # of 255
_DARKEST = 3e-4  # linear: one step of 8 bits
_FAR = 1.2  # stops from the median patch: about 24 in L*, twice what one skin has in even light
_MOST_CLIPPED = 1 - _HIGH  # share of a patch: no more than the highlights that are dropped anyway


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """One patch of skin.

    Attributes:
        linear: RGB (3,) as the camera saw it. texels: that spoke. weight: 0..1 among the patches.
    """

    name: str
    linear: Array
    texels: int
    weight: float = 1.0


@lru_cache(maxsize=4)
def patch_masks(mesh: FaceMesh, size: int) -> dict[str, NDArray[np.bool_]]:
    """(size, size) texels of each patch; the wearer's right is on the left of the plane."""
    skin = bare_skin(mesh, size)
    right = np.zeros((size, size), bool)
    right[:, : size // 2] = True
    masks = {"forehead": zone("forehead").mask(size) & skin}
    for name in ("cheek", "jaw"):
        both = zone("cheeks" if name == "cheek" else name).mask(size) & skin
        masks[f"right {name}"], masks[f"left {name}"] = both & right, both & ~right
    return masks


def robust_mean(pixels: Array) -> Array:
    """Mean of linear RGB pixels (n, 3) between two quantiles of their luminance."""
    luminance = pixels @ LUMINANCE
    low, high = np.quantile(luminance, [_LOW, _HIGH])
    return pixels[(luminance >= low) & (luminance <= high)].mean(axis=0)


def read_patches(flat: Unwrapped, mesh: FaceMesh, jaw: float = 1.0) -> list[Patch]:
    """Patches that are seen well enough; one whose pixels are mostly hair is left out.

    Args:
        jaw: weight of the jaw, less than 1 where it may be bearded.
    """
    found = []
    for name, mask in patch_masks(mesh, len(flat.coverage)).items():
        weight = jaw if name.endswith("jaw") else 1.0
        pixels = flat.image[mask & (flat.coverage > 0.6)]
        if weight <= 0 or len(pixels) < _FEWEST * (len(mask) / 256) ** 2:
            continue
        # What is clipped keeps its rank: taken out first, the same skin would read darker.
        if np.mean(pixels.max(axis=1) >= _CLIPPED) < _MOST_CLIPPED:
            linear = robust_mean(linear_from_srgb(pixels))
            found.append(Patch(name, linear, len(pixels), weight))
    return _without_outliers(found)


def _without_outliers(found: list[Patch]) -> list[Patch]:
    """Leave out a patch far from the median patch: a fringe, a hand, a beard, a hard shadow.

    Far is a ratio of linear light, so that the same patches speak in every light. The weight falls
    with it smoothly (Tukey's biweight) on a fixed scale: with an edge, or a scale taken from the
    patches themselves, noise decides which side of a face in hard sun is read.
    """
    if len(found) < 3:
        return found
    weights = np.array([patch.weight for patch in found])
    stops = _stops(found)
    off = np.sqrt(np.mean((stops - weighted_median(stops, weights)) ** 2, axis=1))
    weights *= np.clip(1 - (off / _FAR) ** 2, 0, 1) ** 2
    return [replace(p, weight=float(w)) for p, w in zip(found, weights, strict=True) if w > 0]


def middle(patches: Sequence[Patch]) -> Array:
    """Linear RGB (3,) of the skin that patches are of: the mean of their light in stops.

    Their weights have dealt with outliers already, and a mean of few moves less with weights than
    a median does.
    """
    weights = np.array([patch.weight for patch in patches])
    stops = _stops(patches)
    return unsharpened(2.0 ** (weights @ stops / weights.sum()))


def _stops(patches: Sequence[Patch]) -> Array:
    """(n, 3) log2 of patches in the sharpened space, where a change of light is an addition."""
    return np.log2(np.maximum(sharpened(np.stack([p.linear for p in patches])), _DARKEST))


def weighted_median(values: Array, weights: Array) -> Array:
    """Median of each column of (n, k) that moves steadily with the weights (n,)."""
    order = np.argsort(values, axis=0)
    ranked = np.take_along_axis(values, order, axis=0)
    share = weights[order]
    at = (np.cumsum(share, axis=0) - share / 2) / weights.sum()
    return np.array([np.interp(0.5, *column) for column in zip(at.T, ranked.T, strict=True)])


def clusters(flat: Unwrapped, mesh: FaceMesh, light: Light) -> Array:
    """CIELAB of the skin by K-means: the largest of three clusters of corrected skin texels.

    The second classical reading, kept beside the first to see whether the two agree.
    """
    masks = patch_masks(mesh, len(flat.coverage))
    mask = np.any(np.stack(list(masks.values())), axis=0) & (flat.coverage > 0.6)
    lab = lab_from_linear(light.correct(linear_from_srgb(flat.image[mask]))).astype(np.float32)
    lab = lab[:: max(1, len(lab) // 3000)]
    cv2.setRNGSeed(0)  # the same picture, the same reading
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.1)
    start = np.zeros((len(lab), 1), np.int32)
    _, labels, centres = cv2.kmeans(lab, 3, start, stop, 2, cv2.KMEANS_PP_CENTERS)
    largest = int(np.bincount(np.asarray(labels).ravel(), minlength=3).argmax())
    return np.asarray(centres, np.float64)[largest]


def neck(image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> Array | None:
    """Linear RGB (3,) of the neck below the chin, or None where it is not seen or is not skin."""
    points = landmarks[:, :2]
    chin, brow = points[152], points[10]
    down = chin - brow
    height = float(np.linalg.norm(down))
    centre = chin + down * 0.14
    half = 0.09 * height
    x0, x1 = int(centre[0] - half), int(centre[0] + half)
    y0, y1 = int(centre[1] - 0.05 * height), int(centre[1] + 0.05 * height)
    if x0 < 0 or y0 < 0 or x1 > image.shape[1] or y1 > image.shape[0] or x1 - x0 < 6:
        return None
    return robust_mean(linear_from_srgb(image[y0:y1, x0:x1].reshape(-1, 3)))
