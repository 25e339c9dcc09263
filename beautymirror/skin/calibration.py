"""Light and camera measured with a sheet of white paper or a grey card, kept for each camera."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beautymirror.errors import InputError
from beautymirror.recording.partial import write_failure, write_whole
from beautymirror.resources import settings_dir
from beautymirror.skin.card import face_level, surfaces
from beautymirror.skin.light import Light, sharpened
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb
from beautymirror.skin.quality import tinted
from beautymirror.skin.reason import SkinError, reason

__all__ = ["Calibration", "camera_calibration", "load", "measure", "save"]

# Diffuse reflectance: office paper 0.85-0.92 with brightener, a photographer's grey card 0.18.
REFLECTANCE = {"paper": 0.88, "grey": 0.18}
_CLIPPED = 252  # of 255
_GLARING = 0.05  # of a picture without a card: overexposed paper looks like overexposed walls
_SKIN = 0.02, 0.75  # luminances that faces have, shaded and mirroring, in the light of the card
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
    """Read the card held beside the face: what looks most like one and a lamp could colour so.

    Args:
        image: (h, w, 3) sRGB. landmarks: of the face in it, which is left out; None without a face.

    Raises:
        SkinError: there is no such surface, or it is overexposed.
    """
    face = 0.0 if landmarks is None else face_level(image, landmarks)
    clipped = float(np.mean(image.max(axis=2) >= _CLIPPED)) > _GLARING
    found = surfaces(image, landmarks)
    if card == "paper":  # nothing that is held beside a face is whiter
        found.sort(key=lambda one: -one.likely * float(np.sqrt(one.pixels.mean())))
    for surface in found:
        if np.percentile(surface.pixels.max(axis=1), 95) >= _CLIPPED:
            clipped = True
            if card == "paper":
                break
            continue
        # The mean: one level of 8 bits is 3 % of the light where a card is dark.
        level = linear_from_srgb(surface.pixels).mean(axis=0) / REFLECTANCE[card]
        if _plausible(level, face):
            red, green, blue = np.clip(sharpened(level), 0.02, 50.0).tolist()
            return Calibration(camera=camera, card=card, gain=(red, green, blue))
    raise SkinError(reason("card_clipped" if clipped else "no_card"))


def _plausible(level: NDArray[np.float64], face: float) -> bool:
    """Whether a lamp can make a white surface look so, linear RGB, beside a face so bright.

    No lamp turns paper into the colour of a shirt, and no face is as bright as paper.
    """
    gain = np.maximum(sharpened(level), 1e-3)
    skin = face / max(float(level @ LUMINANCE), 1e-3)
    seen = face <= 0.0 or _SKIN[0] < skin < _SKIN[1]
    return seen and not tinted(Light(gain, np.eye(3), "card"))


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
