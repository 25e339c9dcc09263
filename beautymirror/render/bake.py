"""Baking: a look becomes three maps over the atlas, coat by coat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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

__all__ = ["EVEN_SIZE", "Baker", "MakeupMaps", "declarations", "put_layer"]

Window = tuple[float, float, float, float]

EVEN_SIZE = 96  # texels of the evenness map: one to 2.4 mm
_COARSEST = 4  # mipmap level; smaller ones would mix neighbouring pages
_BAKES = ("transmitBake", "pigmentBake", "finishBake")
_BAKE_UNIT = 3  # of the first of them; the region maps lie below
_PICTURE_UNIT = _BAKE_UNIT + len(_BAKES)  # of a layer's first picture
_BARE = ((1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))


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
        self._programs: dict[str, tuple[moderngl.Program, moderngl.VertexArray]] = {}
        self._pictures = Pictures(ctx)
        # Coats are put over one another here, in half floats: each reads one set of textures and
        # writes the other. Everybody's maps are packed from them.
        self._bakes = [[ctx.texture(self._size, 4, dtype="f2") for _ in _BARE] for _ in range(2)]
        self._targets = [ctx.framebuffer(bakes) for bakes in self._bakes]
        self._clears = [ctx.framebuffer([texture]) for texture in self._bakes[0]]
        self._pack, self._pack_square = self._copier("pack.frag")
        self._carry, self._carry_square = self._copier("carry.frag")

    def _copier(self, fragment: str) -> tuple[moderngl.Program, moderngl.VertexArray]:
        shader = program(self._ctx, "page.vert", fragment)
        for unit, name in enumerate(_BAKES, start=_BAKE_UNIT):
            put(shader, name, unit)
        return shader, self._ctx.vertex_array(shader, [(self._corners, "2f", "corner")])

    def maps(self) -> MakeupMaps:
        """New maps, to be baked."""
        textures = []
        for _ in _BARE:
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
        layers: Iterable[Layer],
        wearer: NDArray[np.float32],
        windows: tuple[Window, ...] = AREAS["face"],
    ) -> frozenset[str]:
        """Paint the layers in order into the given windows of the maps.

        Args:
            layers: all layers of the look, also where only a part is painted anew.
            wearer: (3,) mean albedo of the wearer's skin, linear RGB.
            windows: what has changed, in the canonical plane.

        Returns:
            What the composite needs for them: "SHINE", "SMOOTH", "HOLO".
        """
        layers = tuple(layer for layer in layers if layer.makeup.drawn == "bake")
        self._ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        parts = [(page, part) for page in PAGES for w in windows if (part := _meet(page.window, w))]
        if not parts:
            return _features(maps, layers)
        self._ctx.disable(moderngl.BLEND)
        self._regions.use(0)
        self._pictures.keep(layers)
        for page, part in parts:
            self._clear(page, part)
            held = 0
            for layer in layers:
                held = self._paint(layer, held, page, part, wearer)
            maps.target.use()
            self._draw_copy(self._pack, self._pack_square, held, page, part)
        for texture in maps.textures:
            texture.build_mipmaps(0, _COARSEST)
            texture.filter = (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR)
        return _features(maps, layers)

    def _clear(self, page: Page, part: Window) -> None:
        """Bare skin in a rectangle of the first set."""
        for target, bare in zip(self._clears, _BARE, strict=True):
            target.use()
            target.scissor = self._rect(page, part)
            target.clear(*bare)
            target.scissor = (0, 0, *self._size)

    def _draw_copy(
        self,
        shader: moderngl.Program,
        square: moderngl.VertexArray,
        held: int,
        page: Page,
        part: Window,
    ) -> None:
        """One set into the target in use."""
        for unit, texture in enumerate(self._bakes[held], start=_BAKE_UNIT):
            texture.use(unit)
        put(shader, "place", clip_place(page, part))
        square.render(moderngl.TRIANGLE_STRIP)

    def _rect(self, page: Page, part: Window) -> tuple[int, int, int, int]:
        """Texels of a window that lies on a page: x, y, width, height."""
        x, y, w, h = clip_place(page, part)
        width, height = self._size
        left, bottom = round((x + 1) / 2 * width), round((y + 1) / 2 * height)
        right, top = round((x + w + 1) / 2 * width), round((y + h + 1) / 2 * height)
        return left, bottom, right - left, top - bottom

    def _paint(
        self, layer: Layer, held: int, page: Page, clip: Window, wearer: NDArray[np.float32]
    ) -> int:
        """One coat over the set that is held; which set holds the result."""
        areas = [part for w in AREAS[layer.makeup.area] if (part := _meet(clip, w))]
        if not areas or layer.intensity <= 0.0:
            return held
        shader, square = self._program(layer.makeup)
        put(shader, "intensity", layer.intensity)
        put(shader, "wearer", tuple(float(c) for c in wearer))
        put_layer(shader, layer)
        self._pictures.use(layer, _PICTURE_UNIT)
        for unit, texture in enumerate(self._bakes[held], start=_BAKE_UNIT):
            texture.use(unit)
        self._targets[1 - held].use()
        for area in areas:
            put(shader, "window", area)
            put(shader, "place", clip_place(page, area))
            square.render(moderngl.TRIANGLE_STRIP)
        if areas == [clip]:
            return 1 - held
        self._targets[held].use()
        for area in areas:
            self._draw_copy(self._carry, self._carry_square, 1 - held, page, area)
        return held

    def _program(self, makeup: Makeup) -> tuple[moderngl.Program, moderngl.VertexArray]:
        found = self._programs.get(makeup.kind)
        if found is None:
            given = {"KIND": f'{declarations(makeup)}#include "bake/{makeup.kind}.glsl"\n'}
            shader = program(self._ctx, "bake.vert", "bake.frag", given)
            for unit, name in enumerate(("lipsOvalBrow", "eyes", "brows", *_BAKES)):
                put(shader, name, unit)
            pictures = [p.name for p in makeup.parameters if isinstance(p, Picture)]
            for unit, name in enumerate(pictures, start=_PICTURE_UNIT):
                put(shader, f"makeup.{name}", unit)
            found = shader, self._ctx.vertex_array(shader, [(self._corners, "2f", "corner")])
            self._programs[makeup.kind] = found
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
        own: list[Any] = [self._pack_square, self._pack, self._carry_square, self._carry]
        own += [*self._clears, *self._targets, *self._bakes[0], *self._bakes[1]]
        for thing in (*own, self._corners):
            thing.release()


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
