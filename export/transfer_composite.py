"""The maths of ``shaders/composite.frag`` in torch: a layer on a face, and colours to compare.

Planes are (b, c, n, n). Linear light unless said; encoded means sRGB by the shaders' own curves.
"""

from __future__ import annotations

import torch
from torch import Tensor

__all__ = ["composite", "decode", "encode", "lab", "light", "luminance", "mirrored", "perceived"]

_LUMA = (0.2126, 0.7152, 0.0722)  # BT.709


def decode(srgb: Tensor) -> Tensor:
    """Encoded 0..1 to linear light, as ``shaders/lib/color.glsl`` does it."""
    upper = srgb * (srgb * -0.220709534 + 0.729016510) + 0.440240283
    return srgb * (srgb * upper + 0.051452741)


def encode(linear: Tensor) -> Tensor:
    """The inverse, as it is done there; a little beyond white there is a slope still."""
    root = (linear.clamp(0.0, 4.0) * 2.27148682 + 0.003414896).sqrt() - 0.058437111
    rest = root * (root * 0.024241099 - 0.162070867) + 0.413032510
    return root * (root * (root * rest - 0.546311291) + 1.0)


def luminance(linear: Tensor) -> Tensor:
    """(b, 1, n, n)."""
    return sum(  # type: ignore[return-value]
        weight * linear[:, band : band + 1] for band, weight in enumerate(_LUMA)
    )


def light(fine: Tensor, slow: Tensor, matte: Tensor | float = 0.0) -> Tensor:
    """What a coat reflects at each pixel, 0..1.3.

    Args:
        fine: luminance of the pixel, 1 where the skin is fully lit.
        slow: the same without its detail.
        matte: how far shine is taken away.
    """
    shine = (fine - slow).clamp(min=0.0)
    return (0.3 * slow + 0.7 * (fine - shine * (0.5 + 0.32 * matte))).clamp(0.0, 1.3)


def mirrored(fine: Tensor, slow: Tensor, per_light: Tensor | float) -> Tensor:
    """Luminance that the skin mirrors: what is much brighter there than around.

    Args:
        per_light: light for a pixel's luminance.
    """
    shine = (fine - slow).clamp(min=0.0)
    return shine * shine / ((shine + 0.45 * slow) * per_light)


def composite(
    skin: Tensor, pigment: Tensor, opacity: Tensor, lit: Tensor, mirror: Tensor
) -> Tensor:
    """Skin (b, 3, n, n) under a layer that is not matte, fully shown in white light.

    Args:
        pigment: encoded. opacity: (b, 1, n, n).
        lit, mirror: (b, 1, n, n) what a coat reflects there, and what the skin mirrors there.
    """
    return (1.0 - opacity) * skin + opacity * (decode(pigment) * lit + 0.75 * mirror)


def lab(srgb: Tensor) -> Tensor:
    """CIELAB / 100 (D65) of encoded values 0..1, with a finite slope at black."""
    linear = decode(srgb)
    red, green, blue = linear[:, 0], linear[:, 1], linear[:, 2]
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_lightness(part) for part in (x, y, z))
    return torch.stack([1.16 * fy - 0.16, 5.0 * (fx - fy), 2.0 * (fy - fz)], dim=1)


def _lightness(part: Tensor) -> Tensor:
    straight = part / (3 * (6 / 29) ** 2) + 4 / 29
    return torch.where(part > (6 / 29) ** 3, part.clamp(min=1e-4) ** (1 / 3), straight)


def perceived(true: Tensor, made: Tensor) -> Tensor:
    """How different two colours in CIELAB / 100 look, (b, 1, n, n) in hundredths of CIEDE2000.

    Its weights for lightness, chroma and hue (Sharma et al. 2005) without the turn of its axes in
    the blues, and a finite slope where the two are equal.
    """
    dark = (100.0 * true[:, 0] - 50.0).square()
    chroma = true[:, 1:].square().sum(dim=1).add(1e-8).sqrt()
    other = made[:, 1:].square().sum(dim=1).add(1e-8).sqrt()
    lighter = (made[:, 0] - true[:, 0]) / (1.0 + 0.015 * dark / (20.0 + dark).sqrt())
    across = (made[:, 1:] - true[:, 1:]).square().sum(dim=1)
    purer = other - chroma
    turned = (across - purer.square()).clamp(min=0.0) / (1.0 + 1.5 * chroma).square()
    total = lighter.square() + (purer / (1.0 + 4.5 * chroma)).square() + turned
    return ((total + 1e-6).sqrt() - 1e-3)[:, None]
