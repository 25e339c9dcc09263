"""Train the transfer network on looks that the program's own renderer has painted.

    python -m export.train_transfer --data FOLDER --out runs/transfer
    python -m export.train_transfer --data FOLDER --out runs/transfer        (again: goes on)

FOLDER holds ``faces`` (faces.csv, landmarks478.npz, pictures) and ``shades`` (product shades).
First faces are unwrapped and looks are baked, once; then the network learns at half and at full
size. A run can be cut off at any moment: banks and checkpoints are written whole, batch ``i``
depends on the seed and on ``i`` alone, and the same command goes on from the last checkpoint.
The device is CUDA where there is one, else the processor.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from rich.progress import Progress
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from export.transfer_bank import load_looks
from export.transfer_composite import composite, encode
from export.transfer_curve import draw_curve
from export.transfer_faces import SIZE, bare_half, load_bank
from export.transfer_looks import load_palette
from export.transfer_losses import Weights, importance, losses
from export.transfer_network import Prior, TransferNet, Widths
from export.transfer_prior import load_prior
from export.transfer_samples import Batch, Chances, Sampler

__all__ = ["Config", "Phase", "Trainer", "load_config", "main", "prepare"]

_HELD = 15  # every so manieth face is kept for validation
# What the network and its data are; how it is taught may be changed between two parts of a run.
_LASTING = ("seed", "widths", "looks", "complexions")
_UNSEEN = 10**9  # numbers of batches that training never reaches


@dataclass(frozen=True, slots=True)
class Phase:
    """So many steps at one size."""

    size: int
    steps: int
    batch: int
    rate: float


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run depends on, beside its data."""

    seed: int = 1
    widths: Widths = (16, 32, 64, 112)
    looks: int = 2400
    complexions: int = 160
    phases: tuple[Phase, ...] = (Phase(128, 9000, 12, 3e-3), Phase(256, 1000, 8, 5e-4))
    weight_decay: float = 1e-4
    warmup: int = 100
    averaging: float = 0.99  # of the weights that are exported
    clip: float = 2.0
    chances: Chances = field(default_factory=Chances)
    weights: Weights = field(default_factory=Weights)
    log_every: int = 25
    validate_every: int = 250
    seconds_between_checkpoints: float = 120.0
    threads: int = 1

    @property
    def steps(self) -> int:
        """Of all phases together."""
        return sum(phase.steps for phase in self.phases)

    def phase(self, step: int) -> tuple[Phase, int]:
        """The phase that a step belongs to, and the step's number in it."""
        for phase in self.phases:
            if step < phase.steps:
                return phase, step
            step -= phase.steps
        return self.phases[-1], self.phases[-1].steps - 1

    def rate(self, step: int) -> float:
        """Learning rate: up, level, and down over the last half of each phase."""
        phase, at = self.phase(step)
        done = at / phase.steps
        fall = 1.0 if done < 0.5 else 0.5 * (1 + np.cos(np.pi * (done - 0.5) / 0.5))
        return phase.rate * min(1.0, (step + 1) / self.warmup) * (0.03 + 0.97 * float(fall))


def load_config(path: Path | None) -> Config:
    """Defaults with what a JSON file says in their place."""
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path else {}
    kinds: dict[str, Any] = {"chances": Chances, "weights": Weights}
    for name, kind in kinds.items():
        if name in given:
            given[name] = kind(**given[name])
    if "phases" in given:
        given["phases"] = tuple(Phase(**phase) for phase in given["phases"])
    if "widths" in given:
        given["widths"] = tuple(given["widths"])
    return Config(**given)


class Trainer:
    """A network with its optimiser, its averaged copy and the step it has reached."""

    def __init__(
        self, config: Config, sampler: Sampler, mesh: FaceMesh, prior: Prior | None = None,
        device: str | None = None,
    ) -> None:  # fmt: skip
        torch.manual_seed(config.seed)
        self.config = config
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        given = {} if prior is None else {"prior": prior}
        self.network = TransferNet(mesh, config.widths, **given)
        self.network.to(self.device, memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=config.rate(0), weight_decay=config.weight_decay
        )
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network,
            multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(config.averaging),
            use_buffers=True,
        )
        self.step = 0
        self.samples = 0
        self.seconds = 0.0  # of training, over all its parts
        self._sampler = sampler
        self._maker: ThreadPoolExecutor | None = None
        self._coming: Future[Batch] | None = None
        self._important = {
            phase.size: importance(phase.size).to(self.device) for phase in config.phases
        }

    def train(self) -> dict[str, float]:
        """One step; the parts of its loss and their weighted sum."""
        phase, _ = self.config.phase(self.step)
        batch = self.on_device(self._next())
        for group in self.optimiser.param_groups:
            group["lr"] = self.config.rate(self.step)
        self.network.train()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            logits, _ = self.network(batch.face)
        worn = self.config.weights.worn
        parts = losses(logits.float(), batch, self._important[phase.size], worn)
        loss = self._weighted(parts)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.config.clip)
        self.optimiser.step()
        self.average.update_parameters(self.network)
        self.step += 1
        self.samples += phase.batch
        return {"loss": float(loss.detach())} | {n: float(p.detach()) for n, p in parts.items()}

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """Have the next batch made while the network learns from this one."""
        start = partial(torch.set_flush_denormal, True)
        with ThreadPoolExecutor(1, "samples", initializer=start) as self._maker:
            try:
                yield
            finally:
                self._coming = self._maker = None

    def _next(self) -> Batch:
        """The batch of this step."""
        number = self.step
        batch = self._coming.result() if self._coming else self._make(number)
        if self._maker and number + 1 < self.config.steps:
            self._coming = self._maker.submit(self._make, number + 1)
        return batch

    def _make(self, number: int) -> Batch:
        phase, _ = self.config.phase(number)
        return self._sampler.batch(number, phase.batch, phase.size)

    @torch.no_grad()
    def validate(self, sampler: Sampler, batches: int = 3) -> float:
        """Loss of the averaged network on people who are not trained on, always the same."""
        phase, _ = self.config.phase(max(0, self.step - 1))
        self.average.eval()
        total = 0.0
        for number in range(batches):
            batch = self.on_device(sampler.batch(_UNSEEN + number, 16, phase.size))
            logits, _ = self.average(batch.face)
            important, worn = self._important[phase.size], self.config.weights.worn
            total += float(self._weighted(losses(logits, batch, important, worn)))
        return total / batches

    def _weighted(self, parts: dict[str, Tensor]) -> Tensor:
        weights = asdict(self.config.weights)
        return torch.stack([weights[name] * part for name, part in parts.items()]).sum()

    def on_device(self, batch: Batch) -> Batch:
        """The same batch where the network is."""
        face = batch.face.to(self.device).contiguous(memory_format=torch.channels_last)
        rest = (batch.layer, batch.other, batch.other_light, batch.other_mirror, batch.bare)
        return Batch(face, *(tensor.to(self.device) for tensor in rest))

    def save(self, path: Path) -> None:
        """Write a checkpoint whole or not at all."""
        state = {
            "config": json.dumps(asdict(self.config)),
            "step": self.step,
            "samples": self.samples,
            "seconds": self.seconds,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        part = path.with_name(path.name + ".part")
        torch.save(state, part)
        os.replace(part, path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint; how the network is taught may have been changed meanwhile.

        Raises:
            ValueError: it belongs to a run with another network or other data.
        """
        state: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        if _lasting(json.loads(state["config"])) != _lasting(asdict(self.config)):
            raise ValueError(f"{path} was written with another configuration: {state['config']}")
        self.step, self.samples = state["step"], state["samples"]
        self.seconds = state["seconds"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])


def _lasting(config: dict[str, Any]) -> dict[str, Any]:
    """What may not change within a run, in the form that JSON gives it."""
    lasting: dict[str, Any] = json.loads(json.dumps({name: config[name] for name in _LASTING}))
    return lasting


def prepare(
    config: Config, data: Path, out: Path, mesh: FaceMesh
) -> tuple[Sampler, Sampler, Prior]:
    """Samples of the people to train on and of the few kept for validation; what is usual."""
    bank = load_bank(data / "faces", "train", mesh, out / "faces.npz")
    faces = bank.chosen(bare_half(bank, mesh))
    palette, inside = load_palette(data / "shades"), Unwrapper(mesh, SIZE).inside
    below = load_looks(
        out / "complexions.npy", config.complexions, faces, mesh, palette, config.seed + 1,
        inside, complexion=True,
    )  # fmt: skip
    looks = load_looks(out / "looks.npy", config.looks, faces, mesh, palette, config.seed, inside)
    held = np.arange(len(faces.names)) % _HELD == 0
    shown, kept = (faces.chosen(np.flatnonzero(which)) for which in (~held, held))
    prior = load_prior(out / "prior.npz", shown, mesh, palette, config.seed, inside)
    return (
        Sampler(shown, looks, below, mesh, config.seed, config.chances),
        Sampler(kept, looks, below, mesh, config.seed, config.chances),
        prior,
    )


@torch.no_grad()
def draw_samples(trainer: Trainer, sampler: Sampler, path: Path, count: int = 6) -> None:
    """Reference, true and found layer, both on somebody else: one row a sample."""
    size = trainer.config.phase(max(0, trainer.step - 1))[0].size
    batch = trainer.on_device(sampler.batch(_UNSEEN, count, size))
    trainer.average.eval()
    found = trainer.average(batch.face)[0].sigmoid()
    columns = [batch.face[:, :3]]
    for layer in (batch.layer, found):
        pigment, opacity = layer[:, :3], layer[:, 3:4]
        made = composite(batch.other, pigment, opacity, batch.other_light, batch.other_mirror)
        columns += [pigment * opacity, opacity.expand(-1, 3, -1, -1), encode(made)]
    rows = torch.cat(columns, dim=3).clamp(0, 1).permute(0, 2, 3, 1).flatten(0, 1)
    picture = (rows.cpu().numpy() * 255).astype(np.uint8)
    cv2.imwrite(str(path), picture[..., ::-1])


class Log:
    """A CSV of means over a few steps, and its curve as a picture."""

    def __init__(self, folder: Path, step: int) -> None:
        """Go on after a step: what was logged later, and lost, is taken out."""
        self._path, self._curve = folder / "log.csv", folder / "curve.png"
        if self._path.exists():
            head, *lines = self._path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if int(line.split(",")[0]) <= step]
            part = self._path.with_name("log.csv.part")
            part.write_text("".join([head, *kept]), encoding="utf-8")
            os.replace(part, self._path)
        self._sums: dict[str, float] = {}
        self._count = 0

    def add(self, parts: dict[str, float]) -> None:
        """The loss of one step."""
        for name, value in parts.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        self._count += 1

    def write(self, trainer: Trainer, validation: float | None) -> None:
        """One line for the steps since the last one."""
        row = {"step": trainer.step, "seconds": round(trainer.seconds)}
        row["size"] = trainer.config.phase(max(0, trainer.step - 1))[0].size
        means = {name: f"{total / self._count:.5f}" for name, total in self._sums.items()}
        line = row | means | {"validation": "" if validation is None else f"{validation:.5f}"}
        fresh = not self._path.exists()
        with self._path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(line))
            if fresh:
                writer.writeheader()
            writer.writerow(line)
        self._sums, self._count = {}, 0
        if validation is not None:
            draw_curve(self._path, self._curve)


def run(trainer: Trainer, held: Sampler, out: Path) -> None:
    """Train to the last step, with a checkpoint every so many seconds."""
    config, checkpoint, log = trainer.config, out / "checkpoint.pt", Log(out, trainer.step)
    saved = last = time.monotonic()
    with Progress() as progress, trainer.ahead():
        task = progress.add_task("Training", total=config.steps, completed=trainer.step)
        while trainer.step < config.steps:
            log.add(trainer.train())
            now = time.monotonic()
            trainer.seconds, last = trainer.seconds + now - last, now
            progress.update(task, completed=trainer.step)
            ends = trainer.step == config.steps
            validated = None
            if trainer.step % config.validate_every == 0 or ends:
                validated = trainer.validate(held)
                draw_samples(trainer, held, out / f"samples_{trainer.step:06d}.png")
            if validated is not None or trainer.step % config.log_every == 0:
                log.write(trainer, validated)
            if ends or now - saved > config.seconds_between_checkpoints:
                trainer.save(checkpoint)
                saved = now


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Train the transfer network.")
    parser.add_argument("--data", type=Path, required=True, help="folder with faces and shades")
    parser.add_argument("--out", type=Path, required=True, help="folder of this run")
    parser.add_argument("--config", type=Path, help="JSON with fields of Config")
    parser.add_argument("--device", choices=("cpu", "cuda"))
    options = parser.parse_args()
    config = load_config(options.config)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(config.threads)
    torch.set_flush_denormal(True)  # of this whole process: denormals slow a processor down
    mesh = canonical_mesh()
    shown, held, prior = prepare(config, options.data, options.out, mesh)
    trainer = Trainer(config, shown, mesh, prior, options.device)
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        trainer.resume(checkpoint)
    run(trainer, held, options.out)


if __name__ == "__main__":
    main()
