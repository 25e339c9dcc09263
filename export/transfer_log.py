"""What a run of training leaves behind: a log with its curve, and samples as pictures."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from export.transfer_composite import composite, encode
from export.transfer_curve import draw_curve
from export.transfer_samples import Batch

__all__ = ["Log", "draw_samples"]


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

    def write(self, row: Mapping[str, float], validation: float | None) -> None:
        """One line for the steps since the last one; ``row`` says where the run has come to."""
        means = {name: f"{total / self._count:.5f}" for name, total in self._sums.items()}
        line = {**row, **means} | {"validation": "" if validation is None else f"{validation:.5f}"}
        fresh = not self._path.exists()
        with self._path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(line))
            if fresh:
                writer.writeheader()
            writer.writerow(line)
        self._sums, self._count = {}, 0
        if validation is not None:
            draw_curve(self._path, self._curve)


def draw_samples(batch: Batch, found: Tensor, path: Path) -> None:
    """Reference, true and found layer, both on somebody else: one row a sample."""
    columns = [batch.face[:, :3]]
    for layer in (batch.layer, found):
        pigment, opacity = layer[:, :3], layer[:, 3:4]
        made = composite(batch.other, pigment, opacity, batch.other_light, batch.other_mirror)
        columns += [pigment * opacity, opacity.expand(-1, 3, -1, -1), encode(made)]
    rows = torch.cat(columns, dim=3).clamp(0, 1).permute(0, 2, 3, 1).flatten(0, 1)
    picture = (rows.cpu().numpy() * 255).astype(np.uint8)
    cv2.imwrite(str(path), picture[..., ::-1])
