"""Train the closer look at the lips, see ``export.transfer_mouth``.

    python -m export.worn --data FOLDER --run runs/transfer --looks 1000
    python -m export.worn --data FOLDER --run runs/transfer --looks 100 --kept
    python -m export.train_mouth --data FOLDER --run runs/transfer

It learns from pictures of people in looks that have gone the whole way of the program, by the
measure itself: how far lips are off, as they are seen on two other people. The network is written
to the run's folder as mouth.pt. Can be cut off at any moment and goes on with the same command.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from rich.progress import track
from torch import Tensor

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.zones import bare_skin
from export.learning import Course, Learner, asked
from export.transfer_composite import decode, encode, lab, perceived
from export.transfer_faces import SIZE, bare_half, lips_mask, load_bank
from export.transfer_log import Log
from export.transfer_mouth import MOUTH, TAKEN, MouthNet, usual_mouth
from export.transfer_samples import on_average
from export.worn_bank import Wearer, WornBank, WornBatch, load_worn

__all__ = ["MouthConfig", "MouthTrainer", "main", "mouth_losses"]

_GROWN = 11  # texels: lips and what is just around them
_LEFT, _AROUND = 0.3, 0.15  # weight of lips that are left alone, and of what is around lips
_FEWEST = 300.0  # texels, weighted, that a picture counts as at least


@dataclass(frozen=True, slots=True)
class MouthConfig(Course):
    """Everything that the training depends on, beside its data.

    Attributes:
        seen, finish, bare: weights of the parts of the loss.
    """

    seed: int = 1
    steps: int = 9000
    batch: int = 24
    rate: float = 2e-3
    warmup: int = 150
    averaging: float = 0.997
    checkpoint_every: int = 250
    seen: float = 1.0
    finish: float = 30.0
    bare: float = 2.0


class MouthTrainer(Learner[MouthNet, MouthConfig]):
    """Teaches the network how lips look on others."""

    def __init__(self, config: MouthConfig, network: MouthNet, mesh: FaceMesh) -> None:
        super().__init__(network, config, "cpu", least=0.01)
        lips = lips_mask(mesh)[MOUTH.rows, MOUTH.columns].astype(np.float32)
        around = cv2.dilate(lips, np.ones((_GROWN, _GROWN))) - lips
        self._lips, self._around = (torch.from_numpy(plane)[None, None] for plane in (lips, around))

    def train(self, batch: WornBatch) -> dict[str, float]:
        """One step; the parts of its loss and their weighted sum."""
        self.network.train()
        parts = mouth_losses(self.network, batch, self._lips, self._around)
        weighted = [getattr(self.config, name) * part for name, part in parts.items()]
        loss = torch.stack(weighted).sum()
        self.learn(loss)
        return {"loss": float(loss.detach())} | {n: float(p.detach()) for n, p in parts.items()}

    @torch.no_grad()
    def validate(self, kept: WornBank) -> float:
        """Mean difference of made-up lips, of the averaged network, on everyone of each look."""
        self.average.eval()
        network: MouthNet = self.average.module
        total, count = 0.0, 0
        for photo in kept.photos():
            mates = kept.mates(photo)
            batch = kept.batch(np.repeat(photo, len(mates)), mates[None])
            layer = _layer(network, batch)
            for off, weight in zip(*_off(layer, batch.others[0], self._lips), strict=True):
                if float(weight.sum()) > 0.0:
                    total, count = total + float((off * weight).sum() / weight.sum()), count + 1
        return total / max(count, 1)


def _layer(network: MouthNet, batch: WornBatch, through: bool = False) -> Tensor:
    light = network.light(batch.light)
    raw = network.read(*network.look(batch.face, batch.skin, batch.heard, batch.style, light))
    layer = network.layer(raw, batch.face, batch.skin, light, through)
    return network.blend(layer, batch.heard[:, :, TAKEN])


def _off(layer: Tensor, wearer: Wearer, where: Tensor) -> tuple[Tensor, Tensor]:
    """CIEDE2000, about, of a layer on wearers to the exact result, and where they are made up."""
    opacity, bare, light = layer[:, 3:4], wearer.bare[:, :, TAKEN], wearer.light[:, :, TAKEN]
    made = lab(encode((1.0 - opacity) * bare + opacity * decode(layer[:, :3]) * light))
    off = 100.0 * perceived(lab(wearer.exact[:, :, TAKEN]), made)
    return off, (wearer.seen * wearer.changed * where)[:, :, TAKEN]


def mouth_losses(
    network: MouthNet, batch: WornBatch, lips: Tensor, around: Tensor
) -> dict[str, Tensor]:
    """Each part of the loss by its name in ``MouthConfig``, not yet weighted.

    Args:
        lips, around: (1, 1, 80, 80) where they are.
    """
    layer = _layer(network, batch, through=True)
    seen = []
    for wearer in batch.others:
        off, made_up = _off(layer, wearer, lips)
        left = (wearer.seen * (_LEFT * lips + _AROUND * around))[:, :, TAKEN]
        weight = torch.maximum(made_up, left)
        seen.append((off * weight).sum((1, 2, 3)) / weight.sum((1, 2, 3)).clamp(min=_FEWEST))
    here = lips[:, :, TAKEN]
    finish = (layer[:, 4:] - batch.finish[:, :, TAKEN]).square() * here
    coat = (layer[:, 3:4] * here).sum((1, 2, 3)) / here.sum()
    return {
        "seen": torch.stack(seen).mean(),
        "finish": finish.mean(),
        "bare": (coat * (1.0 - batch.coated)).mean(),
    }


def run(trainer: MouthTrainer, shown: WornBank, kept: WornBank, out: Path) -> None:
    """Train to the last step, with a checkpoint at each validation."""
    folder = out / "mouth"
    folder.mkdir(exist_ok=True)
    log, config = Log(folder, trainer.step), trainer.config
    last = time.monotonic()
    for step in track(range(trainer.step, config.steps), description="Training"):
        rng = np.random.default_rng([config.seed, step])
        log.add(trainer.train(shown.drawn(config.batch, rng)))
        now = time.monotonic()
        trainer.seconds, last = trainer.seconds + now - last, now
        validated = None
        if trainer.step % config.checkpoint_every == 0 or trainer.step == config.steps:
            trainer.save(out / "mouth.pt")
            validated = trainer.validate(kept)
        if validated is not None or trainer.step % 50 == 0:
            log.write({"step": trainer.step, "seconds": round(trainer.seconds)}, validated)


def main() -> None:
    """Read the command line and train."""
    options, config = asked("Train the closer look at the lips.", MouthConfig())
    mesh = canonical_mesh()
    bank = load_bank(options.data / "faces", "train", mesh, options.run / "faces.npz")
    bare = bank.chosen(bare_half(bank, mesh))
    network = MouthNet(
        mesh, usual=usual_mouth(bare, on_average(bare.images, bare_skin(mesh, SIZE)))
    )
    trainer = MouthTrainer(config, network, mesh)
    trainer.begin(options.run / "mouth.pt", options.start)
    shown, kept = (load_worn(options.run / name) for name in ("worn", "worn_kept"))
    run(trainer, shown, kept, options.run)


if __name__ == "__main__":
    main()
