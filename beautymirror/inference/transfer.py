"""The transfer network: from an unwrapped face to the layer of makeup that it wears."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beautymirror.closing import Closing
from beautymirror.errors import MissingError
from beautymirror.inference.denormals import flush_denormals
from beautymirror.inference.eyes import TOLD_SIZE, EyesNetwork, Guess, eyes_model
from beautymirror.inference.manifest import ensure_model, load_manifest
from beautymirror.inference.providers import CPU, session, usable

__all__ = [
    "INPUT_SIZE",
    "LIGHT_SIZE",
    "MODEL",
    "USUAL_LIGHT",
    "LayerMaps",
    "TransferNetwork",
    "transfer_model",
]

MODEL = "makeup_transfer"
_HALF = "makeup_transfer_fp16"
INPUT_SIZE, LIGHT_SIZE = 256, 32
USUAL_LIGHT = 0.65
"""What white paint reflects on the lips of most, in linear light."""

_ANSWERS = {
    "layer": (1, 6, INPUT_SIZE, INPUT_SIZE),
    "style": (1, 64),
    "told": (1, TOLD_SIZE),
    "skin": (1, 3),
}


@dataclass(frozen=True, slots=True, eq=False)
class LayerMaps:
    """What the network sees on a face, over the canonical UV plane, row 0 on top.

    Attributes:
        pigment: (256, 256, 3) float32 sRGB in 0..1.
        opacity, gloss, shimmer: (256, 256) float32 in 0..1. In linear light the face is
            (1 - opacity) * skin + opacity * pigment * light.
        style: (64,) float32: near for looks that are alike.
        told, skin: see ``Guess``.
    """

    pigment: NDArray[np.float32]
    opacity: NDArray[np.float32]
    gloss: NDArray[np.float32]
    shimmer: NDArray[np.float32]
    style: NDArray[np.float32]
    told: NDArray[np.float32] = field(default_factory=lambda: np.zeros(TOLD_SIZE, np.float32))
    skin: NDArray[np.float32] = field(default_factory=lambda: np.zeros(3, np.float32))


def transfer_model() -> Path:
    """The network's file.

    Raises:
        MissingError: this copy of the program does not have it, or it is damaged.
    """
    known = {model.name for model in load_manifest()}
    if MODEL not in known:
        raise MissingError(
            "This copy of BeautyMirror cannot take makeup from a photo: its network is missing.",
            "Install BeautyMirror again.",
        )
    # Half floats halve what a GPU reads; processors have no arithmetic for them.
    on_gpu = usable()[:1] != CPU and _HALF in known
    return ensure_model(_HALF if on_gpu else MODEL)


class TransferNetwork(Closing):
    """The network on the best provider there is; it computes on one thread of its own.

    There denormal numbers are flushed, which would be wrong for anybody else's arithmetic. Inputs
    and outputs stay in the same places, so that a run allocates nothing and a GPU copies once.
    The closer look at the eyes, which few photos are ever asked for, is loaded at the first one.
    Close it when done with.

    Args:
        model: file of the network.
        on: onnxruntime's names of providers, best first; those that work here by default.
        eyes: says where the file of the closer look is, when it is needed.

    Raises:
        MissingError: the file is not there or is no such network.
    """

    def __init__(
        self,
        model: Path,
        on: tuple[str, ...] | None = None,
        eyes: Callable[[], Path] = eyes_model,
    ) -> None:
        self._find_eyes = eyes
        self._eyes: EyesNetwork | None = None
        self._worker = ThreadPoolExecutor(1, "transfer", initializer=flush_denormals)
        with ExitStack() as failing:
            failing.callback(self.close)
            self._session = session(model, on=on)
            self._face = np.zeros((1, 4, INPUT_SIZE, INPUT_SIZE), np.float32)
            self._light = np.zeros((1, 1, LIGHT_SIZE, LIGHT_SIZE), np.float32)
            self._outputs = {name: np.zeros(shape, np.float32) for name, shape in _ANSWERS.items()}
            self._binding = self._bound(model)
            failing.pop_all()

    @property
    def provider(self) -> str:
        """onnxruntime's name of what runs it."""
        return str(self._session.get_providers()[0])

    def read(
        self, image: NDArray[np.uint8], coverage: NDArray[np.float32],
        lips_light: NDArray[np.float32],
    ) -> LayerMaps:  # fmt: skip
        """The makeup of an unwrapped face.

        Args:
            image: (256, 256, 3) sRGB. coverage: (256, 256) what of it was seen, 0..1.
            lips_light: (32, 32) linear, what white paint on lips would reflect at each place.
        """
        return self._worker.submit(self._run, image, coverage, lips_light).result()

    def tell(self, guess: Guess) -> NDArray[np.float32]:
        """What the guess tells (70,), with the eyes seen closer.

        Raises:
            MissingError: the file of the closer look is not there, or it is damaged.
        """
        return self._worker.submit(self._look_closer, guess).result()

    def close(self) -> None:
        """End its thread; closing again is harmless."""
        self._worker.shutdown()

    def _bound(self, model: Path) -> Any:
        shapes = {i.name: tuple(i.shape) for i in self._session.get_inputs()}
        shapes |= {o.name: tuple(o.shape) for o in self._session.get_outputs()}
        if shapes != {"face": self._face.shape, "light": self._light.shape, **_ANSWERS}:
            raise MissingError(
                f"The model {model} cannot be used: it is of another kind.",
                "Install BeautyMirror again.",
            )
        binding = self._session.io_binding()
        for name, array in self._outputs.items():
            binding.bind_output(name, "cpu", 0, np.float32, array.shape, array.ctypes.data)
        return binding

    def _lay(self, image: NDArray[np.uint8], coverage: NDArray[np.float32]) -> None:
        np.multiply(image.transpose(2, 0, 1), np.float32(1 / 255), out=self._face[0, :3])
        self._face[0, 3] = coverage

    def _look_closer(self, guess: Guess) -> NDArray[np.float32]:
        if self._eyes is None:
            self._eyes = EyesNetwork(self._find_eyes())
        self._lay(guess.image, guess.coverage)
        return self._eyes.tell(self._face, guess)

    def _run(
        self, image: NDArray[np.uint8], coverage: NDArray[np.float32],
        lips_light: NDArray[np.float32],
    ) -> LayerMaps:  # fmt: skip
        self._lay(image, coverage)
        self._light[0, 0] = lips_light
        for name, plane in (("face", self._face), ("light", self._light)):
            self._binding.bind_cpu_input(name, plane)  # a GPU's copy is made here
        self._session.run_with_iobinding(self._binding)
        layer = self._outputs["layer"][0].copy()
        pigment = np.ascontiguousarray(layer[:3].transpose(1, 2, 0))
        style, told, skin = (self._outputs[name][0].copy() for name in ("style", "told", "skin"))
        return LayerMaps(pigment, layer[3], layer[4], layer[5], style, told, skin)
