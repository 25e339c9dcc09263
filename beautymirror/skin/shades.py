"""The shade finder: which shades of a catalogue come nearest to a colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from beautymirror.skin.catalogue import Shade
from beautymirror.skin.colour import delta_e, lab_from_srgb

__all__ = ["Match", "ShadeFinder", "ThreeShades"]

_TIE = 1.0  # CIEDE2000 within which the undertone decides
_STEP = 1.5  # L* by which a lighter or deeper shade must differ


@dataclass(frozen=True, slots=True)
class Match:
    """A shade and how far it is from what was asked for, in CIEDE2000."""

    shade: Shade
    distance: float


@dataclass(frozen=True, slots=True)
class ThreeShades:
    """The best shade, and the nearest lighter and deeper ones; None where there is none."""

    best: Match
    lighter: Match | None
    deeper: Match | None


class ShadeFinder:
    """Searches a catalogue, whose colours are converted once."""

    def __init__(self, shades: Sequence[Shade]) -> None:
        self.shades = tuple(shades)
        packed = "".join(shade.hex[1:] for shade in self.shades)
        rgb = np.frombuffer(bytes.fromhex(packed), np.uint8).reshape(-1, 3)
        self._labs = lab_from_srgb(rgb) if len(rgb) else np.empty((0, 3))
        self._types = np.array([shade.type for shade in self.shades])

    def nearest(self, lab: ArrayLike, kind: str | None = None, top: int = 5) -> list[Match]:
        """The ``top`` nearest shades of a product type (of all types for None), nearest first."""
        at = self._chosen(kind)
        distances = delta_e(self._labs[at], lab) if len(at) else np.empty(0)
        order = np.argsort(distances, kind="stable")[:top]
        return [Match(self.shades[at[i]], float(distances[i])) for i in order]

    def three(self, lab: ArrayLike, undertone: str = "") -> ThreeShades | None:
        """Best, one lighter and one deeper foundation for a skin; None where there is none.

        Among shades as near as the best one, the one of the same undertone is taken.
        """
        at = self._chosen("foundation")
        if not len(at):
            return None
        labs = self._labs[at]
        distances = delta_e(labs, lab)
        same = np.array([self.shades[i].undertone in ("", undertone) for i in at])
        ranked = distances - np.where(same & bool(undertone), _TIE, 0.0)
        best = int(ranked.argmin())
        lightness = labs[:, 0] - labs[best, 0]

        def pick(wanted: NDArray[np.bool_]) -> Match | None:
            if not wanted.any():
                return None
            # The neighbour of the chosen shade: near to it, and of its undertone where possible.
            apart = delta_e(labs, labs[best]) - np.where(same, _TIE, 0.0)
            found = int(np.where(wanted, apart, np.inf).argmin())
            return Match(self.shades[at[found]], float(distances[found]))

        return ThreeShades(
            Match(self.shades[at[best]], float(distances[best])),
            pick(lightness > _STEP),
            pick(lightness < -_STEP),
        )

    def _chosen(self, kind: str | None) -> NDArray[np.intp]:
        if kind is None:
            return np.arange(len(self.shades))
        return np.flatnonzero(self._types == kind)
