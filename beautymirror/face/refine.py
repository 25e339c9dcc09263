"""A finer mesh around lips and lids, as two sparse linear maps of the landmarks.

Straight mesh edges show as facets on a lip line of a close face. The edges along lips and lids are
split twice; new points follow the four-point rule (Dyn, Levin & Gregory 1987), so a curve is smooth
and still passes through every landmark. On the lips all edges at the inner line are split, since
what holds near teeth changes within a millimetre. No other edge is: it would stay straight all the
same, and small triangles are what a software rasteriser is slowest at.
Because the maps are linear and fixed, a frame costs two gathers, and the texture coordinates are
refined by the very same maps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh

__all__ = ["RefinedMesh", "refine"]

_LEVELS = 2
_INTERIOR = (-1 / 16, 9 / 16, 9 / 16, -1 / 16)
# At the end of a curve the missing outer point is extrapolated: a corner stays a corner.
_END = (3 / 8, 6 / 8, -1 / 8)

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class RefinedMesh:
    """The canonical mesh with holes at eyes and mouth, refined where edges are seen.

    Attributes:
        levels: a pair (points (n, 4) int32, weights (n, 4, 1) float32) for each subdivision: its
            new points are weighted sums of the points known before it.
        triangles: (m, 3) int32 over landmarks and new points.
        curves: every named curve with its new points, finest level, ends included.
        count: points in all.
    """

    levels: tuple[tuple[NDArray[np.int32], NDArray[np.float32]], ...]
    triangles: NDArray[np.int32]
    curves: dict[str, tuple[int, ...]]
    count: int

    def points(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Extend per-landmark values (>= 468, k) to all ``count`` points, (count, k) float32."""
        out = np.empty((self.count, values.shape[1]), np.float32)
        out[:468] = values[:468]
        at = 468
        for points, weights in self.levels:
            np.sum(out[points] * weights, axis=1, out=out[at : at + len(points)])
            at += len(points)
        return out


def refine(mesh: FaceMesh) -> RefinedMesh:
    """Cut eyes and mouth out of the mesh and refine it around them."""
    curves = _named_curves(mesh)
    rings = [
        set(regions.loop(curves[a], curves[b]))
        for a, b in (
            ("lips inner upper", "lips inner lower"),
            ("right lid upper", "right lid lower"),
            ("left lid upper", "left lid lower"),
        )
    ]
    triangles = [
        (int(a), int(b), int(c))
        for a, b, c in mesh.triangles
        if not any({int(a), int(b), int(c)} <= ring for ring in rings)
    ]
    levels = []
    count = 468
    for _ in range(_LEVELS):
        split: dict[Edge, int] = {}
        for curve in curves.values():
            for start, end in pairwise(curve):
                split.setdefault(_edge(start, end), count + len(split))
        inside = {p for name in ("upper", "lower") for p in curves[f"lips inner {name}"]}
        for triangle in triangles:
            if inside.intersection(triangle):
                for edge in _edges(triangle):
                    split.setdefault(edge, count + len(split))
        levels.append(_rules(split, curves))
        curves = {name: _split_curve(curve, split) for name, curve in curves.items()}
        triangles = [small for triangle in triangles for small in _split(triangle, split)]
        count += len(split)
    return RefinedMesh(tuple(levels), np.array(triangles, np.int32), curves, count)


def _named_curves(mesh: FaceMesh) -> dict[str, tuple[int, ...]]:
    right_upper, right_lower = regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER
    return {
        "lips outer upper": regions.LIPS_OUTER_UPPER,
        "lips outer lower": regions.LIPS_OUTER_LOWER,
        "lips inner upper": regions.LIPS_INNER_UPPER,
        "lips inner lower": regions.LIPS_INNER_LOWER,
        "right lid upper": right_upper,
        "right lid lower": right_lower,
        "left lid upper": regions.mirrored(mesh, right_upper),
        "left lid lower": regions.mirrored(mesh, right_lower),
    }


def _edges(triangle: Iterable[int]) -> list[Edge]:
    a, b, c = triangle
    return [_edge(a, b), _edge(b, c), _edge(c, a)]


def _edge(a: int, b: int) -> Edge:
    return (a, b) if a < b else (b, a)


def _rules(
    split: dict[Edge, int], curves: dict[str, tuple[int, ...]]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    points = np.zeros((len(split), 4), np.int32)
    weights = np.zeros((len(split), 4, 1), np.float32)
    for row, (a, b) in enumerate(split):
        points[row, :2] = a, b
        weights[row, :2, 0] = 0.5
    rows = {edge: row for row, edge in enumerate(split)}
    for curve in curves.values():
        for at in range(len(curve) - 1):
            edge = _edge(curve[at], curve[at + 1])
            if edge not in rows:
                continue
            row = rows[edge]
            rule: tuple[float, ...] = _INTERIOR
            stencil = curve[max(at - 1, 0) : at + 3]
            if at == 0:
                rule, stencil = _END, curve[:3]
            elif at == len(curve) - 2:
                rule, stencil = _END[::-1], curve[-3:]
            points[row] = 0
            weights[row] = 0
            points[row, : len(stencil)] = stencil
            weights[row, : len(rule), 0] = rule
    return points, weights


def _split_curve(curve: tuple[int, ...], split: dict[Edge, int]) -> tuple[int, ...]:
    out = [curve[0]]
    for a, b in pairwise(curve):
        middle = split.get(_edge(a, b))
        out += [b] if middle is None else [middle, b]
    return tuple(out)


def _split(triangle: tuple[int, int, int], split: dict[Edge, int]) -> list[tuple[int, int, int]]:
    """Four, three, two or one triangles, as three, two, one or no edges are split."""
    a, b, c = triangle
    ab, bc, ca = (split.get(edge) for edge in _edges(triangle))
    if ab is not None and bc is not None and ca is not None:
        return [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    # Turn the triangle until its split edges come first, then cut fans off its corners.
    for _ in range(3):
        if ab is not None and bc is not None:
            return [(ab, b, bc), (a, ab, bc), (a, bc, c)]
        if ab is not None and bc is None and ca is None:
            return [(a, ab, c), (ab, b, c)]
        a, b, c = b, c, a
        ab, bc, ca = bc, ca, ab
    return [(a, b, c)]
