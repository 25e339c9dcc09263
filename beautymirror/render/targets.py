"""The picture before and after, as textures that are kept from frame to frame."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.frame import Frame
from beautymirror.render.picture import Picture

__all__ = ["Targets"]


class Targets:
    """The frame's texture, and a target with a copy of it to draw on."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._things: list[moderngl.Texture | moderngl.Framebuffer | moderngl.Renderbuffer] = []
        self._size = (0, 0)
        self._spare: NDArray[np.uint8] | None = None
        self.before: moderngl.Texture
        self.after: moderngl.Texture
        self.target: moderngl.Framebuffer
        self._source: moderngl.Framebuffer

    def load(self, frame: Frame) -> Picture:
        """Upload a frame and copy it into the target, bytes unchanged; its pixels."""
        if frame.size != self._size:
            self._allocate(frame.size)
        if frame.pixels is None:
            picture = Picture.of(frame.image, self._spare)
            self._spare = picture.pixels
        else:
            picture = Picture(frame.image, frame.pixels)
        # Nobody sees a fourth byte: whoever samples the textures is given 1 in its place.
        self.before.write(picture.pixels)
        self.target.use()  # or the scissor of a window smaller than the frame would cut the copy
        self._ctx.copy_framebuffer(self.target, self._source)
        return picture

    def clear_depth(self, box: tuple[int, int, int, int]) -> None:
        """Forget how near anything is in a rectangle x, y, w, h of pixels; the picture stays."""
        self.target.color_mask = (False, False, False, False)
        self.target.clear(depth=1.0, viewport=box)
        self.target.color_mask = (True, True, True, True)

    def _allocate(self, size: tuple[int, int]) -> None:
        old, ctx = self._things, self._ctx
        self._spare = None
        self.before = ctx.texture(size, 4)
        self.after = ctx.texture(size, 4)
        for texture in (self.before, self.after):
            texture.repeat_x = texture.repeat_y = False
            texture.swizzle = "RGB1"
        depth = ctx.depth_renderbuffer(size)
        self._source = ctx.framebuffer([self.before])
        self.target = ctx.framebuffer([self.after], depth)
        self._things = [self._source, self.target, self.before, self.after, depth]
        self._size = size
        # The old target may still be bound, and a deleted framebuffer cannot be bound again.
        self.target.use()
        for thing in old:
            thing.release()

    def release(self) -> None:
        """Give textures and targets back."""
        for thing in self._things:
            thing.release()
        self._things = []
        self._size = (0, 0)
