"""Turn a trained transfer network into models/onnx/makeup_transfer.onnx, its half-size copy and
the closer look at the eyes, makeup_transfer_eyes.onnx.

    python -m export.onnx --checkpoint runs/transfer/checkpoint.pt

Beside the checkpoint lie the head of ``export.train_editable`` as editable.pt and the closer looks
of ``export.train_mouth`` and ``export.train_eyes`` as mouth.pt and eyes.pt.

Batch norm after a convolution is folded, shapes are static, and all files take and give float32.
The copy in half floats is for GPUs: it keeps what averages over the whole face in float32. The
closer look is a file of its own since only looks that are to be edited need it, while a graph that
is run computes all of its outputs, asked for or not. It goes with either copy.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.transfer import LIGHT_SIZE
from beautymirror.resources import models_dir
from beautymirror.transfer.told import TOLD_LENGTH
from export.placed import placed
from export.shipment import Entry, enter, write_network
from export.transfer_editable import EditableHead
from export.transfer_eyes import EyesNet
from export.transfer_faces import SIZE
from export.transfer_mouth import TAKEN, MouthNet
from export.transfer_network import TransferNet
from export.transfer_trained import load_eyes, load_head, load_mouth, load_network

__all__ = [
    "FILES",
    "PURPOSE",
    "Answering",
    "CloserLook",
    "Lips",
    "export_eyes",
    "export_network",
    "fixed_guess",
    "fixed_input",
    "fixed_light",
    "halve",
    "main",
    "ship",
]

_ANSWERS = ("layer", "style", "told", "skin")
_READS = "Reads the makeup off a photographed face"
PURPOSE = (_READS, f"{_READS}, in half floats for GPUs")  # in floats, in half floats
FILES = {"makeup_transfer": False, "makeup_transfer_fp16": True}  # name: in half floats
_TOLERANCE, _HALF_TOLERANCE = 1e-3, 2e-2
_ORIGIN = (
    "BeautyMirror, trained on looks that its renderer painted onto the training faces "
    "(see models/onnx/makeup_transfer.md)"
)


class Lips(nn.Module):
    """A first answer with a closer look at its lips; in floats or half floats."""

    def __init__(self, mouth: MouthNet, half: bool = False) -> None:
        super().__init__()
        self.mouth = placed(mouth, "stem", "finish.seen")
        self.mouth.finish.seen.added = self.mouth.finish.seen.added[:, :, TAKEN]
        if half:
            halve(self.mouth)

    def forward(
        self, face: Tensor, first: Tensor, style: Tensor, skin: Tensor, light: Tensor
    ) -> Tensor:
        return self.mouth.put(self.mouth(face, first, style, skin, light), first)


def halve(part: nn.Module) -> None:
    """Weights in half floats; what averages over the whole face would overflow them."""
    wide = [(name, buffer.clone()) for name, buffer in part.named_buffers(recurse=False)]
    part.half()
    for name, buffer in wide:
        setattr(part, name, buffer)


class Answering(nn.Module):
    """The network, the head that stands on it and the closer look at the lips, in floats or half
    floats.

    What tells parameters stays in floats: it is small. The skin is told for the closer look at the
    eyes, which judges colours against it.
    """

    def __init__(
        self, network: TransferNet, head: EditableHead, mouth: MouthNet, half: bool = False
    ) -> None:
        super().__init__()
        self.network = placed(network, "stem", "finish.seen")
        self.lips = Lips(mouth, half)
        self.head = head
        self.half_floats = half
        if half:
            halve(self.network)

    def forward(self, face: Tensor, light: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        seen, means = self.network.look(face)
        raw, style = self.network.read(*self._given(seen, means))
        layer, style = self.network.layer(raw.float(), seen, means), style.float()
        told, skin = self.head(layer, means, style), means[:, -3:]
        whole = self.network.at_size(layer, int(face.shape[-1]))
        return self.lips(face, whole, style, skin, light), style, told, skin

    def _given(self, seen: Tensor, means: Tensor) -> tuple[Tensor, Tensor]:
        return (seen.half(), means.half()) if self.half_floats else (seen, means)


class CloserLook(nn.Module):
    """What was told (1, TOLD_LENGTH) of a face and its skin (1, 3), with the eyes seen closer."""

    def __init__(self, eyes: EyesNet) -> None:
        super().__init__()
        self.eyes = placed(eyes, "body")

    def forward(self, face: Tensor, skin: Tensor, told: Tensor) -> Tensor:
        return self.eyes.tell(face, skin, told)


def fixed_input() -> NDArray[np.float32]:
    """(1, 4, 256, 256): smooth made-up planes, the same on every machine."""
    axis = np.linspace(0, 4 * np.pi, SIZE)
    planes = [0.5 + 0.3 * np.outer(np.sin(axis * k), np.cos(axis / k)) for k in (1, 2, 3)]
    return np.stack([*planes, np.ones((SIZE, SIZE))]).astype(np.float32)[None]


def fixed_light() -> NDArray[np.float32]:
    """(1, 1, 32, 32): a light from one side."""
    across = np.linspace(0.4, 0.9, LIGHT_SIZE, dtype=np.float32)
    return np.broadcast_to(across, (1, 1, LIGHT_SIZE, LIGHT_SIZE)).copy()


def fixed_guess() -> dict[str, NDArray[np.float32]]:
    """A light brown skin (1, 3), and everything told (1, TOLD_LENGTH) from no to yes in turn."""
    told = np.linspace(0.05, 0.95, TOLD_LENGTH, dtype=np.float32)
    return {"skin": np.array([[0.72, 0.54, 0.43]], np.float32), "told": told[None]}


def export_network(
    network: TransferNet, head: EditableHead, mouth: MouthNet, path: Path, half: bool = False
) -> dict[str, float]:
    """Write the ONNX file whole or not at all; the largest differences to torch, by output.

    Raises:
        ValueError: onnxruntime and torch differ.
    """
    tolerance = _HALF_TOLERANCE if half else _TOLERANCE
    answering = Answering(network, head, mouth, half)
    given = {"face": fixed_input(), "light": fixed_light()}
    return write_network(answering, given, _ANSWERS, path, tolerance)


def export_eyes(eyes: EyesNet, path: Path) -> dict[str, float]:
    """The same for the closer look at the eyes."""
    given = {"face": fixed_input(), **fixed_guess()}
    return write_network(CloserLook(eyes), given, ("closer",), path, _TOLERANCE)


def main() -> None:
    """Export a checkpoint and enter its files in the manifest."""
    parser = argparse.ArgumentParser(description="Export the transfer network.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=models_dir() / "onnx")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    beside, mesh = options.checkpoint.with_name, canonical_mesh()
    for name, half in FILES.items():
        network = load_network(options.checkpoint, mesh)
        head = load_head(beside("editable.pt"), network)
        mouth = load_mouth(beside("mouth.pt"), mesh)
        path = options.out / f"{name}.onnx"
        differences = export_network(network, head, mouth, path, half)
        ship(path, PURPOSE[half], differences)
    path = options.out / "makeup_transfer_eyes.onnx"
    differences = export_eyes(load_eyes(beside("eyes.pt")), path)
    ship(path, "Looks closer at the eyes of a photographed face, for a look to edit", differences)


def ship(path: Path, purpose: str, differences: dict[str, float]) -> None:
    """Enter a file in the manifest if it lies among those that ship, and tell of it."""
    if path.parent == models_dir() / "onnx":
        enter(path, models_dir() / "manifest.json", Entry(path.stem, purpose, _ORIGIN))
    print(f"{path}: {path.stat().st_size:,} bytes, differences {differences}")


if __name__ == "__main__":
    main()
