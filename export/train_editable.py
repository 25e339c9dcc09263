"""Train the head that reads a photo's makeup as parameters, on a trained transfer network.

    python -m export.train_editable --data FOLDER --run runs/transfer

Samples are made as for the network, but of whole looks, whose parameters are known. What the
network sees of each is kept, since the network does not change; then the head learns from that.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from rich.progress import track
from torch import Tensor

from beautymirror.face.mesh import canonical_mesh
from beautymirror.transfer.told import TOLD
from export.train_transfer import prepare
from export.transfer_bank import look_layers
from export.transfer_config import Config, load_config
from export.transfer_editable import EditableHead, told_loss, truth
from export.transfer_looks import Palette, load_palette
from export.transfer_network import TransferNet
from export.transfer_samples import Sampler
from export.transfer_trained import load_network

__all__ = ["Told", "collect", "fit", "main"]

_WHOLE = {"other_lips": 0.0, "other_eyes": 0.0, "asymmetric": 0.0, "faintest": 1.0,
          "strongest": 1.0}  # fmt: skip
_BATCH, _SIZE = 16, 128
_FIRST = 2 * 10**9  # numbers of batches that the network was not trained on
_KEPT = 8  # every so manieth batch is kept for validation


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """n samples: what the head sees, folded layers (n, 6, 64, 32) and means (n, 199), the true
    numbers (n, TOLD_LENGTH) and how much each counts."""

    halves: Tensor
    means: Tensor
    true: Tensor
    weights: Tensor

    def rows(self, which: Tensor) -> Told:
        """Some of the samples."""
        return Told(self.halves[which], self.means[which], self.true[which], self.weights[which])


@torch.no_grad()
def collect(
    network: TransferNet, head: EditableHead, sampler: Sampler, palette: Palette, seed: int,
    count: int,
) -> Told:  # fmt: skip
    """What the network sees of ``count`` samples, rounded up to whole batches."""
    found: list[tuple[Tensor, ...]] = []
    for number in track(range(-(-count // _BATCH)), description="Reading samples"):
        batch = sampler.batch(_FIRST + number, _BATCH, _SIZE)
        seen, told = network.look(batch.face)
        raw, style = network.read(seen, told)
        half, means = head.look(network.layer(raw, seen, told), told, style)
        bare = batch.bare.numpy() > 0
        both = [
            truth(() if nothing else look_layers(int(look), palette, seed))
            for look, nothing in zip(batch.looks, bare, strict=True)
        ]
        true, weights = (torch.from_numpy(np.stack(rows)) for rows in zip(*both, strict=True))
        found.append((half.half(), means, true, weights))
    return Told(*(torch.cat(column) for column in zip(*found, strict=True)))


def fit(head: EditableHead, told: Told, passes: int, rate: float, seed: int) -> list[float]:
    """Train the head; its loss on what is kept, after each pass."""
    order = torch.arange(len(told.true)) // _BATCH % _KEPT == 0
    kept, shown = told.rows(order.nonzero()[:, 0]), told.rows((~order).nonzero()[:, 0])
    dice = torch.Generator().manual_seed(seed)
    batch = min(64, len(shown.true))
    steps = passes * (len(shown.true) // batch)
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)
    losses = []
    for _ in track(range(passes), description="Training"):
        head.train()
        for rows in torch.randperm(len(shown.true), generator=dice).split(batch):
            if len(rows) == batch:
                mine = shown.rows(rows)
                found = head.read(mine.halves.float(), mine.means)
                loss = told_loss(found, mine.true, mine.weights)
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
                schedule.step()
        head.eval()
        with torch.no_grad():
            found = head.read(kept.halves.float(), kept.means)
            losses.append(float(told_loss(found, kept.true, kept.weights)))
    _report(found, kept.true)
    return losses


def _report(found: Tensor, true: Tensor) -> None:
    """How often a kind is told rightly, and how far its strength and first colour are off."""
    start = 0
    for told in TOLD:
        mine, right = (numbers[:, start : start + told.length] for numbers in (found, true))
        start += told.length
        worn = right[:, 0] > 0.5
        same = ((mine[:, 0] > 0.5) == worn).float().mean()
        off = (mine - right).abs()[worn]
        strength, colour = float(off[:, 1].mean()), 255 * float(off[:, 2:5].mean())
        print(f"{told.kind}: {same:.0%} rightly worn or not; off by {strength:.2f} in strength")
        print(f"  {colour:.0f} of 255 in colour")


def save(head: EditableHead, path: Path) -> None:
    """Write the head whole or not at all."""
    part = path.with_name(path.name + ".part")
    torch.save(head.state_dict(), part)
    os.replace(part, path)


def main() -> None:
    """Train the head of a run."""
    parser = argparse.ArgumentParser(description="Train the head that tells parameters.")
    parser.add_argument("--data", type=Path, required=True, help="folder with faces and shades")
    parser.add_argument("--run", type=Path, required=True, help="folder of the network's run")
    parser.add_argument("--samples", type=int, default=8000)
    parser.add_argument("--passes", type=int, default=30)
    options = parser.parse_args()
    config = _config(options.run / "checkpoint.pt")
    torch.set_num_threads(config.threads)
    torch.set_flush_denormal(True)  # of this whole process: denormals slow a processor down
    torch.manual_seed(config.seed)
    mesh = canonical_mesh()
    shown, _, _ = prepare(config, options.data, options.run, mesh)
    network = load_network(options.run / "checkpoint.pt", mesh)
    head = EditableHead(network.sample)
    palette = load_palette(options.data / "shades")
    told = collect(network, head, shown, palette, config.seed, options.samples)
    losses = fit(head, told, options.passes, 3e-3, config.seed)
    print(f"{len(told.true)} samples: loss {losses[0]:.3f} to {losses[-1]:.3f} of those kept aside")
    save(head, options.run / "editable.pt")


def _config(checkpoint: Path) -> Config:
    """The configuration of a run, for whole looks."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    stored = json.loads(state["config"])
    plain = load_config(None)
    config = replace(plain, **{name: stored[name] for name in ("seed", "looks", "complexions")})
    return replace(config, chances=replace(config.chances, **_WHOLE))


if __name__ == "__main__":
    main()
