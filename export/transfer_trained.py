"""The trained parts of the transfer network, read from where their trainers keep them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from beautymirror.face.mesh import FaceMesh
from export.shipment import averaged
from export.transfer_editable import EditableHead
from export.transfer_eyes import EyesNet
from export.transfer_mouth import MouthNet
from export.transfer_network import TransferNet

__all__ = ["load_eyes", "load_head", "load_mouth", "load_network"]


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
