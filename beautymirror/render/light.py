"""What the light does on a wearer's face: measured at a few hundred points of each frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.atlas import PAGES
from beautymirror.face.distances import Distances
from beautymirror.face.mesh import FaceMesh
from beautymirror.render.haze import NONE, cleared, haze_before
from beautymirror.render.likeness import majority
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LUMA
from beautymirror.render.white import light_color

__all__ = ["STILL", "Light", "Probe"]

Array = NDArray[np.float32]

_SETTLE = 0.6  # seconds in which a change of light has mostly arrived
_LIT = (45.0, 88.0)  # percentiles of the face: shadow lies below, highlights above
_MIRRORING = 1.15  # times fully lit skin, from which skin may mirror
_LIP_LINES = np.array(
    [
        [regions.LIPS_OUTER_UPPER, regions.LIPS_INNER_UPPER],
        [regions.LIPS_OUTER_LOWER, regions.LIPS_INNER_LOWER],
    ]
)
_MIDDLE = tuple(np.linspace(20.0, 80.0, 13))  # percentiles: their mean leaps less than the median
# Logarithm of the upper lip's light over the lower one's, and how far people differ in it.
_SHADED = (-0.4, 0.35)
_ACROSS = np.linspace(0.12, 0.63, 7, dtype=np.float32)[:, None, None, None]
_FRONT = np.array([0.0, 0.45, 0.9], np.float32)  # where light comes from if nothing tells
# How hue follows the light: by what each term is held back where little tells of it (a share of the
# samples); the residual, a logarithm, from which a sample counts by half; how much of the face's
# hue must be explained (standard deviation) to be believed, and to be sure: studio light explains
# 0.01 to 0.09, which is redness as likely, coloured shade 0.13 to 0.48.
_HELD, _UNLIKE = np.diag(np.array([0.03, 0.03, 0.003, 0.03], np.float32)), 0.12
_FAINT, _CLEAR = 0.09, 0.15
_PER_SQUARE = np.full(2, _UNLIKE**-2, np.float32)
_FOLD = np.float32(0.33)  # of the light about it is left in a fold
# Upper and lower lid, outer and inner corner, of both eyes; openings over widths.
_LIDS, _CORNERS = np.array([[159, 386], [145, 374]]), np.array([[33, 263], [133, 362]])
_SHUT, _OPEN = 0.10, 0.18
_UNSEEN = 0.05  # of its usual pace at which the light's colour is followed without eyes
_GONE = 3e-4  # linear light below which haze is none
_DARKEST = 0.05  # share of the full light


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
        most = self.albedo * np.maximum(diffuse, _MIRRORING)
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
        redness = newer.lip_redness + _redness(newer.color) - _redness(color)
        to = self.to + share * (newer.to - self.to)
        return replace(
            self,
            skin=self.skin + share * (newer.skin - self.skin),
            lips=self.lips + share * (newer.lips - self.lips),
            lip_redness=self.lip_redness + share * (redness - self.lip_redness),
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
    _FRONT / np.linalg.norm(_FRONT),
    np.ones(3, np.float32),
    np.zeros((2, 4), np.float32),
    NONE,
)


class Probe:
    """Measures the light at the middles of mesh triangles that hold skin, and of the lips."""

    def __init__(self, mesh: FaceMesh, distances: Distances) -> None:
        middles = mesh.uv[mesh.triangles].mean(axis=1)
        face, *_ = PAGES
        lips, _, oval, brow = distances.lips_oval_brow_at(face.place(middles)).T
        _, _, upper, lower = distances.eyes_at(face.place(middles)).T
        off_eye = (upper > 9) | (lower > 9)
        skin = (lips < -6) & (brow < -4) & (oval > 12) & off_eye
        self._skin = mesh.triangles[skin]
        corners = mesh.positions[self._skin]
        sides = corners[:, 1:] - corners[:, :1]
        self._area = np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1)

    def measure(self, picture: Picture, landmarks: Array, normals: Array) -> Light | None:
        """The light of one frame; None if too little of the face can be seen.

        Args:
            landmarks: (478, 3) pixels.
            normals: (468, 3) unit vectors, x right, y up, z to the camera.
        """
        colors, facing, inside = self._sample(picture, landmarks, normals, self._skin)
        seen = facing[:, 2] > 0.25
        if seen.sum() < 40:
            return None
        haze = haze_before(picture.image, landmarks)
        colors = cleared(colors, haze)
        seen[seen] = majority(colors[seen])
        colors, facing = colors[seen], facing[seen]
        luminance = colors @ LUMA
        # Triangles crowd about eyes, nose and mouth, where it is darker: each counts by the area
        # that it shows.
        area = self._area[inside][seen] * facing[:, 2]
        low, high = _percentiles(luminance, area, _LIT)
        lit = (luminance >= low) & (luminance <= high)
        skin = np.average(colors[lit], axis=0, weights=area[lit]).astype(np.float32)
        lips, redness = _lips(picture, landmarks, haze)
        color = light_color(picture, landmarks, skin, haze)
        direction = _direction(luminance, facing)
        skin = np.maximum(skin, 1e-3)
        lean = _lean(colors / skin, luminance / float(skin @ LUMA), facing, area)
        redness -= _redness(color)
        lips = np.maximum(lips, 1e-3)
        return Light(skin, lips, redness, direction, color, lean, haze, _sight(landmarks))

    def _sample(
        self,
        picture: Picture,
        landmarks: Array,
        normals: Array,
        triangles: NDArray[np.int32],
    ) -> tuple[Array, Array, NDArray[np.bool_]]:
        middles = landmarks[triangles, :2].mean(axis=1)
        inside = ((middles >= 0) & (middles < picture.size)).all(axis=1)
        colors = picture.linear(middles[inside])
        return colors, normals[triangles[inside, 0]], inside


def _lips(picture: Picture, landmarks: Array, haze: Array) -> tuple[Array, float]:
    """Luminance (2,) of the bare lips, see ``Light.lips``, and how red they look.

    Each point counts by the height of the lip there, or thin lips would be mostly the dark line
    where they meet. The upper lip looks down and has less light, as far as ``_SHADED`` believes it:
    what is darker than that is pigment, and would shine through an opaque lipstick.
    """
    lines = landmarks[_LIP_LINES, :2]  # lip, outer or inner, along, xy
    outer, inner = lines[:, 0, 1:-1], lines[:, 1, 1:-1]
    points = outer + _ACROSS * (inner - outer)
    height = np.linalg.norm(inner - outer, axis=2) + 1e-3
    colors = cleared(picture.linear(points), haze)
    luminance = colors @ LUMA
    weights = np.broadcast_to(height, points.shape[:-1])
    seen = [_percentiles(luminance[:, i].ravel(), weights[:, i].ravel(), _MIDDLE) for i in (0, 1)]
    upper, lower = np.log(np.maximum(seen, 1e-3)).mean(axis=1)
    usual, spread = _SHADED
    shade = usual + spread * np.tanh((upper - lower - usual) / spread)
    share = height.sum(axis=1) / height.sum()
    lips = np.exp([upper - share[1] * shade, lower + share[0] * shade])
    red, green = (colors[..., :2] + np.float32(0.002)).reshape(-1, 2).T
    return np.asarray(lips, np.float32), math.log(float(np.median(red / green)))


def _redness(color: Array) -> float:
    """Logarithm of red over green."""
    return math.log(max(float(color[0]), 1e-4) / max(float(color[1]), 1e-4))


def _sight(landmarks: Array) -> float:
    """How far the wider eye is open, 0..1, by the height of its opening over its width."""
    (top, bottom), (outer, inner) = landmarks[_LIDS, :2], landmarks[_CORNERS, :2]
    width = np.maximum(np.linalg.norm(outer - inner, axis=1), 1e-3)
    opening = float((np.linalg.norm(top - bottom, axis=1) / width).max())
    return min(max((opening - _SHUT) / (_OPEN - _SHUT), 0.0), 1.0)


def _between(haze: Array, newer: Array, share: float) -> Array:
    """Part of the way from one haze to another; what is left of one at last is none."""
    haze = haze + np.float32(share) * (newer - haze)
    return haze if haze.max() > _GONE else NONE


def _percentiles(values: Array, weights: Array, at: tuple[float, ...]) -> Array:
    """Percentiles of values that count by their weights."""
    order = np.argsort(values)
    below = np.cumsum(weights[order])
    return np.asarray(np.interp(np.array(at) / 100.0, below / below[-1], values[order]), np.float32)


def _direction(luminance: Array, normals: Array) -> Array:
    """Direction of a distant light that explains the shading: least squares of Lambert's law."""
    terms = np.concatenate([normals, np.ones((len(normals), 1), np.float32)], axis=1)
    fit = np.linalg.lstsq(terms, luminance / max(float(luminance.mean()), 1e-4), rcond=None)[0]
    # Skin seen from the front tells little about z: lean on the usual place of a light.
    to = fit[:3] * [1.0, 1.0, 0.5] + 0.6 * _FRONT
    to[2] = max(to[2], 0.3)
    return (to / np.linalg.norm(to)).astype(np.float32)


def _lean(relative: Array, light: Array, normals: Array, area: Array) -> Array:
    """How the hue of the light changes over the face, see ``Light.lean``.

    A shadow is lit by what is left: by the sky, by a wall, by skin that faces it; and a lamp to one
    side colours that side. Both are plain functions of how dark it is and where the skin faces,
    which redness, freckles and stubble are not: least squares, robust, and nothing unless it
    explains more than chance would.

    Args:
        relative: (n, 3) colours over that of fully lit skin. light: (n,) their luminance.
    """
    # What is brighter than lit skin mirrors the light, and has no skin's hue.
    weight = area * (light < _MIRRORING)
    terms = np.empty((len(light), 4), np.float32)
    terms[:, :2] = normals[:, :2]
    terms[:, 2] = np.log(np.clip(light, _DARKEST, 1.0))
    terms[:, 3] = 1.0
    logs = np.log(np.maximum(relative, 1e-3))
    hues = logs[:, [0, 2]] - logs[:, 1:2]
    trust = weight / max(float(weight.sum()), 1e-6)
    for _ in range(2):  # the second time without what the first one could not explain
        weighed = terms.T * trust
        fit = np.linalg.solve(weighed @ terms + _HELD, weighed @ hues)
        seen = terms @ fit
        off = hues - seen
        trust = weight / (1.0 + (off * off) @ _PER_SQUARE)
        trust /= max(float(trust.sum()), 1e-6)
    spread = seen - trust @ seen
    explained = float(np.sqrt((trust @ (spread * spread)).sum()))
    share = min(max((explained - _FAINT) / (_CLEAR - _FAINT), 0.0), 1.0)
    return np.asarray(share * fit.T, np.float32)
