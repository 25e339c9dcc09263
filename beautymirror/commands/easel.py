"""A renderer without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from beautymirror.commands.console import warn
from beautymirror.errors import MissingError
from beautymirror.frame import Tracked
from beautymirror.inference.covers import NOTHING, Lookout, Mask, open_covers
from beautymirror.looks.look import Look
from beautymirror.render.context import headless_context
from beautymirror.render.patience import finish
from beautymirror.render.renderer import Composite, Renderer

if TYPE_CHECKING:
    import moderngl

__all__ = ["Easel", "easel"]


class Easel:
    """Draws frame after frame, each finished before the next.

    Args:
        covers: what lies before the faces of a frame, which may be a picture by itself.
        drawn: is handed each frame when it has been drawn.
    """

    def __init__(
        self,
        context: moderngl.Context,
        renderer: Renderer,
        covers: Callable[[Tracked, bool], Mapping[int, Mask]],
        drawn: Callable[[Tracked], None],
    ) -> None:
        self._context = context
        self._renderer = renderer
        self._covers, self._drawn = covers, drawn
        self._bare = False

    @property
    def renderer_name(self) -> str:
        """What OpenGL calls the machine that draws."""
        return self._renderer.renderer_name

    def draw(self, tracked: Tracked, still: bool = False) -> Composite:
        """Draw a frame and wait until it is done; see ``Renderer.draw``."""
        if not self._bare:
            self._renderer.cover(self._covers(tracked, still))
        composite = self._renderer.draw(tracked, still)
        finish(self._context)
        if not self._bare:
            self._drawn(tracked)
        return composite

    def learn(self) -> None:
        """Learn from the frame that was drawn last; see ``Renderer.learn``."""
        self._renderer.learn()

    def picture(self, composite: Composite) -> NDArray[np.uint8]:
        """The composite as a new, read-only (h, w, 3) uint8 sRGB array."""
        image = self._renderer.read(composite)
        image.flags.writeable = False
        return image

    def wear(self, look: Look | None, intensity: float = 1.0) -> None:
        """Put a look on everyone from the next draw on."""
        self._renderer.wear(look, intensity)
        self._bare = look is None


@contextmanager
def easel(look: Look | None, *, fine: bool = False, live: bool = False) -> Iterator[Easel]:
    """An easel for this thread.

    Args:
        look: worn from the first draw on.
        fine: as in ``Renderer``.
        live: what lies before faces is looked for on a thread of its own, as in the window; else a
            dozen times a second of the frames' own clock, so that the same frames give the same
            pictures.

    Raises:
        MissingError: OpenGL or the tracking model, which holds the mesh, is missing.
    """
    lookout = Lookout()
    with headless_context() as context:
        renderer = Renderer(context, fine)
        covers = (lambda _tracked, _still: lookout.masks) if live else _at_once()
        drawn = lookout.look if live else _pass
        try:
            drawing = Easel(context, renderer, covers, drawn)
            drawing.wear(look)
            yield drawing
        finally:
            lookout.stop()
            renderer.release()


def _pass(_tracked: Tracked) -> None:
    """Do nothing with a frame that was drawn."""


def _at_once() -> Callable[[Tracked, bool], Mapping[int, Mask]]:
    try:
        return open_covers().look
    except MissingError as error:
        warn(f"What lies before a face is told by its colour alone: {error}")
        return lambda _tracked, _still: NOTHING
