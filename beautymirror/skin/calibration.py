"""Light and camera measured with a sheet of white paper or a grey card, kept for each camera."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beautymirror.errors import InputError
from beautymirror.face import regions
from beautymirror.recording.partial import write_failure, write_whole
from beautymirror.resources import settings_dir
from beautymirror.skin.light import Light, sharpened
from beautymirror.skin.linear import linear_from_srgb
from beautymirror.skin.quality import tinted
from beautymirror.skin.reason import SkinError, reason

__all__ = ["Calibration", "camera_calibration", "load", "measure", "save"]

# Diffuse reflectance: office paper 0.85-0.92 with brightener, a photographer's grey card 0.18.
REFLECTANCE = {"paper": 0.88, "grey": 0.18}
_SPREAD_STOPS = 0.06  # between sheets of paper, and of the reading itself

_Gain = Annotated[float, Field(ge=0.02, le=50.0)]


class Calibration(BaseModel):
    """What a camera makes of a known surface in one light.

    Attributes:
        camera: label of the camera, as the list of cameras shows it.
        card: what was held up.
        gain: of light and camera in the sharpened space, 1 for a well-exposed white balance.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    camera: str
    card: Literal["paper", "grey"]
    gain: tuple[_Gain, _Gain, _Gain]

    def light(self) -> Light:
        """The light to divide pictures of this camera by."""
        deviation = np.eye(3) * _SPREAD_STOPS**2
        return Light(np.array(self.gain), deviation, "card")


def measure(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float32] | None,
    camera: str,
    card: Literal["paper", "grey"] = "paper",
) -> Calibration:
    """Read the card held beside the face: the largest even surface that a lamp could colour so.

    Args:
        image: (h, w, 3) sRGB. landmarks: of the face in it, which is left out; None without a face.

    Raises:
        SkinError: there is no such surface, or it is overexposed.
    """
    height, width = image.shape[:2]
    step = max(1, round(max(height, width) / 480))
    small = np.ascontiguousarray(image[::step, ::step])
    allowed = np.ones(small.shape[:2], np.uint8)
    if landmarks is not None:
        oval = landmarks[list(regions.FACE_OVAL), :2] / step
        grown = oval.mean(axis=0) + (oval - oval.mean(axis=0)) * 1.15
        cv2.fillPoly(allowed, [np.rint(grown).astype(np.int32)], 0)
    found = None
    for pixels in _even_surfaces(small, allowed):
        gain = sharpened(np.median(linear_from_srgb(pixels), axis=0)) / REFLECTANCE[card]
        # No lamp turns paper into the colour of a shirt.
        if not tinted(Light(np.maximum(gain, 1e-3), np.eye(3), "card")):
            found = pixels, gain
            break
    if found is None:
        raise SkinError(reason("no_card"))
    pixels, gain = found
    if np.mean(pixels.max(axis=1) >= 252) > 0.05:
        raise SkinError(reason("card_clipped"))
    red, green, blue = np.clip(gain, 0.02, 50.0).tolist()
    return Calibration(camera=camera, card=card, gain=(red, green, blue))


def _even_surfaces(image: NDArray[np.uint8], allowed: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Pixels (n, 3) of what could be a card, the largest and brightest first."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    soft = cv2.GaussianBlur(image.astype(np.float32), (0, 0), 1.5)
    # Of every channel: paper may be as bright as the wall behind it, and another colour.
    edge = cv2.magnitude(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1))
    plain = (edge < 0.12 * soft + 4).all(axis=2)
    even = (plain & (allowed > 0)).astype(np.uint8)
    inner = cv2.erode(even, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=4)
    found = []
    for label in range(1, count):
        _, _, w, h, area = stats[label]
        # A card is a filled block; a wall around the person is not.
        if 0.02 * even.size <= area <= 0.5 * even.size and area >= 0.6 * w * h:
            surface = labels == label
            found.append((float(area) * float(grey[surface].mean()), image[surface]))
    return [pixels for _, pixels in sorted(found, key=lambda one: -one[0])]


def save(calibration: Calibration, path: Path | None = None) -> Path:
    """Keep a calibration, by default with the settings under its camera's name.

    Raises:
        InputError: the file cannot be written; nothing is left of it.
    """
    path = path or _place(calibration.camera)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise write_failure(path, problem) from problem
    write_whole(path, (calibration.model_dump_json(indent=2) + "\n").encode())
    return path


def load(path: Path) -> Calibration:
    """Read a calibration file.

    Raises:
        InputError: it is not one, or not there.
    """
    try:
        return Calibration.model_validate_json(path.read_bytes())
    except OSError as problem:
        raise InputError(
            f"{path} cannot be read: {problem.strerror}.", "Check the path."
        ) from problem
    except ValidationError as problem:
        raise InputError(
            f"{path} is not a calibration.", "Make one with a sheet of white paper."
        ) from problem


def camera_calibration(camera: str) -> Calibration | None:
    """The calibration kept for a camera, or None."""
    path = _place(camera)
    return load(path) if path.is_file() else None


def _place(camera: str) -> Path:
    name = re.sub(r"[\W_]+", "-", camera).strip("-").lower()[:80] or "camera"
    return settings_dir() / "calibration" / f"{name}.json"
