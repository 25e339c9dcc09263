"""Train the closer look at the lips, see ``export.transfer_mouth``.

    python -m export.train_mouth --data FOLDER --run runs/transfer

The run is one of ``export.train_transfer``: its banks are used, and the network is written beside
its checkpoint as mouth.pt. Can be cut off at any moment and goes on with the same command. The
loss is the measure itself: how far lips are off, as they are seen on two other people.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from rich.progress import track
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from export.learning import Course, Learner, asked
from export.train_transfer import prepare
from export.transfer_chances import Chances
from export.transfer_composite import composite, encode, lab, perceived
from export.transfer_config import load_config
from export.transfer_faces import lips_mask
from export.transfer_log import Log
from export.transfer_mouth import MOUTH, MouthNet, usual_mouth
from export.transfer_samples import Batch, Sampler

__all__ = ["MouthConfig", "MouthTrainer", "main", "mouth_losses"]

_UNSEEN = 10**9  # numbers of batches that training never reaches
_ROWS = slice(18, 62)  # of the part: beyond them nothing is taken over
_WIDER, _AROUND = 0.4, 0.05  # weight of what lies just around the lips, and of the rest


@dataclass(frozen=True, slots=True)
class MouthConfig(Course):
    """Everything that the training depends on, beside its data.

    Attributes:
        seen, opacity, likelihood, colour, finish, bare: weights of the parts of the loss.
    """

    seed: int = 5
    steps: int = 6000
    batch: int = 24
    rate: float = 3e-3
    warmup: int = 100
    averaging: float = 0.995
    checkpoint_every: int = 250
    seen: float = 60.0
    opacity: float = 0.3
    likelihood: float = 1.0
    colour: float = 2.0
    finish: float = 8.0
    bare: float = 2.0
    # Nobody takes makeup from a photo that shows none: strong looks, and fewer bare faces. Who
    # looked made up was left out of the bare faces, so that natural lips are redder than theirs.
    chances: Chances = field(
        default_factory=lambda: Chances(
            bare=0.08, faintest=1.0, strongest=3.0, redder=0.15, complexion=0.25, hidden=0.1,
            other_lips=0.0, other_eyes=0.0,
        )
    )  # fmt: skip


def importance(mesh: FaceMesh) -> Tensor:
    """(1, 1, 44, 80) with mean 1: the lips, what is just around them, the rest."""
    lips = lips_mask(mesh)[MOUTH.rows, MOUTH.columns].astype(np.float32)
    near = cv2.dilate(lips, np.ones((9, 9)))
    plane = torch.from_numpy(np.maximum(np.where(near > 0, _WIDER, _AROUND), lips))
    plane = plane[_ROWS]
    return (plane / plane.mean()).float()[None, None]


def mouth_losses(
    found: Tensor, solved: Tensor, batch: Batch, important: Tensor
) -> dict[str, Tensor]:
    """Each part of the loss by its name in ``MouthConfig``, not yet weighted.

    Args:
        found: (b, 6, 80, 80) the layer. solved: the same, its opacity free to learn by its pigment.
    """
    found, solved, true = (layer[:, :, _ROWS] for layer in (found, solved, batch.layer))
    opacity = found[:, 3:4]
    off = torch.zeros(())
    for shift in range(2):  # as it looks on two people
        other, light, mirror = (
            plane[:, :, _ROWS].roll(shift, dims=0)
            for plane in (batch.other, batch.other_light, batch.other_mirror)
        )
        one, exact = (
            lab(encode(composite(other, layer[:, :3], layer[:, 3:4], light, mirror)))
            for layer in (solved, true)
        )
        off = off + 0.5 * (perceived(exact, one) * important).mean()
    coated = true[:, 3:4] * important
    colour = (lab(found[:, :3]) - lab(true[:, :3])).abs().mean(dim=1, keepdim=True)
    chance = nn.functional.binary_cross_entropy(opacity, true[:, 3:4], reduction="none")
    return {
        "seen": off,
        "opacity": ((opacity - true[:, 3:4]).abs() * important).mean(),
        "likelihood": (chance * important).mean(),
        "colour": (colour * coated).sum() / (coated.sum() + 1.0),
        "finish": ((found[:, 4:] - true[:, 4:]).square() * important).mean(),
        "bare": (opacity * important * batch.bare[:, None, None, None]).mean(),
    }


class MouthTrainer(Learner[MouthNet, MouthConfig]):
    """Teaches the network how lips look on others."""

    def __init__(self, config: MouthConfig, network: MouthNet, mesh: FaceMesh) -> None:
        super().__init__(network, config, "cpu", least=0.02, steepest=2.0)
        self._important = importance(mesh)

    def train(self, batch: Batch) -> dict[str, float]:
        """One step; the parts of its loss and their weighted sum."""
        self.network.train()
        parts = self._parts(self.network, batch)
        loss = self._weighted(parts)
        self.learn(loss)
        return {"loss": float(loss.detach())} | {n: float(p.detach()) for n, p in parts.items()}

    @torch.no_grad()
    def validate(self, batches: list[Batch]) -> dict[str, float]:
        """The same on batches of people who are not trained on, of the averaged network."""
        self.average.eval()
        network: MouthNet = self.average.module
        each = [self._parts(network, batch) for batch in batches]
        means = {name: torch.stack([parts[name] for parts in each]).mean() for name in each[0]}
        return {"loss": float(self._weighted(means))} | {n: float(p) for n, p in means.items()}

    def _parts(self, network: MouthNet, batch: Batch) -> dict[str, Tensor]:
        face = batch.face.contiguous(memory_format=torch.channels_last)
        seen, told = network.look(face, batch.skin)
        raw = network.read(seen, told)
        found, solved = (network.layer(raw, face, batch.skin, way) for way in (False, True))
        return mouth_losses(found, solved, batch, self._important)

    def _weighted(self, parts: dict[str, Tensor]) -> Tensor:
        return torch.stack(
            [getattr(self.config, name) * part for name, part in parts.items()]
        ).sum()


def of_lips(batch: Batch, rng: np.random.Generator) -> Batch:
    """The same batch with the skin told as roughly as a photo tells it."""
    off = torch.from_numpy(rng.normal(1.0, 0.03, (len(batch.skin), 1))).float()
    return replace(batch, skin=(batch.skin * off).clamp(0.0, 1.0))


def batches(sampler: Sampler, config: MouthConfig, first: int) -> Iterator[Batch]:
    """Batches from one on, each made while the network learns from the one before."""

    def make(number: int) -> Batch:
        batch = sampler.batch(number, config.batch, MOUTH.size)
        return of_lips(batch, np.random.default_rng([config.seed, number]))

    with ThreadPoolExecutor(1, "samples", lambda: torch.set_flush_denormal(True)) as maker:
        coming = maker.submit(make, first)
        for number in range(first, config.steps):
            batch = coming.result()
            coming = maker.submit(make, number + 1)
            yield batch


def run(trainer: MouthTrainer, shown: Sampler, held: Sampler, out: Path) -> None:
    """Train to the last step, with a checkpoint at each validation."""
    folder = out / "mouth"
    folder.mkdir(exist_ok=True)
    log, config = Log(folder, trainer.step), trainer.config
    kept = [held.batch(_UNSEEN + number, 32, MOUTH.size) for number in range(6)]
    last = time.monotonic()
    left = batches(shown, config, trainer.step)
    for batch in track(left, total=config.steps - trainer.step, description="Training"):
        log.add(trainer.train(batch))
        now = time.monotonic()
        trainer.seconds, last = trainer.seconds + now - last, now
        ends = trainer.step == config.steps
        validated = None
        if trainer.step % config.checkpoint_every == 0 or ends:
            trainer.save(out / "mouth.pt")
            parts = trainer.validate(kept)
            validated = parts["loss"]
            print(
                trainer.step, {name: round(value, 4) for name, value in parts.items()}, flush=True
            )
        if validated is not None or trainer.step % 50 == 0:
            log.write({"step": trainer.step, "seconds": round(trainer.seconds)}, validated)


def main() -> None:
    """Read the command line and train."""
    options, config = asked("Train the closer look at the lips.", MouthConfig())
    mesh = canonical_mesh()
    whole = load_config(None)
    shown, held, _ = prepare(replace(whole, chances=config.chances), options.data, options.run,
                             mesh, MOUTH)  # fmt: skip
    trainer = MouthTrainer(config, MouthNet(mesh, usual=usual_mouth(*shown.usual())), mesh)
    if (options.run / "mouth.pt").exists():
        trainer.resume(options.run / "mouth.pt")
    run(trainer, shown, held, options.run)


if __name__ == "__main__":
    main()
