"""Turn a trained transfer network into models/onnx/makeup_transfer.onnx and its half-size copy.

    python -m export.onnx --checkpoint runs/transfer/checkpoint.pt

Beside the checkpoint lie the head of ``export.train_editable`` as editable.pt and the closer looks
of ``export.train_mouth`` and ``export.train_eyes`` as mouth.pt and eyes.pt.

Batch norm after a convolution is folded, shapes are static, and both files take and give float32.
The copy in half floats is for GPUs: it keeps what averages over the whole face in float32.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.resources import models_dir
from export.placed import placed
from export.shipment import Entry, averaged, enter, write_network
from export.transfer_editable import EditableHead
from export.transfer_eyes import EyesNet
from export.transfer_faces import SIZE
from export.transfer_mouth import MOUTH, MouthNet
from export.transfer_network import TransferNet

__all__ = [
    "Answering",
    "export_network",
    "fixed_input",
    "load_eyes",
    "load_head",
    "load_mouth",
    "load_network",
    "main",
]

_NAMES = ("face", ("layer", "style", "told"))
_TOLERANCE, _HALF_TOLERANCE = 1e-3, 2e-2
_ORIGIN = (
    "BeautyMirror, trained on looks that its renderer painted onto the training faces "
    "(see models/onnx/makeup_transfer.md)"
)


class Answering(nn.Module):
    """The network, the head that stands on it and the closer looks at lips and eyes, in floats or
    half floats.

    What tells parameters stays in floats: it is small.
    """

    def __init__(
        self, network: TransferNet, head: EditableHead, mouth: MouthNet, eyes: EyesNet,
        half: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.network = placed(network, "stem", "finish.seen")
        self.mouth = placed(mouth, "stem", "finish.seen")
        self.eyes, self.head = placed(eyes, "body"), head
        self.half_floats = half
        for part in (self.network, self.mouth) if half else ():
            # What averages over the whole face overflows half floats.
            wide = {name: buffer.clone() for name, buffer in part.named_buffers(recurse=False)}
            part.half()
            for name, buffer in wide.items():
                setattr(part, name, buffer)

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        seen, told = self.network.look(face)
        raw, style = self.network.read(*self._given(seen, told))
        layer, style = self.network.layer(raw.float(), seen, told), style.float()
        parameters = self.eyes.tell(face, told[:, -3:], self.head(layer, told, style))
        whole = self.network.at_size(layer, int(face.shape[-1]))
        return self.mouth.put(self._lips(face, told[:, -3:]), whole), style, parameters

    def _lips(self, face: Tensor, skin: Tensor) -> Tensor:
        """The layer around the mouth, (b, 6, 80, 80)."""
        near = face[:, :, MOUTH.rows, MOUTH.columns]
        raw = self.mouth.read(*self._given(*self.mouth.look(near, skin)))
        return self.mouth.layer(raw.float(), near, skin)

    def _given(self, seen: Tensor, told: Tensor) -> tuple[Tensor, Tensor]:
        return (seen.half(), told.half()) if self.half_floats else (seen, told)


def load_network(checkpoint: Path, mesh: FaceMesh) -> TransferNet:
    """The averaged network of a checkpoint, ready to answer."""
    state: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=True)
    network = TransferNet(mesh, tuple(json.loads(state["config"])["widths"]))
    network.load_state_dict(averaged(state))
    return network.eval()


def load_head(path: Path, network: TransferNet) -> EditableHead:
    """The head that ``export.train_editable`` has trained for a network."""
    head = EditableHead(network.sample)
    head.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return head.eval()


def load_mouth(path: Path, mesh: FaceMesh) -> MouthNet:
    """The averaged closer look at the lips that ``export.train_mouth`` has trained."""
    mouth = MouthNet(mesh)
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    learned = {name: value for name, value in averaged(state).items() if name != "share"}
    mouth.load_state_dict(learned, strict=False)  # how much it counts may be chosen later
    return mouth.eval()


def load_eyes(path: Path) -> EyesNet:
    """The averaged closer look at the eyes that ``export.train_eyes`` has trained."""
    eyes = EyesNet()
    eyes.load_state_dict(averaged(torch.load(path, map_location="cpu", weights_only=True)))
    return eyes.eval()


def fixed_input() -> NDArray[np.float32]:
    """(1, 4, 256, 256): smooth made-up planes, the same on every machine."""
    axis = np.linspace(0, 4 * np.pi, SIZE)
    planes = [0.5 + 0.3 * np.outer(np.sin(axis * k), np.cos(axis / k)) for k in (1, 2, 3)]
    return np.stack([*planes, np.ones((SIZE, SIZE))]).astype(np.float32)[None]


def export_network(
    network: TransferNet, head: EditableHead, mouth: MouthNet, eyes: EyesNet, path: Path,
    half: bool = False, given: NDArray[np.float32] | None = None,
) -> dict[str, float]:  # fmt: skip
    """Write the ONNX file whole or not at all; the largest differences to torch, by output.

    Args:
        given: what both are asked; by default ``fixed_input``.

    Raises:
        ValueError: onnxruntime and torch differ.
    """
    asked = fixed_input() if given is None else given
    tolerance = _HALF_TOLERANCE if half else _TOLERANCE
    answering = Answering(network, head, mouth, eyes, half)
    return write_network(answering, asked, _NAMES, path, tolerance)


def main() -> None:
    """Export a checkpoint and enter both files in the manifest."""
    parser = argparse.ArgumentParser(description="Export the transfer network.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=models_dir() / "onnx")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, half in (("makeup_transfer", False), ("makeup_transfer_fp16", True)):
        network = load_network(options.checkpoint, canonical_mesh())
        path = options.out / f"{name}.onnx"
        head = load_head(options.checkpoint.with_name("editable.pt"), network)
        mouth = load_mouth(options.checkpoint.with_name("mouth.pt"), canonical_mesh())
        eyes = load_eyes(options.checkpoint.with_name("eyes.pt"))
        differences = export_network(network, head, mouth, eyes, path, half)
        if options.out == models_dir() / "onnx":
            purpose = "Reads the makeup off a photographed face"
            purpose += ", in half floats for GPUs" if half else ""
            enter(path, models_dir() / "manifest.json", Entry(name, purpose, _ORIGIN))
        print(f"{path}: {path.stat().st_size:,} bytes, differences {differences}")


if __name__ == "__main__":
    main()
