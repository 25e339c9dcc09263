"""Turn a trained skin network into models/onnx/skin.onnx and enter it in the manifest.

    python -m export.skin_onnx --checkpoint runs/skin/checkpoint.pt

The file carries what torch answered to a fixed input, so that anyone can check that the exported
network still answers the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.inference.skin import INPUT_SIZE
from beautymirror.resources import models_dir
from export.shipment import Entry, averaged, enter, write_network
from export.skin_network import SkinNet

__all__ = ["Exported", "export_network", "fixed_input", "load_network", "main"]

_ENTRY = Entry(
    "skin",
    "Reads signs of the skin and its type",
    "BeautyMirror, trained on signs rendered onto the training faces (see models/onnx/skin.md)",
)


class Exported(nn.Module):
    """The network with its answers as a program wants them: 0..1, chances that sum to one."""

    def __init__(self, network: SkinNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        scores, types, maps = self.network(face)
        return scores.sigmoid(), types.softmax(dim=1), maps.sigmoid()


def load_network(checkpoint: Path) -> SkinNet:
    """The averaged network of a checkpoint, ready to answer."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    network = SkinNet(state["config"]["width"])
    network.load_state_dict(averaged(state))
    return network.eval()


def fixed_input() -> NDArray[np.float32]:
    """(5, 256, 256): smooth made-up planes, the same on every machine."""
    axis = np.linspace(0, 4 * np.pi, INPUT_SIZE)
    planes = [0.3 * np.outer(np.sin(axis * k), np.cos(axis / k)) for k in (1, 2, 3)]
    planes += [np.ones((INPUT_SIZE, INPUT_SIZE)), np.full((INPUT_SIZE, INPUT_SIZE), 0.5)]
    return np.stack(planes).astype(np.float32)


def export_network(network: SkinNet, path: Path) -> dict[str, float]:
    """Write the ONNX file whole or not at all; the largest differences to torch, by output.

    Raises:
        ValueError: onnxruntime and torch differ by more than 1e-3.
    """
    given, exits = {"face": fixed_input()[None]}, ("scores", "types", "maps")
    return write_network(Exported(network), given, exits, path, notes=_notes)


def _notes(answers: Mapping[str, NDArray[np.float32]]) -> dict[str, str]:
    """Scores and types in full, and the mean of each map."""
    told = {name: answers[name][0].tolist() for name in ("scores", "types")}
    told["maps"] = answers["maps"][0].mean(axis=(1, 2)).tolist()
    return {"torch_answers": json.dumps(told)}


def main() -> None:
    """Export a checkpoint."""
    parser = argparse.ArgumentParser(description="Export the skin network.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=models_dir() / "onnx" / "skin.onnx")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    differences = export_network(load_network(options.checkpoint), options.out)
    if options.out.parent == models_dir() / "onnx":
        enter(options.out, models_dir() / "manifest.json", _ENTRY)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, differences {differences}")


if __name__ == "__main__":
    main()
