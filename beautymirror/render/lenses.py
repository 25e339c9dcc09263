"""Contact lenses: a printed disc on each iris, seen through the opening of the lids."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.looks.look import Layer
from beautymirror.looks.makeup import KINDS
from beautymirror.render.bake import declarations, put_layer
from beautymirror.render.fitting import Fitting
from beautymirror.render.glsl import program, put
from beautymirror.render.srgb import LUMA

__all__ = ["Lenses"]

Array = NDArray[np.float32]

_COLUMNS = 33  # of the strip between the lids
_IRISES = np.array([[468, 469, 470, 471, 472], [473, 474, 475, 476, 477]])
# The points beside the iris lie on the sclera by this much; those above and below do not.
_NARROWER = 0.94
_SCLERA = 0.42  # reflectance of the white of the eye beside the iris, its shade included
_DIM = 0.6  # of the light about the eye reaches one whose white cannot be seen
_LOOKED = (0.25, 0.75)  # of the way from lid to lid, where it is told what lies before the eye
_REACH = 0.16  # iris radii beyond the landmarks' lid line, by which they err
# Where the bare iris is looked at: its sides and lower half, which lids and lashes leave free.
_TURN = np.radians(np.linspace(-15, 195, 15, dtype=np.float32))
_RING = np.array([[0.60], [0.76]], np.float32)
_PROBES = np.stack([_RING * np.cos(_TURN), _RING * np.sin(_TURN)], axis=-1).reshape(-1, 2)


class Lenses:
    """Draws lens layers in the eye openings alone."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._shader = program(
            ctx, "lenses.vert", "lenses.frag", {"KIND": declarations(KINDS["contact_lenses"])}
        )
        strip = np.arange(_COLUMNS - 1)[:, None] * 2 + np.array([0, 1, 2, 2, 1, 3])
        indices = strip.ravel() + np.array([[0], [2 * _COLUMNS]])
        self._indices = ctx.buffer(indices.astype(np.int32))
        self._vertices = ctx.buffer(reserve=2 * _COLUMNS * 2 * 20, dynamic=True)
        layout = [(self._vertices, "2f 3f", "position", "way")]
        self._array = ctx.vertex_array(self._shader, layout, self._indices)
        put(self._shader, "picture", 0)

    def draw(self, layer: Layer, fitting: Fitting, amount: float, lit: Array) -> None:
        """Draw one layer onto the target in use, the untouched frame in texture unit 0."""
        centre, axes = _irises(fitting.landmarks)
        area = axes[:, 0, 0] * axes[:, 1, 1] - axes[:, 0, 1] * axes[:, 1, 0]
        if np.abs(area).min() < 0.25:  # square pixels: nothing to be seen
            return
        across = np.linalg.inv(axes)
        probes = centre[:, None] + _PROBES @ axes
        bare = np.maximum(np.median(fitting.sample(probes), axis=1), 1e-3)
        radius = np.sqrt(np.abs(area))
        strip = _strip(fitting.lids, radius)
        upper, lower = fitting.lid_places.swapaxes(0, 1)
        for row, share in enumerate(_LOOKED):
            strip[:, :, row, 4] = fitting.clear(upper + share * (lower - upper))
        self._vertices.write(strip)
        gap = np.linalg.norm(fitting.lids[:, 0, :, :2] - fitting.lids[:, 1, :, :2], axis=2)
        # What is left between closed lids is their line, not the eye.
        seen = np.clip((gap.max(axis=1) / radius - 0.55) / 0.45, 0.0, 1.0)
        shader = self._shader
        put(shader, "size", fitting.size)
        put(shader, "centre", centre)
        # GLSL takes columns: point * inverse, transposed, is matrix * point.
        put(shader, "across", across)
        put(shader, "radius", radius)
        put(shader, "haze", fitting.haze)
        put(shader, "bare", bare)
        put(shader, "lid", fitting.skin * fitting.light[:, None])
        put(shader, "light", _eye_light(fitting, centre, radius, lit))
        put(shader, "shown", layer.intensity * amount * fitting.facing * seen)
        put_layer(shader, layer)
        self._ctx.enable(moderngl.BLEND)
        self._array.render()
        self._ctx.disable(moderngl.BLEND)

    def release(self) -> None:
        """Give program and buffers back."""
        own: list[Any] = [self._array, self._vertices, self._indices, self._shader]
        for thing in own:
            thing.release()


def _eye_light(fitting: Fitting, centre: Array, radius: Array, lit: Array) -> Array:
    """(2, 3) linear RGB of the light on each eye, told by the white of it where that is seen."""
    upper, lower = fitting.lids[..., :2].swapaxes(0, 1)
    points = (upper + lower) * np.float32(0.5)
    away = _length(points - centre[:, None]) / radius[:, None]
    white = (away > 1.2) & (away < 1.8) & (_length(upper - lower) > 0.6 * radius[:, None])
    count = white.sum(axis=1)
    # The 60th percentile of what is white; the rest is sorted behind it.
    ranked = np.sort(np.where(white[..., None], fitting.sample(points), 1.0), axis=1)
    rank = 0.6 * np.maximum(count - 1, 0)
    below = rank.astype(np.intp)
    low, high = ranked[(0, 1), below], ranked[(0, 1), below + 1]
    seen = (low + (high - low) * (rank - below)[:, None]) / _SCLERA
    about = lit * fitting.light[:, None]
    bright = np.maximum(seen @ LUMA, 1e-4)
    # It may be bloodshot or in the lashes' shade: it can only dim, and tint by half.
    share = np.clip(bright / (about @ LUMA), 0.25, 1.0)
    tint = 0.5 + 0.5 * seen / (bright[:, None] * lit)
    return np.asarray(about * np.where(count < 3, _DIM, share * tint.T).T, np.float32)


def _length(vectors: Array) -> Array:
    return np.sqrt(np.einsum("...i,...i->...", vectors, vectors))


def _irises(landmarks: Array) -> tuple[Array, Array]:
    """Centres (2, 2) in pixels and axes (2, 2, 2), rows: what a radius across and down spans."""
    points = landmarks[_IRISES, :2]
    across = (points[:, 1] - points[:, 3]) * np.float32(0.5 * _NARROWER)
    down = (points[:, 4] - points[:, 2]) * np.float32(0.5)
    # The same way round for both eyes, as the picture's x and y.
    across *= np.sign(across[:, :1]) + (across[:, :1] == 0)
    return points[:, 0], np.stack([across, down], axis=1)


def _strip(lids: Array, radius: Array) -> Array:
    """(2, columns, 2, 5): position; pixels below the upper lid, above the lower one; 1: clear.

    The strip reaches a little beyond both lids: which pixels there are eye, the picture tells.
    """
    points = lids[..., :2].transpose(0, 2, 1, 3)
    down = points[:, :, 1] - points[:, :, 0]
    gap = np.linalg.norm(down, axis=2)
    reach = np.minimum(_REACH * radius[:, None], 0.5 * gap)
    beyond = down * (reach / np.maximum(gap, 1e-6))[..., None]
    out = np.ones((*points.shape[:3], 5), np.float32)
    out[:, :, 0, :2] = points[:, :, 0] - beyond
    out[:, :, 1, :2] = points[:, :, 1] + beyond
    out[:, :, 0, 2] = out[:, :, 1, 3] = -reach
    out[:, :, 0, 3] = out[:, :, 1, 2] = gap + reach
    return out
