"""What is drawn on small geometry of its own after the skin: lenses, teeth, lashes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.refine import RefinedMesh
from beautymirror.face.rims import rims
from beautymirror.looks.look import Layer
from beautymirror.render.fitting import Fitting, fit
from beautymirror.render.lashes import Lashes
from beautymirror.render.lenses import Lenses
from beautymirror.render.picture import Picture
from beautymirror.render.targets import Targets
from beautymirror.render.teeth import Teeth
from beautymirror.render.wearer import Wearer

__all__ = ["Features"]


class _Pass(Protocol):
    def draw(
        self, layer: Layer, fitting: Fitting, amount: float, lit: NDArray[np.float32]
    ) -> None: ...

    def release(self) -> None: ...


# In the order in which they are drawn: lashes hang over lenses.
_PASSES: dict[str, Callable[[moderngl.Context], _Pass]] = {
    "lenses": Lenses,
    "teeth": Teeth,
    "lashes": Lashes,
}


class Features:
    """The passes after the skin; each is made when a look first wants it."""

    def __init__(
        self, ctx: moderngl.Context, refined: RefinedMesh, uv: NDArray[np.float32]
    ) -> None:
        """Take the mesh that rims are found on, and where its landmarks lie in the plane."""
        self._ctx = ctx
        self._rims = rims(refined, uv)
        self._passes: dict[str, _Pass] = {}

    def draw(self, targets: Targets, picture: Picture, wearer: Wearer) -> None:
        """Draw what the wearer's look has of them; a look that has none costs nothing."""
        wanted = [x for x in wearer.layers if x.makeup.drawn in _PASSES and x.intensity > 0.0]
        if not wanted or wearer.amount <= 0.0:
            return
        fitting = fit(self._rims, picture, wearer)
        if fitting is None:
            return
        targets.target.use()
        targets.before.use(0)
        self._ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        # Whoever used the context before may mix otherwise: what a window lays over the picture is
        # multiplied with its alpha already.
        self._ctx.blend_func = moderngl.SRC_ALPHA, moderngl.ONE_MINUS_SRC_ALPHA
        for name in _PASSES:
            for layer in wanted:
                if layer.makeup.drawn == name:
                    self._pass(name).draw(layer, fitting, wearer.amount, wearer.light.color)

    def _pass(self, name: str) -> _Pass:
        if name not in self._passes:
            self._passes[name] = _PASSES[name](self._ctx)
        return self._passes[name]

    def release(self) -> None:
        """Give programs and buffers back."""
        for each in self._passes.values():
            each.release()
        self._passes.clear()
