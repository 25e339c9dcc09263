"""What each part of the loss buys: the same checkpoint, taught on without it, or with it.

    python -m export.transfer_ablation --data FOLDER --run runs/transfer --out ablation.json

Every variant sees the same batches for the same number of steps. Judged on people who were kept
aside, in the plane: how far the layer that was found, on somebody else, is from the true one.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from skimage.color import deltaE_ciede2000, rgb2lab
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from export.train_transfer import Trainer, made_up_photos, prepare
from export.transfer_composite import composite, encode
from export.transfer_config import Config, Phase, load_config
from export.transfer_critics import halved
from export.transfer_measures import Masks
from export.transfer_network import WORK
from export.transfer_samples import Batch, Sampler

__all__ = ["held_errors", "main"]

# What differs from the weights of the configuration.
_VARIANTS: dict[str, dict[str, float]] = {
    "all parts": {},
    "without render": {"render": 0.0},
    "without colour": {"colour": 0.0},
    "without likelihood": {"likelihood": 0.0},
    "without edges": {"edges": 0.0},
    "with histogram": {"histogram": 3.0},
    "with critics": {"critics": 0.1},
    "with cycle": {"cycle": 3.0},
    "with perceptual": {"perceptual": 1.0},
    "with all four": {"histogram": 3.0, "critics": 0.1, "cycle": 3.0, "perceptual": 1.0},
}
_BATCH, _RATE = 12, 1e-3
_KEPT = 10**9  # numbers of batches that training never reaches
_MADE_UP, _FEWEST = 1.0, 15  # dE00 of a texel that is made up; texels that a region is judged by


@torch.no_grad()
def held_errors(
    network: nn.Module, sampler: Sampler, mesh: FaceMesh, batches: int = 8
) -> dict[str, float]:
    """Mean CIEDE2000 of made-up texels by region, over people who were kept aside; and the mean
    opacity that is seen on bare faces."""
    regions = {name: halved(mask).numpy() > 0.5 for name, mask in Masks(mesh).worn.items()}
    network.eval()
    errors: dict[str, list[float]] = {name: [] for name in (*regions, "bare")}
    for number in range(batches):
        batch = sampler.batch(_KEPT + number, 16, WORK)
        found = network(batch.face)[0]
        true, made, skin = (_worn(batch, layer) for layer in (batch.layer, found, None))
        change, off = deltaE_ciede2000(true, skin), deltaE_ciede2000(true, made)
        for row in range(len(found)):
            if batch.bare[row] > 0:
                errors["bare"].append(float(found[row, 3].mean()))
            for name, region in regions.items():
                here = region & (change[row] > _MADE_UP)
                if here.sum() >= _FEWEST:
                    errors[name].append(float(off[row][here].mean()))
    return {name: round(float(np.mean(each)), 4) for name, each in errors.items() if each}


def _worn(batch: Batch, layer: Tensor | None) -> NDArray[np.float64]:
    """CIELAB (b, n, n, 3) of the other faces in a layer, or bare."""
    worn = batch.other
    if layer is not None:
        light = (batch.other_light, batch.other_mirror)
        worn = composite(worn, layer[:, :3], layer[:, 3:4], *light)
    return np.asarray(rgb2lab(encode(worn).clamp(0, 1).permute(0, 2, 3, 1).numpy()))


def taught_on(
    trainer: Trainer, checkpoint: Path, config: Config, other: dict[str, float], steps: int
) -> nn.Module:
    """The averaged network after so many more steps with other weights of parts of the loss."""
    trainer.resume(checkpoint)
    weights = replace(config.weights, **other)
    done = Phase(WORK, trainer.step, _BATCH, config.phases[0].rate)
    phases = (done, Phase(WORK, steps, _BATCH, _RATE))
    trainer.config = replace(config, phases=phases, weights=weights)
    for _ in track(range(steps), description=", ".join(other) or "all parts"):
        trainer.train()
    return trainer.average


def main() -> None:
    """Teach every variant on and write the table."""
    parser = argparse.ArgumentParser(description="What each part of the loss buys.")
    parser.add_argument("--data", type=Path, required=True, help="folder with faces and shades")
    parser.add_argument("--run", type=Path, required=True, help="folder of the network's run")
    parser.add_argument("--out", type=Path, required=True, help="JSON to write")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--only", nargs="*", choices=tuple(_VARIANTS), default=tuple(_VARIANTS))
    options = parser.parse_args()
    config, mesh = load_config(None), canonical_mesh()
    torch.set_num_threads(config.threads)
    torch.set_flush_denormal(True)  # of this whole process: denormals slow a processor down
    shown, held, prior = prepare(config, options.data, options.run, mesh)
    photos = made_up_photos(options.data, options.run, mesh)
    checkpoint = options.run / "checkpoint.pt"
    table: dict[str, dict[str, float]] = {}
    for name in options.only:
        trainer = Trainer(config, shown, mesh, prior, photos=photos)
        trainer.resume(checkpoint)
        if not table:
            table["before"] = held_errors(trainer.average, held, mesh)
        network = taught_on(trainer, checkpoint, config, _VARIANTS[name], options.steps)
        table[name] = held_errors(network, held, mesh)
        print(name, table[name], flush=True)
        part = options.out.with_name(options.out.name + ".part")
        part.write_text(json.dumps({"steps": options.steps, "table": table}, indent=1))
        os.replace(part, options.out)
        if not _VARIANTS[name]:
            trainer.save(options.out.with_suffix(".pt"))


if __name__ == "__main__":
    main()
