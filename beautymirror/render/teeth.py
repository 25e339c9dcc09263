"""Whiter teeth: inside the inner lip line, and only pixels that look like teeth."""

from __future__ import annotations

import math
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

__all__ = ["Teeth"]

Array = NDArray[np.float32]

_COLUMNS = 41  # of the strip between the lips
_REACH_MM = 1.6  # beyond the landmarks' lip line, by which they err in a wide smile
_REACH = 0.22  # and at most this share of the gap between the lips
_OPEN_MM = 1.2  # gap below which no tooth is taken to be seen


class Teeth:
    """Draws teeth layers in the opening of the mouth alone."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._shader = program(
            ctx, "teeth.vert", "teeth.frag", {"KIND": declarations(KINDS["teeth"])}
        )
        rows = np.arange(3)[:, None] + np.array([0, 1, 4, 4, 1, 5])
        indices = rows.ravel() + 4 * np.arange(_COLUMNS - 1)[:, None]
        self._indices = ctx.buffer(indices.astype(np.int32))
        self._vertices = ctx.buffer(reserve=_COLUMNS * 4 * 12, dynamic=True)
        layout = [(self._vertices, "2f 1f", "position", "inner")]
        self._array = ctx.vertex_array(self._shader, layout, self._indices)
        put(self._shader, "picture", 0)

    def draw(self, layer: Layer, fitting: Fitting, amount: float, lit: Array) -> None:
        """Draw one layer onto the target in use, the untouched frame in texture unit 0."""
        strip, widest = _strip(fitting.mouth, fitting.scale)
        shown = np.clip((widest / fitting.scale - _OPEN_MM) / _OPEN_MM, 0.0, 1.0)
        if shown <= 0.0 or getattr(layer, "whitening", 0.0) <= 0.0:
            return
        strip[:, 1:3, 2] = fitting.clear(fitting.mouth_places).T
        self._vertices.write(strip)
        shader = self._shader
        put(shader, "size", fitting.size)
        put(shader, "shown", float(layer.intensity * amount * shown))
        put(shader, "lipLuminance", max(float(fitting.lip @ LUMA), 1e-3))
        red, green, _ = fitting.lip / lit + np.float32(0.002)
        put(shader, "haze", fitting.haze)
        put(shader, "lipRedness", math.log(red / green))
        put(shader, "lightColor", lit)
        put_layer(shader, layer)
        self._ctx.enable(moderngl.BLEND)
        self._array.render()
        self._ctx.disable(moderngl.BLEND)

    def release(self) -> None:
        """Give program and buffers back."""
        own: list[Any] = [self._array, self._vertices, self._indices, self._shader]
        for thing in own:
            thing.release()


def _strip(mouth: Array, scale: float) -> tuple[Array, float]:
    """(columns, 4, 3): position and how far inside, 0 at the outermost; the widest gap, pixels."""
    upper, lower = mouth[0, :, :2], mouth[1, :, :2]
    gap = upper - lower
    length = np.linalg.norm(gap, axis=1, keepdims=True)
    reach = np.minimum(_REACH_MM * scale, _REACH * length) * gap / np.maximum(length, 1e-6)
    out = np.empty((_COLUMNS, 4, 3), np.float32)
    for row, points in enumerate((upper + reach, upper, lower, lower - reach)):
        out[:, row, :2] = points
    out[:, :, 2] = (0.0, 1.0, 1.0, 0.0)
    return out, float(length.max())
