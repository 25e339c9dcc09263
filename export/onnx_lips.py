"""Put a newly trained closer look at the lips into the network's files, all else as it is.

    python -m export.onnx_lips --mouth runs/transfer/mouth.pt

What the files hold beside it stays to the last bit, and no checkpoint of it is needed.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto
from onnx.compose import add_prefix

from beautymirror.face.mesh import canonical_mesh
from beautymirror.resources import models_dir
from export.first_answer import FIRST, FirstAnswer, trunk
from export.onnx import FILES, PURPOSE, Lips, fixed_input, fixed_light, ship
from export.shipment import write_network
from export.transfer_mouth import MouthNet
from export.transfer_trained import load_mouth

__all__ = ["main", "renew_lips"]

Array = NDArray[np.float32]

_PREFIX = "lips"
_TOLERANCE, _HALF_TOLERANCE = 1e-3, 2e-2


def renew_lips(file: Path, mouth: MouthNet, face: Array, half: bool = False) -> dict[str, float]:
    """Write a file of the network anew with this closer look; the largest difference to torch.

    Args:
        face: (1, 4, 256, 256) what the two are compared on.

    Raises:
        ValueError: onnxruntime and torch differ; the file stays as it was.
    """
    model = onnx.load(str(file))
    means = json.loads({p.key: p.value for p in model.metadata_props}["torch_means"])
    first, style, skin = (plane[None] for plane in FirstAnswer(model).of(face))
    given = {"face": face, FIRST: first, "style": style, "skin": skin, "light": fixed_light()}
    part = file.with_name("part-" + file.name)
    tolerance = _HALF_TOLERANCE if half else _TOLERANCE
    try:
        found = write_network(Lips(mouth, half), given, ("layer",), part, tolerance)
        lips = onnx.load(str(part))
        means |= json.loads({p.key: p.value for p in lips.metadata_props}["torch_means"])
        made = _joined(trunk(model), lips)
        onnx.checker.check_model(made)
        onnx.helper.set_model_props(made, {"torch_means": json.dumps(means)})
        onnx.save(made, str(part))
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    return found


def _joined(first: ModelProto, lips: ModelProto) -> ModelProto:
    """One model; inputs of the second that the first has or gives have the same names."""
    lips = add_prefix(lips, _PREFIX, rename_inputs=False, rename_outputs=False)
    made = ModelProto()
    made.CopyFrom(first)
    known = {value.name for value in (*made.graph.input, *made.graph.output)}
    made.graph.input.extend(value for value in lips.graph.input if value.name not in known)
    made.graph.node.extend(lips.graph.node)
    made.graph.initializer.extend(lips.graph.initializer)
    kept = [one for one in first.graph.output if one.name != FIRST]
    del made.graph.output[:]
    made.graph.output.extend([*lips.graph.output, *kept])
    return made


def main() -> None:
    """Renew both files and enter them in the manifest."""
    parser = argparse.ArgumentParser(description="Put in a new closer look at the lips.")
    parser.add_argument("--mouth", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=models_dir() / "onnx")
    options = parser.parse_args()
    for name, half in FILES.items():
        mouth = load_mouth(options.mouth, canonical_mesh())
        path = options.out / f"{name}.onnx"
        ship(path, PURPOSE[half], renew_lips(path, mouth, fixed_input(), half))


if __name__ == "__main__":
    main()
