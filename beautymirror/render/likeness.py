"""How a wearer's own skin looks from point to point, so that what lies before it can be told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beautymirror.render.srgb import LUMA
from beautymirror.render.unwrap import ramp

__all__ = ["ANY", "Likeness", "likeness", "majority"]

Array = NDArray[np.float32]

_BLACK = 0.004  # linear light below which a colour has no hue to speak of
# Least standard deviation along each coordinate: what noise and pores add to a texel.
_LEAST = np.array([0.03, 0.025, 0.08], np.float32)
_UNLIT = np.array([0.03, 0.025, 0.35], np.float32)  # the same where half may lie in the shade
_STRANGE = (12.0, 24.0)  # squared distances, in standard deviations: still skin, surely not skin
_FEWEST = 60  # texels that tell anything about a face
_TRIM, _ROUNDS = 12.0, 2  # squared distance from which a texel is no longer one of most
_LEAST_SHARE = 0.1  # of all texels: fewer than that are no majority


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """A normal distribution of one person's skin over ``coordinates``.

    Attributes:
        middle: (3,). spread: (3, 3) covariance.
        whitening: (3, 3) lower triangle that takes an offset from the middle to standard
            deviations.
    """

    middle: Array
    spread: Array
    whitening: Array

    def of_hue(self, colors: Array) -> Array:
        """(n,) 1 for linear colours (n, 3) that this skin can have in some light, else 0."""
        off = (hue(colors) - self.middle[:2]) @ self.whitening[:2, :2].T
        return 1.0 - ramp((off * off).sum(axis=1), *_STRANGE)

    def towards(self, newer: Likeness, share: float) -> Likeness:
        """Part of the way to a newer one."""
        middle = self.middle + share * (newer.middle - self.middle)
        return _distribution(middle, self.spread + share * (newer.spread - self.spread))


def _distribution(middle: Array, spread: Array) -> Likeness:
    whitening = np.linalg.inv(np.linalg.cholesky(spread))
    return Likeness(*(np.asarray(v, np.float32) for v in (middle, spread, whitening)))


ANY = _distribution(np.zeros(3, np.float32), 1e6 * np.eye(3, dtype=np.float32))
"""Skin of which nothing is known: anything can be it."""


def hue(colors: Array) -> Array:
    """(n, 2) how red rather than blue linear colours (n, 3) are, and how green."""
    red, green, blue = (colors + np.float32(_BLACK)).T
    total = red + green + blue
    return np.stack([(red - blue) / total, 3.0 * green / total - 1.0], axis=1)


def coordinates(colors: Array, light: Array) -> Array:
    """(n, 3): the hue of a colour, and how bright it is for its light.

    Args:
        colors: (n, 3) linear. light: (n,) luminance that skin would have there.
    """
    bright = np.sqrt(colors @ LUMA / np.maximum(light, 1e-3))
    return np.concatenate([hue(colors), bright[:, None]], axis=1)


def majority(colors: Array) -> NDArray[np.bool_]:
    """(n,) which of these linear colours (n, 3) are like most of them, by hue and brightness.

    In rounds, from a median to a trimmed covariance: what lies before a part of the face goes.
    """
    luminance = colors @ LUMA
    places = coordinates(colors, np.full(len(colors), np.median(luminance), np.float32))
    off = np.abs(places - np.median(places, axis=0))
    kept = np.asarray((off < 3.0 * np.median(off, axis=0) + _UNLIT).all(axis=1))
    if kept.mean() < _LEAST_SHARE:  # several colours and no majority: nothing can be left out
        return np.ones(len(colors), bool)
    for _ in range(_ROUNDS):
        most = _spread(places[kept], _UNLIT)
        off = (places - most.middle) @ most.whitening.T
        closer = np.asarray((off * off).sum(axis=1) < _TRIM)
        if closer.mean() < _LEAST_SHARE:
            break
        kept = closer
    return kept


def likeness(colors: Array, light: Array) -> Likeness | None:
    """The skin that most of these texels show; None where there are too few of them.

    Args:
        colors: (n, 3) linear. light: (n,) luminance that skin would have there.
    """
    if len(colors) < _FEWEST:
        return None
    kept = majority(colors)
    places = coordinates(colors[kept], light[kept])
    # Strands are as dark as shade may be, but not as the shade that is known to be there.
    off = np.abs(places[:, 2] - np.median(places[:, 2]))
    return _spread(places[off < 4.5 * np.median(off) + _LEAST[2]], _LEAST)


def _spread(places: Array, least: Array) -> Likeness:
    """The distribution of coordinates (n, 3), with the least deviation of each added."""
    middle = places.mean(axis=0)
    off = places - middle
    return _distribution(middle, off.T @ off / len(places) + np.diag(least * least))
