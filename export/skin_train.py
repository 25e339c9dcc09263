"""Train the skin network on rendered signs.

    python -m export.skin_train --faces FOLDER --out runs/skin
    python -m export.skin_train --faces FOLDER --out runs/skin          (again: goes on)

FOLDER holds faces.csv, landmarks478.npz and the pictures. First a pool of samples is painted and
put through the fixed filters, once; then the learned part goes over the pool in shuffled orders.
Sample ``i`` and batch ``i`` depend on the seed and on ``i`` alone, so a run that was cut off goes
on exactly where its pool or checkpoint was written. The device is CUDA where there is one, else
the processor.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.skin import SCORES, SIGNS
from export.learning import Course, Learner
from export.skin_filters import PLANES
from export.skin_network import STATISTICS, SkinNet
from export.skin_samples import SampleMaker, load_faces

__all__ = ["Config", "Pool", "Trainer", "main"]


@dataclass(frozen=True, slots=True)
class Config(Course):
    """Everything that a run depends on, beside its faces."""

    steps: int = 700
    batch: int = 32
    checkpoint_every: int = 100
    threads: int = 2
    width: int = 12
    pool: int = 7_000
    score_weight: float = 10.0
    type_weight: float = 0.3
    map_weight: float = 1.0


class Pool:
    """Cues (36, 32, 32), statistics and truth of samples 0, 1 ... in files that can go on."""

    def __init__(self, folder: Path, maker: SampleMaker, size: int) -> None:
        self._maker, self._size = maker, size
        self._done = folder / "pool.json"
        self.count = json.loads(self._done.read_text())["count"] if self._done.exists() else 0
        mode = "r+" if self._done.exists() else "w+"
        shapes: dict[str, tuple[int, ...]] = {
            "cues": (PLANES, 32, 32),
            "statistics": (STATISTICS,),
            "maps": (len(SIGNS), 32, 32),
            "scores": (len(SCORES) + 1,),
        }
        self._arrays = {
            name: np.lib.format.open_memmap(
                folder / f"pool_{name}.npy", mode, np.float16, (size, *shape)
            )
            for name, shape in shapes.items()
        }

    def fill(self) -> None:
        """Paint what is missing."""
        network = SkinNet().eval()
        while self.count < self._size:
            last = min(self.count + 50, self._size)
            for number in range(self.count, last):
                sample = self._maker.make(number)
                with torch.no_grad():
                    cues, statistics = network.look(torch.from_numpy(sample.planes)[None])
                self._arrays["cues"][number] = cues[0].numpy()
                self._arrays["statistics"][number] = statistics[0].numpy()
                self._arrays["maps"][number] = sample.maps
                self._arrays["scores"][number] = [*sample.scores, sample.type]
            self.count = last
            for array in self._arrays.values():
                array.flush()
            self._done.write_text(json.dumps({"count": self.count}))

    def statistics(self) -> tuple[Tensor, Tensor, Tensor]:
        """Statistics, scores and type of the whole pool."""
        scores = torch.from_numpy(self._arrays["scores"].astype(np.float32))
        statistics = torch.from_numpy(self._arrays["statistics"].astype(np.float32))
        return statistics, scores[:, :-1], scores[:, -1].long()

    def map_weights(self) -> Tensor:
        """(8,) of the maps, mean 1: the less of the face a sign covers, the more."""
        some = self._arrays["maps"][:1000].astype(np.float32)
        weights = 1.0 / (some.std(axis=(0, 2, 3)) + 1e-3)
        return torch.from_numpy(weights / weights.mean())

    def batch(self, numbers: NDArray[np.int64]) -> dict[str, Tensor]:
        """The samples of those numbers."""
        rows = {name: array[numbers].astype(np.float32) for name, array in self._arrays.items()}
        return {
            "cues": torch.from_numpy(rows["cues"]),
            "statistics": torch.from_numpy(rows["statistics"]),
            "maps": torch.from_numpy(rows["maps"]),
            "scores": torch.from_numpy(rows["scores"][:, :-1]),
            "type": torch.from_numpy(rows["scores"][:, -1].astype(np.int64)),
        }


class Trainer(Learner[SkinNet, Config]):
    """Teaches the network with the samples of a pool."""

    def __init__(self, config: Config, pool: Pool, device: str | None = None) -> None:
        torch.manual_seed(config.seed)
        device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        if device == "cpu":
            torch.set_num_threads(config.threads)
        network = SkinNet(config.width)
        network.start_from(*pool.statistics())
        super().__init__(network, config, device)
        self._pool = pool
        self._map_weights = pool.map_weights().to(device)

    def next_batch(self) -> dict[str, Tensor]:
        """The batch of this step: a slice of the pool in an order of its own for each pass."""
        per_pass = self.config.pool // self.config.batch
        turn, at = divmod(self.step, per_pass)
        order = np.random.default_rng([self.config.seed, turn]).permutation(self.config.pool)
        return self._pool.batch(
            np.sort(order[at * self.config.batch : (at + 1) * self.config.batch])
        )

    def train_on(self, batch: dict[str, Tensor]) -> dict[str, float]:
        """One step; the parts of its loss."""
        # What is random inside the network depends on the step, so a resumed run repeats it.
        torch.manual_seed(self.config.seed * 1_000_003 + self.step)
        self.network.train()
        batch = {name: value.to(self.device) for name, value in batch.items()}
        cues = batch["cues"].contiguous(memory_format=torch.channels_last)
        scores, types, maps = self.network.weigh(cues, batch["statistics"])
        parts = {
            "scores": nn.functional.mse_loss(scores.sigmoid(), batch["scores"]),
            "maps": self._map_loss(maps, batch["maps"]),
            "types": nn.functional.cross_entropy(
                types, batch["type"], ignore_index=-1, reduction="sum"
            )
            / max(1, int((batch["type"] >= 0).sum())),
        }
        config = self.config
        loss = (
            config.score_weight * parts["scores"]
            + config.map_weight * parts["maps"]
            + config.type_weight * parts["types"]
        )
        self.learn(loss)
        return {name: float(part.detach()) for name, part in parts.items()}

    def _map_loss(self, maps: Tensor, truth: Tensor) -> Tensor:
        """Cross-entropy; a sign of few texels counts as much as one that covers the face."""
        by_sign = nn.functional.binary_cross_entropy_with_logits(maps, truth, reduction="none")
        return (by_sign.mean(dim=(0, 2, 3)) * self._map_weights).mean()


def main() -> None:
    """Read the command line and train to the last step."""
    parser = argparse.ArgumentParser(description="Train the skin network on rendered signs.")
    parser.add_argument("--faces", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint of another run to begin from")
    parser.add_argument("--config", type=Path, help="JSON with fields of Config")
    parser.add_argument("--device", choices=("cpu", "cuda"))
    options = parser.parse_args()
    config = Config(**(json.loads(options.config.read_text()) if options.config else {}))
    options.out.mkdir(parents=True, exist_ok=True)
    maker = SampleMaker(
        load_faces(options.faces, "train", canonical_mesh()), canonical_mesh(), config.seed
    )
    torch.set_num_threads(config.threads)
    torch.set_flush_denormal(True)  # of this whole process: denormals slow a processor down
    pool = Pool(options.out, maker, config.pool)
    pool.fill()
    trainer = Trainer(config, pool, options.device)
    checkpoint = options.out / "checkpoint.pt"
    trainer.begin(checkpoint, options.start)
    started, log = time.monotonic(), options.out / "log.jsonl"
    sums: dict[str, float] = {}
    while trainer.step < config.steps:
        for name, part in trainer.train_on(trainer.next_batch()).items():
            sums[name] = sums.get(name, 0.0) + part
        if trainer.step % 50 == 0:
            line = {name: round(total / 50, 5) for name, total in sums.items()}
            line |= {"step": trainer.step, "seconds": round(time.monotonic() - started)}
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            print(line, flush=True)
            sums = {}
        if trainer.step % config.checkpoint_every == 0 or trainer.step == config.steps:
            trainer.save(checkpoint)


if __name__ == "__main__":
    main()
