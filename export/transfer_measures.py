"""How near a transferred look is to the exact one, and two simple ways to compare with.

Everything is measured in the UV plane of the wearer, where regions lie alike for everybody. What
is made up is told by the exact picture itself: where it differs from the bare wearer.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, lab2rgb, rgb2lab
from skimage.exposure import match_histograms

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.zones import bare_skin
from beautymirror.looks.kind import AREAS
from export.transfer_faces import SIZE, lips_mask

__all__ = ["Masks", "by_histogram", "by_mean_colour", "difference", "in_mouth", "measure"]

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_MADE_UP, _LEFT = 1.0, 0.3  # dE00 to the bare wearer: surely made up, surely left alone
_FEWEST = 60  # texels that a region is judged by
_SOFT = 5.0  # texels over which a simple way fades out


class Masks:
    """Regions of the plane, (256, 256) each."""

    def __init__(self, mesh: FaceMesh) -> None:
        self.skin = bare_skin(mesh, SIZE)
        self.lips = lips_mask(mesh)
        self.mouth = _filled(mesh, regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))
        lids = regions.loop(regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)
        self.eyeballs = _filled(mesh, lids) | _filled(mesh, regions.mirrored(mesh, lids))
        brow = regions.RIGHT_BROW_UPPER + regions.RIGHT_BROW_LOWER[::-1]
        brows = _filled(mesh, brow) | _filled(mesh, regions.mirrored(mesh, brow))
        self.brows = cv2.dilate(brows.astype(np.uint8), np.ones((5, 5))) > 0
        self.eyes = _window("eyes") & ~self.brows & ~self.eyeballs
        self.cheeks = _window("cheeks") & ~_window("eyes") & self.skin
        # The lid line runs through texels that are half skin.
        self.eyeballs = cv2.erode(self.eyeballs.astype(np.uint8), np.ones((3, 3))) > 0

    @property
    def worn(self) -> dict[str, Mask]:
        """The regions that wear makeup."""
        return {"lips": self.lips, "eyes": self.eyes, "cheeks": self.cheeks, "brows": self.brows}


def difference(one: Picture, other: Picture) -> NDArray[np.float64]:
    """CIEDE2000 of every texel."""
    return np.asarray(deltaE_ciede2000(rgb2lab(one), rgb2lab(other)))


def measure(
    bare: Picture, exact: Picture, made: Picture, masks: Masks, seen: Mask
) -> dict[str, float]:
    """Mean CIEDE2000 by region: to the exact picture where it is made up, else to the wearer.

    Args:
        bare, exact, made: (256, 256, 3) sRGB of one wearer: as they are, in the look itself, in
            the look that was transferred.
        seen: the texels that the photo shows.
    """
    change, off = difference(bare, exact), difference(exact, made)
    moved = difference(bare, made)
    out = {}
    for name, region in masks.worn.items():
        here = region & seen & (change > _MADE_UP)
        if here.sum() >= _FEWEST:
            out[name] = float(off[here].mean())
            out[f"{name} change"] = float(change[here].mean())
    for name, region in (
        ("skin", masks.skin & (change < _LEFT)),
        ("eyeballs", masks.eyeballs),
    ):
        here = region & seen
        if here.sum() >= _FEWEST:
            out[name] = float(moved[here].mean())
    return out


def in_mouth(bare: Picture, made: Picture, landmarks: NDArray[np.float32]) -> dict[str, float]:
    """The same for teeth and the inside of an open mouth, in the photo itself.

    In the plane a mouth is closed: it has no texels there.
    """
    loop = list(regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))
    canvas = np.zeros(bare.shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.rint(landmarks[loop, :2]).astype(np.int32)], 1)
    inside = cv2.erode(canvas, np.ones((5, 5))) > 0
    if inside.sum() < _FEWEST:
        return {}
    return {"mouth": float(difference(bare, made)[inside].mean())}


def by_mean_colour(bare: Picture, reference: Picture, masks: Masks) -> Picture:
    """Each region of the wearer moved in CIELAB by the difference of the regions' means."""
    mine, theirs = rgb2lab(bare), rgb2lab(reference)
    out = mine.copy()
    for region in masks.worn.values():
        shift = theirs[region].mean(axis=0) - mine[region].mean(axis=0)
        out += _soft(region)[..., None] * shift
    return np.rint(np.clip(lab2rgb(out), 0, 1) * 255).astype(np.uint8)


def by_histogram(bare: Picture, reference: Picture, masks: Masks) -> Picture:
    """Each region of the wearer with the histogram of the reference's, which the mesh has warped
    onto the wearer."""
    out = bare.astype(np.float64)
    for region in masks.worn.values():
        mine = bare[region].astype(np.float64)
        theirs = reference[region].astype(np.float64)
        change = np.zeros(bare.shape)
        change[region] = match_histograms(mine, theirs, channel_axis=-1) - mine
        out += change * _soft(region, inside=True)[..., None]
    return np.rint(np.clip(out, 0, 255)).astype(np.uint8)


def _soft(region: Mask, inside: bool = False) -> NDArray[np.float64]:
    """1 in a region, fading at its edge."""
    blurred = cv2.GaussianBlur(region.astype(np.float64), (0, 0), _SOFT / 2)
    return np.clip(2 * blurred - 1, 0, 1) if inside else blurred


def _filled(mesh: FaceMesh, loop: tuple[int, ...]) -> Mask:
    canvas = np.zeros((SIZE, SIZE), np.uint8)
    points = mesh.uv[list(loop)] * [1, -1] + [0, 1]
    cv2.fillPoly(canvas, [np.rint(points * SIZE - 0.5).astype(np.int32)], 1)
    return canvas.astype(bool)


def _window(area: str) -> Mask:
    axis = (np.arange(SIZE) + 0.5) / SIZE
    out = np.zeros((SIZE, SIZE), bool)
    for u, v, width, height in AREAS[area]:
        across = (axis > u) & (axis < u + width)
        up = (1.0 - axis > v) & (1.0 - axis < v + height)
        out |= up[:, None] & across[None]
    return out
