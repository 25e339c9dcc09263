"""Training samples: a bare face, a look put on it, another bare face, and what a camera does.

Everything of batch ``i`` depends on the seed and on ``i`` alone. Layers are held with their
pigment multiplied by their opacity wherever they are mixed or moved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d

from beautymirror.face.mesh import FaceMesh
from beautymirror.looks.kind import AREAS
from export.transfer_bank import LookBank
from export.transfer_camera import Camera, waves
from export.transfer_chances import Chances
from export.transfer_composite import composite, decode
from export.transfer_faces import LIGHTEST, SIZE, Bank

__all__ = ["Batch", "Sampler", "straight"]


_EDGE = 0.03  # of the plane: how softly parts of one look go over into another


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """b samples of n x n texels.

    Attributes:
        face: (b, 4, n, n) the network's input: sRGB 0..1 and coverage.
        layer: (b, 6, n, n) the layer that was put on; pigment is not multiplied.
        other: (b, 3, n, n) linear, another bare face; other_light, other_mirror: (b, 1, n, n)
            what a coat reflects there, and what the skin mirrors.
        bare: (b,) 1 where nothing was put on.
        looks: (b,) number in the bank of the look that was put on, before others were mixed in.
    """

    face: Tensor
    layer: Tensor
    other: Tensor
    other_light: Tensor
    other_mirror: Tensor
    bare: Tensor
    looks: Tensor


class Sampler:
    """Makes batches out of banks of faces, looks and complexions."""

    def __init__(
        self, faces: Bank, looks: LookBank, complexions: LookBank, mesh: FaceMesh, seed: int,
        chances: Chances | None = None,
    ) -> None:  # fmt: skip
        self._faces, self._looks, self._complexions = faces, looks, complexions
        self._seed = seed
        self._chances = chances or Chances()
        self._tones = np.unique(faces.tones)
        self._camera = Camera(mesh, self._chances)
        self._small: dict[str, np.ndarray] = {}

    def batch(self, number: int, count: int, size: int) -> Batch:
        """Batch ``number`` of ``count`` samples at ``size`` texels (128 or 256)."""
        rng = np.random.default_rng([self._seed, number])
        dice = torch.Generator().manual_seed(int(rng.integers(2**62)))
        chances = self._chances
        tones = rng.choice(self._tones, count)
        who = np.array([rng.choice(np.flatnonzero(self._faces.tones == tone)) for tone in tones])
        whom = rng.integers(len(self._faces.names), size=count)
        skin, lit, mirror, coverage = self._worn_by(who, size)
        layer, looks = self._layers(tones, count, size, rng, dice)
        bare = torch.from_numpy((rng.uniform(size=count) < chances.bare).astype(np.float32))
        layer = layer * (1.0 - bare)[:, None, None, None]
        powdered = torch.from_numpy(rng.uniform(size=count) < chances.complexion)
        below = self._take(self._complexions.layers, self._of_tones(self._complexions, tones, rng),
                           size, "complexions")  # fmt: skip
        below = below * powdered[:, None, None, None].float()
        skin = composite(skin, *straight(below)[:, :4].split((3, 1), dim=1), lit, mirror)
        made = composite(skin, *straight(layer)[:, :4].split((3, 1), dim=1), lit, mirror)
        made = made + self._camera.shine(layer, lit, mirror, rng, dice)
        face, layer = self._camera.take(made, layer, coverage, rng, dice)
        other, other_light, other_mirror, _ = self._worn_by(whom, size)
        numbers = torch.from_numpy(looks)
        return Batch(face, straight(layer), other, other_light, other_mirror, bare, numbers)

    def _worn_by(self, who: np.ndarray, size: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Linear skin, light, mirror and coverage of faces."""
        skin = decode(self._take(self._faces.images, who, size, "images"))
        names = ("light", "mirror", "coverage")
        planes = [
            self._take(getattr(self._faces, name)[..., None], who, size, name) for name in names
        ]
        return skin, planes[0] * LIGHTEST, planes[1] * LIGHTEST, planes[2]

    def _take(self, bank: np.ndarray, which: np.ndarray, size: int, name: str) -> Tensor:
        """Rows of a bank (n, 256, 256, c) as planes 0..1; smaller ones are averaged once."""
        if size != SIZE:
            if name not in self._small:
                self._small[name] = _halved(bank, size)
            bank = self._small[name]
        rows = torch.from_numpy(np.ascontiguousarray(bank[which])).permute(0, 3, 1, 2)
        planes = rows.float().div_(255.0)
        if planes.shape[1] == 6 and size == SIZE:  # the smaller ones are multiplied already
            planes[:, :3] *= planes[:, 3:4]
        return planes

    def _of_tones(self, looks: LookBank, tones: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        out = np.empty(len(tones), np.int64)
        for row, tone in enumerate(tones):
            mine = np.flatnonzero(looks.tones == tone)
            anyone = rng.uniform() < self._chances.other_tone or not len(mine)
            out[row] = rng.integers(len(looks.tones)) if anyone else rng.choice(mine)
        return out

    def _layers(
        self, tones: np.ndarray, count: int, size: int, rng: np.random.Generator,
        dice: torch.Generator,
    ) -> tuple[Tensor, np.ndarray]:  # fmt: skip
        """Looks mixed of several, fainter, uneven and in colours a little off; which came first."""
        chances = self._chances
        looks = self._of_tones(self._looks, tones, rng)
        one = self._take(self._looks.layers, looks, size, "looks")
        for chance, area in ((chances.other_eyes, "eyes"), (chances.other_lips, "lips")):
            swapped = torch.from_numpy(rng.uniform(size=count) < chance).float()
            mask = _window(area, size) * swapped[:, None, None, None]
            if swapped.any():
                one = torch.lerp(one, self._draw(tones, size, rng), mask)
        halved = torch.from_numpy(rng.uniform(size=count) < chances.asymmetric).float()
        if halved.any():
            ramp = torch.linspace(-8, 8, size).sigmoid()[None, None, None]
            if rng.uniform() < 0.5:
                ramp = 1 - ramp
            one = torch.lerp(one, self._draw(tones, size, rng), ramp * halved[:, None, None, None])
        amount = torch.from_numpy(
            rng.uniform(chances.faintest, chances.strongest, (count, 1, 1, 1))
        )
        field = 1.0 + chances.uneven * waves(count, 1, 12, size, dice)
        factor = (amount.float() * field).clamp(min=0.0)
        factor = torch.minimum(factor, 1.0 / one[:, 3:4].clamp(min=0.02))
        one = one * factor
        shift = 0.05 * torch.randn(count, 3, 1, 1, generator=dice)
        shift = shift + 0.02 * waves(count, 3, 6, size, dice)
        pigment = (one[:, :3] + shift * one[:, 3:4]).clamp(min=0.0)
        layer = torch.cat([torch.minimum(pigment, one[:, 3:4]), one[:, 3:].clamp(0, 1)], dim=1)
        return layer, looks

    def _draw(self, tones: np.ndarray, size: int, rng: np.random.Generator) -> Tensor:
        return self._take(
            self._looks.layers, self._of_tones(self._looks, tones, rng), size, "looks"
        )


def straight(layer: Tensor) -> Tensor:
    """A layer with its pigment no longer multiplied by its opacity."""
    pigment = layer[:, :3] / layer[:, 3:4].clamp(min=1.0 / 255)
    return torch.cat([pigment.clamp(0.0, 1.0), layer[:, 3:]], dim=1)


def _halved(bank: np.ndarray, size: int) -> np.ndarray:
    """Mean of 2 x 2 texels, in eight bits; layers with pigment multiplied by opacity."""
    out = np.empty((len(bank), size, size, bank.shape[-1]), np.uint8)
    for start in range(0, len(bank), 64):
        planes = torch.from_numpy(np.array(bank[start : start + 64])).permute(0, 3, 1, 2).float()
        if planes.shape[1] == 6:
            planes[:, :3] *= planes[:, 3:4] / 255.0
        small = avg_pool2d(planes, bank.shape[1] // size).round()
        out[start : start + 64] = small.permute(0, 2, 3, 1).numpy().astype(np.uint8)
    return out


def _window(area: str, size: int) -> Tensor:
    """(1, 1, n, n): 1 in the windows of an area, with soft edges inside them."""
    axis = (torch.arange(size) + 0.5) / size
    out = torch.zeros(size, size)
    for u, v, width, height in AREAS[area]:
        across = ((width / 2 - (axis - u - width / 2).abs()) / _EDGE).clamp(0, 1)
        up = ((height / 2 - (1.0 - axis - v - height / 2).abs()) / _EDGE).clamp(0, 1)
        out = torch.maximum(out, up[:, None] * across[None])
    return out[None, None]
