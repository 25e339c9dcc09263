"""The maths of makeup in NumPy, in double precision: what the shaders must agree with.

A coat in linear light is ``out = transmit * skin + pigment * light``; coats compose, and the
composite of a frame puts them on the camera's pixel. Arrays are (n, 3) linear RGB unless said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LUMA = np.array([0.2126, 0.7152, 0.0722])  # BT.709


@dataclass(frozen=True, slots=True, eq=False)
class Coat:
    """What a coat lets through and what it reflects itself."""

    transmit: Array
    pigment: Array


def paint(color: Array, opacity: Array) -> Coat:
    """Opaque matter that covers part of the skin."""
    return Coat(np.broadcast_to(1.0 - opacity, color.shape), color * opacity)


def stain(color: Array, strength: Array) -> Coat:
    """A dye: it can only darken and tint."""
    return Coat(1.0 + strength * (color - 1.0), np.zeros_like(color))


def film(swatch: Array, thickness: Array, skin: Array) -> Coat:
    """A scattering film, Kubelka-Munk (1948), linear about the skin that it lies on.

    ``swatch`` is the reflectance of an endless film: K/S = (1 - R)^2 / 2R, a = 1 + K/S,
    b = sqrt(a^2 - 1); R = sinh / (a sinh + b cosh), T = b / (a sinh + b cosh) of b S x, where
    b S is taken to be 1 in every band and x is the thickness.
    """
    endless = np.clip(swatch, 0.004, 0.96)
    a = 1.0 + (1.0 - endless) ** 2 / (2.0 * endless)
    b = np.sqrt(a * a - 1.0)
    sinh, cosh = np.sinh(thickness), np.cosh(thickness)
    reflected, through = sinh / (a * sinh + b * cosh), b / (a * sinh + b * cosh)
    rest = 1.0 - reflected * skin
    transmit = through**2 / rest**2
    exact = reflected + through**2 * skin / rest
    return Coat(transmit, np.maximum(exact - transmit * skin, 0.0))


def over(top: Coat, below: Coat) -> Coat:
    """Two coats as one."""
    return Coat(top.transmit * below.transmit, top.transmit * below.pigment + top.pigment)


def faded(coat: Coat, amount: Array) -> Coat:
    """Less of a coat: 0 leaves the skin bare."""
    return Coat(1.0 + amount * (coat.transmit - 1.0), coat.pigment * amount)


def decode(srgb: Array) -> Array:
    """Encoded 0..1 to linear light: the polynomial that stands for IEC 61966-2-1."""
    upper = srgb * (srgb * -0.220709534 + 0.729016510) + 0.440240283
    return srgb * (srgb * upper + 0.051452741)


def encode(linear: Array) -> Array:
    """The inverse: the root of the lowest two terms, and a polynomial in it for the others."""
    root = np.sqrt(np.clip(linear, 0.0, 1.0) * 2.27148682 + 0.003414896) - 0.058437111
    rest = root * (root * 0.024241099 - 0.162070867) + 0.413032510
    return root * (root * (root * rest - 0.546311291) + 1.0)


def composite(
    source: Array,
    coat: Coat,
    slow: Array,
    per_light: Array,
    matte: Array,
    hue: Array,
    haze: Array,
    deepening: Array,
) -> Array:
    """A camera pixel (encoded) with a coat on it, fully shown; encoded. Highlights are white.

    Args:
        slow: (n, 1) light here without its detail, 1 where the skin is fully lit.
        per_light: (n, 1) light for a pixel's luminance.
        matte: (n, 1) how far shine is taken away.
        hue: of the light here. haze: (3,) linear light before everything.
        deepening: (4,) see ``Light.deepening``.
    """
    seen = decode(source)
    before = np.minimum(seen, haze)
    skin = seen - before
    fine = (skin @ LUMA)[:, None] * per_light
    shine = np.maximum(fine - slow, 0.0)
    light = 0.3 * slow + 0.7 * (fine - shine * (0.5 + 0.32 * matte))
    light = np.clip(np.minimum(light, 1.5 * fine), 0.0, 1.3)
    bare = skin * (1.0 - matte * 0.8 * shine / np.maximum(fine, 1e-3))
    deep = np.maximum(1.0 - light / slow, 0.0)
    lit = light * hue * (1.0 + deep * deepening[:3]) / (1.0 + deep * deepening[3])
    made = coat.transmit * bare + coat.pigment * lit
    mirrored = shine**2 / ((shine + 0.45 * slow) * per_light)
    made += 0.75 * (1.0 - matte) * (1.0 - coat.transmit[:, 1:2]) * mirrored
    return np.clip(encode(made + before), 0.0, 1.0)


def like_skin(
    pixel: Array, around: Array, middle: Array, whitening: Array, reach: float = 1.0
) -> Array:
    """(n,) how far linear pixels can be skin of a distribution, see ``render.likeness``.

    Args:
        around: (n, 1) luminance of the skin about each. middle: (3,). whitening: (3, 3).
        reach: widens the variance.
    """
    lifted, bright = pixel + 0.004, pixel @ LUMA
    total, red = lifted.sum(axis=1), lifted[:, 0] - lifted[:, 2]
    green = 3.0 * lifted[:, 1] - total
    most = np.maximum(np.minimum(bright - 0.5 * around[:, 0], pixel.min(axis=1)), 0.0)
    mirrored = np.clip((total - red / max(middle[0], 0.02)) / 3.0, 0.0, most)
    total = total - 3.0 * mirrored
    places = [red / total, green / total, np.sqrt((bright - mirrored) / around[:, 0])]
    off = (np.stack(places, axis=1) - middle) @ whitening.T
    t = np.clip(((off * off).sum(axis=1) / reach - 12.0) / 12.0, 0.0, 1.0)
    return np.asarray(1.0 - t * t * (3.0 - 2.0 * t))
