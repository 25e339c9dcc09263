"""A trained network as a file of the program: whole, held against torch, in the manifest."""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from beautymirror.inference.providers import CPU, session
from beautymirror.recording.document import write_document

__all__ = ["Entry", "averaged", "enter", "write_network"]

OPSET = 17


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a file beside its hash and size."""

    name: str
    purpose: str
    origin: str
    licence: str = "Apache-2.0"


def averaged(state: Mapping[str, Any]) -> dict[str, Tensor]:
    """Weights of the averaged network in a checkpoint, under their own names."""
    prefix = "module."
    return {
        name.removeprefix(prefix): value
        for name, value in state["average"].items()
        if name.startswith(prefix)
    }


def _means(answers: Mapping[str, NDArray[np.float32]]) -> dict[str, str]:
    means = {name: float(answer.mean(dtype=np.float64)) for name, answer in answers.items()}
    return {"torch_means": json.dumps(means)}


def write_network(
    module: nn.Module,
    given: Mapping[str, NDArray[np.float32]],
    exits: tuple[str, ...],
    path: Path,
    tolerance: float = 1e-3,
    notes: Callable[[Mapping[str, NDArray[np.float32]]], dict[str, str]] = _means,
) -> dict[str, float]:
    """Write a network with static shapes; the largest differences to torch, by output.

    The file carries what torch answered to ``given``, in short, so that anyone can check that it
    still answers the same.

    Args:
        given: inputs, batch included, by name and in the order in which the network takes them.
        exits: names of the outputs.
        notes: properties of the file from torch's answers, by name.

    Raises:
        ValueError: onnxruntime and torch differ by more than the tolerance; nothing is written.
    """
    module, asked = module.eval(), tuple(map(torch.from_numpy, given.values()))
    part = path.with_name(path.name + ".part")
    try:
        with warnings.catch_warnings(), torch.no_grad():
            # The newer exporter needs a further package and gives the same graph here.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", torch.jit.TracerWarning)
            torch.onnx.export(
                module,
                asked,
                str(part),
                input_names=list(given),
                output_names=list(exits),
                opset_version=OPSET,
                dynamo=False,
            )
            answers = [answer.numpy() for answer in module(*asked)]
        model = onnx.load(str(part))
        onnx.checker.check_model(model)
        onnx.helper.set_model_props(model, notes(dict(zip(exits, answers, strict=True))))
        onnx.save(model, str(part))
        found = session(part, on=CPU, threads=1).run(list(exits), dict(given))
        differences = {
            name: float(np.abs(one - other).max())
            for name, one, other in zip(exits, found, answers, strict=True)
        }
        if max(differences.values()) > tolerance:
            raise ValueError(f"onnxruntime differs from torch: {differences}")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return differences


def enter(path: Path, manifest: Path, entry: Entry) -> None:
    """Write a file's entry, with its hash and size, into the manifest that lies above it."""
    content = path.read_bytes()
    document: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    line = {
        "name": entry.name,
        "purpose": entry.purpose,
        "kind": "shipped",
        "file": path.relative_to(manifest.parent).as_posix(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "licence": entry.licence,
        "origin": entry.origin,
    }
    others = [model for model in document["models"] if model["name"] != entry.name]
    document["models"] = [*others, line]
    write_document(manifest, document)
