"""Signs of the skin rendered at known strength onto faces in the UV plane (NumPy, linear light).

No photographs with measured signs and a clean licence exist, so the truth is made: absorption
(redness, spots, circles, lines, pores, unevenness) multiplies the skin by exp(-strength * k) with
k per channel, shine and flakes add light. Strengths are 0..1; 1 is a plain case, not an extreme.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.zones import Zone, zone
from beautymirror.inference.skin import SCORES, SIGNS

__all__ = ["Painter"]

Map = NDArray[np.float32]

SHINE_ZONES = ("forehead", "nose", "cheeks", "chin")
# Absorbance per channel (R, G, B) at strength 1: haemoglobin takes green, melanin takes blue.
_REDNESS = np.array([0.04, 0.42, 0.32], np.float32)
_INFLAMED = np.array([0.12, 0.75, 0.62], np.float32)
_MARK = np.array([0.45, 0.62, 0.70], np.float32)
_CIRCLE = np.array([0.48, 0.52, 0.40], np.float32)
_MELANIN = np.array([0.30, 0.44, 0.55], np.float32)
_CREASE = np.array([0.42, 0.52, 0.55], np.float32)
_PORE = np.array([0.34, 0.40, 0.42], np.float32)
_SHINE_PEAK = 0.26  # of a white in the same light
_FLAKE = 0.22


class Painter:
    """Paints signs onto (n, n, 3) linear-light faces; one for a size, holding masks and noise."""

    def __init__(self, skin: NDArray[np.bool_], seed: int = 0) -> None:
        self.size = len(skin)
        self._skin = cv2.GaussianBlur(skin.astype(np.float32), (0, 0), self.size / 256)
        rng = np.random.default_rng(seed)
        self._pores = [_pore_field(rng, self.size) for _ in range(12)]
        self._flakes = [_flake_field(rng, self.size) for _ in range(12)]

    def paint(
        self, face: Map, scores: Map, rng: np.random.Generator
    ) -> tuple[Map, NDArray[np.float32]]:
        """The face with its signs, and where each lies: (n, n, 3) and (8, n/8, n/8) in 0..1."""
        strength = dict(zip(SCORES, scores.tolist(), strict=True))
        absorbance = np.zeros_like(face)
        where = {}
        for name, draw in (
            ("redness", self._redness),
            ("blemishes", self._blemishes),
            ("dark_circles", self._circles),
            ("fine_lines", self._lines),
            ("pores", self._pore),
            ("unevenness", self._uneven),
        ):
            depth, where[name] = draw(strength[name], rng)
            absorbance += depth
        painted = face * np.exp(-absorbance * self._skin[..., None])
        light, where["shine"] = self._shine(face, scores[:4], rng)
        flakes, where["flaking"] = self._flake(strength["flaking"], rng)
        brightness = float(np.percentile(face[self._skin > 0.9], 85)) ** 0.5
        added = light + flakes * brightness
        painted = painted + (added * self._skin)[..., None]
        maps = np.stack([_coarse(where[name] * self._skin) for name in SIGNS])
        return painted, maps

    def _noise(self, rng: np.random.Generator, texels: float) -> Map:
        """Smooth noise of unit variance; ``texels`` is its correlation length at 256."""
        cells = max(3, round(256 / texels))
        grid = rng.standard_normal((cells, cells)).astype(np.float32)
        field = cv2.resize(grid, (self.size, self.size), interpolation=cv2.INTER_CUBIC)
        return field / max(float(field.std()), 1e-6)

    def _lobe(self, z: Zone, softness: float) -> Map:
        # Smooth enough to be worked out at a quarter of the size.
        lobe = np.exp(-((z.distance(self.size // 4) / softness) ** 2)).astype(np.float32)
        return cv2.resize(lobe, (self.size, self.size), interpolation=cv2.INTER_LINEAR)

    def _shine(self, face: Map, scores: Map, rng: np.random.Generator) -> tuple[Map, Map]:
        total = np.zeros((self.size, self.size), np.float32)
        where = total.copy()
        for name, score in zip(SHINE_ZONES, scores.tolist(), strict=True):
            spread = rng.uniform(0.85, 1.1)
            lobe = self._lobe(_moved(_SHINE[name], rng, 0.01), spread)
            total += score * lobe
            where = np.maximum(where, score * self._lobe(_SHINE[name], 1.0))
        # A film breaks up into small glints and follows the light that is there already.
        glints = np.clip(0.9 + 0.16 * self._noise(rng, 2.5), 0.3, 1.5)
        side = 1 + rng.uniform(-0.25, 0.25) * np.linspace(-1, 1, self.size, dtype=np.float32)
        luminance = cv2.GaussianBlur(face[..., 1], (0, 0), self.size / 32)
        skin = luminance[self._skin > 0.9]
        lit = np.clip(luminance / max(float(np.median(skin)), 1e-4), 0.4, 1.6)
        return _SHINE_PEAK * total * glints * side[None] * lit, where

    def _redness(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        area = np.zeros((self.size, self.size), np.float32)
        for name, share in (("cheeks", 1.0), ("nose", 0.8), ("chin", 0.6)):
            lobe = self._lobe(_moved(zone(name), rng), rng.uniform(1.1, 1.7))
            area = np.maximum(area, share * lobe)
        area *= np.clip(1 + 0.35 * self._noise(rng, 12), 0.3, 1.6)
        return strength * area[..., None] * _REDNESS, np.clip(strength * area, 0, 1)

    def _blemishes(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        depth = np.zeros((self.size, self.size, 3), np.float32)
        where = np.zeros((self.size, self.size), np.float32)
        # Stronger means more of them and plainer ones.
        count = 0 if strength < 0.03 else round(1 + 17 * strength + rng.uniform(-1, 1))
        for _ in range(count):
            z = zone(("cheeks", "forehead", "chin", "jaw")[rng.integers(4)])
            x, y = _point_in(z, rng, 1.2)
            radius = rng.uniform(1.3, 3.2) * self.size / 256
            colour = _INFLAMED if rng.uniform() < 0.65 else _MARK
            at, near = self._spot(x, y, radius)
            depth[at] += near[..., None] * colour * rng.uniform(0.6, 1.0) * (0.6 + 0.5 * strength)
            at, wide = self._spot(x, y, 3 * radius)
            where[at] = np.maximum(where[at], wide)
        return depth, where * min(1.0, 0.4 + 0.6 * strength)

    def _spot(self, x: float, y: float, radius: float) -> tuple[tuple[slice, slice], Map]:
        """A window of the map and the Gaussian spot in it."""
        reach = round(3 * radius)
        left, top = max(0, round(x * self.size) - reach), max(0, round(y * self.size) - reach)
        across = np.arange(left, min(self.size, left + 2 * reach + 1), dtype=np.float32)
        down = np.arange(top, min(self.size, top + 2 * reach + 1), dtype=np.float32)
        dx = np.exp(-(((across - x * self.size) / radius) ** 2))
        dy = np.exp(-(((down - y * self.size) / radius) ** 2))
        window = (slice(top, top + len(down)), slice(left, left + len(across)))
        return window, dy[:, None] * dx[None]

    def _circles(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        area = self._lobe(_moved(zone("under eyes"), rng, 0.008), rng.uniform(0.9, 1.25))
        area *= np.clip(1 + 0.15 * self._noise(rng, 10), 0.5, 1.4)
        return strength * area[..., None] * _CIRCLE, np.clip(strength * area, 0, 1)

    def _lines(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        scale = 2
        canvas = np.zeros((self.size * scale, self.size * scale), np.uint8)
        count = lambda most: round(strength * most + rng.uniform(-0.5, 0.5))  # noqa: E731
        for _ in range(max(0, count(4))):  # across the forehead
            y, left, right = rng.uniform(0.14, 0.265), rng.uniform(0.3, 0.4), rng.uniform(0.6, 0.7)
            _wave(canvas, (left, y), (right, y + rng.uniform(-0.01, 0.01)), 0.006, rng)
        for side in (0, 1):
            for _ in range(max(0, count(4))):  # outwards from the corner of the eye
                tilt = rng.uniform(-0.04, 0.05)
                start, end = (0.255, 0.385 + tilt * 0.4), (rng.uniform(0.18, 0.22), 0.385 + tilt)
                _wave(canvas, start, end, 0.003, rng, flip=side == 1)
            for _ in range(max(0, count(3))):  # below the eye
                y = rng.uniform(0.42, 0.455)
                _wave(canvas, (0.3, y - 0.005), (0.42, y), 0.006, rng, flip=side == 1)
        lines = cv2.resize(canvas, (self.size, self.size), interpolation=cv2.INTER_AREA)
        lines = cv2.GaussianBlur(lines.astype(np.float32) / 255, (0, 0), 0.7 * self.size / 256)
        # A crease is lit on its lower lip: the dark line has a bright one beside it.
        below = np.roll(lines, round(1.5 * self.size / 256), axis=0)
        relief = (lines - 0.45 * below) * (0.8 + 0.9 * strength)
        where = cv2.GaussianBlur(lines, (0, 0), self.size / 64) * 4
        return relief[..., None] * _CREASE, np.clip(where, 0, 1) * min(1.0, 0.3 + 0.7 * strength)

    def _pore(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        area = np.zeros((self.size, self.size), np.float32)
        for z, share in ((zone("nose"), 1.0), (_INNER_CHEEKS, 0.9), (zone("chin"), 0.5)):
            area = np.maximum(area, share * self._lobe(_moved(z, rng, 0.01), 1.25))
        dots = self._pores[rng.integers(len(self._pores))]
        dots = np.roll(dots, rng.integers(0, self.size, 2), axis=(0, 1))
        return (strength * area * dots)[..., None] * _PORE * 1.3, strength * area

    def _uneven(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        field = 0.6 * self._noise(rng, rng.uniform(14, 22)) + 0.5 * self._noise(rng, 8)
        depth = 0.5 * strength * field
        return depth[..., None] * _MELANIN, strength * np.ones_like(field)

    def _flake(self, strength: float, rng: np.random.Generator) -> tuple[Map, Map]:
        area = np.zeros((self.size, self.size), np.float32)
        for z, share in (
            (zone("cheeks"), 1.0), (zone("forehead"), 0.7), (zone("chin"), 0.9), (_NOSE_SIDES, 1.0),
        ):  # fmt: skip
            area = np.maximum(area, share * self._lobe(_moved(z, rng), 1.3))
        patches = np.clip(0.5 + 0.8 * self._noise(rng, 9), 0, 1.3)
        flakes = self._flakes[rng.integers(len(self._flakes))]
        flakes = np.roll(flakes, rng.integers(0, self.size, 2), axis=(0, 1))
        return _FLAKE * strength * area * patches * flakes, np.clip(strength * area, 0, 1)


_SHINE = {
    "forehead": Zone("forehead", (0.5, 0.205), (0.13, 0.055)),
    "nose": Zone("nose", (0.5, 0.49), (0.03, 0.08)),
    "cheeks": Zone("cheeks", (0.255, 0.49), (0.065, 0.05), paired=True),
    "chin": Zone("chin", (0.5, 0.83), (0.05, 0.035)),
}
_INNER_CHEEKS = Zone("inner cheeks", (0.335, 0.52), (0.07, 0.055), paired=True)
_NOSE_SIDES = Zone("nose sides", (0.42, 0.55), (0.035, 0.05), paired=True)


def _moved(z: Zone, rng: np.random.Generator, by: float = 0.018) -> Zone:
    (x, y), (rx, ry) = z.centre, z.radius
    grow = rng.uniform(0.85, 1.2, 2)
    dx, dy = rng.uniform(-by, by, 2)
    return Zone(z.name, (x + dx, y + dy), (rx * grow[0], ry * grow[1]), z.paired)


def _point_in(z: Zone, rng: np.random.Generator, reach: float) -> tuple[float, float]:
    angle, radius = rng.uniform(0, 2 * np.pi), reach * np.sqrt(rng.uniform())
    x = z.centre[0] + radius * z.radius[0] * np.cos(angle)
    y = z.centre[1] + radius * z.radius[1] * np.sin(angle)
    return (1 - x if z.paired and rng.uniform() < 0.5 else x), y


def _wave(
    canvas: NDArray[np.uint8],
    start: tuple[float, float],
    end: tuple[float, float],
    sway: float,
    rng: np.random.Generator,
    flip: bool = False,
) -> None:
    t = np.linspace(0, 1, 12)
    x = start[0] + t * (end[0] - start[0])
    phase, rate = rng.uniform(0, 2 * np.pi), rng.uniform(0.5, 1.5)
    y = start[1] + t * (end[1] - start[1]) + sway * np.sin(phase + rate * 2 * np.pi * t)
    points = np.stack([1 - x if flip else x, y], axis=1) * len(canvas)
    shade = int(rng.uniform(150, 255))
    cv2.polylines(canvas, [np.rint(points).astype(np.int32)], False, shade, 2, cv2.LINE_AA)


def _pore_field(rng: np.random.Generator, size: int) -> Map:
    """Dark dots of about one texel (at 256) on a jittered grid of four."""
    scale = size / 256
    pitch = 4.0 * scale
    field = np.zeros((size, size), np.float32)
    centres = (np.mgrid[0:size:pitch, 0:size:pitch].reshape(2, -1).T).astype(np.float32)
    centres += rng.uniform(-0.4, 0.4, centres.shape) * pitch
    at = np.rint(centres).astype(int) % size
    field[at[:, 0], at[:, 1]] = rng.uniform(0.4, 1.0, len(at))
    field = cv2.GaussianBlur(field, (0, 0), 0.75 * scale)
    return field / max(float(np.percentile(field, 98)), 1e-6)


def _flake_field(rng: np.random.Generator, size: int) -> Map:
    """Small irregular bright scales, each with a darker rim."""
    scale = size / 256
    noise = rng.standard_normal((size, size)).astype(np.float32)
    fine = cv2.GaussianBlur(noise, (0, 0), sigmaX=1.5 * scale, sigmaY=0.9 * scale)
    fine /= fine.std()
    scales = np.clip((fine - 0.7) * 1.6, 0, 1)
    rim = np.clip((0.6 - np.abs(fine - 0.4)) * 1.2, 0, 1)
    return scales - 0.25 * rim


def _coarse(field: Map) -> Map:
    n = len(field) // 8
    return cv2.resize(field, (n, n), interpolation=cv2.INTER_AREA)
