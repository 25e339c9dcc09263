"""Shows a composite in a window: placed, mirrored, divided into before and after, with overlays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.render import glsl

__all__ = ["Overlay", "Placement", "Presenter", "Scene", "place"]

# At most this share of a picture's width or height is cut off where it fills the view.
_MOST_CUT = 0.55


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a picture lies in the view, in pixels from the top left; may reach beyond it."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A small picture that lies over the mirror at its own size.

    Attributes:
        name: the same for all versions of one overlay; its texture is kept under this name.
        pixels: (h, w, 4) uint8 sRGB with premultiplied alpha; uploaded when it is another array.
        x, y: of its top left corner, in pixels of the view.
        opacity: 0..1.
    """

    name: str
    pixels: NDArray[np.uint8]
    x: int
    y: int
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What a view shows.

    Attributes:
        view: (width, height) of the framebuffer in pixels.
        placement: of the picture.
        flip: show the picture as a mirror does.
        split: pixels from the left of the view up to which the untouched picture is shown.
        surround: sRGB 0..1 of what the picture does not cover.
        shade: 0 hides the picture .. 1 shows it as it is.
    """

    view: tuple[int, int]
    placement: Placement
    flip: bool
    split: int
    surround: tuple[float, float, float]
    overlays: Sequence[Overlay] = ()
    shade: float = 1.0


def place(size: tuple[int, int], view: tuple[int, int], *, fill: bool) -> Placement:
    """Centre a picture of ``size`` in the view.

    Args:
        size: (width, height) of the picture in pixels.
        view: (width, height) of the view in pixels.
        fill: leave no bars where that cuts off no more than about half of the picture; otherwise
            the whole picture is shown.
    """
    across, down = view[0] / size[0], view[1] / size[1]
    scale = min(across, down)
    if fill:
        scale = min(max(across, down), scale / (1.0 - _MOST_CUT))
    width, height = size[0] * scale, size[1] * scale
    return Placement((view[0] - width) / 2, (view[1] - height) / 2, width, height)


def _bars(scene: Scene, pictured: bool) -> list[tuple[int, int, int, int]]:
    """What the picture leaves of the view: x, y from below, width, height in pixels."""
    (width, height), spot = scene.view, scene.placement
    if not pictured:
        return [(0, 0, width, height)]
    left, right = max(0, math.ceil(spot.x)), min(width, math.floor(spot.x + spot.width))
    top, bottom = max(0, math.ceil(spot.y)), min(height, math.floor(spot.y + spot.height))
    bars = (
        (0, 0, left, height),
        (right, 0, width - right, height),
        (left, 0, right - left, height - bottom),
        (left, height - top, right - left, top),
    )
    return [bar for bar in bars if bar[2] > 0 and bar[3] > 0]


class Presenter:
    """Draws scenes into the framebuffer of a window; every call on the context's thread."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._program = glsl.program(ctx, "present.vert", "present.frag")
        self._quad = ctx.vertex_array(self._program, [])
        self._uploaded: dict[str, tuple[NDArray[np.uint8], moderngl.Texture]] = {}

    def present(
        self,
        framebuffer: moderngl.Framebuffer,
        scene: Scene,
        picture: moderngl.Texture | None,
        before: moderngl.Texture | None = None,
    ) -> None:
        """Draw the scene; ``before`` is the untouched picture left of the scene's split."""
        width, height = scene.view
        framebuffer.viewport = (0, 0, width, height)
        framebuffer.scissor = (0, 0, width, height)
        framebuffer.use()
        self._ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE | moderngl.BLEND)
        for bar in _bars(scene, picture is not None):
            framebuffer.clear(*scene.surround, viewport=bar)
        self._program["view"] = (width, height)
        if picture is not None:
            self._picture(framebuffer, scene, picture, before)
        self._overlays(scene)

    def _picture(
        self,
        framebuffer: moderngl.Framebuffer,
        scene: Scene,
        picture: moderngl.Texture,
        before: moderngl.Texture | None,
    ) -> None:
        width, height = scene.view
        spot = scene.placement
        self._program["place"] = (spot.x, spot.y, spot.width, spot.height)
        self._program["flip"] = float(scene.flip)
        self._program["opacity"] = scene.shade
        split = max(0, min(width, scene.split)) if before is not None else 0
        for texture, left, right in ((before, 0, split), (picture, split, width)):
            if texture is not None and right > left:
                framebuffer.scissor = (left, 0, right - left, height)
                framebuffer.use()
                self._draw(texture)
        framebuffer.scissor = (0, 0, width, height)
        framebuffer.use()

    def _overlays(self, scene: Scene) -> None:
        self._forget({overlay.name for overlay in scene.overlays})
        if not scene.overlays:
            return
        self._ctx.enable(moderngl.BLEND)
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self._program["flip"] = 0.0
        for overlay in scene.overlays:
            height, width = overlay.pixels.shape[:2]
            self._program["place"] = (overlay.x, overlay.y, width, height)
            self._program["opacity"] = overlay.opacity
            self._draw(self._texture(overlay))
        self._ctx.disable(moderngl.BLEND)

    def _draw(self, texture: moderngl.Texture) -> None:
        texture.use(0)
        self._quad.render(moderngl.TRIANGLE_STRIP, vertices=4)

    def _texture(self, overlay: Overlay) -> moderngl.Texture:
        pixels, texture = self._uploaded.get(overlay.name, (None, None))
        if texture is not None and pixels is overlay.pixels:
            return texture
        height, width = overlay.pixels.shape[:2]
        if texture is None or texture.size != (width, height):
            if texture is not None:
                texture.release()
            texture = self._ctx.texture((width, height), 4)
            texture.filter = moderngl.NEAREST, moderngl.NEAREST
        texture.write(np.ascontiguousarray(overlay.pixels))
        self._uploaded[overlay.name] = overlay.pixels, texture
        return texture

    def _forget(self, kept: set[str]) -> None:
        for name in self._uploaded.keys() - kept:
            self._uploaded.pop(name)[1].release()

    def release(self) -> None:
        """Free everything on the GPU, while the context is current."""
        self._forget(set())
        self._quad.release()
        self._program.release()
