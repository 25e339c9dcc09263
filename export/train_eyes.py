"""Train the closer look at the eyes, see ``export.transfer_eyes``.

    python -m export.train_eyes --data FOLDER --run runs/transfer

The run is one of ``export.train_transfer``: its faces are used, and the network is written beside
its checkpoint as eyes.pt. Looks are whole ones of their own, whose parameters are known. Can be cut
off at any moment and goes on with the same command.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from rich.progress import track
from torch import Tensor

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.transfer.told import place
from export.learning import Course, Learner, asked
from export.transfer_bank import LookBank, load_looks, look_layers
from export.transfer_chances import Chances
from export.transfer_config import Config
from export.transfer_editable import told_loss, truth
from export.transfer_eyes import EYE_KINDS, EYES, EyesNet
from export.transfer_faces import SIZE, bare_half, load_bank
from export.transfer_log import Log
from export.transfer_looks import load_palette
from export.transfer_samples import Sampler

__all__ = ["EyesConfig", "EyesTrainer", "Labelled", "main"]

_UNSEEN = 10**9  # numbers of batches that training never reaches
_HELD_FACES, _HELD_LOOKS = 15, 12  # every so manieth is kept for validation


@dataclass(frozen=True, slots=True)
class EyesConfig(Course):
    """Everything that the training depends on, beside its data."""

    seed: int = 11
    steps: int = 3600
    batch: int = 48
    rate: float = 4e-3
    weight_decay: float = 0.02
    warmup: int = 300
    averaging: float = 0.99
    checkpoint_every: int = 200
    looks: int = 3000
    chances: Chances = field(
        default_factory=lambda: Chances(
            bare=0.1, asymmetric=0.0, other_lips=0.0, other_eyes=0.0, faintest=0.9,
            strongest=1.15, uneven=0.15, complexion=0.3, hidden=0.1, hole=0.04,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A sampler whose looks are known: true numbers of ``EYE_KINDS`` and their weights, (n, k)."""

    sampler: Sampler
    true: Tensor
    weights: Tensor

    def batch(self, number: int, count: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Eyes (b, 4, 80, 80), skins (b, 3), what should be told of them and how it counts."""
        made = self.sampler.batch(number, count, EYES.size)
        worn = 1.0 - made.bare[:, None]
        weights = self.weights[made.looks] * worn
        start = 0
        for told in EYE_KINDS:
            weights[:, start] = 1.0
            start += told.length
        return made.face, made.skin, self.true[made.looks] * worn, weights


class EyesTrainer(Learner[EyesNet, EyesConfig]):
    """Teaches the network what is worn about the eyes."""

    def __init__(self, config: EyesConfig, network: EyesNet) -> None:
        super().__init__(network, config, "cpu", steepest=10.0)

    def train(self, batch: tuple[Tensor, Tensor, Tensor, Tensor]) -> float:
        """One step; its loss."""
        self.network.train()
        loss = self._loss(self.network, batch)
        self.learn(loss)
        return float(loss.detach())

    @torch.no_grad()
    def validate(self, batches: list[tuple[Tensor, Tensor, Tensor, Tensor]]) -> float:
        """The same on people and looks that are not trained on, of the averaged network."""
        self.average.eval()
        network: EyesNet = self.average.module
        return float(np.mean([float(self._loss(network, batch)) for batch in batches]))

    def _loss(self, network: EyesNet, batch: tuple[Tensor, Tensor, Tensor, Tensor]) -> Tensor:
        eyes, skin, true, weights = batch
        return told_loss(network(eyes, skin).sigmoid(), true, weights, EYE_KINDS)


def prepare(config: EyesConfig, data: Path, run: Path, mesh: FaceMesh) -> tuple[Labelled, Labelled]:
    """Samples to train on, and of people and looks that are kept for validation."""
    bank = load_bank(data / "faces", "train", mesh, run / "faces.npz")
    faces = bank.chosen(bare_half(bank, mesh))
    palette, inside = load_palette(data / "shades"), Unwrapper(mesh, SIZE).inside
    count, plain = config.looks, Config()
    looks = load_looks(run / "eyes_looks.npy", count, faces, mesh, palette, config.seed, inside)
    below = load_looks(
        run / "complexions.npy", plain.complexions, faces, mesh, palette, plain.seed + 1, inside,
        complexion=True,
    )  # fmt: skip
    numbers = np.concatenate([np.arange(1000)[place(told.kind)] for told in EYE_KINDS])
    both = [truth(look_layers(number, palette, config.seed)) for number in range(count)]
    true, weights = (
        torch.from_numpy(np.stack(rows)[:, numbers]) for rows in zip(*both, strict=True)
    )
    kept = np.arange(len(faces.names)) % _HELD_FACES == 0, np.arange(count) % _HELD_LOOKS == 0
    out = []
    for faces_of, looks_of in (tuple(~which for which in kept), kept):
        chosen = np.flatnonzero(looks_of)
        sampler = Sampler(
            faces.chosen(np.flatnonzero(faces_of)),
            LookBank(np.asarray(looks.layers[chosen]), looks.tones[chosen]),
            below, mesh, config.seed, config.chances, EYES,
        )  # fmt: skip
        out.append(Labelled(sampler, true[chosen], weights[chosen]))
    return out[0], out[1]


def run(trainer: EyesTrainer, shown: Labelled, held: Labelled, out: Path) -> None:
    """Train to the last step, with a checkpoint at each validation."""
    folder, config = out / "eyes", trainer.config
    folder.mkdir(exist_ok=True)
    log = Log(folder, trainer.step)
    kept = [held.batch(_UNSEEN + number, config.batch) for number in range(16)]
    last = time.monotonic()
    for number in track(range(trainer.step, config.steps), description="Training"):
        log.add({"loss": trainer.train(shown.batch(number, config.batch))})
        now = time.monotonic()
        trainer.seconds, last = trainer.seconds + now - last, now
        if trainer.step % config.checkpoint_every == 0 or trainer.step == config.steps:
            trainer.save(out / "eyes.pt")
            validated = trainer.validate(kept)
            print(trainer.step, round(validated, 3), flush=True)
            log.write({"step": trainer.step, "seconds": round(trainer.seconds)}, validated)


def main() -> None:
    """Read the command line and train."""
    options, config = asked("Train the closer look at the eyes.", EyesConfig())
    shown, held = prepare(config, options.data, options.run, canonical_mesh())
    trainer = EyesTrainer(config, EyesNet())
    trainer.begin(options.run / "eyes.pt", options.start)
    run(trainer, shown, held, options.run)


if __name__ == "__main__":
    main()
