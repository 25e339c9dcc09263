"""Everything that a run of training depends on, beside its data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from export.transfer_chances import Chances
from export.transfer_losses import Weights
from export.transfer_network import Widths

__all__ = ["Config", "Phase", "load_config"]


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
