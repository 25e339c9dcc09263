"""Train the occlusion network, and make it a file of the program.

    python -m export.train_occlusion train --faces FOLDER --out runs/occlusion
    python -m export.train_occlusion train --faces FOLDER --out runs/occlusion     (again: goes on)
    python -m export.train_occlusion export --out runs/occlusion

FOLDER holds faces.csv, landmarks478.npz and the pictures. Every sample is a portrait in a light, a
makeup and a camera of its own, with something drawn before it or nothing (``occlusion_samples``).
Sample ``i`` depends on the seed and on ``i`` alone and is seen once, so a run that was cut off goes
on where its checkpoint was written. Samples are drawn by a process beside the one that learns.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.occlusion import INPUT_SIZE, MODEL, PLANES, prepare
from beautymirror.resources import models_dir
from export.learning import Course, Learner
from export.occlusion_faces import load_portraits
from export.occlusion_network import CoverNet, cover, losses
from export.occlusion_samples import SampleMaker
from export.shipment import Entry, averaged, enter, write_network

__all__ = ["Config", "Drawn", "Trainer", "fixed_input", "load_network", "main", "ship"]

_ENTRY = Entry(
    MODEL,
    "Finds hair, glasses, hands and things before a face",
    "BeautyMirror, trained on what was drawn before the training faces"
    " (see models/onnx/occlusion.md)",
)


@dataclass(frozen=True, slots=True)
class Config(Course):
    """Everything that a run depends on, beside its faces."""

    steps: int = 1350
    rate: float = 4e-3
    warmup: int = 60
    averaging: float = 0.995
    width: int = 16
    dice_weight: float = 0.5


class Drawn(torch.utils.data.Dataset[dict[str, Tensor]]):
    """Samples by number, as the network takes them."""

    def __init__(self, maker: SampleMaker, count: int) -> None:
        self._maker, self._count = maker, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> dict[str, Tensor]:
        sample = self._maker.make(number)
        return {
            "face": torch.from_numpy(prepare(sample.flat, sample.coverage)),
            "truth": torch.from_numpy(sample.truth[None]),
            "known": torch.from_numpy(sample.known[None]),
        }


class Trainer(Learner[CoverNet, Config]):
    """Teaches the network with samples that are drawn as it goes."""

    def __init__(self, config: Config) -> None:
        torch.manual_seed(config.seed)
        device = "cuda" if torch.cuda.is_available() else "cpu"
        if device == "cpu":
            torch.set_num_threads(config.threads)
        super().__init__(CoverNet(config.width), config, device, least=2e-3, steepest=3.0)

    def batches(self, maker: SampleMaker, workers: int = 1) -> Iterator[dict[str, Tensor]]:
        """The batches that are left, from the step that was reached."""
        size = self.config.batch
        numbers = range(self.step * size, self.config.steps * size)
        return iter(
            torch.utils.data.DataLoader(
                Drawn(maker, self.config.steps * size),
                batch_size=size,
                sampler=numbers,
                num_workers=workers,
                prefetch_factor=4 if workers else None,
                # A fork would take over locks of OpenCV's threads that nobody ever opens.
                multiprocessing_context="spawn" if workers else None,
                worker_init_fn=_one_thread,
            )
        )

    def train_on(self, batch: dict[str, Tensor]) -> dict[str, float]:
        """One step; the parts of its loss."""
        self.network.train()
        batch = {name: value.to(self.device) for name, value in batch.items()}
        face = batch["face"].contiguous(memory_format=torch.channels_last)
        parts = losses(self.network(face), batch["truth"], batch["known"])
        loss = parts["entropy"] + self.config.dice_weight * parts["dice"]
        self.learn(loss)
        return {name: float(part.detach()) for name, part in parts.items()}


def _one_thread(_worker: int) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def load_network(checkpoint: Path) -> CoverNet:
    """The averaged network of a checkpoint, ready to answer."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    network = CoverNet(state["config"]["width"])
    network.load_state_dict(averaged(state))
    return network.eval()


def fixed_input() -> NDArray[np.float32]:
    """(5, 256, 256): smooth made-up planes, the same on every machine."""
    axis = np.linspace(0, 4 * np.pi, INPUT_SIZE)
    planes = [0.4 * np.outer(np.sin(axis * k), np.cos(axis / k)) for k in (1, 2, 3)]
    planes += [np.ones((INPUT_SIZE, INPUT_SIZE)), np.full((INPUT_SIZE, INPUT_SIZE), 0.5)]
    assert len(planes) == PLANES
    return np.stack(planes).astype(np.float32)


def ship(checkpoint: Path, path: Path) -> dict[str, float]:
    """Write the ONNX file of a checkpoint; the largest difference to torch.

    Raises:
        ValueError: onnxruntime and torch differ by more than 1e-3; nothing is written.
    """
    network = cover(load_network(checkpoint))
    return write_network(network, {"face": fixed_input()[None]}, ("cover",), path)


def train(faces: Path, out: Path, config: Config, start: Path | None) -> None:
    """Train to the last step, from where the folder's checkpoint left off."""
    torch.set_flush_denormal(True)  # of this whole process: denormals slow a processor down
    portraits = [portrait for portrait in load_portraits(faces) if not portrait.held]
    maker = SampleMaker(portraits, canonical_mesh(), config.seed)
    trainer, checkpoint = Trainer(config), out / "checkpoint.pt"
    trainer.begin(checkpoint, start)
    began, log = time.monotonic(), out / "log.jsonl"
    sums: dict[str, float] = defaultdict(float)
    for batch in trainer.batches(maker):
        for name, part in trainer.train_on(batch).items():
            sums[name] += part
        last = trainer.step == config.steps
        if trainer.step % config.checkpoint_every and not last:
            continue
        trainer.save(checkpoint)
        line = {name: round(part / config.checkpoint_every, 5) for name, part in sums.items()}
        line |= {"step": trainer.step, "seconds": round(time.monotonic() - began)}
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        print(line, flush=True)
        sums.clear()


def main() -> None:
    """Read the command line; train, or export what was trained."""
    parser = argparse.ArgumentParser(description="Train the occlusion network.")
    parser.add_argument("step", choices=("train", "export"))
    parser.add_argument("--faces", type=Path, help="folder with faces.csv")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--start", type=Path, help="checkpoint of another run to begin from")
    parser.add_argument("--config", type=Path, help="JSON with fields of Config")
    options = parser.parse_args()
    if options.step == "export":
        path = models_dir() / "onnx" / f"{MODEL}.onnx"
        differences = ship(options.out / "checkpoint.pt", path)
        enter(path, models_dir() / "manifest.json", _ENTRY)
        print(f"{path}: {path.stat().st_size:,} bytes, differences {differences}")
        return
    if options.faces is None:
        parser.error("train needs --faces")
    config = Config(**(json.loads(options.config.read_text()) if options.config else {}))
    options.out.mkdir(parents=True, exist_ok=True)
    train(options.faces, options.out, config, options.start)


if __name__ == "__main__":
    main()
