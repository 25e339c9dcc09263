"""The makeup of a photo as a value that looks are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.zones import bare_skin
from beautymirror.inference.transfer import LayerMaps
from beautymirror.looks.picture import Pixels
from beautymirror.transfer.photo import Remark, remark
from beautymirror.transfer.reference import Reference

__all__ = ["PhotoMakeup", "Reads", "photo_makeup", "take_makeup"]

_FAINTEST = 0.012  # opacity below which nothing is seen on any skin
_BARE = 0.03  # mean opacity over the face
_DULL = 0.02  # gloss and shimmer below which nothing glistens


class Reads(Protocol):
    """What sees the makeup of an unwrapped face: a ``TransferNetwork``."""

    def read(self, image: NDArray[np.uint8], coverage: NDArray[np.float32]) -> LayerMaps: ...


@dataclass(frozen=True, slots=True, eq=False)
class PhotoMakeup:
    """The makeup of one face in one photo.

    Attributes:
        paint, shine: see the kind ``transfer``.
        complexion: "#RRGGBB" of the skin in even white light.
        opacity: mean over the face, 0..1.
        style: (64,) float32: near for looks that are alike.
        remarks: on the photo, and whether it shows any makeup.
    """

    paint: Pixels
    shine: Pixels
    complexion: str
    opacity: float
    style: NDArray[np.float32]
    remarks: tuple[Remark, ...]


def take_makeup(reference: Reference, network: Reads) -> PhotoMakeup:
    """See what makeup a face wears."""
    return photo_makeup(reference, network.read(reference.image, reference.coverage))


def photo_makeup(reference: Reference, maps: LayerMaps) -> PhotoMakeup:
    """The makeup that these maps show; what is too faint to be seen is left out."""
    mesh = canonical_mesh()
    on_face = reference.image.any(axis=-1)
    opacity = np.where(on_face & (maps.opacity >= _FAINTEST), maps.opacity, 0.0)
    paint = np.concatenate([maps.pigment, opacity[..., None]], axis=-1)
    paint[opacity == 0.0] = 0.0
    shine = np.zeros((*opacity.shape, 4), np.float32)
    for channel, plane in enumerate((maps.gloss, maps.shimmer)):
        shine[..., channel] = np.where((opacity > 0.0) & (plane >= _DULL), plane, 0.0)
    shine[..., 3] = shine[..., :2].any(axis=-1)
    mean = float(opacity[bare_skin(mesh, len(opacity)) | (opacity > 0.0)].mean())
    found = (remark("bare"),) if mean < _BARE else ()
    red, green, blue = reference.skin
    return PhotoMakeup(
        _pixels(paint),
        _pixels(shine),
        f"#{red:02X}{green:02X}{blue:02X}",
        mean,
        maps.style,
        (*reference.remarks, *found),
    )


def _pixels(plane: NDArray[np.float32]) -> Pixels:
    return Pixels.of(np.rint(np.clip(plane, 0.0, 1.0) * 255.0).astype(np.uint8))
