"""The passes of a frame: the light on a face, then the face with its makeup."""

from __future__ import annotations

import moderngl

from beautymirror.render.even import Evener
from beautymirror.render.fitting import parted
from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.glsl import program, put
from beautymirror.render.regions import RegionMaps
from beautymirror.render.targets import Targets
from beautymirror.render.unwrap import Unwrapped, Unwrapper
from beautymirror.render.wearer import Wearer

__all__ = ["Compositor"]

_LIGHT = 64  # texels of the face whose blur is its light: one to 4 mm
_EVEN_EVERY = 0.2  # seconds between two looks at the mottle, which is fixed to the skin
_UNITS = ("picture", "transmitMap", "pigmentMap", "finishMap", "lightMap", "evenMap")


class Compositor:
    """Draws one face onto the target; the picture outside its mesh is never touched."""

    def __init__(self, ctx: moderngl.Context, geometry: FaceGeometry, regions: RegionMaps) -> None:
        self._ctx = ctx
        self._geometry = geometry
        self._unwrapper = Unwrapper(ctx, geometry, regions)
        self._light = Unwrapped(ctx, _LIGHT)
        self._evener: Evener | None = None
        self._programs: dict[frozenset[str], tuple[moderngl.Program, moderngl.VertexArray]] = {}

    def draw(self, targets: Targets, size: tuple[int, int], height: float, wearer: Wearer) -> None:
        """Draw the face that the geometry holds, with its maps.

        Args:
            size: of the picture; height: of the face; both in pixels.
        """
        assert wearer.maps is not None
        self._unwrapper.fill(self._light, targets, size, height)
        if "SMOOTH" in wearer.features and not 0.0 <= wearer.seen - wearer.evened < _EVEN_EVERY:
            self._evener = self._evener or Evener(self._ctx, self._unwrapper)
            self._evener.fill(wearer.maps, targets, size, height)
            wearer.evened = wearer.seen
        shader, array = self._program(wearer.features)
        targets.target.use()
        self._ctx.enable(moderngl.DEPTH_TEST)
        textures = [targets.before, *wearer.maps.textures, self._light.broad, wearer.maps.even]
        for unit, texture in enumerate(textures):
            texture.use(unit)
        put(shader, "size", size)
        put(shader, "depth", wearer.depth)
        put(shader, "amount", wearer.amount)
        put(shader, "wearer", tuple(float(c) for c in wearer.light.skin))
        put(shader, "lipAlbedo", wearer.light.lips)
        put(shader, "parted", parted(wearer.face.landmarks))
        put(shader, "lightColor", tuple(float(c) for c in wearer.light.color))
        put(shader, "lightTo", tuple(float(c) for c in wearer.light.to))
        array.render()
        self._ctx.disable(moderngl.DEPTH_TEST)

    def _program(self, features: frozenset[str]) -> tuple[moderngl.Program, moderngl.VertexArray]:
        """The program for what a look needs; what it does not need costs nothing."""
        found = self._programs.get(features)
        if found is None:
            given = {"FEATURES": "".join(f"#define {name}\n" for name in sorted(features))}
            shader = program(self._ctx, "composite.vert", "composite.frag", given)
            for unit, name in enumerate(_UNITS):
                put(shader, name, unit)
            found = self._programs[features] = shader, self._geometry.array(shader)
        return found

    def release(self) -> None:
        """Give everything back."""
        for shader, array in self._programs.values():
            array.release()
            shader.release()
        self._programs.clear()
        self._unwrapper.release()
        self._light.release()
        if self._evener is not None:
            self._evener.release()
