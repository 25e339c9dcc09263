"""The passes of a frame: the light on a face, then the face with its makeup."""

from __future__ import annotations

from itertools import chain

import moderngl

from beautymirror.render.bake import MakeupMaps
from beautymirror.render.cover import COVER_SIZE, Cover
from beautymirror.render.even import evenness
from beautymirror.render.fitting import parted
from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.glsl import program, put
from beautymirror.render.haze import cleared
from beautymirror.render.picture import Picture
from beautymirror.render.targets import Targets
from beautymirror.render.unwrap import Unwrapper
from beautymirror.render.wearer import Wearer

__all__ = ["Compositor"]

_Parts = tuple[tuple[moderngl.Program, moderngl.VertexArray], ...]

_READ_EVERY = 0.2  # seconds between two looks at the skin itself, which light alone changes
_GUESS = 1e-4  # weight of what is not like skin: better than nothing
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
        self._read_skin(picture, wearer, wearer.maps)
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

    def _read_skin(self, picture: Picture, wearer: Wearer, maps: MakeupMaps) -> None:
        """The light on this face now and, now and then, what its skin is like."""
        view = picture, wearer.face.landmarks, wearer.normals
        light, (colors, weight) = self._light, self._light.seen(*view)
        colors = cleared(colors, wearer.light.haze)
        if wearer.cover is not None:
            weight = weight * light.seen_past(wearer.cover)
        if not 0.0 <= wearer.seen - wearer.read < _READ_EVERY:
            wearer.recognise(colors, weight, light.at(light.blurred(light.laid(colors, weight))))
            if "SMOOTH" in wearer.features:
                skin, seen = self._mottle.seen(*view)
                if wearer.cover is not None:
                    seen = seen * self._mottle.seen_past(wearer.cover)
                mottle = self._mottle.laid(cleared(skin, wearer.light.haze), seen)
                maps.even.write(evenness(self._mottle, mottle))
        weight = weight * wearer.likeness.of_hue(colors) + _GUESS
        matt = colors * wearer.light.unmirrored(colors)[:, None]
        self._light_map.write(light.blurred(light.laid(matt, weight)))

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
