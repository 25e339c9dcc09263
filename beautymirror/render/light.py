"""The light on a wearer's face, and how it follows what is measured."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.haze import NONE
from beautymirror.render.srgb import LUMA

__all__ = ["FRONT", "MIRRORING", "STILL", "Light", "redness"]

Array = NDArray[np.float32]

MIRRORING = 1.15
"""Times fully lit skin, from which skin may mirror."""

FRONT = np.array([0.0, 0.45, 0.9], np.float32)
"""Where light comes from if nothing tells: x right, y up, z to the camera."""

_SETTLE = 0.6  # seconds in which a change of light has mostly arrived
_FOLD = np.float32(0.33)  # of the light about it is left in a fold
_UNSEEN = 0.05  # of its usual pace at which the light's colour is followed without eyes
_GONE = 3e-4  # linear light below which haze is none


@dataclass(frozen=True, slots=True, eq=False)
class Light:
    """The light on one face.

    Attributes:
        skin: (3,) linear RGB of the wearer's skin where it is fully lit.
        lips: (2,) luminance that the bare upper and lower lip would have in the light of the skin
            about them: what is more or less than that is their own form's shade.
        lip_redness: logarithm of red over green of the bare lips, in white light.
        to: (3,) unit vector to the main light: x right, y up, z to the camera.
        color: (3,) linear RGB of the light itself; luminance 1 unless the picture is dim.
        lean: (2, 4) how its hue changes over the face: the logarithms of red and blue over green
            for each of x and y of the skin's normal, the logarithm of how much light there is, and
            everywhere.
        haze: (3,) linear RGB before the face, which all the others are behind; see ``render.haze``.
        sight: how far an eye is open, 0..1: closed ones tell nothing of the light's colour.
    """

    skin: Array
    lips: Array
    lip_redness: float
    to: Array
    color: Array
    lean: Array
    haze: Array
    sight: float = 1.0

    @property
    def albedo(self) -> float:
        """Luminance of the fully lit skin."""
        return max(float(self.skin @ LUMA), 1e-3)

    @property
    def deepening(self) -> Array:
        """(4,) how the hue goes on changing in a fold that is darker than the skin about it.

        In a fold with ``deep`` less of that light its colour is times (1 + deep * rgb) over
        (1 + deep * a): the straight line through what ``lean`` says where a third is left, as
        bright on this skin as before.
        """
        red, blue = (_FOLD ** self.lean[:, 2] - 1.0) / (1.0 - _FOLD)
        share = self.skin * LUMA / self.albedo
        return np.array([red, 0.0, blue, red * share[0] + blue * share[2]], np.float32)

    def unmirrored(self, colors: Array) -> Array:
        """(n,) the share of linear colours (n, 3) that is not light mirrored by the skin.

        What is brighter than fully lit skin is either in brighter light, and then has the skin's
        own hue, or mirrors the light, and then has the light's: the two-part model of reflection
        (Shafer 1985), solved by least squares.
        """
        skin, light = self.skin, self.color
        across = skin - light * ((skin @ light) / (light @ light))
        diffuse = colors @ (across / max(float(across @ skin), 1e-6))
        most = self.albedo * np.maximum(diffuse, MIRRORING)
        return np.asarray(np.minimum(most / np.maximum(colors @ LUMA, 1e-4), 1.0))

    def towards(self, newer: Light, seconds: float) -> Light:
        """Part of the way to a newer measurement, so that nothing flickers.

        While eyes that have been open are closed, the colour of the light hardly follows, unless
        there is another light altogether.
        """
        share = 1.0 - float(np.exp(-max(seconds, 0.0) / _SETTLE))
        other = abs(math.log(newer.albedo / self.albedo))
        seen = min(max(1.0 - self.sight, newer.sight, other, _UNSEEN), 1.0)
        color = self.color + share * seen * (newer.color - self.color)
        lips = newer.lip_redness + redness(newer.color) - redness(color)
        to = self.to + share * (newer.to - self.to)
        return replace(
            self,
            skin=self.skin + share * (newer.skin - self.skin),
            lips=self.lips + share * (newer.lips - self.lips),
            lip_redness=self.lip_redness + share * (lips - self.lip_redness),
            to=(to / np.linalg.norm(to)).astype(np.float32),
            color=color,
            lean=self.lean + share * (newer.lean - self.lean),
            haze=newer.haze if newer.haze is self.haze else _between(self.haze, newer.haze, share),
            sight=max(newer.sight, self.sight * (1.0 - _UNSEEN * share)),
        )


STILL = Light(
    np.array([0.5, 0.33, 0.25], np.float32),
    np.array([0.2, 0.2], np.float32),
    0.0,
    FRONT / np.linalg.norm(FRONT),
    np.ones(3, np.float32),
    np.zeros((2, 4), np.float32),
    NONE,
)


def redness(color: Array) -> float:
    """Logarithm of red over green."""
    return math.log(max(float(color[0]), 1e-4) / max(float(color[1]), 1e-4))


def _between(haze: Array, newer: Array, share: float) -> Array:
    """Part of the way from one haze to another; what is left of one at last is none."""
    haze = haze + np.float32(share) * (newer - haze)
    return haze if haze.max() > _GONE else NONE
