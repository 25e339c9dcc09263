"""What is usual at each place of the plane: how bare faces look there, and what is worn there."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool2d

from beautymirror.face.mesh import FaceMesh
from beautymirror.looks.makeup import KINDS
from export.transfer_bank import open_oven
from export.transfer_faces import SIZE, Bank
from export.transfer_looks import WORN, Palette, sample_layer
from export.transfer_network import PLACES, WORK, Prior, TransferNet

__all__ = ["load_prior", "usual_faces"]

_EACH = 8  # layers of a kind, for all its patterns
_LEAST = 0.06  # spread: nothing is known better
_BLUR = 1.5  # texels: faces are not aligned better


def load_prior(
    path: Path, faces: Bank, mesh: FaceMesh, palette: Palette, seed: int,
    inside: NDArray[np.bool_],
) -> Prior:  # fmt: skip
    """What is usual among these faces and all kinds of makeup; worked out once.

    Args:
        path: an npz that is read if it is there and written if not.
        inside: (256, 256) the texels of the mesh.
    """
    if not path.exists():
        usual, spread = usual_faces(faces, mesh)
        places = _places(faces, mesh, palette, seed, inside)
        part = path.with_name("part-" + path.name)
        np.savez(part, usual=usual, spread=spread, places=places)
        os.replace(part, path)
    with np.load(path) as stored:
        return Prior(stored["usual"], stored["spread"], stored["places"])


def usual_faces(faces: Bank, mesh: FaceMesh) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and deviation (3, 128, 128) of bare faces against their own skin, tones alike."""
    network = TransferNet(mesh)
    means, squares = [], []
    for tone in np.unique(faces.tones):
        mine = faces.chosen(np.flatnonzero(faces.tones == tone))
        colour = _small(torch.from_numpy(mine.images).permute(0, 3, 1, 2))
        seen = _small(torch.from_numpy(mine.coverage)[:, None])
        ratio, _ = network.against(torch.cat([colour, seen], dim=1))
        ratio = torch.cat([ratio, ratio.flip(-1)])
        means.append(ratio.mean(dim=0))
        squares.append(ratio.square().mean(dim=0))
    mean = torch.stack(means).mean(dim=0)
    variance = (torch.stack(squares).mean(dim=0) - mean.square()).clamp(min=0.0)
    usual, spread = (
        np.stack([cv2.GaussianBlur(plane, (0, 0), _BLUR) for plane in planes.numpy()])
        for planes in (mean, variance.sqrt())
    )
    return usual, np.maximum(spread, _LEAST)


def _small(planes: Tensor) -> Tensor:
    return avg_pool2d(planes.float() / 255.0, SIZE // WORK)


def _places(
    faces: Bank, mesh: FaceMesh, palette: Palette, seed: int, inside: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """(11, 128, 128) mean opacity of each kind, scaled to at most 1."""
    planes = np.zeros((PLACES, WORK, WORK), np.float32)
    with open_oven(mesh, inside) as oven:
        for number, kind in enumerate(list(WORN)[:PLACES]):
            rng = np.random.default_rng([seed, number, 2])
            for _ in range(_EACH):
                layer = sample_layer(KINDS[kind], palette, rng, False)
                layer = layer.model_copy(update={"intensity": 1.0})
                baked = oven.bake((layer,), faces.skin[int(rng.integers(len(faces.skin)))])
                planes[number] += cv2.resize(
                    baked[..., 3].astype(np.float32), (WORK, WORK), interpolation=cv2.INTER_AREA
                )
    return planes / np.maximum(planes.max(axis=(1, 2), keepdims=True), 1e-6)
