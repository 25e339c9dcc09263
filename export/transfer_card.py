"""Write the card of the shipped transfer network out of its run and its evaluation.

python -m export.transfer_card --run runs/transfer --evaluation runs/transfer/evaluation
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import Any

import torch

from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.transfer import LIGHT_SIZE
from beautymirror.resources import models_dir
from export.transfer_editable import EditableHead
from export.transfer_eyes import EYES
from export.transfer_faces import SIZE
from export.transfer_network import OUTPUTS, STYLE, WORK, TransferNet, macs
from export.transfer_page import tables
from export.transfer_trained import load_eyes, load_mouth, load_network

__all__ = ["main", "write_card"]

_TEMPLATE = Path(__file__).with_suffix(".md")
# What the closer look is given.
_MOUTH = (4, SIZE, SIZE), (OUTPUTS, SIZE, SIZE), (STYLE,), (3,), (1, LIGHT_SIZE, LIGHT_SIZE)


def write_card(network: TransferNet, run: Path, evaluation: Path, out: Path, notes: str) -> None:
    """Write the card and its curve beside the network's files in ``out``."""
    summary = json.loads((evaluation / "evaluation.json").read_text(encoding="utf-8"))["summary"]
    state: dict[str, Any] = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    config = _config(state)
    lips: dict[str, Any] = torch.load(run / "mouth.pt", map_location="cpu", weights_only=True)
    mouth = load_mouth(run / "mouth.pt", canonical_mesh())
    look: dict[str, Any] = torch.load(run / "eyes.pt", map_location="cpu", weights_only=True)
    eyes = load_eyes(run / "eyes.pt")
    text = _TEMPLATE.read_text(encoding="utf-8").format(
        params=sum(parameter.numel() for parameter in network.parameters()),
        macs=macs(network, torch.zeros(1, 4, 2 * WORK, 2 * WORK)) / 1e9,
        head=sum(parameter.numel() for parameter in EditableHead(network.sample).parameters()),
        milliseconds=summary["milliseconds"],
        machine=summary["machine"],
        looks=f"{config['looks']:,}",
        complexions=config["complexions"],
        steps=state["step"],
        samples=state["samples"],
        minutes=state["seconds"] / 60,
        mouth=sum(parameter.numel() for parameter in mouth.parameters()),
        mouth_macs=macs(mouth, *(torch.zeros(1, *shape) for shape in _MOUTH)) / 1e9,
        mouth_steps=lips["step"],
        mouth_samples=lips["step"] * _config(lips)["batch"],
        mouth_minutes=lips["seconds"] / 60,
        eyes=sum(parameter.numel() for parameter in eyes.parameters()),
        eyes_macs=2 * macs(eyes, torch.zeros(1, 4, EYES.size, EYES.size), torch.zeros(1, 3)) / 1e9,
        eyes_steps=look["step"],
        eyes_samples=look["step"] * _config(look)["batch"],
        eyes_minutes=look["seconds"] / 60,
        all_minutes=(state["seconds"] + lips["seconds"] + look["seconds"]) / 60,
        notes=notes,
        tables=tables(summary),
        outside=summary["by tone"]["all"]["outside"],
    )
    part = out / "makeup_transfer.md.part"
    part.write_text(text.rstrip() + "\n", encoding="utf-8")
    os.replace(part, out / "makeup_transfer.md")
    shutil.copyfile(run / "curve.png", out / "makeup_transfer_curve.png")
    shutil.copyfile(run / "mouth" / "curve.png", out / "makeup_transfer_lips_curve.png")


def _config(state: dict[str, Any]) -> dict[str, Any]:
    """What a checkpoint says it was taught with, in either form in which it was ever written."""
    stored = state["config"]
    config: dict[str, Any] = json.loads(stored) if isinstance(stored, str) else stored
    return config


def main() -> None:
    """Write the card."""
    parser = argparse.ArgumentParser(description="Write the transfer network's card.")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--notes", default="", help="what was particular about this run")
    options = parser.parse_args()
    network = load_network(options.run / "checkpoint.pt", canonical_mesh())
    write_card(network, options.run, options.evaluation, models_dir() / "onnx", options.notes)


if __name__ == "__main__":
    main()
