"""The face unwrapped into the canonical plane, and a blurred copy of it."""

from __future__ import annotations

from typing import Any

import moderngl

from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.glsl import program, put
from beautymirror.render.regions import RegionMaps, quad
from beautymirror.render.targets import Targets

__all__ = ["Unwrapped", "Unwrapper"]


class Unwrapped:
    """Three square RGBA16F maps of skin colour times weight: as it is, half blurred, blurred."""

    def __init__(self, ctx: moderngl.Context, size: int) -> None:
        self.size = size
        self.maps = [ctx.texture((size, size), 4, dtype="f2") for _ in range(3)]
        for texture in self.maps:
            texture.repeat_x = texture.repeat_y = False
        self.targets = [ctx.framebuffer([texture]) for texture in self.maps]

    @property
    def fine(self) -> moderngl.Texture:
        """Skin colour as the camera saw it, averaged over a texel."""
        return self.maps[0]

    @property
    def broad(self) -> moderngl.Texture:
        """The same after a Gaussian of three texels."""
        return self.maps[2]

    def release(self) -> None:
        """Give textures and targets back."""
        own: list[Any] = [*self.targets, *self.maps]
        for thing in own:
            thing.release()


class Unwrapper:
    """Fills unwrapped maps from the face that the geometry holds."""

    def __init__(self, ctx: moderngl.Context, geometry: FaceGeometry, regions: RegionMaps) -> None:
        self._ctx = ctx
        self._regions = regions
        self._unwrap = program(ctx, "light.vert", "light.frag")
        self._blur = program(ctx, "blur.vert", "blur.frag")
        put(self._unwrap, "lipsOvalBrow", 1)
        self._corners = quad(ctx)
        self._face = geometry.array(self._unwrap)
        self._square = ctx.vertex_array(self._blur, [(self._corners, "2f", "corner")])

    def fill(
        self, out: Unwrapped, targets: Targets, size: tuple[int, int], face_height: float
    ) -> None:
        """Unwrap the picture, weighted by how surely it shows skin, and blur it.

        Args:
            size: of the picture, pixels.
            face_height: from forehead to chin, pixels: how much of the picture a texel averages.
        """
        self._ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE | moderngl.BLEND)
        out.targets[0].use()
        out.targets[0].clear()
        targets.before.use(0)
        self._regions.textures[0].use(1)
        footprint = face_height / out.size / 4
        put(self._unwrap, "size", size)
        put(self._unwrap, "spread", (footprint / size[0], footprint / size[1]))
        self._face.render()
        for number, direction in enumerate(((1 / out.size, 0.0), (0.0, 1 / out.size))):
            out.targets[number + 1].use()
            out.maps[number].use(0)
            put(self._blur, "direction", direction)
            self._square.render(moderngl.TRIANGLE_STRIP)

    def release(self) -> None:
        """Give programs and buffers back."""
        own: list[Any] = [self._face, self._square, self._unwrap, self._blur, self._corners]
        for thing in own:
            thing.release()
