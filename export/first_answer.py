"""What the first network answers, out of the network's files, in which it is only a step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto
from onnx.utils import Extractor
from onnxruntime import InferenceSession, SessionOptions

from beautymirror.inference.providers import CPU
from export.transfer_faces import SIZE

__all__ = ["FIRST", "KEPT", "FirstAnswer", "trunk"]

FIRST = "/Resize_output_0"  # the first answer at the size of the plane, as the exporter names it
KEPT = ("style", "told", "skin")

Floats = NDArray[np.float32]


def trunk(model: ModelProto) -> ModelProto:
    """The model up to the first answer, which the closer look at the lips stands on."""
    if not any(value.name == FIRST for value in model.graph.value_info):
        shape = (1, 6, SIZE, SIZE)
        first = onnx.helper.make_tensor_value_info(FIRST, onnx.TensorProto.FLOAT, shape)
        model.graph.value_info.append(first)
    return Extractor(model).extract_model(["face"], [FIRST, *KEPT])


class FirstAnswer:
    """The first network of a file."""

    def __init__(self, model: ModelProto) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        content = trunk(model).SerializeToString()
        self._session = InferenceSession(content, options, providers=list(CPU))

    @classmethod
    def read(cls, file: Path) -> FirstAnswer:
        """That of a file."""
        return cls(onnx.load(str(file)))

    def of(self, face: Floats) -> tuple[Floats, Floats, Floats]:
        """First answer (6, 256, 256), style (64,) and skin (3,) of a face (1, 4, 256, 256)."""
        first, style, skin = self._session.run([FIRST, "style", "skin"], {"face": face})
        return first[0], style[0], skin[0]
