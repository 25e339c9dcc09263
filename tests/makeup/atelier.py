"""A face atlas in small, and coats baked onto synthetic wearers of every skin tone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face.distances import Distances
from beautymirror.looks.kind import AREAS
from beautymirror.looks.look import Layer, layer_models
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import linear_color
from beautymirror.looks.picture import SIDE, Pixels

Array = NDArray[np.float32]
SCALE = 0.25  # of the atlas: enough for every pattern, and quick

TONES = {
    name: np.array(linear_color(color), np.float32)
    for name, color in {"light": "#E8BEAC", "medium": "#B98560", "deep": "#4A2F24"}.items()
}
PAINTED = Pixels.of(np.full((SIDE, SIDE, 4), (150, 40, 90, 200), np.uint8))
every_tone = pytest.mark.parametrize("tone", TONES)
BAKED = tuple(kind for kind, makeup in KINDS.items() if makeup.drawn == "bake")


@dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """A bake read back, each (h, w, 4) float32 with row 0 at v = 0, as the composite sees it."""

    transmit: Array
    pigment: Array
    finish: Array
    raw: tuple[bytes, ...]

    def worn(self, skin: Array) -> Array:
        """Linear colour of even skin in even light under the coat, (h, w, 3)."""
        return np.asarray(self.transmit[..., :3] * skin + self.pigment[..., :3], np.float32)


@dataclass(eq=False)
class Atelier:
    """Bakes layers and reads the maps."""

    baker: Any
    maps: Any
    uv: Array
    distances: Distances

    def paint(self, *layers: Layer, tone: str = "medium") -> Maps:
        """The maps of these layers on a wearer of this tone."""
        self.baker.bake(self.maps, layers, TONES[tone])
        raw = tuple(texture.read() for texture in self.maps.textures)
        shape = (*self.uv.shape[:2], 4)
        read = [np.frombuffer(r, np.uint8).reshape(shape).astype(np.float32) / 255 for r in raw]
        read[1][..., :3] **= 2
        between = np.isnan(self.uv[..., 0])  # pages of the atlas, where nothing is ever drawn
        for values, bare in zip(read, (1.0, 0.0, 0.0), strict=True):
            values[between] = bare
        return Maps(read[0], read[1], read[2], raw)

    def region(self, map_name: str, channel: int) -> Array:
        """One channel of the distance maps, (h, w)."""
        return np.asarray(getattr(self.distances, map_name)[..., channel])

    def allowed(self, kind: str) -> NDArray[np.bool_]:
        """Texels inside the area of a kind, one texel of rounding included."""
        inside = np.zeros(self.uv.shape[:2], bool)
        slack = 1.5 / (1024 * SCALE)
        for u, v, width, height in AREAS[KINDS[kind].area]:
            low = self.uv >= np.array([u, v]) - slack
            high = self.uv <= np.array([u + width, v + height]) + slack
            inside |= (low & high).all(axis=-1)
        return inside


def layer(kind: str, **values: Any) -> Layer:
    """A layer of a kind with some of its parameters; one from a photo has paint everywhere."""
    if kind == "transfer":
        values.setdefault("paint", PAINTED)
    return layer_models[kind](**values)


def near(atelier: Atelier, u: float, v: float, radius: float = 0.012) -> Array:
    """Texels of the face about a canonical point."""
    with np.errstate(invalid="ignore"):
        return np.asarray(((atelier.uv - [u, v]) ** 2).sum(axis=-1) < radius**2)


def lips(atelier: Atelier, depth: float = 2.0) -> Array:
    """Texels on the lips, at least ``depth`` millimetres from either line."""
    outer, inner = (atelier.region("lips_oval_brow", n) for n in (0, 1))
    return np.asarray((outer > depth) & (inner > depth))


def hue(values: Array) -> float:
    """Hue angle of CIELAB colours (n, 3), degrees."""
    _, a, b = values.mean(axis=0)
    return float(np.degrees(np.arctan2(b, a)))


def colored(atelier: Atelier, maps: Maps, where: Array, tone: str = "medium") -> Array:
    """Mean linear colour that the skin of this tone has there, (3,)."""
    return np.asarray(maps.worn(TONES[tone])[where].mean(axis=0))
