"""A renderer without a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from beautymirror.commands.patience import finish
from beautymirror.frame import Tracked
from beautymirror.looks.look import Look
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Composite, Renderer

if TYPE_CHECKING:
    import moderngl

__all__ = ["Easel", "easel"]


class Easel:
    """Draws frame after frame, each finished before the next."""

    def __init__(self, context: moderngl.Context, renderer: Renderer) -> None:
        self._context = context
        self._renderer = renderer

    @property
    def renderer_name(self) -> str:
        """What OpenGL calls the machine that draws."""
        return self._renderer.renderer_name

    def draw(self, tracked: Tracked, still: bool = False) -> Composite:
        """Draw a frame and wait until it is done; see ``Renderer.draw``."""
        composite = self._renderer.draw(tracked, still)
        finish(self._context)
        return composite

    def picture(self, composite: Composite) -> NDArray[np.uint8]:
        """The composite as a new, read-only (h, w, 3) uint8 sRGB array."""
        image = self._renderer.read(composite)
        image.flags.writeable = False
        return image

    def wear(self, look: Look | None, intensity: float = 1.0) -> None:
        """Put a look on everyone from the next draw on."""
        self._renderer.wear(look, intensity)


@contextmanager
def easel(look: Look | None, intensity: float = 1.0, fine: bool = False) -> Iterator[Easel]:
    """An easel for this thread; ``fine`` as in ``Renderer``.

    Raises:
        MissingError: OpenGL or the tracking model, which holds the mesh, is missing.
    """
    with headless_context() as context:
        renderer = Renderer(context, fine)
        try:
            renderer.wear(look, intensity)
            yield Easel(context, renderer)
        finally:
            renderer.release()
