"""Evenness: what smoothing has to change on a wearer's skin, kept in the canonical plane."""

from __future__ import annotations

import moderngl

from beautymirror.render.bake import EVEN_SIZE, MakeupMaps
from beautymirror.render.glsl import program, put
from beautymirror.render.regions import quad
from beautymirror.render.targets import Targets
from beautymirror.render.unwrap import Unwrapped, Unwrapper

__all__ = ["Evener"]


class Evener:
    """Fills the ``even`` map of a wearer from the face that the geometry holds."""

    def __init__(self, ctx: moderngl.Context, unwrapper: Unwrapper) -> None:
        self._unwrapper = unwrapper
        self._skin = Unwrapped(ctx, EVEN_SIZE)
        self._program = program(ctx, "blur.vert", "even.frag")
        put(self._program, "fineMap", 0)
        put(self._program, "broadMap", 1)
        self._corners = quad(ctx)
        self._square = ctx.vertex_array(self._program, [(self._corners, "2f", "corner")])

    def fill(
        self, maps: MakeupMaps, targets: Targets, size: tuple[int, int], face_height: float
    ) -> None:
        """Unwrap the picture and write where its skin is uneven; sizes in pixels."""
        self._unwrapper.fill(self._skin, targets, size, face_height)
        maps.even_target.use()
        self._skin.fine.use(0)
        self._skin.broad.use(1)
        self._square.render(moderngl.TRIANGLE_STRIP)

    def release(self) -> None:
        """Give everything back."""
        self._square.release()
        self._program.release()
        self._corners.release()
        self._skin.release()
