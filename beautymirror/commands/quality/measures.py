"""Figures of made-up faces: colour differences in CIELAB, places from landmarks.

Pictures are (h, w, 3) uint8 sRGB, landmarks (478, 3) pixels. Colour science is scikit-image's.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, lab2rgb, rgb2lab

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]
Mask = NDArray[np.bool_]

LUMA = np.array([0.2126, 0.7152, 0.0722])
# Middles of cheeks and forehead, each a disc of this radius in eye distances.
_CHEEKS, _FOREHEAD, _DISC = (50, 280), (151, 9), 0.12
_BESIDE_LIPS = (205, 425)  # below the cheekbones, beside the corners of the mouth
_BEARD = 1.4  # by how much the skin under a beard is brighter than the skin with it, at most
_BRIGHTEST = 1.3  # light beyond this is not followed: it would blow the shade out
_LIDS = ((159, 52), (386, 282))  # upper lid margin and lower brow edge above the pupil


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Masks (h, w) of one face."""

    mesh: Mask
    lips: Mask
    mouth: Mask
    eyes: Mask
    cheeks: Mask
    lids: Mask
    skin: Mask
    face: Mask


def places(size: tuple[int, int], points: Points) -> Places:
    """Where things are on a face; lips, mouth and eyes a little inside their lines.

    Neither edges are measured there nor the landmarks' own error, 1.4 mm on the inner lip line.
    """
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    inner = regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER)
    right = regions.loop(regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)
    left = regions.mirrored(canonical_mesh(), right)
    eye = eye_distance(points)
    lips = _polygon(size, points[list(outer)]) & ~_grown(_polygon(size, points[list(inner)]), 1)
    eyes = _polygon(size, points[list(right)]) | _polygon(size, points[list(left)])
    cheeks = _discs(size, points[list(_CHEEKS)], _DISC * eye)
    lids = _discs(size, [0.8 * points[a] + 0.2 * points[b] for a, b in _LIDS], 0.035 * eye)
    face = _grown(_mesh(size, points), -round(0.12 * eye))
    forehead = _discs(size, points[list(_FOREHEAD)], _DISC * eye)
    return Places(
        mesh=_grown(_mesh(size, points), 1),
        lips=_grown(lips, -max(1, round(0.02 * eye))),
        mouth=_grown(_polygon(size, points[list(inner)]), -max(1, round(0.02 * eye))),
        eyes=_grown(eyes, -max(1, round(0.01 * eye))),
        cheeks=cheeks,
        lids=lids,
        skin=cheeks | forehead,
        face=face & ~_grown(eyes, round(0.12 * eye)) & ~_grown(lips, round(0.06 * eye)),
    )


def eye_distance(points: Points) -> float:
    """Between the outer corners of the eyes, pixels."""
    return float(np.linalg.norm(points[33, :2] - points[263, :2]))


def linear(picture: NDArray[np.generic]) -> NDArray[np.float64]:
    """sRGB 0..255 to linear light 0..1 (IEC 61966-2-1)."""
    srgb = np.asarray(picture, np.float64) / 255.0
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab_of_linear(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIELAB (D65) of linear light (n, 3)."""
    srgb = np.where(rgb <= 0.0031308, rgb * 12.92, 1.055 * np.maximum(rgb, 0) ** (1 / 2.4) - 0.055)
    return np.asarray(rgb2lab(np.clip(srgb, 0, 1)))


def mean_lab(picture: Picture, mask: Mask) -> NDArray[np.float64]:
    """CIELAB of the mean colour, in linear light, of the pixels in a mask."""
    return lab_of_linear(linear(picture[mask]).mean(axis=0)[None])[0]


def tone(picture: Picture, where: Places) -> float:
    """Individual typology angle of the cheeks, degrees (Chardon et al. 1991)."""
    lightness, _, yellow = mean_lab(picture, where.cheeks)
    return float(np.degrees(np.arctan2(lightness - 50.0, yellow)))


def change(before: Picture, after: Picture, mask: Mask) -> float:
    """CIEDE2000 between the mean colours of a place before and after."""
    return float(deltaE_ciede2000(mean_lab(before, mask), mean_lab(after, mask)))


def hue_shift(before: Picture, after: Picture, mask: Mask) -> float:
    """Degrees by which the CIELAB hue of a place turns."""
    hues = [np.arctan2(lab[2], lab[1]) for lab in (mean_lab(p, mask) for p in (before, after))]
    return float(abs(np.degrees(np.angle(np.exp(1j * (hues[1] - hues[0]))))))


def strongest_change(before: Picture, after: Picture, where: Places, share: float = 2.0) -> float:
    """Mean CIEDE2000 of the ``share`` per cent of the face's pixels that change most."""
    skin = where.mesh & ~where.lips & ~where.eyes
    # A blur of a few pixels, so that noise and single flakes are not what is measured.
    labs = [rgb2lab(cv2.GaussianBlur(p, (0, 0), 2.0))[skin] for p in (before, after)]
    off = deltaE_ciede2000(*labs)
    return float(off[off >= np.percentile(off, 100.0 - share)].mean())


def largest_step(before: Picture, after: Picture, mask: Mask) -> tuple[int, float]:
    """Largest and mean change of a channel in a mask, 8-bit steps."""
    if not mask.any():
        return 0, 0.0
    off = np.abs(before[mask].astype(int) - after[mask])
    return int(off.max()), float(off.mean())


def fidelity(after: Picture, mask: Mask, swatch: str, light: NDArray[np.float64] | float) -> float:
    """Median CIEDE2000 between made-up pixels, shading divided out, and the swatch.

    Args:
        light: on each pixel of the mask (n,) or on all, 1 where the skin is fully lit.
    """
    shade = np.array([[int(swatch[i : i + 2], 16) for i in (1, 3, 5)]], float)
    target = lab_of_linear(linear(shade))
    shading = np.maximum(np.broadcast_to(light, mask.sum()), 0.05)
    seen = lab_of_linear(linear(after[mask]) / shading[:, None])
    return float(np.median(deltaE_ciede2000(seen, np.broadcast_to(target, seen.shape))))


def light_on_skin(picture: Picture, where: Places, mask: Mask) -> NDArray[np.float64]:
    """Light at the pixels of a mask on bare skin: blurred luminance over that of fully lit skin."""
    luminance = linear(picture) @ LUMA
    soft = cv2.GaussianBlur(luminance, (0, 0), 2.0)
    return np.asarray(soft[mask] / _lit(luminance, where))


def light_on_lips(picture: Picture, where: Places, points: Points) -> NDArray[np.float64]:
    """Light (n,) on the pixels of the lips, 1 where the skin is fully lit, told from the skin.

    The skin round the lips tells how light falls about the mouth, from one side or from above. It
    errs by beards and by the nose's shadow, which only darken: where both the cheeks beside the
    mouth and the shading of the whole face have more light, the lesser of them is believed as far
    as a beard darkens. Nothing is taken from the lips' own pixels, which vary by pigment and shine
    as much as by shading: what texture is left on a made-up lip counts as a difference.
    """
    luminance = linear(picture) @ LUMA / _lit(linear(picture) @ LUMA, where)
    eye, size = eye_distance(points), (picture.shape[1], picture.shape[0])
    beside = luminance[_discs(size, points[list(_BESIDE_LIPS)], 0.05 * eye)]
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    lips = _grown(_polygon(size, points[list(outer)]), round(0.02 * eye))
    skin = (where.mesh & ~lips).astype(np.float64)
    share = cv2.GaussianBlur(skin, (0, 0), 0.12 * eye)[where.lips]
    around = cv2.GaussianBlur(luminance * skin, (0, 0), 0.12 * eye)[where.lips]
    around = around / np.maximum(share, 1e-3)
    middle = max(float(np.median(around)), 1e-3)
    other = min(float(np.median(beside)), _shading(luminance, where, points, outer))
    return np.asarray(np.minimum(around * np.clip(other / middle, 1.0, _BEARD), _BRIGHTEST))


def _shading(
    luminance: NDArray[np.float64], where: Places, points: Points, loop: tuple[int, ...]
) -> float:
    """Luminance of skin that is turned as a loop of landmarks is.

    Regression of the face on nine spherical harmonics of its normals (Ramamoorthi and Hanrahan
    2001), robust, so that beards and cast shadows do not count.
    """
    soft = cv2.GaussianBlur(luminance, (0, 0), 0.02 * eye_distance(points))
    normals = _normals(points)
    at = np.clip(points[:468, :2].astype(int), 0, np.array(soft.shape[::-1]) - 1)
    skin = where.face[at[:, 1], at[:, 0]] & (normals[:, 2] > 0.25)
    terms, seen = _harmonics(normals[skin]), soft[at[skin, 1], at[skin, 0]]
    trust = np.ones(len(seen))
    for _ in range(8):
        fit = np.linalg.lstsq(terms * trust[:, None], seen * trust, rcond=None)[0]
        trust = 1.0 / np.sqrt(1.0 + ((seen - terms @ fit) / 0.08) ** 2)
    turned = normals[list(loop)].mean(axis=0, keepdims=True)
    return float((_harmonics(turned / np.linalg.norm(turned)) @ fit)[0])


def _normals(points: Points) -> NDArray[np.float64]:
    """(468, 3) unit normals of the face mesh: x right, y up, z to the camera."""
    corners = points[canonical_mesh().triangles].astype(np.float64) * [1.0, -1.0, -1.0]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros((468, 3))
    for corner in canonical_mesh().triangles.T:
        np.add.at(normals, corner, faces)
    return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))


def _harmonics(normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """The first nine spherical harmonics (n, 9) of directions, up to their factors."""
    x, y, z = normals.T
    one = np.ones_like(x)
    return np.stack([one, x, y, z, x * y, x * z, y * z, x * x - y * y, 3 * z * z - 1], axis=1)


def own_shade(picture: Picture, where: Places) -> str:
    """A foundation a step darker and warmer than the wearer's fully lit skin, as "#RRGGBB"."""
    values = linear(picture[where.face])
    luminance = values @ LUMA
    low, high = np.percentile(luminance, (45, 88))
    lit = values[(luminance >= low) & (luminance <= high)].mean(axis=0)
    lab = lab_of_linear(lit[None])[0] + (-4.0, 0.0, 4.0)
    return "#" + "".join(f"{round(255 * c):02X}" for c in np.clip(lab2rgb(lab[None])[0], 0, 1))


def _lit(luminance: NDArray[np.float64], where: Places) -> float:
    """Luminance of fully lit skin: shadow lies below it, highlights lie above."""
    values = luminance[where.face]
    low, high = np.percentile(values, (45, 88))
    return float(values[(values >= low) & (values <= high)].mean())


def _polygon(size: tuple[int, int], points: Points) -> Mask:
    canvas = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(canvas, [np.rint(points[:, :2] * 16).astype(np.int32)], 1, shift=4)
    return canvas.astype(bool)


def _mesh(size: tuple[int, int], points: Points) -> Mask:
    canvas = np.zeros((size[1], size[0]), np.uint8)
    for corners in canonical_mesh().triangles:
        cv2.fillConvexPoly(canvas, np.rint(points[corners, :2] * 16).astype(np.int32), 1, shift=4)
    return canvas.astype(bool)


def _discs(size: tuple[int, int], centres: object, radius: float) -> Mask:
    canvas = np.zeros((size[1], size[0]), np.uint8)
    for centre in centres:  # type: ignore[attr-defined]
        middle = (round(float(centre[0])), round(float(centre[1])))
        cv2.circle(canvas, middle, max(1, round(radius)), 1, -1)
    return canvas.astype(bool)


def _grown(mask: Mask, pixels: int) -> Mask:
    """Grown by that many pixels, or shrunk where negative."""
    if pixels == 0:
        return mask
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(pixels) + 1,) * 2)
    change_shape = cv2.dilate if pixels > 0 else cv2.erode
    return change_shape(mask.astype(np.uint8), kernel).astype(bool)
