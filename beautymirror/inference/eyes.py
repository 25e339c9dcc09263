"""The closer look at the eyes: what a photo's brows, shadow and liner are, as parameters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.inference.manifest import ensure_model
from beautymirror.inference.providers import CPU, session

__all__ = ["TOLD_SIZE", "EyesNetwork", "Guess", "eyes_model"]

TOLD_SIZE = 70
_MODEL = "makeup_transfer_eyes"


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """A face's makeup as parameters, as they are told in passing, and what they were told from.

    Attributes:
        image, coverage: the unwrapped face, see ``TransferNetwork.read``.
        skin: (3,) float32, its mean sRGB in 0..1.
        told: (70,) float32 in 0..1, see ``transfer.told``.
    """

    image: NDArray[np.uint8]
    coverage: NDArray[np.float32]
    skin: NDArray[np.float32]
    told: NDArray[np.float32]


def eyes_model() -> Path:
    """The network's file.

    Raises:
        MissingError: this copy of the program does not have it, or it is damaged.
    """
    return ensure_model(_MODEL)


class EyesNetwork:
    """The network on the processor, on the calling thread: a face takes a millisecond or two, so
    that a GPU would gain nothing, and TensorRT would build an engine for it first."""

    def __init__(self, model: Path) -> None:
        self._session = session(model, on=CPU, threads=1)

    def tell(self, face: NDArray[np.float32], guess: Guess) -> NDArray[np.float32]:
        """What the guess tells (70,), with the kinds about the eyes seen closer.

        Args:
            face: (1, 4, 256, 256), the guess's image and coverage as planes in 0..1.
        """
        given = {"face": face, "skin": guess.skin[None], "told": guess.told[None]}
        (closer,) = self._session.run(["closer"], given)
        return np.asarray(closer[0], np.float32)
