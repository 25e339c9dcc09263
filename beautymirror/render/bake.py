"""Baking: a look becomes three maps over the atlas, coat by coat.

While one layer is moved, what lies below it and what lies above it stays: both are kept as one coat
each, which coats over one another are, and a step costs that layer and one pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.atlas import ATLAS_SIZE, PAGES, Page
from beautymirror.looks.look import Layer
from beautymirror.looks.makeup import AREAS, KINDS, Makeup
from beautymirror.looks.parameters import Choice, Choices, Picture
from beautymirror.render.glsl import program, put
from beautymirror.render.pictures import Pictures
from beautymirror.render.regions import RegionMaps, clip_place, quad
from beautymirror.render.sheets import SHEET_MAPS, Sheet

__all__ = ["EVEN_SIZE", "Baker", "MakeupMaps", "declarations", "put_layer"]

Window = tuple[float, float, float, float]
Part = tuple[Page, Window]  # of a page, what of it is painted

EVEN_SIZE = 96  # texels of the evenness map: one to 2.4 mm
_COARSEST = 4  # mipmap level; smaller ones would mix neighbouring pages
_BAKE_UNIT = 3  # of the first map of a sheet; the region maps lie below
_ABOVE_UNIT = _BAKE_UNIT + len(SHEET_MAPS)  # of what lies above a layer that moves
_PICTURE_UNIT = _ABOVE_UNIT + len(SHEET_MAPS)  # of a layer's first picture
_ABOVE = tuple(name.replace("Bake", "Above") for name in SHEET_MAPS)
_MAPS = 3


@dataclass(frozen=True, slots=True)
class MakeupMaps:
    """A baked look over the atlas: out = transmit * skin + pigment * light.

    Attributes:
        textures: RGBA8 with mipmaps, in the order of their units:
            transmit, rgb 0..1 and a = 1 - matte;
            pigment, rgb the square root of linear light and a = metallic;
            finish: gloss, roughness, shimmer, smoothing, each 0..1.
        target: draws into all three.
        even: how to even out this wearer's skin, see ``render.even``.
    """

    textures: tuple[moderngl.Texture, ...]
    target: moderngl.Framebuffer
    even: moderngl.Texture

    def release(self) -> None:
        """Give the textures back."""
        self.target.release()
        for texture in (*self.textures, self.even):
            texture.release()


class Baker:
    """Turns layers into maps; owns one small program for each kind, compiled when first used."""

    def __init__(self, ctx: moderngl.Context, regions: RegionMaps, scale: float) -> None:
        self._ctx = ctx
        self._regions = regions
        self._size = (round(ATLAS_SIZE[0] * scale), round(ATLAS_SIZE[1] * scale))
        self._corners = quad(ctx)
        self._programs: dict[tuple[str, bool], tuple[moderngl.Program, moderngl.VertexArray]] = {}
        self._pictures = Pictures(ctx)
        # Coats are put over one another here, in half floats: each reads one sheet and writes the
        # other. Everybody's maps are packed from them.
        self._sheets = [Sheet(ctx, self._size) for _ in range(2)]
        self._around: tuple[Sheet, Sheet] | None = None  # what lies below and above what moves
        self._kept: tuple[object, ...] = ()  # what they hold
        self._pack = program(ctx, "page.vert", "pack.frag")
        for unit, name in enumerate(SHEET_MAPS, start=_BAKE_UNIT):
            put(self._pack, name, unit)
        self._pack_square = ctx.vertex_array(self._pack, [(self._corners, "2f", "corner")])

    def maps(self) -> MakeupMaps:
        """New maps, to be baked."""
        textures = []
        for _ in range(_MAPS):
            texture = self._ctx.texture(self._size, 4)
            texture.repeat_x = texture.repeat_y = False
            texture.build_mipmaps(0, _COARSEST)
            texture.filter = (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR)
            textures.append(texture)
        target = self._ctx.framebuffer(textures)
        target.clear()  # what lies between the pages is never painted, but read to tell features
        even = self._ctx.texture((EVEN_SIZE, EVEN_SIZE), 4)
        even.repeat_x = even.repeat_y = False
        return MakeupMaps(tuple(textures), target, even)

    def bake(
        self,
        maps: MakeupMaps,
        layers: tuple[Layer, ...],
        wearer: NDArray[np.float32],
        windows: tuple[Window, ...] = AREAS["face"],
        moved: int | None = None,
    ) -> frozenset[str]:
        """Paint the layers in order into the given windows of the maps.

        Args:
            layers: all layers of the look, also where only a part is painted anew.
            wearer: (3,) mean albedo of the wearer's skin, linear RGB.
            windows: what has changed, in the canonical plane.
            moved: the one layer that has changed, if only one has; it will again.

        Returns:
            What the composite needs for them: "SHINE", "SMOOTH", "HOLO".
        """
        parts = _parts(windows)
        if not parts:
            return _features(maps, layers)
        self._ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE | moderngl.BLEND)
        self._pictures.keep(_painted(layers))
        if moved is None:
            self._stack(layers, parts, wearer).use(_BAKE_UNIT)
            maps.target.use()
            for part in parts:
                put(self._pack, "place", clip_place(*part))
                self._pack_square.render(moderngl.TRIANGLE_STRIP)
        else:
            self._move(maps, layers, moved, parts, wearer)
        for texture in maps.textures:
            texture.build_mipmaps(0, _COARSEST)
            texture.filter = (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR)
        return _features(maps, layers)

    def _move(
        self,
        maps: MakeupMaps,
        layers: tuple[Layer, ...],
        moved: int,
        parts: list[Part],
        wearer: NDArray[np.float32],
    ) -> None:
        """Paint one layer between what lies below it and what lies above."""
        if self._around is None:
            self._around = Sheet(self._ctx, self._size), Sheet(self._ctx, self._size)
        around = layers[:moved], layers[moved + 1 :]
        kept = (*around, wearer.tobytes(), tuple(parts))
        if kept != self._kept:
            for sheet, stack, over in zip(self._around, around, (False, True), strict=True):
                sheet.copy(self._stack(stack, parts, wearer, over), over)
            self._kept = kept
        for unit, sheet in zip((_BAKE_UNIT, _ABOVE_UNIT), self._around, strict=True):
            sheet.use(unit)
        maps.target.use()
        self._paint(layers[moved], parts, wearer, sealed=True)

    def _stack(
        self,
        layers: tuple[Layer, ...],
        parts: list[Part],
        wearer: NDArray[np.float32],
        over: bool = False,
    ) -> Sheet:
        """Put coats over one another, perhaps to lie over others; the sheet that holds them all."""
        held, spare = self._sheets
        held.strip()
        for layer in _painted(layers):
            areas = [
                (page, area)
                for page, clip in parts
                for window in AREAS[layer.makeup.area]
                if (area := _meet(clip, window))
            ]
            if layer.intensity <= 0.0 or not areas:
                continue
            if areas != parts:
                spare.copy(held, over)
            held.use(_BAKE_UNIT)
            (spare.whole if over else spare.target).use()
            self._paint(layer, areas, wearer)
            held, spare = spare, held
        return held

    def _paint(
        self,
        layer: Layer,
        parts: list[Part],
        wearer: NDArray[np.float32],
        sealed: bool = False,
    ) -> None:
        """A coat over the sheet in use, and below another where it is sealed, into the target."""
        shader, square = self._program(layer.makeup, sealed)
        self._regions.use(0)
        put(shader, "intensity", max(layer.intensity, 0.0))
        put(shader, "wearer", wearer)
        put_layer(shader, layer)
        self._pictures.use(layer, _PICTURE_UNIT)
        for part in parts:
            put(shader, "window", part[1])
            put(shader, "place", clip_place(*part))
            square.render(moderngl.TRIANGLE_STRIP)

    def _program(
        self, makeup: Makeup, sealed: bool = False
    ) -> tuple[moderngl.Program, moderngl.VertexArray]:
        found = self._programs.get((makeup.kind, sealed))
        if found is None:
            aligned = self._regions.textures[0].size == self._size
            variant = "#define ALIGNED\n" * aligned + "#define SEALED\n" * sealed
            given = {
                "VARIANT": variant,
                "KIND": f'{declarations(makeup)}#include "bake/{makeup.kind}.glsl"\n',
            }
            shader = program(self._ctx, "bake.vert", "bake.frag", given)
            for unit, name in enumerate(("lipsOvalBrow", "eyes", "brows", *SHEET_MAPS, *_ABOVE)):
                put(shader, name, unit)
            pictures = [p.name for p in makeup.parameters if isinstance(p, Picture)]
            for unit, name in enumerate(pictures, start=_PICTURE_UNIT):
                put(shader, f"makeup.{name}", unit)
            found = shader, self._ctx.vertex_array(shader, [(self._corners, "2f", "corner")])
            self._programs[makeup.kind, sealed] = found
        return found

    def prepare(self) -> None:
        """Compile every kind now rather than when it is first worn."""
        for makeup in KINDS.values():
            if makeup.drawn == "bake":
                self._program(makeup)

    def release(self) -> None:
        """Give programs and buffers back."""
        for shader, square in self._programs.values():
            square.release()
            shader.release()
        self._programs.clear()
        self._pictures.release()
        own: list[Any] = [self._pack_square, self._pack]
        own += [*self._sheets, *(self._around or ())]
        for thing in (*own, self._corners):
            thing.release()


def _painted(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    return tuple(layer for layer in layers if layer.makeup.drawn == "bake")


def _parts(windows: tuple[Window, ...]) -> list[Part]:
    """What of each page is painted; all of it where windows overlap, for no part may be two."""
    if any(_meet(a, b) for a, b in combinations(windows, 2)):
        windows = AREAS["face"]
    return [(page, part) for page in PAGES for w in windows if (part := _meet(page.window, w))]


def _features(maps: MakeupMaps, layers: tuple[Layer, ...]) -> frozenset[str]:
    """What a look asks of the composite, told mostly by the smallest mipmap of its finish."""
    raw = maps.textures[2].read(level=_COARSEST)
    gloss, _, shimmer, smoothing = np.frombuffer(raw, np.uint8).reshape(-1, 4).max(axis=0)
    found = {"SHINE": max(gloss, shimmer) > 0, "SMOOTH": smoothing > 0}
    found["HOLO"] = any(getattr(layer, "finish", "") == "holographic" for layer in layers)
    return frozenset(name for name, needed in found.items() if needed)


def declarations(makeup: Makeup) -> str:
    """The uniforms and constants of a kind, generated so that they cannot disagree with it."""
    lines = []
    for parameter in makeup.parameters:
        if isinstance(parameter, Choice | Choices):
            for index, option in enumerate(parameter.options):
                name = f"{parameter.name}_{option.name}".upper()
                lines.append(f"#define {name} {index}")
    if makeup.parameters:
        lines.append("struct Makeup {")
        lines += [f"    {p.glsl()}" for p in makeup.parameters]
        lines += ["};", "uniform Makeup makeup;"]
    return "\n".join(lines) + "\n"


def put_layer(shader: moderngl.Program, layer: Layer) -> None:
    """Set the uniforms that ``declarations`` declares for this layer's kind."""
    for parameter in layer.makeup.parameters:
        for name, value in parameter.uniforms(getattr(layer, parameter.name)):
            put(shader, f"makeup.{name}", value)


def _meet(a: Window, b: Window) -> Window | None:
    low = max(a[0], b[0]), max(a[1], b[1])
    high = min(a[0] + a[2], b[0] + b[2]), min(a[1] + a[3], b[1] + b[3])
    if high[0] <= low[0] or high[1] <= low[1]:
        return None
    return low[0], low[1], high[0] - low[0], high[1] - low[1]
