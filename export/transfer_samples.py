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
from beautymirror.face.zones import bare_skin
from beautymirror.looks.kind import AREAS
from export.transfer_bank import LookBank
from export.transfer_camera import Camera, waves
from export.transfer_chances import Chances
from export.transfer_composite import composite, decode, encode
from export.transfer_faces import LIGHTEST, SIZE, WHOLE, Bank, Part

__all__ = ["Batch", "Sampler", "on_average", "straight"]


_EDGE = 0.03  # of the plane: how softly parts of one look go over into another
_SPARSE = 7  # texels, of which one is asked for the mean of a skin


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
        skin: (b, 3) sRGB, about the mean of the whole face's skin in the photo.
    """

    face: Tensor
    layer: Tensor
    other: Tensor
    other_light: Tensor
    other_mirror: Tensor
    bare: Tensor
    looks: Tensor
    skin: Tensor


class Sampler:
    """Makes batches out of banks of faces, looks and complexions."""

    def __init__(
        self, faces: Bank, looks: LookBank, complexions: LookBank, mesh: FaceMesh, seed: int,
        chances: Chances | None = None, part: Part = WHOLE,
    ) -> None:  # fmt: skip
        self._faces, self._looks, self._complexions = faces, looks, complexions
        self._seed = seed
        self._chances = chances or Chances()
        self._tones = np.unique(faces.tones)
        self._camera = Camera(mesh, self._chances, part)
        self._part = part
        skin = bare_skin(mesh, SIZE)
        self._skins = on_average(faces.images, skin)
        self._evened = on_average(complexions.layers, skin)
        self._small: dict[str, np.ndarray] = {}

    def batch(self, number: int, count: int, size: int) -> Batch:
        """Batch ``number`` of ``count`` samples at ``size`` texels: all of the part, or half."""
        rng = np.random.default_rng([self._seed, number])
        dice = torch.Generator().manual_seed(int(rng.integers(2**62)))
        chances = self._chances
        tones = rng.choice(self._tones, count)
        who, whom = (
            np.array([rng.choice(np.flatnonzero(self._faces.tones == tone)) for tone in each])
            for each in (tones, rng.choice(self._tones, count))
        )
        skin, lit, mirror, coverage = self._worn_by(who, size)
        layer, looks = self._layers(tones, count, size, rng, dice)
        bare = torch.from_numpy((rng.uniform(size=count) < chances.bare).astype(np.float32))
        layer = layer * (1.0 - bare)[:, None, None, None]
        powdered = torch.from_numpy(rng.uniform(size=count) < chances.complexion)
        evened = self._of_tones(self._complexions, tones, rng)
        below = self._take(self._complexions.layers, evened, size, "complexions")
        below = below * powdered[:, None, None, None].float()
        skin = composite(skin, *straight(below)[:, :4].split((3, 1), dim=1), lit, mirror)
        made = composite(skin, *straight(layer)[:, :4].split((3, 1), dim=1), lit, mirror)
        made = made + self._camera.shine(layer, lit, mirror, rng, dice)
        face, layer, light = self._camera.take(made, layer, coverage, rng, dice)
        other, other_light, other_mirror, _ = self._worn_by(whom, size)
        numbers = torch.from_numpy(looks)
        seen = self._complexion(who, evened, powdered, light)
        return Batch(face, straight(layer), other, other_light, other_mirror, bare, numbers, seen)

    def _complexion(
        self, who: np.ndarray, evened: np.ndarray, powdered: Tensor, light: Tensor
    ) -> Tensor:
        """About the mean of each whole face's skin in the photo, (b, 3) sRGB."""
        coat = torch.from_numpy(self._evened[evened]) * powdered[:, None]
        opacity = coat[:, 3:4]
        pigment = decode(coat[:, :3] / opacity.clamp(min=1.0 / 255)) * opacity
        skin = decode(torch.from_numpy(self._skins[who])) * (1.0 - opacity) + pigment
        return encode(skin * light[:, :, 0, 0]).clamp(0.0, 1.0)

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
                part = self._part
                self._small[name] = _halved(bank[:, part.rows, part.columns], size)
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
            mask = _window(area, size, self._part) * swapped[:, None, None, None]
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
        field = 1.0 + chances.uneven * waves(count, 1, self._cells(12), size, dice)
        factor = (amount.float() * field).clamp(min=0.0)
        factor = torch.minimum(factor, 1.0 / one[:, 3:4].clamp(min=0.02))
        one = one * factor
        shift = 0.05 * torch.randn(count, 3, 1, 1, generator=dice)
        shift = shift + 0.02 * waves(count, 3, self._cells(6), size, dice)
        pigment = (one[:, :3] + shift * one[:, 3:4]).clamp(min=0.0)
        layer = torch.cat([torch.minimum(pigment, one[:, 3:4]), one[:, 3:].clamp(0, 1)], dim=1)
        return layer, looks

    def _cells(self, across: int) -> int:
        """How many cells of smooth noise the part has, of so many across the plane."""
        return max(2, round(across * self._part.size / SIZE))

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


def on_average(bank: np.ndarray, where: np.ndarray) -> np.ndarray:
    """(n, c) mean in 0..1 of planes (n, 256, 256, c) there; pigment multiplied by opacity."""
    texels = np.stack([planes[where][::_SPARSE] for planes in bank]).astype(np.float32) / 255.0
    if texels.shape[-1] == 6:
        texels[..., :3] *= texels[..., 3:4]
    means: np.ndarray = texels.mean(axis=1)
    return means


def _window(area: str, size: int, part: Part) -> Tensor:
    """(1, 1, n, n): 1 in the windows of an area, with soft edges inside them."""
    axis = (torch.arange(size) + 0.5) / size * part.size
    across_all, up_all = (part.left + axis) / SIZE, 1.0 - (part.top + axis) / SIZE
    out = torch.zeros(size, size)
    for u, v, width, height in AREAS[area]:
        across = ((width / 2 - (across_all - u - width / 2).abs()) / _EDGE).clamp(0, 1)
        up = ((height / 2 - (up_all - v - height / 2).abs()) / _EDGE).clamp(0, 1)
        out = torch.maximum(out, up[:, None] * across[None])
    return out[None, None]
