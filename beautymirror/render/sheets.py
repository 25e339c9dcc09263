"""Sheets on which coats are put over one another before they are packed."""

from __future__ import annotations

import moderngl

__all__ = ["SHEET_MAPS", "Sheet"]

# What the textures of a sheet are called in shaders, in the order of their units and outputs:
# what the coats let through (a = 1 - matte), what they reflect (a = metallic), their finish, and
# how much they leave of the finish of what lies below them.
SHEET_MAPS = ("transmitBake", "pigmentBake", "finishBake", "keepBake")
_BARE = ((1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0, 1.0))


class Sheet:
    """A stack of coats over the atlas, in textures of the size of the maps.

    What is drawn into ``target`` leaves out the last of them, which costs a fourth of a bake.
    """

    def __init__(self, ctx: moderngl.Context, size: tuple[int, int]) -> None:
        self._ctx = ctx
        self.textures = [ctx.texture(size, 4, dtype="f2") for _ in _BARE]
        self.target = ctx.framebuffer(self.textures[:3])
        self.whole = ctx.framebuffer(self.textures)  # only a stack to lie over others needs all
        self._clears = [ctx.framebuffer([texture]) for texture in self.textures]

    def strip(self) -> None:
        """Bare skin everywhere."""
        for target, bare in zip(self._clears, _BARE, strict=True):
            target.clear(*bare)

    def copy(self, other: Sheet, whole: bool) -> None:
        """Hold what another sheet holds, of all textures or of those that ``target`` has.

        All of it: memory is copied as it lies, fifty times as fast as a part of it is drawn.
        """
        own, others = (self.whole, other.whole) if whole else (self.target, other.target)
        own.use()
        self._ctx.copy_framebuffer(own, others)

    def use(self, first: int) -> None:
        """Bind the textures to the units from ``first`` on."""
        for unit, texture in enumerate(self.textures, start=first):
            texture.use(unit)

    def release(self) -> None:
        """Give the textures back."""
        for target in (*self._clears, self.target, self.whole):
            target.release()
        for texture in self.textures:
            texture.release()
