"""A camera as OpenCV shows it, played: the logic of cameras needs no device."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

_MJPG = cv2.VideoWriter.fourcc(*"MJPG")
_YUYV = cv2.VideoWriter.fourcc(*"YUYV")


@dataclass
class Device:
    """A camera as OpenCV shows it."""

    opens: bool = True
    refuses_wishes: bool = False
    delay: float = 0.0
    rates: dict[tuple[int, int], float] = field(default_factory=dict)
    mjpg: bool = True
    real_interval: float = 0.004
    picture: np.ndarray | None = None
    plugged: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[int, float]] = field(default_factory=list)
    released: int = 0

    def __post_init__(self) -> None:
        self.plugged.set()
        self.state: dict[int, float] = {}

    def open(self, parameters: Sequence[int]) -> Device:
        time.sleep(self.delay)
        self.isOpened = lambda: self.opens and not (self.refuses_wishes and bool(parameters))
        return self

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        if prop == cv2.CAP_PROP_FOURCC and value == _MJPG and not self.mjpg:
            return False
        self.state[prop] = value
        return True

    def get(self, prop: int) -> float:
        if prop == cv2.CAP_PROP_FPS and self.rates:
            size = (
                int(self.state[cv2.CAP_PROP_FRAME_WIDTH]),
                int(self.state[cv2.CAP_PROP_FRAME_HEIGHT]),
            )
            return self.rates.get(size, 0.0)
        return self.state.get(prop, float(_YUYV) if prop == cv2.CAP_PROP_FOURCC else 0.0)

    def grab(self) -> bool:
        time.sleep(self.real_interval)
        return self.plugged.is_set()

    def retrieve(self) -> tuple[bool, np.ndarray | None]:
        if self.picture is not None:
            return True, self.picture
        width = int(self.state.get(cv2.CAP_PROP_FRAME_WIDTH, 640))
        height = int(self.state.get(cv2.CAP_PROP_FRAME_HEIGHT, 480))
        blue = np.zeros((height, width, 3), np.uint8)
        blue[..., 0] = 250
        return True, blue

    def release(self) -> None:
        self.released += 1
