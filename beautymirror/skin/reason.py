"""Why a reading is refused or doubtful: a stable code, words, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from beautymirror.errors import InputError

__all__ = ["REASONS", "Reason", "SkinError", "reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding about a capture or a calibration.

    Attributes:
        code: stable, for translation and tests.
        message, remedy: English.
        refused: whether no reading is given at all; else it is given with this warning.
    """

    code: str
    message: str
    remedy: str
    refused: bool


class SkinError(InputError):
    """No reading can be given; ``reason`` says why."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why.message, why.remedy)
        self.reason = why


_ALL = (
    ("no_face", True, "No face was found.", "Look into the camera, with the whole face in view."),
    ("several_faces", True, "There is more than one face.", "Let one person be in view."),
    ("too_far", True, "The face is too small to read.", "Come closer to the camera."),
    ("far", False, "The face is small: fine signs cannot be seen.", "Come closer to the camera."),
    ("turned", True, "The face is turned away.", "Look straight into the camera."),
    ("slightly_turned", False, "The face is a little turned.", "Look straight into the camera."),
    ("too_dark", True, "It is too dark to read the skin.", "Turn a lamp or a window towards you."),
    ("clipped", True, "Parts of the skin are overexposed.", "Move away from the bright light."),
    ("bright", False, "Some skin is overexposed.", "Soften the light a little."),
    ("blurred", True, "The picture is blurred.", "Hold still, and wipe the lens."),
    ("soft", False, "The picture is soft: fine signs cannot be seen.", "Hold still; add light."),
    (
        "tinted_light",
        True,
        "The light is strongly coloured.",
        "Use daylight or a white lamp, or calibrate with a sheet of white paper.",
    ),
    (
        "uneven_light",
        False,
        "One side of the face is much darker.",
        "Face the window or the lamp.",
    ),
    ("black_and_white", True, "The picture has no colour.", "Use a colour picture."),
    ("sunglasses", True, "The eyes are covered.", "Take the glasses off."),
    ("hidden", True, "Too little of the skin is seen.", "Move hair, hands or a mask away."),
    (
        "makeup",
        False,
        "Makeup seems to be worn: this is a reading of the makeup.",
        "Take it off for a reading of the skin.",
    ),
    ("beard", False, "A beard or a shadow covers the jaw: it was left out.", ""),
    (
        "unsteady",
        False,
        "The captures differ from each other.",
        "Keep still and keep the light as it is.",
    ),
    (
        "uncalibrated",
        False,
        "The light was estimated from the picture alone.",
        "Calibrate with a sheet of white paper for a surer tone.",
    ),
    (
        "no_card",
        True,
        "No sheet of paper or card was found.",
        "Hold it flat under your chin, in the same light, filling a tenth of the picture, before "
        "something darker or brighter than it.",
    ),
    (
        "card_clipped",
        True,
        "The paper is overexposed, or what is around it.",
        "Tilt it a little, move away from the light, or take a grey card.",
    ),
)

REASONS = {code: Reason(code, text, remedy, refused) for code, refused, text, remedy in _ALL}


def reason(code: str) -> Reason:
    """The reason of that code."""
    return REASONS[code]
