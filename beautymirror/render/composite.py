"""The two programs of a frame: the light on a face, then the face with its makeup."""

from __future__ import annotations

from typing import Any

import moderngl

from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.glsl import program, put
from beautymirror.render.regions import RegionMaps, quad
from beautymirror.render.targets import Targets
from beautymirror.render.wearer import Wearer

__all__ = ["Compositor"]

_LIGHT = 64  # texels of the unwrapped face: one to 4 mm
_UNITS = ("picture", "transmitMap", "pigmentMap", "finishMap", "lightMap")


class Compositor:
    """Draws one face onto the target; the picture outside its mesh is never touched."""

    def __init__(self, ctx: moderngl.Context, geometry: FaceGeometry, regions: RegionMaps) -> None:
        self._ctx = ctx
        self._regions = regions
        self._face = program(ctx, "composite.vert", "composite.frag")
        self._unwrap = program(ctx, "light.vert", "light.frag")
        self._blur = program(ctx, "blur.vert", "blur.frag")
        for unit, name in enumerate(_UNITS):
            put(self._face, name, unit)
        put(self._unwrap, "lipsOvalBrow", 1)
        self._corners = quad(ctx)
        self._face_array = geometry.array(self._face)
        self._unwrap_array = geometry.array(self._unwrap)
        self._blur_array = ctx.vertex_array(self._blur, [(self._corners, "2f", "corner")])
        self._maps = [ctx.texture((_LIGHT, _LIGHT), 4, dtype="f2") for _ in range(2)]
        for texture in self._maps:
            texture.repeat_x = texture.repeat_y = False
        self._targets = [ctx.framebuffer([texture]) for texture in self._maps]

    def light(self, targets: Targets, size: tuple[int, int], face_height: float) -> None:
        """Unwrap the face that the geometry holds and blur it: the slow part of its light."""
        self._ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE | moderngl.BLEND)
        self._targets[0].use()
        self._targets[0].clear()
        targets.before.use(0)
        self._regions.textures[0].use(1)
        footprint = face_height / _LIGHT / 4
        put(self._unwrap, "size", size)
        put(self._unwrap, "spread", (footprint / size[0], footprint / size[1]))
        self._unwrap_array.render()
        for number, direction in enumerate(((1 / _LIGHT, 0.0), (0.0, 1 / _LIGHT))):
            self._targets[1 - number].use()
            self._maps[number].use(0)
            put(self._blur, "direction", direction)
            self._blur_array.render(moderngl.TRIANGLE_STRIP)

    def draw(self, targets: Targets, size: tuple[int, int], wearer: Wearer) -> None:
        """Draw the face with its maps; ``light`` was called for it just before."""
        assert wearer.maps is not None
        ctx = self._ctx
        targets.target.use()
        ctx.enable(moderngl.DEPTH_TEST)
        targets.before.use(0)
        for unit, texture in enumerate(wearer.maps.textures, start=1):
            texture.use(unit)
        self._maps[0].use(4)
        shader, light = self._face, wearer.light
        put(shader, "size", size)
        put(shader, "depth", wearer.depth)
        put(shader, "amount", wearer.amount)
        put(shader, "albedo", light.albedo)
        put(shader, "lipAlbedo", light.lips)
        put(shader, "lightColor", (1.0, 1.0, 1.0))
        put(shader, "lightTo", tuple(float(c) for c in light.to))
        self._face_array.render()
        ctx.disable(moderngl.DEPTH_TEST)

    def release(self) -> None:
        """Give everything back."""
        arrays = (self._face_array, self._unwrap_array, self._blur_array)
        programs = (self._face, self._unwrap, self._blur)
        own: list[Any] = [*arrays, *self._targets, *self._maps, *programs, self._corners]
        for thing in own:
            thing.release()
