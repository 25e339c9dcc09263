"""The renderer: a tracked frame and a look in, a composite on the GPU out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.atlas import atlas_mesh
from beautymirror.face.distances import measure
from beautymirror.face.mesh import canonical_mesh
from beautymirror.frame import Face, Tracked
from beautymirror.looks.look import Look
from beautymirror.render.bake import EVEN_SIZE, Baker
from beautymirror.render.composite import Compositor
from beautymirror.render.cover import Cover
from beautymirror.render.features import Features
from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.lit import LIT
from beautymirror.render.patience import begin, spread
from beautymirror.render.picture import Picture
from beautymirror.render.probe import Probe
from beautymirror.render.regions import upload_regions
from beautymirror.render.targets import Targets
from beautymirror.render.unwrap import Unwrapper
from beautymirror.render.wearer import Wardrobe, Wearer

__all__ = ["Composite", "Renderer"]

_MOTTLE = (EVEN_SIZE, 2.25)  # texels of the unwrapped face, and the sigma of their blur: 5 mm
_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "basic render")


@dataclass(frozen=True, slots=True)
class Composite:
    """A drawn frame, still on the GPU; valid until the next draw.

    Attributes:
        texture: RGBA8 sRGB values, opaque, the picture's row 0 at v = 0.
        before: the untouched frame in the same form.
        size: (width, height) in pixels.
    """

    texture: moderngl.Texture
    before: moderngl.Texture
    size: tuple[int, int]


class Renderer:
    """Draws makeup on faces with the context it is handed; all calls on that context's thread.

    Attributes:
        is_software: whether the processor draws in place of a GPU.
    """

    def __init__(self, ctx: moderngl.Context, fine: bool = False) -> None:
        """Take a context.

        Args:
            ctx: current on this thread for as long as the renderer lives.
            fine: bake for large still pictures where the processor draws: slower to put a look
                on, no slower to draw it.
        """
        self._ctx = ctx
        self.is_software = any(name in self.renderer_name.lower() for name in _SOFTWARE)
        if self.is_software:
            spread()
        mesh = canonical_mesh()
        atlas = atlas_mesh(mesh)
        distances = measure(mesh, atlas.refined)
        self._regions = upload_regions(ctx, distances)
        # A software rasteriser pays for every texel: there the atlas is as fine as a face of 450 px
        # needs. A GPU affords a liner as fine as any camera's.
        scale = (0.75 if fine else 0.375) if self.is_software else 1.0
        self._geometry = FaceGeometry(ctx, mesh, atlas, distances)
        self._targets = Targets(ctx)
        light, mottle = (Unwrapper(mesh, distances, *grid) for grid in (LIT, _MOTTLE))
        self._compositor = Compositor(ctx, self._geometry, light, mottle)
        self._features = Features(ctx, atlas.refined, mesh.uv)
        self._wardrobe = Wardrobe(Baker(ctx, self._regions, scale), Probe(mesh, distances))
        self._drawn: tuple[Picture, list[Wearer]] | None = None  # and not yet learned from

    @property
    def renderer_name(self) -> str:
        """What OpenGL calls the machine that draws."""
        return str(self._ctx.info["GL_RENDERER"])

    def wear(self, look: Look | None, intensity: float = 1.0) -> None:
        """Put a look on everyone from the next draw on; None takes it off."""
        self._wardrobe.wear(look, intensity)

    def cover(self, covers: Mapping[int, Cover]) -> None:
        """Leave out what lies before faces, from the next draw on and until told otherwise.

        Args:
            covers: by track, see ``render.cover``; a mask must not change once given. On a face
                without one, the colour of each pixel is to tell.
        """
        self._wardrobe.cover(covers)

    def draw(self, tracked: Tracked, still: bool = False) -> Composite:
        """Draw a frame with the look on every face that was found in it.

        Args:
            still: the frame is a picture by itself, not one of a sequence: no fading in.
        """
        self.learn()
        picture = self._targets.load(tracked.frame)
        wearers = self._wardrobe.dress(tracked, picture, self._geometry, still)
        for wearer in wearers:
            self._targets.clear_depth(face_box(wearer.face, picture.size))
        for wearer in wearers:
            self._draw_face(picture, wearer)
        self._drawn = None if still else (picture, wearers)
        return Composite(self._targets.after, self._targets.before, picture.size)

    def learn(self) -> None:
        """Look anew at the light, skin and lips of the frame drawn last, for those to come.

        Best called when that frame has been handed on; the next draw does it otherwise.
        """
        drawn, self._drawn = self._drawn, None
        if drawn is None:
            return
        picture, wearers = drawn
        for wearer in wearers:
            self._wardrobe.learn(picture, wearer)
            self._compositor.learn(picture, wearer)

    def _draw_face(self, picture: Picture, wearer: Wearer) -> None:
        if wearer.amount <= 0.0 or wearer.maps is None:
            return
        fullness = wearer.fullness * wearer.amount
        landmarks = wearer.lip_line.drawn(wearer.face.landmarks)
        self._geometry.fill(landmarks, wearer.normals, fullness)
        self._compositor.draw(self._targets, picture, wearer)
        begin()  # skin and lips, most of the work, while the features are fitted
        self._features.draw(self._targets, picture, wearer)

    def read(self, composite: Composite, out: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
        """The composite as (h, w, 3) uint8 sRGB, row 0 on top; into ``out`` where it is given."""
        width, height = composite.size
        if out is None:
            out = np.empty((height, width, 3), np.uint8)
        self._targets.target.read_into(out, components=3, alignment=1)
        return out

    def release(self) -> None:
        """Give everything on the GPU back, while the context is current."""
        for part in (
            self._wardrobe,
            self._compositor,
            self._features,
            self._targets,
            self._geometry,
            self._regions,
        ):
            part.release()


def face_box(face: Face, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the picture (x, y, width, height) in pixels that holds the face's mesh."""
    low = np.clip(np.nan_to_num(face.landmarks[:468, :2].min(axis=0)) - 1, 0, size)
    high = np.clip(np.nan_to_num(face.landmarks[:468, :2].max(axis=0)) + 2, 0, size)
    x, y = (int(value) for value in low)
    return x, y, int(high[0]) - x, int(high[1]) - y
