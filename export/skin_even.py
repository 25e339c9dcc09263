"""Even out what signs a face has of its own, so that strength 0 of a rendered sign means little.

A portrait brings its own circles, spots and shine, which nobody measured; a sign painted on top is
then not the whole of it. The logarithm of a face in the UV plane is split into its broad shading
and the rest; of the rest, what faces of its tone share is kept, and what is the person's own is
taken down to a share.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Evener"]

Map = NDArray[np.float32]

_BROAD = 28.0  # texels at 256: wider than any sign
_TONES = 18.0  # degrees of ITA over which faces count as of one tone
_DARKEST = 2e-3  # linear: below it there is only noise


class Evener:
    """What faces of a tone share, learnt from training faces.

    Args:
        flats: (n, n, 3) uint8 sRGB faces; ita: degrees of each. linear: 256 linear values.
        skin: (n, n), see ``face.zones.bare_skin``.
    """

    def __init__(
        self,
        flats: list[NDArray[np.uint8]],
        ita: NDArray[np.float32],
        linear: Map,
        skin: NDArray[np.bool_],
    ) -> None:
        self._skin = skin.astype(np.float32)
        self._soft = cv2.GaussianBlur(self._skin, (0, 0), len(skin) / 256)[..., None]
        self._centres = np.arange(-60.0, 71.0, 10.0, dtype=np.float32)
        apart = (self._centres[:, None] - np.asarray(ita, np.float32)[None]) / _TONES
        # A small share of everyone steadies tones that few faces have.
        shares = np.exp(-0.5 * apart**2) + 1e-3
        shares /= shares.sum(axis=1, keepdims=True)
        self._shared = np.zeros((len(self._centres), *skin.shape, 3), np.float32)
        for number, flat in enumerate(flats):
            rest = self._rest(linear[flat])
            rest = (rest + rest[:, ::-1]) / 2  # faces are lit from either side
            for at, share in enumerate(shares[:, number]):
                if share > 1e-4:
                    self._shared[at] += share * rest

    def own(self, face: Map, ita: float) -> NDArray[np.float16]:
        """What is the person's own in a linear face (n, n, 3): stops to the base e, 0 off skin."""
        at = int(np.abs(self._centres - ita).argmin())
        return ((self._rest(face) - self._shared[at]) * self._soft).astype(np.float16)

    @staticmethod
    def kept(face: Map, own: NDArray[np.float16], share: float) -> Map:
        """The linear face with ``share`` (0..1) of what is its own."""
        return face * np.exp((share - 1.0) * own.astype(np.float32))

    def _rest(self, face: Map) -> Map:
        logarithm = np.log(np.maximum(face, _DARKEST)) * self._skin[..., None]
        sigma = _BROAD * len(face) / 256
        weight = cv2.GaussianBlur(self._skin, (0, 0), sigma)[..., None]
        broad = cv2.GaussianBlur(logarithm, (0, 0), sigma) / np.maximum(weight, 1e-3)
        return (logarithm - broad) * self._skin[..., None]
