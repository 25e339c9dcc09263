"""Distances from every texel of the atlas to the named curves of the face.

Computed once when a renderer starts, at three eighths of the atlas: a distance is linear almost
everywhere, so the texture unit's interpolation restores it to a few hundredths of a millimetre. The
canonical face is the same on both sides, so only the wearer's right one is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.atlas import ATLAS_SIZE, PAGES, UV_PER_MM, Page
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.refine import RefinedMesh

__all__ = ["Distances", "measure", "texel_uv"]

Array = NDArray[np.float32]
_OUTSIDE = -500.0  # between the pages


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Maps over the atlas, (h, w, 4) float32 each, row 0 at v = 0; lengths in mm on the face.

    Attributes:
        lips_oval_brow: signed distances to the outer lip line (positive inside), the inner lip
            line (positive on the lips), the rim of the face and the outline of the brow (both
            positive inside).
        eyes: 0 at the inner corner .. 1 at the outer one; height above the line of the corners;
            signed distances to the upper lid margin (positive above) and to the lower one
            (positive below).
        brows: 0 at the head .. 1 at the tail; height above the middle line; thickness of the brow;
            -1 on the wearer's right, +1 on the left.
    """

    lips_oval_brow: Array
    eyes: Array
    brows: Array

    def lips_oval_brow_at(self, atlas: Array) -> Array:
        """Nearest values (n, 4) at places (n, 2) in the atlas, 0..1."""
        return _nearest(self.lips_oval_brow, atlas)

    def eyes_at(self, atlas: Array) -> Array:
        """Nearest values (n, 4) at places (n, 2) in the atlas, 0..1."""
        return _nearest(self.eyes, atlas)


def _nearest(values: Array, atlas: Array) -> Array:
    height, width = values.shape[:2]
    at = np.clip(atlas * [width, height], 0, [width - 1, height - 1]).astype(int)
    return values[at[:, 1], at[:, 0]]


def texel_uv(scale: float) -> Array:
    """Canonical coordinates (h, w, 2) of the texel centres at this scale; NaN between pages."""
    width, height = round(ATLAS_SIZE[0] * scale), round(ATLAS_SIZE[1] * scale)
    out = np.full((height, width, 2), np.nan, np.float32)
    for page in PAGES:
        u, v, w, h = page.window
        x, y, columns, rows = (round(value * scale) for value in page.texels)
        across = u + w * (np.arange(columns) + 0.5) / columns
        up = v + h * (np.arange(rows) + 0.5) / rows
        out[y : y + rows, x : x + columns, 0] = across[None, :]
        out[y : y + rows, x : x + columns, 1] = up[:, None]
    return out


def measure(mesh: FaceMesh, refined: RefinedMesh, scale: float = 0.375) -> Distances:
    """The maps at ``scale`` texels to a texel of the full atlas."""
    uv = texel_uv(scale)
    right = uv[..., 0] <= 0.5
    at = uv[right]
    curves = _curves(mesh, refined)
    side = np.full(len(at), -1.0, np.float32)
    columns = [*_lips_oval_brow(at, curves), *_eyes(at, curves), *_brows(at, curves), side]
    out = np.full((12, *right.shape), _OUTSIDE, np.float32)
    for number, column in enumerate(columns):
        out[number][right] = column
    for page in PAGES:
        _mirror(out, page, scale)
    maps = [np.ascontiguousarray(np.moveaxis(out[i : i + 4], 0, -1)) for i in (0, 4, 8)]
    return Distances(*maps)


def _mirror(out: Array, page: Page, scale: float) -> None:
    """Fill what a page of maps (12, h, w) shows of the wearer's left from where the right is."""
    u, v, w, h = page.window
    twin = next(p for p in PAGES if np.allclose(p.window, (1.0 - u - w, v, w, h)))
    (x, y, columns, rows), (twin_x, twin_y, _, _) = (
        (round(value * scale) for value in p.texels) for p in (page, twin)
    )
    left = np.flatnonzero(u + w * (np.arange(columns) + 0.5) / columns > 0.5)
    out[:, y : y + rows, x + left] = out[:, twin_y : twin_y + rows, twin_x + columns - 1 - left]
    out[-1, y : y + rows, x + left] = 1.0  # the side is all that differs


def _curves(mesh: FaceMesh, refined: RefinedMesh) -> dict[str, Array]:
    uv = refined.points(mesh.uv)
    named = {name: uv[list(points)] for name, points in refined.curves.items()}
    for name, points in (
        ("brow upper", regions.RIGHT_BROW_UPPER),
        ("brow lower", regions.RIGHT_BROW_LOWER),
    ):
        named[name] = _smooth(uv[list(points)])
    oval = uv[list(regions.FACE_OVAL)]
    named["oval"] = np.concatenate([oval, oval[:1]])
    return named


def _lips_oval_brow(at: Array, curves: dict[str, Array]) -> list[Array]:
    outer = _band(at, curves["lips outer upper"], curves["lips outer lower"])
    inner = _band(at, curves["lips inner upper"], curves["lips inner lower"])
    oval = _distance(at, curves["oval"]) * np.where(_within(at, curves["oval"]), 1, -1)
    brow = _band(at, curves["brow upper"], curves["brow lower"])
    return [outer, -inner, oval, brow]


def _eyes(at: Array, curves: dict[str, Array]) -> list[Array]:
    upper, lower = curves["right lid upper"], curves["right lid lower"]
    outer, inner = upper[0], upper[-1]
    axis = (outer - inner) / np.linalg.norm(outer - inner)
    up = np.array([axis[1], -axis[0]])
    above = np.where(at[:, 1] > _height(at, upper), 1, -1)
    below = np.where(at[:, 1] < _height(at, lower), 1, -1)
    return [
        (at - inner) @ axis / np.linalg.norm(outer - inner),
        (at - inner) @ up / UV_PER_MM,
        above * _distance(at, upper),
        below * _distance(at, lower),
    ]


def _brows(at: Array, curves: dict[str, Array]) -> list[Array]:
    upper, lower = curves["brow upper"], curves["brow lower"]
    tail, head = min(upper[0, 0], lower[0, 0]), upper[-1, 0]
    top, bottom = _height(at, upper), _height(at, lower)
    along = (head - at[:, 0]) / (head - tail)
    return [along, (at[:, 1] - (top + bottom) / 2) / UV_PER_MM, (top - bottom) / UV_PER_MM]


def _distance(at: Array, curve: Array) -> Array:
    """To the nearest point of a curve, millimetres."""
    x, y = np.ascontiguousarray(at.T)
    nearest = np.full(len(at), np.inf, np.float32)
    away_x, away_y, along = (np.empty_like(x) for _ in range(3))
    for (ax, ay), (bx, by) in pairwise(curve):
        dx, dy = bx - ax, by - ay
        np.subtract(x, ax, out=away_x)
        np.subtract(y, ay, out=away_y)
        length = max(dx * dx + dy * dy, np.float32(1e-12))
        np.multiply(away_x, dx / length, out=along)
        along += away_y * (dy / length)
        np.minimum(np.maximum(along, 0, out=along), 1, out=along)
        away_x -= along * dx
        away_y -= along * dy
        away_x *= away_x
        away_y *= away_y
        away_x += away_y
        np.minimum(nearest, away_x, out=nearest)
    return np.asarray(np.sqrt(nearest) / UV_PER_MM, np.float32)


def _band(at: Array, upper: Array, lower: Array) -> Array:
    """Signed distance to the outline of the area between two arcs, positive inside."""
    outline = np.concatenate([upper, lower[::-1], upper[:1]])
    return _distance(at, outline) * np.where(_within(at, outline), 1, -1)


def _within(at: Array, outline: Array) -> NDArray[np.bool_]:
    """Even-odd rule."""
    inside = np.zeros(len(at), bool)
    low, high = outline.min(axis=0), outline.max(axis=0)
    near = np.flatnonzero(((at >= low) & (at <= high)).all(axis=1))
    x, y = np.ascontiguousarray(at[near].T)
    odd = np.zeros(len(near), bool)
    for (ax, ay), (bx, by) in pairwise(outline):
        level = np.flatnonzero((ay > y) != (by > y))
        rise = by - ay if by != ay else 1.0
        odd[level] ^= x[level] < ax + (bx - ax) * (y[level] - ay) / rise
    inside[near] = odd
    return inside


def _height(at: Array, curve: Array) -> Array:
    """v of a curve that runs in u, at each point's u; past its ends, of the line of its ends.

    Beyond the corners of an eye the upper and the lower lid so share one boundary.
    """
    if curve[0, 0] > curve[-1, 0]:
        curve = curve[::-1]
    u, v = curve[:, 0], curve[:, 1]
    inner = np.interp(at[:, 0], u, v)
    line = (v[-1] - v[0]) / (u[-1] - u[0]) * (at[:, 0] - u[0]) + v[0]
    return np.where((at[:, 0] < u[0]) | (at[:, 0] > u[-1]), line, inner)


def _smooth(curve: Array) -> Array:
    """Two four-point subdivisions of an open curve: 5 points become 17."""
    for _ in range(2):
        ends = np.concatenate([[2 * curve[0] - curve[1]], curve, [2 * curve[-1] - curve[-2]]])
        middle = (9 * (ends[1:-2] + ends[2:-1]) - ends[:-3] - ends[3:]) / 16
        out = np.empty((2 * len(curve) - 1, 2), np.float32)
        out[::2], out[1::2] = curve, middle
        curve = out
    return curve
