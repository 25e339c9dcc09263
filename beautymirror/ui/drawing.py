"""Everything that the mirror owns on the GPU, in one context; gone with it."""

from __future__ import annotations

from collections.abc import Mapping

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.frame import Tracked
from beautymirror.looks.look import Look
from beautymirror.render.context import REQUIRED_VERSION
from beautymirror.render.patience import finish
from beautymirror.render.present import Presenter, Scene
from beautymirror.render.renderer import Composite, Renderer

__all__ = ["Drawing"]

Image = NDArray[np.uint8]


class Drawing:
    """Draws frames and presents them with the context that is current; all calls on its thread.

    Without a renderer, ``start`` not called or ``give_up`` called, the camera is shown as it is.
    """

    def __init__(self) -> None:
        self.ctx = moderngl.create_context(require=REQUIRED_VERSION)
        self._presenter = Presenter(self.ctx)
        self._renderer: Renderer | None = None
        self._composite: Composite | None = None
        self._plain: moderngl.Texture | None = None
        self._window: tuple[int, moderngl.Framebuffer] | None = None

    @property
    def renderer_name(self) -> str:
        """What OpenGL calls the machine that draws."""
        return str(self.ctx.info["GL_RENDERER"])

    def start(self) -> None:
        """Make the renderer, without which there is no makeup."""
        self._renderer = Renderer(self.ctx)

    def give_up(self) -> None:
        """Go on without makeup."""
        self._renderer = self._composite = None

    def wear(self, look: Look | None, intensity: float) -> None:
        """Wear a look from the next draw on."""
        if self._renderer is not None:
            self._renderer.wear(look, intensity)

    def cover(self, covers: Mapping[int, Image]) -> None:
        """Leave out what lies before faces from the next draw on; see ``Renderer.cover``."""
        if self._renderer is not None:
            self._renderer.cover(covers)

    def draw(self, tracked: Tracked) -> None:
        """Draw a frame; it is shown until the next one."""
        if self._renderer is not None:
            self._composite = self._renderer.draw(tracked)
            if self._renderer.is_software:
                # To show what is still being drawn is to wait for it, with the interpreter's lock.
                finish(self.ctx)
            return
        image = tracked.frame.contiguous
        height, width, bands = image.shape
        if self._plain is not None and (
            self._plain.size != (width, height) or self._plain.components != bands
        ):
            self._plain.release()
            self._plain = None
        if self._plain is None:
            self._plain = self.ctx.texture((width, height), bands, alignment=1)
            self._plain.swizzle = "RGB1"
        self._plain.write(image, alignment=1)

    def learn(self) -> None:
        """Learn from the frame that was drawn last; see ``Renderer.learn``."""
        if self._renderer is not None:
            self._renderer.learn()

    def forget(self) -> None:
        """Show no picture until the next one is drawn."""
        self._composite = None
        if self._plain is not None:
            self._plain.release()
            self._plain = None

    @property
    def size(self) -> tuple[int, int] | None:
        """(width, height) of the picture that is shown, in its own pixels."""
        picture = self._textures()[0]
        return None if picture is None else picture.size

    def _textures(self) -> tuple[moderngl.Texture | None, moderngl.Texture | None]:
        if self._composite is not None:
            return self._composite.texture, self._composite.before
        return self._plain, self._plain

    def present(self, number: int, scene: Scene, *, bare: bool) -> None:
        """Show the picture in Qt's framebuffer of that number.

        Args:
            bare: show the untouched frame all over.
        """
        # Qt's framebuffer is not moderngl's, and may be another one at any paint.
        if self._window is None or self._window[0] != number:
            self._window = number, self.ctx.detect_framebuffer(number)
        after, before = self._textures()
        self._presenter.present(self._window[1], scene, before if bare else after, before)

    def read_window(self, view: tuple[int, int]) -> Image:
        """(h, w, 3) uint8 sRGB of what was presented, row 0 on top."""
        assert self._window is not None
        data = self._window[1].read((0, 0, *view), components=3, alignment=1)
        return np.frombuffer(data, np.uint8).reshape(view[1], view[0], 3)[::-1]

    def read(self) -> Image | None:
        """(h, w, 3) uint8 sRGB of what is worn at the camera's size; ``None`` without makeup."""
        if self._renderer is None or self._composite is None:
            return None
        return self._renderer.read(self._composite)

    def release(self) -> None:
        """Free everything on the GPU, while the context is current."""
        self.forget()
        if self._renderer is not None:
            self._renderer.release()
        self._presenter.release()
        self.ctx.release()
