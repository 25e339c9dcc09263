"""Training samples: a bare face, a look put on it, another bare face, and what a camera does.

Everything of batch ``i`` depends on the seed and on ``i`` alone. Layers are held with their
pigment multiplied by their opacity wherever they are mixed or moved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from scipy.interpolate import LinearNDInterpolator
from torch import Tensor
from torch.nn.functional import avg_pool2d, grid_sample, interpolate

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.looks.kind import AREAS
from export.transfer_bank import LookBank
from export.transfer_composite import composite, decode, encode
from export.transfer_faces import LIGHTEST, SIZE, Bank

__all__ = ["Batch", "Chances", "Sampler", "straight"]


_EDGE = 0.03  # of the plane: how softly parts of one look go over into another


@dataclass(frozen=True, slots=True)
class Chances:
    """How often what happens to a sample, and how strong it is."""

    bare: float = 0.15
    asymmetric: float = 0.12
    other_lips: float = 0.4
    other_eyes: float = 0.2
    other_tone: float = 0.25  # a look that was baked for somebody of another tone
    complexion: float = 0.35
    hidden: float = 0.2  # one side is turned away
    hole: float = 0.08
    coarse: float = 0.25  # a small picture
    faintest: float = 0.8  # times the opacity
    strongest: float = 2.5
    uneven: float = 0.25
    jitter: float = 1.5  # texels of 256 by which landmarks are off
    exposure: float = 0.4  # stops
    warmth: float = 0.08  # of the logarithm of each band
    shading: float = 0.12
    noise: float = 0.015


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """b samples of n x n texels.

    Attributes:
        face: (b, 4, n, n) the network's input: sRGB 0..1 and coverage.
        layer: (b, 6, n, n) the layer that was put on; pigment is not multiplied.
        other: (b, 3, n, n) linear, another bare face; other_light, other_mirror: (b, 1, n, n)
            what a coat reflects there, and what the skin mirrors.
        bare: (b,) 1 where nothing was put on.
    """

    face: Tensor
    layer: Tensor
    other: Tensor
    other_light: Tensor
    other_mirror: Tensor
    bare: Tensor


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
        self._normals = _normals(mesh)
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
        layer = self._layers(tones, count, size, rng, dice)
        bare = torch.from_numpy((rng.uniform(size=count) < chances.bare).astype(np.float32))
        layer = layer * (1.0 - bare)[:, None, None, None]
        powdered = torch.from_numpy(rng.uniform(size=count) < chances.complexion)
        below = self._take(self._complexions.layers, self._of_tones(self._complexions, tones, rng),
                           size, "complexions")  # fmt: skip
        below = below * powdered[:, None, None, None].float()
        skin = composite(skin, *straight(below)[:, :4].split((3, 1), dim=1), lit, mirror)
        made = composite(skin, *straight(layer)[:, :4].split((3, 1), dim=1), lit, mirror)
        made = made + self._shine(layer, lit, mirror, rng, dice)
        face, layer = self._taken(made, layer, coverage, rng, dice)
        other, other_light, other_mirror, _ = self._worn_by(whom, size)
        return Batch(face, straight(layer), other, other_light, other_mirror, bare)

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
    ) -> Tensor:  # fmt: skip
        """Looks mixed of several, fainter, uneven and in colours a little off."""
        chances = self._chances
        one = self._draw(tones, size, rng)
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
        field = 1.0 + chances.uneven * _field(count, 1, 12, size, dice)
        factor = (amount.float() * field).clamp(min=0.0)
        factor = torch.minimum(factor, 1.0 / one[:, 3:4].clamp(min=0.02))
        one = one * factor
        shift = 0.05 * torch.randn(count, 3, 1, 1, generator=dice)
        shift = shift + 0.02 * _field(count, 3, 6, size, dice)
        pigment = (one[:, :3] + shift * one[:, 3:4]).clamp(min=0.0)
        return torch.cat([torch.minimum(pigment, one[:, 3:4]), one[:, 3:].clamp(0, 1)], dim=1)

    def _draw(self, tones: np.ndarray, size: int, rng: np.random.Generator) -> Tensor:
        return self._take(
            self._looks.layers, self._of_tones(self._looks, tones, rng), size, "looks"
        )

    def _shine(
        self, layer: Tensor, lit: Tensor, mirror: Tensor, rng: np.random.Generator,
        dice: torch.Generator,
    ) -> Tensor:  # fmt: skip
        """What gloss and shimmer add, much as ``shaders/lib/shine.glsl`` does from one light."""
        count, size = len(layer), layer.shape[-1]
        normals = _resized(self._normals, size)
        to = torch.randn(count, 3, generator=dice) * torch.tensor([0.6, 0.4, 0.0])
        to = to + torch.tensor([0.0, 0.45, 0.9])
        halfway = torch.nn.functional.normalize(
            torch.nn.functional.normalize(to, dim=1) + torch.tensor([0.0, 0.0, 1.0]), dim=1
        )
        facing = (normals * halfway[:, :, None, None]).sum(dim=1, keepdim=True).clamp(min=0.0)
        smooth = torch.from_numpy(rng.uniform(0.3, 1.0, (count, 1, 1, 1))).float()
        lobe = facing ** (6.0 + 64.0 * smooth**2)
        glow = layer[:, 4:5] * (0.10 * smooth * lit * lobe + mirror.clamp(max=0.4) * 1.2)
        flakes = (torch.rand(count, 1, size, size, generator=dice) > 0.93).float()
        return glow + layer[:, 5:6] * lit * (0.06 + 0.5 * flakes)

    def _taken(
        self, made: Tensor, layer: Tensor, coverage: Tensor, rng: np.random.Generator,
        dice: torch.Generator,
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """The input that a photograph of the face gives, and the layer as far as it shows."""
        chances, count, size = self._chances, len(made), made.shape[-1]
        made = made * self._relit(count, size, dice)
        picture = encode(made).clamp(0.0, 1.0)
        picture = _coarsened(picture, chances.coarse, rng)
        noise = torch.rand(count, 1, 1, 1, generator=dice) * chances.noise
        grain = torch.randn(picture.shape, generator=dice)
        picture = (picture + noise * grain).clamp(0.0, 1.0)
        offset = _field(count, 2, 5, size, dice) * chances.jitter / 2.0
        picture = _moved(picture, offset)
        seen = coverage * self._seen(count, size, rng)
        both = torch.cat([picture, layer], dim=1)
        need = (1.0 - seen).clamp(0, 1) * seen.flip(-1)
        mix = need / (seen + need).clamp(min=1e-6)
        both = torch.lerp(both, both.flip(-1), mix)
        mirrored = torch.from_numpy(rng.uniform(size=count) < 0.5)[:, None, None, None]
        planes = torch.cat([both, seen], dim=1)
        planes = torch.where(mirrored, planes.flip(-1), planes)
        inside = (_resized(self._normals, size)[:, 2:] != 0).float()
        face = torch.cat([planes[:, :3] * inside, planes[:, 9:]], dim=1)
        return face, planes[:, 3:9]

    def _relit(self, count: int, size: int, dice: torch.Generator) -> Tensor:
        """Exposure, colour and shading of a light: spherical harmonics up to the second order."""
        chances = self._chances
        x, y, z = _resized(self._normals, size).split(1, dim=1)
        terms = torch.cat([x, y, z - 0.8, x * y, x * z, y * z, x * x - y * y], dim=1)
        strength = chances.shading * torch.randn(count, 7, 1, 1, generator=dice)
        shade = (1.0 + (terms * strength).sum(dim=1, keepdim=True)).clamp(0.35, 1.7)
        stops = (torch.rand(count, 1, 1, 1, generator=dice) * 1.6 - 1.1) * chances.exposure
        tint = torch.exp(chances.warmth * torch.randn(count, 3, 1, 1, generator=dice))
        return shade * 2.0**stops * tint

    def _seen(self, count: int, size: int, rng: np.random.Generator) -> Tensor:
        """Coverage (b, 1, n, n) of heads that are turned and of faces with something before."""
        axis = torch.linspace(-1, 1, size)
        out = torch.ones(count, 1, size, size)
        for row in range(count):
            if rng.uniform() < self._chances.hidden:
                edge, side = float(rng.uniform(-0.2, 0.9)), float(rng.choice([-1.0, 1.0]))
                out[row, 0] *= ((edge - side * axis) * 5.0 + 0.5).clamp(0, 1)[None]
            if rng.uniform() < self._chances.hole:
                cx, cy = (float(value) for value in rng.uniform(-0.9, 0.9, 2))
                rx, ry = (float(value) for value in rng.uniform(0.1, 0.35, 2))
                away = ((axis[None] - cx) / rx) ** 2 + ((axis[:, None] - cy) / ry) ** 2
                out[row, 0] *= ((away - 0.8) * 4.0).clamp(0, 1)
        return out


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


def _field(count: int, channels: int, cells: int, size: int, dice: torch.Generator) -> Tensor:
    """Smooth noise of unit variance at its knots (b, c, n, n)."""
    knots = torch.randn(count, channels, cells, cells, generator=dice)
    rough = interpolate(knots, size=(size // 4, size // 4), mode="bicubic", align_corners=True)
    return interpolate(rough, size=(size, size), mode="bilinear", align_corners=False)


def _window(area: str, size: int) -> Tensor:
    """(1, 1, n, n): 1 in the windows of an area, with soft edges inside them."""
    axis = (torch.arange(size) + 0.5) / size
    out = torch.zeros(size, size)
    for u, v, width, height in AREAS[area]:
        across = ((width / 2 - (axis - u - width / 2).abs()) / _EDGE).clamp(0, 1)
        up = ((height / 2 - (1.0 - axis - v - height / 2).abs()) / _EDGE).clamp(0, 1)
        out = torch.maximum(out, up[:, None] * across[None])
    return out[None, None]


def _coarsened(picture: Tensor, chance: float, rng: np.random.Generator) -> Tensor:
    """Some of the pictures as small ones would show them."""
    rows = np.flatnonzero(rng.uniform(size=len(picture)) < chance)
    if len(rows):
        size = picture.shape[-1]
        small = int(size / rng.uniform(1.2, 3.0))
        few = interpolate(picture[rows], size=(small, small), mode="bilinear", antialias=True)
        picture = picture.clone()
        picture[rows] = interpolate(few, size=(size, size), mode="bilinear").clamp(0, 1)
    return picture


def _moved(picture: Tensor, offset: Tensor) -> Tensor:
    """Moved by an offset (b, 2, n, n) in texels of 256."""
    size = picture.shape[-1]
    axis = (torch.arange(size) + 0.5) / size * 2 - 1
    grid = torch.stack([axis[None].expand(size, -1), axis[:, None].expand(-1, size)], dim=-1)
    grid = grid[None] + offset.permute(0, 2, 3, 1) * (2.0 / SIZE)
    return grid_sample(picture, grid, mode="bilinear", padding_mode="border", align_corners=False)


def _normals(mesh: FaceMesh) -> Tensor:
    """(1, 3, 256, 256) unit normals of the canonical face, x to the picture's right; 0 off it."""
    unwrapper = Unwrapper(mesh, SIZE)
    corners = mesh.positions[mesh.triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    points = np.zeros_like(mesh.positions)
    for corner in mesh.triangles.T:
        np.add.at(points, corner, faces)
    axis = (np.arange(SIZE) + 0.5) / SIZE
    u, v = np.meshgrid(axis, 1.0 - axis)
    planes = LinearNDInterpolator(mesh.uv, points, fill_value=0.0)(u, v)
    planes /= np.maximum(np.linalg.norm(planes, axis=-1, keepdims=True), 1e-6)
    planes[~unwrapper.inside] = 0.0
    return torch.from_numpy(planes.astype(np.float32)).permute(2, 0, 1)[None]


def _resized(planes: Tensor, size: int) -> Tensor:
    return planes if planes.shape[-1] == size else avg_pool2d(planes, planes.shape[-1] // size)
