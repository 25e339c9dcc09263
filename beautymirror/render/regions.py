"""The distance maps of the face as textures, and rectangles of its atlas."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl
import numpy as np

from beautymirror.face.atlas import Page
from beautymirror.face.distances import Distances

__all__ = ["RegionMaps", "clip_place", "quad", "upload_regions"]

Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RegionMaps:
    """``face.distances.Distances`` as RGBA16F textures over the atlas."""

    textures: tuple[moderngl.Texture, ...]

    def use(self, first: int) -> None:
        """Bind lips_oval_brow, eyes and brows to the units from ``first`` on."""
        for offset, texture in enumerate(self.textures):
            texture.use(first + offset)

    def release(self) -> None:
        """Give the textures back."""
        for texture in self.textures:
            texture.release()


def upload_regions(ctx: moderngl.Context, distances: Distances) -> RegionMaps:
    """Hand the maps to the GPU."""
    textures = []
    for values in (distances.lips_oval_brow, distances.eyes, distances.brows):
        height, width = values.shape[:2]
        texture = ctx.texture((width, height), 4, values.astype(np.float16).tobytes(), dtype="f2")
        texture.repeat_x = texture.repeat_y = False
        textures.append(texture)
    return RegionMaps(tuple(textures))


def quad(ctx: moderngl.Context) -> moderngl.Buffer:
    """The corners of a unit square as a triangle strip."""
    return ctx.buffer(np.array([0, 0, 1, 0, 0, 1, 1, 1], np.float32))


def clip_place(page: Page, window: Window) -> tuple[float, float, float, float]:
    """Where a window of the canonical plane lies in the atlas, in clip coordinates."""
    u, v, w, h = window
    low, high = page.place(np.array([[u, v], [u + w, v + h]], np.float32)) * 2.0 - 1.0
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])
