"""What a camera makes of a made-up face: shine, light, blur, noise, and what it does not see."""

from __future__ import annotations

import numpy as np
import torch
from scipy.interpolate import LinearNDInterpolator
from torch import Tensor
from torch.nn.functional import avg_pool2d, grid_sample, interpolate

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from export.transfer_chances import Chances
from export.transfer_composite import encode
from export.transfer_faces import SIZE, WHOLE, Part

__all__ = ["Camera", "waves"]


class Camera:
    """Takes pictures of faces that are laid flat, or of a part of them."""

    def __init__(self, mesh: FaceMesh, chances: Chances, part: Part = WHOLE) -> None:
        self._normals = _normals(mesh)[..., part.rows, part.columns]
        self._across = part.size
        self._chances = chances

    def shine(
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
        lobe = facing ** (12.0 + 78.0 * smooth**2)
        passed = (mirror * (0.6 + 0.9 * smooth)).clamp(max=0.4)
        glow = layer[:, 4:5] * (0.16 * smooth**2 * lit * lobe + passed)
        flakes = (torch.rand(count, 1, size, size, generator=dice) > 0.93).float()
        return glow + layer[:, 5:6] * lit * (0.06 + 0.5 * flakes)

    def take(
        self, made: Tensor, layer: Tensor, coverage: Tensor, rng: np.random.Generator,
        dice: torch.Generator,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """The input that a photograph of the face gives, the layer as far as it shows, and the
        light of the photo (b, 3, 1, 1) beside its shading."""
        chances, count, size = self._chances, len(made), made.shape[-1]
        shade, light = self._relit(count, size, dice)
        made = made * shade * light
        picture = encode(made).clamp(0.0, 1.0)
        picture = _coarsened(picture, chances.coarse, rng)
        noise = torch.rand(count, 1, 1, 1, generator=dice) * chances.noise
        grain = torch.randn(picture.shape, generator=dice)
        picture = (picture + noise * grain).clamp(0.0, 1.0)
        cells = max(2, round(5 * self._across / SIZE))
        offset = waves(count, 2, cells, size, dice) * chances.jitter / 2.0
        picture = _moved(picture, offset, self._across)
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
        return face, planes[:, 3:9], light

    def _relit(self, count: int, size: int, dice: torch.Generator) -> tuple[Tensor, Tensor]:
        """Shading of a light, spherical harmonics up to the second order; exposure and colour."""
        chances = self._chances
        x, y, z = _resized(self._normals, size).split(1, dim=1)
        terms = torch.cat([x, y, z - 0.8, x * y, x * z, y * z, x * x - y * y], dim=1)
        strength = chances.shading * torch.randn(count, 7, 1, 1, generator=dice)
        shade = (1.0 + (terms * strength).sum(dim=1, keepdim=True)).clamp(0.35, 1.7)
        stops = (torch.rand(count, 1, 1, 1, generator=dice) * 1.6 - 1.1) * chances.exposure
        tint = torch.exp(chances.warmth * torch.randn(count, 3, 1, 1, generator=dice))
        return shade, 2.0**stops * tint

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


def waves(count: int, channels: int, cells: int, size: int, dice: torch.Generator) -> Tensor:
    """Smooth noise of unit variance at its knots (b, c, n, n)."""
    knots = torch.randn(count, channels, cells, cells, generator=dice)
    rough = interpolate(knots, size=(size // 4, size // 4), mode="bicubic", align_corners=True)
    return interpolate(rough, size=(size, size), mode="bilinear", align_corners=False)


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


def _moved(picture: Tensor, offset: Tensor, across: int) -> Tensor:
    """Moved by an offset (b, 2, n, n) in texels of which ``across`` are as wide as the picture."""
    size = picture.shape[-1]
    axis = (torch.arange(size) + 0.5) / size * 2 - 1
    grid = torch.stack([axis[None].expand(size, -1), axis[:, None].expand(-1, size)], dim=-1)
    grid = grid[None] + offset.permute(0, 2, 3, 1) * (2.0 / across)
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
