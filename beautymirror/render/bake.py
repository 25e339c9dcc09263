"""Baking: a look becomes three maps over the atlas, coat by coat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.atlas import ATLAS_SIZE, PAGES, Page
from beautymirror.looks.look import Layer
from beautymirror.looks.makeup import AREAS, KINDS, Makeup
from beautymirror.looks.parameters import Choice, Color
from beautymirror.render.glsl import program
from beautymirror.render.regions import RegionMaps, clip_place, quad

__all__ = ["Baker", "MakeupMaps", "linear_color"]

Window = tuple[float, float, float, float]

_SRC1_COLOR = 0x88F9  # dual-source blending: the shader's second output is the factor
_BARE = ((1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class MakeupMaps:
    """A baked look over the atlas, RGBA16F with mipmaps: out = transmit * skin + pigment * light.

    Attributes:
        transmit: rgb 0..1; a = 1 - matte.
        pigment: rgb linear; a = metallic.
        finish: gloss, roughness, shimmer, smoothing, each 0..1.
    """

    transmit: moderngl.Texture
    pigment: moderngl.Texture
    finish: moderngl.Texture
    targets: tuple[moderngl.Framebuffer, ...]

    @property
    def textures(self) -> tuple[moderngl.Texture, moderngl.Texture, moderngl.Texture]:
        """In the order of their texture units."""
        return self.transmit, self.pigment, self.finish

    def release(self) -> None:
        """Give the textures back."""
        for thing in (*self.targets, *self.textures):
            thing.release()


class Baker:
    """Turns layers into maps; owns one small program for each kind, compiled when first used."""

    def __init__(self, ctx: moderngl.Context, regions: RegionMaps, scale: float) -> None:
        self._ctx = ctx
        self._regions = regions
        self._size = (round(ATLAS_SIZE[0] * scale), round(ATLAS_SIZE[1] * scale))
        self._corners = quad(ctx)
        self._programs: dict[str, tuple[moderngl.Program, moderngl.VertexArray]] = {}

    def maps(self) -> MakeupMaps:
        """New, bare maps."""
        textures = []
        for _ in _BARE:
            texture = self._ctx.texture(self._size, 4, dtype="f2")
            texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
            texture.repeat_x = texture.repeat_y = False
            textures.append(texture)
        targets = tuple(self._ctx.framebuffer([texture]) for texture in textures)
        return MakeupMaps(textures[0], textures[1], textures[2], targets)

    def bake(
        self,
        maps: MakeupMaps,
        layers: Iterable[Layer],
        wearer: NDArray[np.float32],
        windows: tuple[Window, ...] = AREAS["face"],
    ) -> None:
        """Paint the layers in order into the given windows of the maps.

        Args:
            layers: all layers of the look, also where only a part is painted anew.
            wearer: (3,) mean albedo of the wearer's skin, linear RGB.
            windows: what has changed, in the canonical plane.
        """
        ctx = self._ctx
        layers = tuple(layers)
        ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._regions.use(0)
        for number, target in enumerate(maps.targets):
            target.use()
            for page in PAGES:
                for window in windows:
                    rect = self._rect(page, window)
                    if rect is None:
                        continue
                    target.scissor = rect
                    ctx.disable(moderngl.BLEND)
                    target.clear(*_BARE[number])
                    ctx.enable(moderngl.BLEND)
                    ctx.blend_func = moderngl.ONE, _SRC1_COLOR
                    for layer in layers:
                        self._paint(layer, number, page, wearer)
            target.scissor = None
        ctx.disable(moderngl.BLEND)
        ctx.blend_func = moderngl.DEFAULT_BLENDING
        for texture in maps.textures:
            texture.build_mipmaps(0, 4)

    def _rect(self, page: Page, window: Window) -> tuple[int, int, int, int] | None:
        """Texels of a window on a page, clipped to the page; None if they do not meet."""
        part = _meet(page.window, window)
        if part is None:
            return None
        x, y, w, h = clip_place(page, part)
        width, height = self._size
        left, bottom = round((x + 1) / 2 * width), round((y + 1) / 2 * height)
        right, top = round((x + w + 1) / 2 * width), round((y + h + 1) / 2 * height)
        return left, bottom, right - left, top - bottom

    def _paint(self, layer: Layer, number: int, page: Page, wearer: NDArray[np.float32]) -> None:
        shader, square = self._program(layer.makeup)
        _put(shader, "map", number)
        _put(shader, "intensity", layer.intensity)
        _put(shader, "wearer", tuple(float(c) for c in wearer))
        for parameter in layer.makeup.parameters:
            value = getattr(layer, parameter.name)
            if isinstance(parameter, Color):
                value = linear_color(value)
            elif isinstance(parameter, Choice):
                value = parameter.index(value)
            _put(shader, f"makeup.{parameter.name}", value)
        for window in AREAS[layer.makeup.area]:
            part = _meet(page.window, window)
            if part is not None:
                _put(shader, "window", part)
                _put(shader, "place", clip_place(page, part))
                square.render(moderngl.TRIANGLE_STRIP)

    def _program(self, makeup: Makeup) -> tuple[moderngl.Program, moderngl.VertexArray]:
        found = self._programs.get(makeup.kind)
        if found is None:
            given = {"KIND": f'{_declarations(makeup)}#include "bake/{makeup.kind}.glsl"\n'}
            shader = program(self._ctx, "page.vert", "bake.frag", given)
            for unit, name in enumerate(("lipsOvalBrow", "eyes", "brows")):
                _put(shader, name, unit)
            found = shader, self._ctx.vertex_array(shader, [(self._corners, "2f", "corner")])
            self._programs[makeup.kind] = found
        return found

    def prepare(self) -> None:
        """Compile every kind now rather than when it is first worn."""
        for makeup in KINDS.values():
            self._program(makeup)

    def release(self) -> None:
        """Give programs and buffers back."""
        for shader, square in self._programs.values():
            square.release()
            shader.release()
        self._programs.clear()
        self._corners.release()


def linear_color(text: str) -> tuple[float, float, float]:
    """Linear RGB of "#RRGGBB" (IEC 61966-2-1)."""
    srgb = np.array([int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return float(linear[0]), float(linear[1]), float(linear[2])


def _declarations(makeup: Makeup) -> str:
    """The uniforms and constants of a kind, generated so that they cannot disagree with it."""
    lines = []
    for parameter in makeup.parameters:
        if isinstance(parameter, Choice):
            for index, option in enumerate(parameter.options):
                name = f"{parameter.name}_{option.name}".upper()
                lines.append(f"#define {name} {index}")
    if makeup.parameters:
        lines.append("uniform struct {")
        lines += [f"    {p.glsl} {p.name};" for p in makeup.parameters]
        lines.append("} makeup;")
    return "\n".join(lines) + "\n"


def _put(shader: moderngl.Program, name: str, value: object) -> None:
    # A compiler drops uniforms that a kind does not use.
    member = shader.get(name, None)
    if isinstance(member, moderngl.Uniform):
        member.value = value


def _meet(a: Window, b: Window) -> Window | None:
    low = max(a[0], b[0]), max(a[1], b[1])
    high = min(a[0] + a[2], b[0] + b[2]), min(a[1] + a[3], b[1] + b[3])
    if high[0] <= low[0] or high[1] <= low[1]:
        return None
    return low[0], low[1], high[0] - low[0], high[1] - low[1]


