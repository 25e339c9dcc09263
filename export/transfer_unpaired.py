"""The second phase of training: photos whose true makeup nobody knows.

The faces of the training set that look made up, and were left out of the first phase for that,
are read, and what was read is put on bare people. Nobody can say what the result should be, but:
the colours of lips and lids should be spread as in the photo, light divided out of both (histogram
matching, Li et al. 2018); critics should take it for drawn makeup; read again off the person who
wears it now, it should look the same there (cycle); and what it makes of a face should be makeup
and no other face: features of the network as it was before the phase stay (perceptual loss;
nobody's photographs trained those features). The last two count less the more a place is made up:
weights of 1 less a blurred mask, but no less than a tenth.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh
from export.transfer_composite import composite, decode, encode
from export.transfer_critics import Critics, halved
from export.transfer_faces import LIGHTEST, Bank
from export.transfer_measures import Masks
from export.transfer_network import WORK, TransferNet
from export.transfer_samples import Batch

__all__ = ["PARTS", "Photos", "Second", "matched", "second_losses"]

PARTS = frozenset({"histogram", "critics", "cycle", "perceptual"})

_LEAST, _BLUR = 0.1, 4.0  # weight where all is made up; texels
_CRITIC_RATE = 4e-4
_DIM = 0.1  # light that colours are divided by at least


@dataclass(frozen=True, slots=True, eq=False)
class Photos:
    """Faces that look made up, at 128 texels: input (n, 4, 128, 128), light (n, 1, 128, 128)."""

    faces: Tensor
    light: Tensor

    @classmethod
    def of(cls, bank: Bank) -> Photos:
        """The faces of a bank."""
        colour = torch.from_numpy(bank.images).permute(0, 3, 1, 2)
        planes = [colour, torch.from_numpy(bank.coverage)[:, None]]
        face = torch.cat([_halves(plane) for plane in planes], dim=1)
        return cls(face, _halves(torch.from_numpy(bank.light)[:, None]) * LIGHTEST)

    def some(self, count: int, number: int) -> Photos:
        """``count`` of them; which hangs on ``number`` alone."""
        which = torch.from_numpy(
            np.random.default_rng(number).integers(len(self.faces), size=count)
        )
        return Photos(self.faces[which], self.light[which])


def _halves(planes: Tensor) -> Tensor:
    return nn.functional.avg_pool2d(planes.float() / 255.0, planes.shape[-1] // WORK)


class Second:
    """What the second phase needs beside the network: photos, critics, the network as it was."""

    def __init__(self, network: TransferNet, photos: Photos, mesh: FaceMesh) -> None:
        self.photos = photos
        self.critics = Critics(mesh)
        self.optimiser = torch.optim.Adam(self.critics.parameters(), _CRITIC_RATE, (0.5, 0.99))
        self.before = deepcopy(network).eval().requires_grad_(False)
        masks = Masks(mesh)
        self.regions = [halved(masks.lips) > 0.5, halved(masks.eyes) > 0.5]
        made_up = np.maximum.reduce([mask.astype(np.float32) for mask in masks.worn.values()])
        blurred = cv2.GaussianBlur(made_up, (0, 0), _BLUR)
        kept = 1.0 - (1.0 - _LEAST) * torch.from_numpy(cv2.resize(blurred, (WORK, WORK)))
        self.kept = kept[None, None]

    def state(self) -> dict[str, Any]:
        """For a checkpoint."""
        return {
            "critics": self.critics.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "before": self.before.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint's."""
        self.critics.load_state_dict(state["critics"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.before.load_state_dict(state["before"])

    def begin(self, network: TransferNet) -> None:
        """Take a network for how it was before the phase."""
        self.before.load_state_dict(network.state_dict())

    def teach_critics(self, drawn: Tensor, read: Tensor) -> float:
        """One step of the critics; their loss."""
        loss = self.critics.told_apart(drawn.detach(), read.detach())
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        return float(loss.detach())


def second_losses(
    network: TransferNet, second: Second, batch: Batch, number: int, parts: frozenset[str]
) -> dict[str, Tensor]:
    """Each part of the loss of the second phase, not yet weighted; critics are taught by the way.

    Args:
        batch: bare people to wear it, and drawn makeup for the critics, at 128 texels.
        number: of the step: which photos are read.
        parts: of ``PARTS``, those that are wanted.
    """
    photos = second.photos.some(len(batch.other), number)
    layer, _ = network(photos.faces)
    worn = composite(
        batch.other, layer[:, :3], layer[:, 3:4], batch.other_light, batch.other_mirror
    )
    made = encode(worn.clamp(min=0.0)).clamp(0.0, 1.0)
    losses: dict[str, Tensor] = {}
    if "histogram" in parts:
        even = worn / batch.other_light.clamp(min=_DIM)
        theirs = decode(photos.faces[:, :3]) / photos.light.clamp(min=_DIM)
        losses["histogram"] = _spread_alike(even, theirs, second.regions)
    if "critics" in parts:
        pigment, opacity = batch.layer[:, :3], batch.layer[:, 3:4]
        drawn = composite(batch.other, pigment, opacity, batch.other_light, batch.other_mirror)
        second.teach_critics(encode(drawn.clamp(min=0.0)).clamp(0.0, 1.0), made)
        losses["critics"] = second.critics.convinced(made)
    if parts & {"cycle", "perceptual"}:
        seen = torch.cat([made, torch.ones_like(made[:, :1])], dim=1)
    if "cycle" in parts:
        again, _ = network(seen)
        twice = composite(
            batch.other, again[:, :3], again[:, 3:4], batch.other_light, batch.other_mirror
        )
        off = (encode(twice.clamp(min=0.0)) - made).abs()
        losses["cycle"] = (off * second.kept).mean()
    if "perceptual" in parts:
        bare = torch.cat([encode(batch.other).clamp(0, 1), seen[:, 3:]], dim=1)
        losses["perceptual"] = _unlike(second.before, seen, bare, second.kept)
    return losses


def _spread_alike(made: Tensor, photo: Tensor, regions: list[Tensor]) -> Tensor:
    """Mean difference of linear colours, light divided out, to those spread as in the photo."""
    off = []
    for region in regions:
        mine, theirs = (encode(planes[:, :, region].clamp(1e-3, 1.0)) for planes in (made, photo))
        off.append((mine - matched(mine.detach(), theirs)).abs().mean())
    return torch.stack(off).mean()


def matched(mine: Tensor, theirs: Tensor) -> Tensor:
    """Values (..., n) spread as others (..., n) are, in their own order."""
    ranks = mine.argsort(dim=-1).argsort(dim=-1)
    return theirs.sort(dim=-1).values.gather(-1, ranks)


def _unlike(before: TransferNet, made: Tensor, bare: Tensor, kept: Tensor) -> Tensor:
    """How far the features of two faces differ, where neither is made up."""
    off = []
    features = [before.stem, before.fine]
    one, other = (before.look(face)[0] for face in (made, bare))
    for step in features:
        one, other = step(one), step(other)
        weight = nn.functional.interpolate(kept, one.shape[-2:], mode="bilinear", antialias=True)
        off.append(((one - other).abs() * weight).mean())
    return torch.stack(off).mean()
