"""A network that learns: optimiser, rate of its steps, averaged copy, checkpoints."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

__all__ = ["Course", "Learner", "asked", "write_checkpoint"]


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is taught; what else a run depends on is added by those who teach.

    Attributes:
        steps: of all batches. warmup: steps in which the rate rises from nothing.
        rate: of AdamW at its highest; from there it falls along a cosine.
        averaging: share of the averaged weights, which are the ones exported, that each step keeps.
        threads: of the processor, where there is no CUDA.
    """

    seed: int = 1
    steps: int = 1000
    batch: int = 16
    rate: float = 2e-3
    weight_decay: float = 1e-4
    warmup: int = 50
    averaging: float = 0.99
    checkpoint_every: int = 50
    threads: int = 1


NetworkT = TypeVar("NetworkT", bound=nn.Module)
CourseT = TypeVar("CourseT", bound=Course)


class Learner(Generic[NetworkT, CourseT]):
    """A network with its optimiser, its averaged copy and the step it has reached.

    Attributes:
        seconds: of learning, over all parts of a run that was cut off; counted by those who teach.
    """

    def __init__(
        self,
        network: NetworkT,
        config: CourseT,
        device: str,
        *,
        least: float = 1e-3,
        steepest: float = 5.0,
    ) -> None:
        """Begin.

        Args:
            least: of the rate, at the end, as a share of the highest.
            steepest: norm that gradients are cut to.
        """
        self.config, self.device = config, device
        self._least, self._steepest = least, steepest
        self.network = network.to(device, memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=config.rate, weight_decay=config.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network,
            multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(config.averaging),
            use_buffers=True,
        )
        self.step, self.seconds = 0, 0.0

    def _rate(self, step: int) -> float:
        config = self.config
        if step < config.warmup:
            return (step + 1) / config.warmup
        done = (step - config.warmup) / max(1, config.steps - config.warmup)
        return 0.5 * (1 + float(np.cos(np.pi * min(1.0, done)))) + self._least

    def learn(self, loss: Tensor) -> None:
        """One step down the slope of a loss."""
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self._steepest)
        self.optimiser.step()
        self.schedule.step()
        self.average.update_parameters(self.network)
        self.step += 1

    def begin(self, checkpoint: Path, start: Path | None = None) -> None:
        """Go on from this run's checkpoint if it has got that far, else begin from another's."""
        if checkpoint.exists():
            self.resume(checkpoint)
        elif start is not None:
            self._start_from(start)

    def _start_from(self, path: Path) -> None:
        """Take the averaged weights of another run's checkpoint to begin with."""
        state: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        self.average.load_state_dict(state["average"])
        self.network.load_state_dict(self.average.module.state_dict())

    def save(self, path: Path) -> None:
        """Write a checkpoint whole or not at all."""
        state = {
            "config": asdict(self.config),
            "step": self.step,
            "seconds": self.seconds,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        write_checkpoint(state, path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            ValueError: it belongs to a run with another configuration.
        """
        state: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        if state["config"] != asdict(self.config):
            raise ValueError(f"{path} was written with another configuration: {state['config']}")
        self.step, self.seconds = state["step"], state.get("seconds", 0.0)
        for name in ("network", "average", "optimiser", "schedule"):
            getattr(self, name).load_state_dict(state[name])


def write_checkpoint(state: Mapping[str, object], path: Path) -> None:
    """Write what a run has reached, whole or not at all."""
    part = path.with_name(path.name + ".part")
    torch.save(dict(state), part)
    os.replace(part, path)


def asked(what: str, usual: CourseT) -> tuple[argparse.Namespace, CourseT]:
    """What a trainer that goes on from another's run is asked for; sets torch up for it.

    Args:
        what: it does, for its help.

    Returns:
        The options, with ``data`` and ``run``, both folders, and ``start``; and the course.
    """
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--data", type=Path, required=True, help="folder with faces and shades")
    parser.add_argument("--run", type=Path, required=True, help="folder of the network's run")
    parser.add_argument("--start", type=Path, help="checkpoint of another run to begin from")
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--threads", type=int, default=usual.threads)
    options = parser.parse_args()
    course = replace(usual, steps=options.steps, threads=options.threads)
    torch.set_num_threads(course.threads)
    torch.set_flush_denormal(True)  # of this whole process: denormals slow a processor down
    torch.manual_seed(course.seed)
    return options, course
