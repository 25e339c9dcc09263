"""The light on a face, told from its skin, so that a shade can be measured without its shading."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.commands.quality.places import (
    Mask,
    Picture,
    Places,
    Points,
    discs,
    grown,
    polygon,
)
from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.scale import eye_distance
from beautymirror.skin.colour import lab_from_linear, lab_to_hex
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb

__all__ = ["light_on_lips", "light_on_skin", "own_shade"]

_BESIDE_LIPS = (205, 425)  # below the cheekbones, beside the corners of the mouth
_BEARD = 1.4  # by how much the skin under a beard is brighter than the skin with it, at most
_OWN = np.array([-4.0, 0.0, 4.0])  # CIELAB: a step darker and warmer
_BRIGHTEST = 1.3  # light beyond this is not followed: it would blow the shade out


def light_on_skin(picture: Picture, where: Places, mask: Mask) -> NDArray[np.float64]:
    """Light at the pixels of a mask on bare skin: blurred luminance over that of fully lit skin."""
    luminance = linear_from_srgb(picture) @ LUMINANCE
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
    luminance = linear_from_srgb(picture) @ LUMINANCE
    luminance /= _lit(luminance, where)
    eye, size = eye_distance(points), (picture.shape[1], picture.shape[0])
    beside = luminance[discs(size, points[list(_BESIDE_LIPS)], 0.05 * eye)]
    lips = grown(polygon(size, points[list(regions.LIPS_OUTER)]), round(0.02 * eye))
    skin = (where.mesh & ~lips).astype(np.float64)
    share = cv2.GaussianBlur(skin, (0, 0), 0.12 * eye)[where.lips]
    around = cv2.GaussianBlur(luminance * skin, (0, 0), 0.12 * eye)[where.lips]
    around = around / np.maximum(share, 1e-3)
    middle = max(float(np.median(around)), 1e-3)
    other = min(float(np.median(beside)), _shading(luminance, where, points, regions.LIPS_OUTER))
    return np.asarray(np.minimum(around * np.clip(other / middle, 1.0, _BEARD), _BRIGHTEST))


def own_shade(picture: Picture, where: Places) -> str:
    """A foundation a step darker and warmer than the wearer's fully lit skin, as ``#rrggbb``."""
    values = linear_from_srgb(picture[where.face])
    luminance = values @ LUMINANCE
    low, high = np.percentile(luminance, (45, 88))
    lit = values[(luminance >= low) & (luminance <= high)].mean(axis=0)
    return lab_to_hex(lab_from_linear(lit) + _OWN)


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


def _lit(luminance: NDArray[np.float64], where: Places) -> float:
    """Luminance of fully lit skin: shadow lies below it, highlights lie above."""
    values = luminance[where.face]
    low, high = np.percentile(values, (45, 88))
    return float(values[(values >= low) & (values <= high)].mean())
