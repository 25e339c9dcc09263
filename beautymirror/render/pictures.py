"""The pictures that layers hold, as textures: each goes to the GPU once, however often baked."""

from __future__ import annotations

from collections.abc import Iterable

import moderngl
import numpy as np

from beautymirror.looks.layer import Layer
from beautymirror.looks.parameters import Picture
from beautymirror.looks.picture import SIDE, Pixels
from beautymirror.render.srgb import LINEAR

__all__ = ["Pictures"]


class Pictures:
    """RGBA16F textures over the canonical face: linear colours times opacity, and opacity.

    Multiplied before they are filtered, so that texels without paint lend no colour to their
    neighbours.
    """

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._textures: dict[Pixels, moderngl.Texture] = {}

    def keep(self, layers: Iterable[Layer]) -> None:
        """Have the pictures of these layers ready, and no others."""
        wanted = {pixels for layer in layers for pixels in _held(layer)}
        for gone in self._textures.keys() - wanted:
            self._textures.pop(gone).release()
        for new in wanted - self._textures.keys():
            self._textures[new] = self._upload(new)

    def use(self, layer: Layer, first: int) -> None:
        """Bind the pictures of a layer that is kept to the units from ``first`` on."""
        for unit, pixels in enumerate(_held(layer), start=first):
            self._textures[pixels].use(unit)

    def _upload(self, pixels: Pixels) -> moderngl.Texture:
        if not pixels:
            return self._ctx.texture((1, 1), 4, bytes(8), dtype="f2")
        values = np.empty((SIDE, SIDE, 4), np.float16)
        rgba = pixels.rgba[::-1]  # row 0 of a texture is the chin
        opacity = rgba[..., 3:] * np.float32(1 / 255)
        values[..., :3] = LINEAR[rgba[..., :3]] * opacity
        values[..., 3:] = opacity
        texture = self._ctx.texture((SIDE, SIDE), 4, values, dtype="f2")
        texture.repeat_x = texture.repeat_y = False
        return texture

    def release(self) -> None:
        """Give the textures back."""
        for texture in self._textures.values():
            texture.release()
        self._textures.clear()


def _held(layer: Layer) -> list[Pixels]:
    """The pictures of a layer in the order of its parameters."""
    chosen = [p.name for p in layer.makeup.parameters if isinstance(p, Picture)]
    return [getattr(layer, name) for name in chosen]
