"""Who wears what: the maps, the light and the presence of each person in the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from beautymirror.frame import Face, Tracked
from beautymirror.looks.look import Layer, Look
from beautymirror.looks.makeup import AREAS
from beautymirror.render.bake import Baker, MakeupMaps
from beautymirror.render.cover import Cover
from beautymirror.render.geometry import FaceGeometry
from beautymirror.render.interval import Interval
from beautymirror.render.light import STILL, Light
from beautymirror.render.likeness import ANY, Likeness
from beautymirror.render.lipline import LipLine
from beautymirror.render.lit import skin_like
from beautymirror.render.picture import Picture
from beautymirror.render.probe import Probe

__all__ = ["Wardrobe", "Wearer"]

_FADE = 0.15  # seconds in which makeup comes with a face
_LIGHT = Interval(0.12)
_FORGET = 2.0  # seconds after which somebody who left is forgotten
_LEARN = 0.3  # of the way to what the newest look at the skin tells
_ABSURD = 1e5  # pixels
_DRIFT = 0.12  # change of the skin's colour from which coats are mixed anew
_DARK = 0.05  # linear light beside which noise in a dark skin's blue is no change


@dataclass(slots=True, eq=False)
class Wearer:
    """One person: what is drawn on them, and since when.

    Attributes:
        cover: what lies before the face; None where nobody has looked.
    """

    face: Face
    normals: NDArray[np.float32]
    light: Light = STILL
    lip_line: LipLine = field(default_factory=LipLine)
    maps: MakeupMaps | None = None
    layers: tuple[Layer, ...] = ()
    baked_for: NDArray[np.float32] | None = None
    since: float = 0.0
    seen: float = 0.0
    measured: float = 0.0
    likeness: Likeness = ANY
    cover: Cover | None = None
    read: float = -1e9
    amount: float = 0.0
    depth: float = 0.0
    fullness: float = 0.0
    features: frozenset[str] = frozenset()

    def recognise(
        self, colors: NDArray[np.float32], weight: NDArray[np.float32], around: NDArray[np.float32]
    ) -> None:
        """Learn from the texels (n, 3) of this frame how the skin looks.

        Args:
            weight: (n,) how surely each is seen. around: (n, 4) their blurred colours times
                weights, and weights.
        """
        found = skin_like(colors, weight, around)
        if found is not None:
            known = self.likeness is not ANY
            self.likeness = self.likeness.towards(found, _LEARN) if known else found
        self.read = self.seen


class Wardrobe:
    """Keeps each person's maps; bakes only what has changed since they were last seen."""

    def __init__(self, baker: Baker, probe: Probe) -> None:
        self._baker = baker
        self._probe = probe
        self._layers: tuple[Layer, ...] = ()
        self._intensity = 1.0
        self._wearers: dict[int, Wearer] = {}
        self._dressed = -1e9  # seconds: when the frame before was
        self._covers: Mapping[int, Cover] = {}

    def cover(self, covers: Mapping[int, Cover]) -> None:
        """What lies before each face from now on, see ``Renderer.cover``."""
        self._covers = covers

    def wear(self, look: Look | None, intensity: float) -> None:
        """What everyone wears from now on."""
        self._layers = look.layers if look else ()
        self._intensity = intensity

    def dress(
        self, tracked: Tracked, picture: Picture, geometry: FaceGeometry, still: bool
    ) -> list[Wearer]:
        """Everyone in the frame, ready to be drawn, farthest first.

        Args:
            picture: the frame's.
            still: the frame has no past: nobody fades in, and light is what it is.
        """
        if still:
            self._strip()
        now = tracked.frame.timestamp
        self._forget(now)
        if not self._layers or self._intensity <= 0.0:
            self._dressed = now
            return []
        out = []
        for order, face in enumerate(filter(_sound, tracked.faces)):
            wearer = self._greet(face, geometry.normals.of(face.landmarks), now)
            wearer.depth = 0.3 * order
            wearer.cover = self._covers.get(face.track)
            if wearer.baked_for is None or _LIGHT.overdue(now - wearer.measured):
                self._look_at_light(picture, wearer, now)
            if _lips_worn(self._layers):
                wearer.lip_line.follow(picture, face.landmarks, now)
            wearer.seen = now
            fade = 1.0 if still else min((now - wearer.since) / _FADE, 1.0)
            wearer.amount = self._intensity * fade
            self._bake(wearer)
            out.append(wearer)
        self._dressed = now
        return out[::-1]

    def learn(self, picture: Picture, wearer: Wearer) -> None:
        """Look anew at the light on a face that was drawn, and at its lips, if it is time to."""
        if _LIGHT.due(wearer.seen - wearer.measured):
            self._look_at_light(picture, wearer, wearer.seen)
        if _lips_worn(self._layers):
            wearer.lip_line.learn(picture, wearer.face.landmarks, wearer.seen)

    def _greet(self, face: Face, normals: NDArray[np.float32], now: float) -> Wearer:
        wearer = self._wearers.get(face.track)
        if wearer is None or now < wearer.seen:
            # Time runs back where another source begins: somebody else may be there.
            maps = wearer.maps if wearer else None
            wearer = Wearer(face, normals, maps=maps, since=now - 1e-3, seen=now)
            self._wearers[face.track] = wearer
        elif now - wearer.seen > _FADE and self._left(wearer):
            wearer.since = now - 1e-3
        wearer.face, wearer.normals = face, normals
        return wearer

    def _look_at_light(self, picture: Picture, wearer: Wearer, now: float) -> None:
        measured = self._probe.measure(picture, wearer.face.landmarks, wearer.normals)
        if measured is not None:
            first = wearer.baked_for is None
            elapsed = now - wearer.measured
            wearer.light = measured if first else wearer.light.towards(measured, elapsed)
            wearer.measured = now

    def _bake(self, wearer: Wearer) -> None:
        # Coats are mixed for the skin itself; the composite puts the light's colour back.
        skin = np.minimum(wearer.light.skin / np.maximum(wearer.light.color, 0.01), 1.0)
        if wearer.maps is None:
            wearer.maps = self._baker.maps()
        drifted = wearer.baked_for is None or (
            float((np.abs(skin - wearer.baked_for) / (wearer.baked_for + _DARK)).max()) > _DRIFT
        )
        if drifted:
            wearer.features = self._baker.bake(wearer.maps, self._layers, skin)
            wearer.baked_for = skin
        elif wearer.layers != self._layers:
            assert wearer.baked_for is not None
            changed, moved = _changed(wearer.layers, self._layers)
            windows = tuple(window for area in changed for window in AREAS[area])
            wearer.features = self._baker.bake(
                wearer.maps, self._layers, wearer.baked_for, windows, moved
            )
        wearer.layers = self._layers
        wearer.fullness = _fullness(self._layers)
        plump = frozenset({"PLUMP"} if wearer.fullness > 0.0 else ())
        wearer.features = wearer.features - {"PLUMP"} | plump

    def _forget(self, now: float) -> None:
        away = [n for n, w in self._wearers.items() if abs(now - w.seen) > _FORGET]
        gone = [n for n in away if self._left(self._wearers[n])]
        for number in gone:
            maps = self._wearers.pop(number).maps
            if maps is not None:
                maps.release()

    def _left(self, wearer: Wearer) -> bool:
        # Whoever was in the frame before has been there all along, however long ago that was.
        return wearer.seen != self._dressed

    def _strip(self) -> None:
        for wearer in self._wearers.values():
            if wearer.maps is not None:
                wearer.maps.release()
        self._wearers.clear()

    def release(self) -> None:
        """Give all maps and the baker back."""
        self._strip()
        self._baker.release()


def _sound(face: Face) -> bool:
    """Whether a face can be drawn: no point lost, none absurdly far out of the picture."""
    return bool(np.isfinite(face.landmarks).all() and np.abs(face.landmarks).max() < _ABSURD)


def _lips_worn(layers: tuple[Layer, ...]) -> bool:
    return any(x.makeup.area == "lips" or x.makeup.kind == "transfer" for x in layers)


def _fullness(layers: tuple[Layer, ...]) -> float:
    """How much fuller the lips are, 0..1: lipsticks over one another do not add up."""
    return max((getattr(layer, "fullness", 0.0) * layer.intensity for layer in layers), default=0.0)


def _changed(before: tuple[Layer, ...], after: tuple[Layer, ...]) -> tuple[set[str], int | None]:
    """Areas in which two stacks of layers differ, and the only layer that does, of one kind."""
    moved = None
    if len(before) == len(after):
        unlike = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
        different = [layer for n in unlike for layer in (before[n], after[n])]
        if len(unlike) == 1 and different[0].makeup is different[1].makeup:
            moved = unlike[0]
    else:
        different = [*before, *after]
    areas = {layer.makeup.area for layer in different}
    return {"face"} if "face" in areas else areas, moved
