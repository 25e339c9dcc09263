"""Batches of the pictures that ``export.worn`` has made: photos, and the same look on others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from export.transfer_composite import decode, encode, luminance
from export.worn import GREY

__all__ = ["Wearer", "WornBank", "WornBatch", "load_worn", "varied"]

_CHANGED = 1.7  # in CIELAB 1976, about 1 in CIEDE2000: from there a texel is made up
_OTHERS_STYLE = 0.35
# Deviations: of the skin's mean; of the logarithm of all bands and of each; of a style's numbers;
# of size and place, halves of the part. Of the noise, the most.
_SKIN, _LIGHT, _TINT, _STYLE, _PLACE, _NOISE = 0.02, 0.04, 0.02, 0.1, 0.02, 0.012


@dataclass(frozen=True, slots=True, eq=False)
class Wearer:
    """b people around the mouth, 80 x 80 texels.

    Attributes:
        bare: (b, 3, n, n) linear. light: the same, what white paint would reflect there.
        exact: (b, 3, n, n) sRGB, in the look. changed, seen: (b, 1, n, n) 0 or 1.
    """

    bare: Tensor
    light: Tensor
    exact: Tensor
    changed: Tensor
    seen: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class WornBatch:
    """b photos as ``MouthNet.look`` takes them, others in the same looks, and who wears a coat.

    Attributes:
        light: (b, 1, 32, 32), see ``MouthNet.light``.
        finish: (b, 2, 80, 80) true gloss and shimmer, 0..1.
    """

    face: Tensor
    skin: Tensor
    heard: Tensor
    style: Tensor
    light: Tensor
    finish: Tensor
    coated: Tensor
    others: tuple[Wearer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WornBank:
    """n pictures as they are stored."""

    look: NDArray[np.int64]
    coated: NDArray[np.bool_]
    tone: NDArray[np.int8]
    bare: NDArray[np.uint8]
    exact: NDArray[np.uint8]
    seen: NDArray[np.bool_]
    light: NDArray[np.uint8]
    face: NDArray[np.uint8]
    first: NDArray[np.uint8]
    style: NDArray[np.float32]
    skin: NDArray[np.float32]
    read: NDArray[np.bool_]
    lit: NDArray[np.float16]
    finish: NDArray[np.uint8]

    def photos(self) -> NDArray[np.int64]:
        """Numbers of those that could be read."""
        return np.flatnonzero(self.read)

    def mates(self, photo: int) -> NDArray[np.int64]:
        """Numbers of the other pictures of the same look."""
        same = np.flatnonzero(self.look == self.look[photo])
        return same[same != photo]

    def drawn(self, count: int, rng: np.random.Generator, others: int = 2) -> WornBatch:
        """Any photos, half of them mirrored, varied, each with others in its look."""
        photos = rng.choice(self.photos(), count)
        mirrored = rng.uniform(size=count) < 0.5
        each = np.array([rng.choice(self.mates(photo), others + 1) for photo in photos]).T
        batch = self.batch(photos, each[1:], mirrored)
        # Styles are near for the same look on others.
        theirs = torch.from_numpy((rng.uniform(size=count) < _OTHERS_STYLE) & self.read[each[0]])
        style = torch.where(theirs[:, None], torch.from_numpy(self.style[each[0]]), batch.style)
        return varied(replace(batch, style=style), rng)

    def batch(
        self, photos: NDArray[np.int64], others: NDArray[np.int64],
        mirrored: NDArray[np.bool_] | None = None,
    ) -> WornBatch:  # fmt: skip
        """These photos, each with the pictures ``others`` (k, b) of its look."""
        turned = torch.from_numpy(np.zeros(len(photos), bool) if mirrored is None else mirrored)

        def planes(values: NDArray[Any]) -> Tensor:
            plane = torch.from_numpy(np.ascontiguousarray(values))
            plane = plane.permute(0, 3, 1, 2) if values.shape[-1] <= 4 else plane
            plane = plane[:, None] if plane.ndim == 3 else plane
            return torch.where(turned[:, None, None, None], plane.flip(-1), plane).float()

        heard, finish = (planes(plane[photos]) / 255.0 for plane in (self.first, self.finish))
        light = planes(self.lit[photos])
        white = decode(torch.tensor(GREY / 255.0))
        wearers = tuple(
            Wearer(
                decode(planes(self.bare[who]) / 255.0),
                decode(planes(self.light[who]) / 255.0) / white,
                planes(self.exact[who]) / 255.0,
                planes(_changed(self.bare[who], self.exact[who])),
                planes(self.seen[who]),
            )
            for who in others
        )
        face = (planes(self.face[photos]) / 255.0).contiguous(memory_format=torch.channels_last)
        skin, style = (torch.from_numpy(plane[photos]) for plane in (self.skin, self.style))
        coated = torch.from_numpy(self.coated[photos]).float()
        return WornBatch(face, skin, heard, style, light, finish, coated, wearers)


def varied(batch: WornBatch, rng: np.random.Generator) -> WornBatch:
    """The same batch with all that a photo tells a little off, so that no face is known again."""
    count = len(batch.face)

    def normal(spread: float, *shape: int) -> Tensor:
        return torch.from_numpy(rng.normal(0.0, spread, (count, *shape))).float()

    gain = torch.exp(normal(_LIGHT, 1, 1, 1) + normal(_TINT, 3, 1, 1))

    def relit(colours: Tensor) -> Tensor:
        return encode(decode(colours) * gain).clamp(0.0, 1.0)

    face, heard = batch.face, batch.heard
    planes = [relit(face[:, :3]), face[:, 3:], relit(heard[:, :3]), heard[:, 3:]]
    moved = torch.zeros(count, 2, 3)
    moved[:, [0, 1], [0, 1]] = 1.0 + normal(_PLACE, 2)
    moved[:, :, 2] = normal(_PLACE, 2)
    both = torch.cat(planes, dim=1)
    grid = affine_grid(moved, list(both.shape), align_corners=False)
    both = grid_sample(both, grid, padding_mode="border", align_corners=False)
    noise = torch.from_numpy(rng.uniform(0.0, _NOISE, (count, 1, 1, 1))).float()
    grain = noise * normal(1.0, *face[0, :3].shape)
    face = torch.cat([(both[:, :3] + grain).clamp(0.0, 1.0), both[:, 3:4]], dim=1)
    skin = relit((batch.skin * (1.0 + normal(_SKIN, 1)))[:, :, None, None])[:, :, 0, 0]
    style = batch.style * (1.0 + normal(_STYLE, batch.style.shape[1]))
    face = face.contiguous(memory_format=torch.channels_last)
    light = batch.light * luminance(gain)
    return replace(batch, face=face, heard=both[:, 4:], skin=skin, style=style, light=light)


def _changed(bare: NDArray[np.uint8], exact: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Texels (b, n, n) that are made up."""
    shape = (-1, bare.shape[2], 3)
    one, other = (
        cv2.cvtColor(side.reshape(shape).astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)
        for side in (bare, exact)
    )
    apart = np.linalg.norm(one - other, axis=-1).reshape(bare.shape[:3])
    return np.asarray(apart > _CHANGED)


def load_worn(folder: Path) -> WornBank:
    """All pictures in a folder."""
    parts = [dict(np.load(file)) for file in sorted(folder.glob("[0-9]*.npz"))]
    # Each plane leaves its parts as it is joined, or all pictures would be held twice.
    whole = {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}
    return WornBank(**whole)
