"""Colour of skin: CIELAB (D65), the individual typology angle, the Monk scale, undertone.

The colour science is scikit-image's; here are the conventions of skin colour on top of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from skimage import color

__all__ = [
    "ITA_CLASSES",
    "MONK_SWATCHES",
    "Undertone",
    "delta_e",
    "hex_to_lab",
    "hue_angle",
    "ita",
    "ita_class",
    "lab_from_linear",
    "lab_from_srgb",
    "lab_to_hex",
    "linear_from_lab",
    "monk_tone",
    "undertone",
]

Array = NDArray[np.float64]

# The primaries at full drive are 1 in linear light too, so this is the matrix of the colour space.
_XYZ = color.rgb2xyz(np.eye(3)[None])[0]

# Lower bounds in degrees (Chardon, Cretois & Hourseau 1991); some code cuts tan at 19 instead.
ITA_CLASSES = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -90.0),
)

# Monk Skin Tone scale, Google, CC BY 4.0: rating aids, not colorimetry.
MONK_SWATCHES = (
    "#f6ede4", "#f3e7db", "#f7ead0", "#eadaba", "#d7bd96",
    "#a07e56", "#825c43", "#604134", "#3a312a", "#292420",
)  # fmt: skip


def lab_from_linear(linear: ArrayLike) -> Array:
    """CIELAB (D65, 2 degrees) of linear RGB (..., 3)."""
    return color.xyz2lab(np.asarray(linear, np.float64) @ _XYZ)


def linear_from_lab(lab: ArrayLike) -> Array:
    """Linear RGB (..., 3) of CIELAB; outside 0..1 where sRGB cannot show the colour."""
    return color.lab2xyz(np.asarray(lab, np.float64)) @ np.linalg.inv(_XYZ)


def lab_from_srgb(image: ArrayLike) -> Array:
    """CIELAB of sRGB (..., 3), 8-bit integers or floats in 0..1."""
    return color.rgb2lab(np.asarray(image))


def hex_to_lab(text: str) -> Array:
    """CIELAB (3,) of ``#rrggbb``.

    Raises:
        ValueError: the text is no such colour.
    """
    digits = text.strip().removeprefix("#")
    if not re.fullmatch("[0-9a-fA-F]{6}", digits):
        raise ValueError(f"{text!r} is not a colour like #c08060")
    return lab_from_srgb(np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], np.uint8))


def lab_to_hex(lab: ArrayLike) -> str:
    """``#rrggbb`` of CIELAB (3,), clipped to sRGB."""
    xyz = color.lab2xyz(np.asarray(lab, np.float64))
    rgb = np.rint(np.clip(color.xyz2rgb(xyz), 0, 1) * 255).astype(int)
    return "#" + "".join(f"{value:02x}" for value in rgb)


def delta_e(first: ArrayLike, second: ArrayLike) -> Array:
    """CIEDE2000 between CIELAB colours (..., 3) that broadcast."""
    one, other = np.broadcast_arrays(np.asarray(first, float), np.asarray(second, float))
    return color.deltaE_ciede2000(one, other)


def ita(lab: ArrayLike) -> Array:
    """Individual typology angle in degrees, atan((L* - 50) / b*) (Chardon 1991), of (..., 3).

    It ignores a*, and says little where b* is near 0; a negative b* counts as 0.
    """
    values = np.asarray(lab, np.float64)
    return np.degrees(np.arctan2(values[..., 0] - 50.0, np.maximum(values[..., 2], 1e-6)))


def ita_class(angle: float) -> str:
    """Name of the class of an ITA in degrees."""
    return next(name for name, above in ITA_CLASSES if angle > above or above == -90.0)


def hue_angle(lab: ArrayLike) -> Array:
    """CIELAB hue angle in degrees, 0 red, 90 yellow, of (..., 3)."""
    values = np.asarray(lab, np.float64)
    return np.degrees(np.arctan2(values[..., 2], values[..., 1])) % 360.0


def monk_tone(lab: ArrayLike) -> int:
    """Nearest of the ten Monk tones, 1..10, by lightness bands.

    Bands lie halfway between the swatches' L*, sorted, since swatch 3 is lighter than 2 and a
    photographed chroma says more of the light than of the tone.
    """
    lightness = float(np.asarray(lab, np.float64)[..., 0])
    levels = np.sort([hex_to_lab(swatch)[0] for swatch in MONK_SWATCHES])[::-1]
    return int(np.abs(levels - lightness).argmin()) + 1


@dataclass(frozen=True, slots=True)
class Undertone:
    """Cool, neutral or warm, with what is known of it.

    Attributes:
        name: the most likely one.
        hue: CIELAB hue angle in degrees. uncertainty: its standard deviation in degrees.
        chances: of cool, neutral and warm; they sum to 1.
    """

    name: str
    hue: float
    uncertainty: float
    chances: tuple[float, float, float]


# Retail names have no agreed threshold; the research axis splits red and yellow at 55 degrees
# (Thong, Joniak & Xiang, ICCV 2023). Neutral is a band around it.
_COOL_BELOW, _WARM_ABOVE = 50.0, 60.0


def undertone(lab: ArrayLike, uncertainty: float) -> Undertone:
    """Undertone of a skin colour (3,) whose hue is known to ``uncertainty`` degrees."""
    from scipy.stats import norm

    hue = float(hue_angle(lab))
    spread = max(uncertainty, 0.5)
    cool = float(norm.cdf(_COOL_BELOW, hue, spread))
    warm = float(norm.sf(_WARM_ABOVE, hue, spread))
    chances = (cool, max(0.0, 1.0 - cool - warm), warm)
    name = ("cool", "neutral", "warm")[int(np.argmax(chances))]
    return Undertone(name, hue, uncertainty, chances)
