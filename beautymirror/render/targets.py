"""The picture before and after, as textures that are kept from frame to frame."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.frame import Frame

__all__ = ["Targets"]


class Targets:
    """The frame's texture, and a target with a copy of it to draw on."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._things: list[moderngl.Texture | moderngl.Framebuffer | moderngl.Renderbuffer] = []
        self._size = (0, 0)
        self._pixels: NDArray[np.uint8]
        self.before: moderngl.Texture
        self.after: moderngl.Texture
        self.target: moderngl.Framebuffer
        self._source: moderngl.Framebuffer

    def load(self, frame: Frame) -> None:
        """Upload a frame and copy it into the target, bytes unchanged."""
        if frame.size != self._size:
            self._allocate(frame.size)
        self._widen(frame.image)
        self.before.write(self._pixels)
        self.target.use()  # or the scissor of a window smaller than the frame would cut the copy
        self._ctx.copy_framebuffer(self.target, self._source)

    def _widen(self, image: NDArray[np.uint8]) -> None:
        """Three bytes a pixel to four: a driver takes several times longer to do this itself.

        Each pixel is read as one word that starts with its three bytes. Its fourth byte belongs to
        the next pixel, and nobody sees it: whoever samples the textures is given 1 in its place.
        The last pixel has nothing behind it.
        """
        flat = self._pixels.reshape(-1, 4)
        count = len(flat) - 1
        if count:
            words: NDArray[np.uint32] = np.ndarray((count,), "<u4", image.data, strides=(3,))
            np.copyto(flat[:count].view("<u4")[:, 0], words)
        flat[count] = *image[-1, -1], 255

    def clear_depth(self, box: tuple[int, int, int, int]) -> None:
        """Forget how near anything is in a rectangle x, y, w, h of pixels; the picture stays."""
        self.target.color_mask = (False, False, False, False)
        self.target.clear(depth=1.0, viewport=box)
        self.target.color_mask = (True, True, True, True)

    def _allocate(self, size: tuple[int, int]) -> None:
        old, ctx = self._things, self._ctx
        self._pixels = np.zeros((size[1], size[0], 4), np.uint8)
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
