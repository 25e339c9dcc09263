"""The makeup of a photo as a value that looks are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from beautymirror.inference.eyes import Guess
from beautymirror.inference.transfer import LayerMaps
from beautymirror.looks.picture import Pixels
from beautymirror.transfer.lips import told_with_lips
from beautymirror.transfer.photo import Remark, remark
from beautymirror.transfer.reference import Reference

__all__ = ["PhotoMakeup", "Reads", "photo_makeup", "take_makeup"]

_UNSEEN, _SEEN = 0.01, 0.04  # opacities: below the first nothing is seen on any skin
_STRONGEST, _BARE = 99.0, 0.18  # percentile of the face's opacity, which bare lips reach too
_DULL = 0.02  # gloss and shimmer below which nothing glistens


class Reads(Protocol):
    """What sees the makeup of an unwrapped face: a ``TransferNetwork``."""

    def read(
        self, image: NDArray[np.uint8], coverage: NDArray[np.float32],
        lips_light: NDArray[np.float32],
    ) -> LayerMaps: ...  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class PhotoMakeup:
    """The makeup of one face in one photo.

    Attributes:
        paint, shine: see the kind ``transfer``.
        complexion: "#RRGGBB" of the skin in even white light.
        opacity: mean over the face, 0..1.
        style: (64,) float32: near for looks that are alike.
        remarks: on the photo, and whether it shows any makeup.
        guess: the same makeup as parameters; looked at closer, an editable look is made of it.
    """

    paint: Pixels
    shine: Pixels
    complexion: str
    opacity: float
    style: NDArray[np.float32]
    remarks: tuple[Remark, ...]
    guess: Guess


def take_makeup(reference: Reference, network: Reads) -> PhotoMakeup:
    """See what makeup a face wears."""
    maps = network.read(reference.image, reference.coverage, reference.lips_light)
    return photo_makeup(reference, maps)


def photo_makeup(reference: Reference, maps: LayerMaps) -> PhotoMakeup:
    """The makeup that these maps show; what is too faint to be seen is left out."""
    on_face = reference.image.any(axis=-1)
    # What the network is unsure of fades out, so that it leaves no veil with an edge.
    sure = np.clip((maps.opacity - _UNSEEN) / (_SEEN - _UNSEEN), 0.0, 1.0)
    opacity = maps.opacity * sure * sure * (3.0 - 2.0 * sure) * on_face
    paint = np.concatenate([maps.pigment, opacity[..., None]], axis=-1)
    paint[opacity == 0.0] = 0.0
    shine = np.zeros((*opacity.shape, 4), np.float32)
    for channel, plane in enumerate((maps.gloss, maps.shimmer)):
        shine[..., channel] = np.where((opacity > 0.0) & (plane >= _DULL), plane, 0.0)
    shine[..., 3] = shine[..., :2].any(axis=-1)
    bare = np.percentile(opacity[on_face], _STRONGEST) < _BARE
    red, green, blue = reference.skin
    return PhotoMakeup(
        _pixels(paint),
        _pixels(shine),
        f"#{red:02X}{green:02X}{blue:02X}",
        float(opacity[on_face].mean()),
        maps.style,
        (*reference.remarks, remark("bare")) if bare else reference.remarks,
        Guess(reference.image, reference.coverage, maps.skin, told_with_lips(maps)),
    )


def _pixels(plane: NDArray[np.float32]) -> Pixels:
    return Pixels.of(np.rint(np.clip(plane, 0.0, 1.0) * 255.0).astype(np.uint8))
