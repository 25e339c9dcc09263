"""The learning curve of a run as a small picture."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_curve"]

_WIDTH, _HEIGHT, _LEFT, _BELOW, _REST = 640, 280, 56, 30, 14
_INK, _GRID = (70, 70, 70), (225, 225, 225)
_LINES = (("loss", (200, 160, 110)), ("validation", (60, 60, 200)))  # blue, green, red


def draw_curve(log: Path, path: Path) -> None:
    """Draw loss and validation of a CSV with columns step, loss, validation, on a log scale."""
    with log.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    curves = {
        name: np.array([(float(r["step"]), float(r[name])) for r in rows if r[name]])
        for name, _ in _LINES
    }
    values = np.concatenate([curve[:, 1] for curve in curves.values() if len(curve)])
    low, high = np.log(values.min() * 0.9), np.log(np.percentile(values, 98) * 1.1)
    last = max(float(row["step"]) for row in rows)
    canvas = np.full((_HEIGHT, _WIDTH, 3), 255, np.uint8)

    def place(step: float, value: float) -> tuple[int, int]:
        across = _LEFT + (_WIDTH - _LEFT - _REST) * step / max(last, 1.0)
        up = np.clip((np.log(value) - low) / max(high - low, 1e-6), 0, 1)
        return round(across), round(_HEIGHT - _BELOW - (_HEIGHT - _BELOW - _REST) * float(up))

    for value in np.exp(np.linspace(low, high, 5)):
        at = place(0, value)
        cv2.line(canvas, at, (_WIDTH - _REST, at[1]), _GRID, 1)
        _write(canvas, f"{value:.2f}", (8, at[1] + 4))
    for step in np.linspace(0, last, 5):
        _write(canvas, f"{step:.0f}", (place(step, 1.0)[0] - 14, _HEIGHT - 8))
    for number, (name, colour) in enumerate(_LINES):
        points = [place(step, value) for step, value in curves[name]]
        if points:
            cv2.polylines(canvas, [np.array(points, np.int32)], False, colour, 2, cv2.LINE_AA)
        _write(canvas, name, (_WIDTH - 110, 28 + 18 * number), colour)
    cv2.imwrite(str(path), canvas)


def _write(
    canvas: NDArray[np.uint8], text: str, at: tuple[int, int],
    colour: tuple[int, int, int] = _INK,
) -> None:  # fmt: skip
    cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.4, colour, 1, cv2.LINE_AA)
