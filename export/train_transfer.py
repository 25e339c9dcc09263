"""Train the transfer network on looks that the program's own renderer has painted.

    python -m export.train_transfer --data FOLDER --out runs/transfer
    python -m export.train_transfer --data FOLDER --out runs/transfer        (again: goes on)

FOLDER holds ``faces`` (faces.csv, landmarks478.npz, pictures) and ``shades`` (product shades).
First faces are unwrapped and looks are baked, once; then the network learns at half and at full
size. Where the configuration gives the parts of the second phase a weight, the faces that look made
up are read, too, see ``export.transfer_unpaired``. A run can be cut off at any moment: banks and
checkpoints are written whole, batch ``i`` depends on the seed and on ``i`` alone, and the same
command goes on from the last checkpoint. The device is CUDA where there is one, else the processor.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rich.progress import Progress
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from export.learning import write_checkpoint
from export.transfer_bank import load_looks
from export.transfer_config import Config, load_config
from export.transfer_faces import SIZE, WHOLE, Part, bare_half, load_bank
from export.transfer_log import Log, draw_samples
from export.transfer_looks import load_palette
from export.transfer_losses import importance, losses
from export.transfer_network import Prior, TransferNet
from export.transfer_prior import load_prior
from export.transfer_samples import Batch, Sampler
from export.transfer_unpaired import PARTS, Photos, Second, second_losses

__all__ = ["Trainer", "made_up_photos", "main", "prepare"]

_HELD = 15  # every so manieth face is kept for validation
# What the network and its data are; how it is taught may be changed between two parts of a run.
_LASTING = ("seed", "widths", "looks", "complexions")
_UNSEEN = 10**9  # numbers of batches that training never reaches
_DRAWN = 6  # samples


class Trainer:
    """A network with its optimiser, its averaged copy and the step it has reached."""

    def __init__(
        self, config: Config, sampler: Sampler, mesh: FaceMesh, prior: Prior | None = None,
        device: str | None = None, photos: Photos | None = None,
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
        self.second = None if photos is None else Second(self.network, photos, mesh)
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
            found, _ = self.network(batch.face)
        worn = self.config.weights.worn
        parts = losses(found.float(), batch, self._important[phase.size], worn)
        parts |= self._second_parts(batch)
        loss = self._weighted(parts)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.config.clip)
        self.optimiser.step()
        self.average.update_parameters(self.network)
        self.step += 1
        self.samples += phase.batch
        return {"loss": float(loss.detach())} | {n: float(p.detach()) for n, p in parts.items()}

    def _second_parts(self, batch: Batch) -> dict[str, Tensor]:
        weights = asdict(self.config.weights)
        wanted = frozenset(name for name in PARTS if weights[name] > 0.0)
        if self.second is None or not wanted:
            return {}
        return second_losses(self.network, self.second, batch, self.step, wanted)

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
    def validate(self, sampler: Sampler, picture: Path, batches: int = 3) -> float:
        """Loss of the averaged network on people who are not trained on, always the same; a few
        of them are drawn into ``picture``."""
        self.average.eval()
        total = 0.0
        for number in range(batches):
            batch = self.on_device(sampler.batch(_UNSEEN + number, 16, self.size))
            found, _ = self.average(batch.face)
            important, worn = self._important[self.size], self.config.weights.worn
            total += float(self._weighted(losses(found, batch, important, worn)))
            if number == 0:
                few = Batch(*(getattr(batch, field.name)[:_DRAWN] for field in fields(batch)))
                draw_samples(few, found[:_DRAWN], picture)
        return total / batches

    @property
    def size(self) -> int:
        """Texels across of the samples of the last step."""
        return self.config.phase(max(0, self.step - 1))[0].size

    def _weighted(self, parts: dict[str, Tensor]) -> Tensor:
        weights = asdict(self.config.weights)
        return torch.stack([weights[name] * part for name, part in parts.items()]).sum()

    def on_device(self, batch: Batch) -> Batch:
        """The same batch where the network is."""
        face = batch.face.to(self.device).contiguous(memory_format=torch.channels_last)
        rest = (getattr(batch, field.name) for field in fields(batch)[1:])
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
        if self.second is not None:
            state["second"] = self.second.state()
        write_checkpoint(state, path)

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
        if self.second is not None and "second" in state:
            self.second.load(state["second"])
        elif self.second is not None:
            self.second.begin(self.network)


def _lasting(config: dict[str, Any]) -> dict[str, Any]:
    """What may not change within a run, in the form that JSON gives it."""
    lasting: dict[str, Any] = json.loads(json.dumps({name: config[name] for name in _LASTING}))
    return lasting


def prepare(
    config: Config, data: Path, out: Path, mesh: FaceMesh, part: Part = WHOLE
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
        Sampler(shown, looks, below, mesh, config.seed, config.chances, part),
        Sampler(kept, looks, below, mesh, config.seed, config.chances, part),
        prior,
    )


def made_up_photos(data: Path, out: Path, mesh: FaceMesh) -> Photos:
    """The faces that were left out of training since they look made up."""
    bank = load_bank(data / "faces", "train", mesh, out / "faces.npz")
    return Photos.of(bank.chosen(np.setdiff1d(np.arange(len(bank.names)), bare_half(bank, mesh))))


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
                validated = trainer.validate(held, out / f"samples_{trainer.step:06d}.png")
            if validated is not None or trainer.step % config.log_every == 0:
                at = {"step": trainer.step, "seconds": round(trainer.seconds), "size": trainer.size}
                log.write(at, validated)
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
    weights = asdict(config.weights)
    second = any(weights[name] > 0.0 for name in PARTS)
    photos = made_up_photos(options.data, options.out, mesh) if second else None
    trainer = Trainer(config, shown, mesh, prior, options.device, photos)
    trainer.begin(options.out / "checkpoint.pt")
    run(trainer, held, options.out)


if __name__ == "__main__":
    main()
