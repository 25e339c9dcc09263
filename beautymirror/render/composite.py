"""The passes of a frame: the light on a face, then the face with its makeup."""

from __future__ import annotations

from itertools import chain

import moderngl
import numpy as np
from numpy.typing import NDArray

from beautymirror.render.bake import MakeupMaps
from beautymirror.render.cover import COVER_SIZE, Cover
from beautymirror.render.even import evenness
from beautymirror.render.fitting import parted
from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.glsl import program, put
from beautymirror.render.haze import cleared
from beautymirror.render.interval import Interval
from beautymirror.render.lit import laid_light
from beautymirror.render.picture import Picture
from beautymirror.render.targets import Targets
from beautymirror.render.unwrap import Unwrapper
from beautymirror.render.wearer import Wearer

__all__ = ["Compositor"]

Array = NDArray[np.float32]
_Parts = tuple[tuple[moderngl.Program, moderngl.VertexArray], ...]

_READ = Interval(0.2)  # of looks at the skin itself, which light alone changes
_UNITS = ("picture", "transmitMap", "pigmentMap", "finishMap", "lightMap", "evenMap", "coverMap")


class Compositor:
    """Draws one face onto the target; the picture outside its mesh is never touched."""

    def __init__(
        self, ctx: moderngl.Context, geometry: FaceGeometry, light: Unwrapper, mottle: Unwrapper
    ) -> None:
        """Take what all passes share.

        Args:
            light: its blur is the light on a face. mottle: of ``EVEN_SIZE`` texels.
        """
        self._ctx = ctx
        self._geometry = geometry
        self._light, self._mottle = light, mottle
        self._light_map = ctx.texture((light.size, light.size), 4, dtype="f4")
        self._light_map.repeat_x = self._light_map.repeat_y = False
        self._cover_map = ctx.texture((COVER_SIZE, COVER_SIZE), 1)
        self._cover_map.repeat_x = self._cover_map.repeat_y = False
        self._covered: Cover | None = None
        self._programs: dict[frozenset[str], _Parts] = {}

    def draw(self, targets: Targets, picture: Picture, wearer: Wearer) -> None:
        """Draw the face that the geometry holds, with its maps."""
        assert wearer.maps is not None
        self._lay_light(picture, wearer, wearer.maps)
        if wearer.cover is not None and wearer.cover is not self._covered:
            self._cover_map.write(wearer.cover, alignment=1)
            self._covered = wearer.cover
        targets.target.use()
        self._ctx.enable(moderngl.DEPTH_TEST)
        own = wearer.maps
        textures = [targets.before, *own.textures, self._light_map, own.even, self._cover_map]
        for unit, texture in enumerate(textures):
            texture.use(unit)
        values = _values(picture, wearer)
        for shader, array in self._parts(wearer.features):
            for name, value in values.items():
                put(shader, name, value)
            array.render()
        self._ctx.disable(moderngl.DEPTH_TEST)

    def learn(self, picture: Picture, wearer: Wearer) -> None:
        """Look anew at the skin of a face that was drawn, if it is time to."""
        if wearer.maps is not None and _READ.due(wearer.seen - wearer.read):
            self._recognise(picture, wearer, wearer.maps, *self._seen(picture, wearer))

    def _lay_light(self, picture: Picture, wearer: Wearer, maps: MakeupMaps) -> None:
        """The light on this face now."""
        colors, weight = self._seen(picture, wearer)
        if _READ.overdue(wearer.seen - wearer.read):
            self._recognise(picture, wearer, maps, colors, weight)
        laid = laid_light(self._light, colors, weight, wearer.light, wearer.likeness)
        self._light_map.write(laid)

    def _seen(self, picture: Picture, wearer: Wearer) -> tuple[Array, Array]:
        """Colours (n, 3) of the light map's texels, and how surely (n,) each is seen."""
        colors, weight = self._light.seen(picture, wearer.face.landmarks, wearer.normals)
        if wearer.cover is not None:
            weight = weight * self._light.seen_past(wearer.cover)
        return cleared(colors, wearer.light.haze), weight

    def _recognise(
        self, picture: Picture, wearer: Wearer, maps: MakeupMaps, colors: Array, weight: Array
    ) -> None:
        """What this skin is like, and how uneven."""
        around = self._light.blurred(self._light.laid(colors, weight))
        wearer.recognise(colors, weight, self._light.at(around))
        if "SMOOTH" in wearer.features:
            skin, seen = self._mottle.seen(picture, wearer.face.landmarks, wearer.normals)
            if wearer.cover is not None:
                seen = seen * self._mottle.seen_past(wearer.cover)
            mottle = self._mottle.laid(cleared(skin, wearer.light.haze), seen)
            maps.even.write(evenness(self._mottle, mottle))

    def _parts(self, features: frozenset[str]) -> _Parts:
        """Programs for what a look needs, of skin and of lips; what is not needed costs nothing."""
        found = self._programs.get(features)
        if found is None:
            skin, lips = self._program(features), self._program(features | {"LIPS"})
            found = self._programs[features] = (
                (skin, self._geometry.array(skin, "skin")),
                (lips, self._geometry.array(lips, "lips")),
            )
        return found

    def _program(self, features: frozenset[str]) -> moderngl.Program:
        given = {"FEATURES": "".join(f"#define {name}\n" for name in sorted(features))}
        shader = program(self._ctx, "composite.vert", "composite.frag", given)
        for unit, name in enumerate(_UNITS):
            put(shader, name, unit)
        return shader

    def release(self) -> None:
        """Give everything back."""
        for shader, array in chain.from_iterable(self._programs.values()):
            array.release()
            shader.release()
        self._programs.clear()
        self._light_map.release()
        self._cover_map.release()


def _values(picture: Picture, wearer: Wearer) -> dict[str, object]:
    """The uniforms of a face, by name; each program takes those that it has."""
    light = wearer.light
    return {
        "size": picture.size,
        "depth": wearer.depth,
        "amount": wearer.amount,
        "wearer": light.skin,
        "skinMiddle": wearer.likeness.middle,
        "skinWhitening": wearer.likeness.whitening.T,
        "lipAlbedo": light.lips,
        "haze": light.haze,
        "lipRedness": light.lip_redness,
        "covered": wearer.cover is not None,
        "parted": parted(wearer.face.landmarks),
        "lightColor": light.color,
        "lightTo": light.to,
        "deepening": light.deepening,
        "leanRed": light.lean[0],
        "leanBlue": light.lean[1],
    }
