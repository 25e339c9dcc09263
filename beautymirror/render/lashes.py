"""Lashes: tapered, curved strips that grow out of the lid margins and turn with the lid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.looks.look import Layer
from beautymirror.looks.parameters import linear_color
from beautymirror.render.fitting import Fitting
from beautymirror.render.glsl import program, put

__all__ = ["Lashes"]

Array = NDArray[np.float32]

_POINTS = 17  # of each lid margin, as the shader knows it
_SECTIONS = 5  # along a lash
_FULL_SCALE = 2.4  # pixels to a millimetre from which every single lash is drawn
_OPEN = 0.26  # lid opening in eye widths from which on the lashes are not bent down
_GOLDEN = 0.6180340  # the multiples of this, modulo 1, are spread most evenly
_BEND = 0.95  # radians by which the upper lid has turned when it is closed


@dataclass(frozen=True, slots=True)
class _Style:
    """How the lashes of one lid are cut; ``x`` runs from the inner corner, 0, to the outer, 1.

    Attributes:
        count: lashes on a lid at middling volume.
        length: of lashes at x, given one random number 0..1 each and the lash's place in its tuft.
        tuft: lashes that lean together.
        clump: how far they do, 0..1.
        fan: lean at the outer end, radians; at the inner one it is half that, the other way.
        curl: times the curl of natural lashes.
        width: times the width of natural lashes.
    """

    count: int
    length: Callable[[Array, Array, Array], Array]
    tuft: int
    clump: float
    fan: float
    curl: float
    width: float


def _ends(x: Array) -> Array:
    """Lashes grow shorter towards both corners."""
    return np.clip(0.38 + 3.4 * x, 0, 1) * np.clip(0.72 + 2.4 * (1 - x), 0, 1)


def _natural(x: Array, random: Array, tuft: Array) -> Array:
    return _ends(x) * (0.72 + 0.28 * x) * (0.74 + 0.32 * random)


def _wispy(x: Array, random: Array, tuft: Array) -> Array:
    spike = np.exp(-(((tuft - 0.5) / 0.16) ** 2))
    return _ends(x) * (0.80 + 0.20 * x) * (0.50 + 0.16 * random + 0.52 * spike)


def _doll(x: Array, random: Array, tuft: Array) -> Array:
    return _ends(x) * (0.60 + 0.50 * np.exp(-(((x - 0.52) / 0.22) ** 2))) * (0.84 + 0.2 * random)


def _cat(x: Array, random: Array, tuft: Array) -> Array:
    return np.clip(0.4 + 2.5 * x, 0, 1) * (0.46 + 0.80 * x**1.6) * (0.80 + 0.24 * random)


def _dense(x: Array, random: Array, tuft: Array) -> Array:
    return _ends(x) * (0.86 + 0.16 * x) * (0.84 + 0.24 * random)


_STYLES = {
    "natural": _Style(96, _natural, 4, 0.35, 0.72, 1.0, 1.0),
    "wispy": _Style(104, _wispy, 11, 0.55, 0.80, 1.05, 0.92),
    "doll": _Style(100, _doll, 5, 0.50, 0.62, 1.22, 1.05),
    "cat": _Style(100, _cat, 5, 0.40, 1.02, 0.95, 1.05),
    "dense": _Style(136, _dense, 6, 0.45, 0.76, 1.08, 1.15),
}


class Lashes:
    """Draws lash layers; the shape of every lash is made once for each layer, not in each frame."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._shader = program(ctx, "lashes.vert", "lashes.frag")
        lids = self._shader["lids"]
        assert isinstance(lids, moderngl.Uniform)
        self._lids = lids
        self._grown: dict[Layer, _Grown] = {}

    def draw(self, layer: Layer, fitting: Fitting, amount: float, lit: Array) -> None:
        """Draw one layer onto the target in use.

        Args:
            amount: of the whole look, 0..1.
            lit: (3,) colour of the light.
        """
        if not getattr(layer, "upper", 0.0) and not getattr(layer, "lower", 0.0):
            return
        grown = self._grown.get(layer)
        if grown is None:
            if len(self._grown) > 8:  # a slider moves: each place of it is another layer
                self._forget()
            grown = self._grown[layer] = _Grown(self._ctx, self._shader, layer)
        shader = self._shader
        every = grown.lashes
        shown = min(max(fitting.scale / _FULL_SCALE, 0.45), 1.0)
        step = (fitting.lids.shape[2] - 1) // (_POINTS - 1)
        rims = np.ascontiguousarray(fitting.lids[:, :, ::step])
        ink = np.array(linear_color(getattr(layer, "color", "#000000"))) * lit
        faded = layer.intensity * amount * fitting.facing * _seen(fitting.scale)
        self._lids.write(rims)
        put(shader, "clear", fitting.clear(fitting.lid_places[:, :, ::step]))
        put(shader, "size", fitting.size)
        put(shader, "left", fitting.head[0])
        put(shader, "up", fitting.head[1])
        put(shader, "forward", fitting.head[2])
        put(shader, "scale", fitting.scale)
        put(shader, "thicken", 1.0 / shown)
        put(shader, "bend", _BEND * _closed(fitting.lids))
        put(shader, "opacity", faded)
        put(shader, "ink", fitting.light[:, None] * ink + fitting.haze)
        ctx = self._ctx
        ctx.enable(moderngl.BLEND)
        grown.array.render(moderngl.TRIANGLES, vertices=round(shown * every) * _INDICES)
        ctx.disable(moderngl.BLEND)

    def _forget(self) -> None:
        for grown in self._grown.values():
            grown.release()
        self._grown.clear()

    def release(self) -> None:
        """Give programs and buffers back."""
        self._forget()
        self._shader.release()


_INDICES = 6 * (_SECTIONS - 1)


class _Grown:
    """The lashes of one layer on the GPU."""

    def __init__(self, ctx: moderngl.Context, shader: moderngl.Program, layer: Layer) -> None:
        table = _grow(layer)
        self.lashes = len(table)
        t = np.linspace(0, 1, _SECTIONS, dtype=np.float32)
        place = np.stack(np.broadcast_arrays(t[:, None], np.array([-1, 1], np.float32)), axis=-1)
        place = place.reshape(1, -1, 2).repeat(len(table), axis=0)
        vertices = np.concatenate([place, table[:, None].repeat(2 * _SECTIONS, axis=1)], axis=2)
        corner = np.array([0, 1, 2, 2, 1, 3], np.int32)
        section = (corner + 2 * np.arange(_SECTIONS - 1)[:, None]).ravel()
        indices = section + 2 * _SECTIONS * np.arange(len(table))[:, None]
        self._vertices = ctx.buffer(np.ascontiguousarray(vertices, np.float32))
        self._indices = ctx.buffer(indices.astype(np.int32))
        layout = [(self._vertices, "2f 4f 4f", "along", "root", "shape")]
        self.array = ctx.vertex_array(shader, layout, self._indices)

    def release(self) -> None:
        own: list[Any] = [self.array, self._vertices, self._indices]
        for thing in own:
            thing.release()


def _grow(layer: Any) -> Array:
    """Every lash of a layer, (n, 8): lid 0..3, place on it, length and width in mm; elevation and
    curl in radians, lean in radians, shift of the tip towards its tuft in mm.

    They come in an order of which every beginning is spread evenly over the lids.
    """
    style = _STYLES[layer.style]
    parts = []
    for lid in range(4):
        lower = lid % 2 == 1
        share = layer.lower if lower else layer.upper
        count = round(style.count * (0.70 + 0.60 * layer.volume) * (0.62 if lower else 1.0))
        if share > 0.0:
            parts.append(_grow_lid(layer, style, lid, lower, share, count))
    table = np.concatenate(parts)
    return table[np.argsort(np.arange(len(table)) * _GOLDEN % 1.0)]


def _grow_lid(layer: Any, style: _Style, lid: int, lower: bool, share: float, count: int) -> Array:
    random = np.random.default_rng(41 + lid).random((7, count))
    x = (np.arange(count) + 0.5 + 0.7 * (random[0] - 0.5)) / count
    tufts = x * count / style.tuft
    within = tufts - np.floor(tufts)
    to_middle = (0.5 - within) * style.tuft / count * 28.0  # mm along the lid
    first, last = (0.16, 0.96) if lower else (0.07, 0.99)
    along = first + (last - first) * x
    length = (5.4 + 6.8 * layer.length) * style.length(x, random[1], within) * (0.55 + 0.45 * share)
    fan = style.fan * np.where(x > 0.42, (x - 0.42) / 0.58, 0.62 * (x - 0.42) / 0.42)
    width = (0.12 + 0.26 * layer.volume) * style.width * (0.75 + 0.5 * random[2])
    curl = (0.55 + 1.35 * layer.curl) * style.curl * (0.85 + 0.3 * random[3])
    elevation = 0.05 + 0.40 * (random[4] - 0.5)
    shift = style.clump * (0.4 + 1.2 * random[5]) * to_middle + 1.5 * (random[6] - 0.5)
    if lower:
        length, width, shift = 0.56 * length, 0.95 * width, 1.3 * shift
        curl, elevation = 0.30 * curl, 0.62 + elevation
    lean = fan + 0.26 * (random[1] - 0.5)
    # The shader's margins run from the outer corner to the inner one.
    columns = [np.full(count, lid), 1 - along, length, width * share**0.5]
    return np.stack([*columns, elevation, np.maximum(curl, 0.05), lean, shift], 1).astype(
        np.float32
    )


def _seen(scale: float) -> float:
    """How far lashes are drawn at so many pixels to a millimetre: a small face has only its lids'
    dark line, which is there already."""
    return min(max((scale - 0.25) / 0.65, 0.0), 1.0)


def _closed(lids: Array) -> Array:
    """(2,) how far each eye is closed, 0..1."""
    width = np.linalg.norm(lids[:, 0, 0] - lids[:, 0, -1], axis=1)
    middle = lids.shape[2] // 4
    gap = lids[:, 0, middle:-middle] - lids[:, 1, middle:-middle]
    opening = np.linalg.norm(gap[..., :2], axis=2).mean(axis=1) / np.maximum(width, 1e-3)
    return np.asarray(np.clip(1.0 - opening / _OPEN, 0.0, 1.0))
