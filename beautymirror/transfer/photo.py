"""What can be wrong with a photo that makeup is to be taken from: named, with what was done."""

from __future__ import annotations

from dataclasses import dataclass

from beautymirror.errors import InputError

__all__ = ["Box", "PhotoError", "Remark", "SeveralFaces", "refusal", "remark"]

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a photo that was used all the same.

    Attributes:
        code: stable, for translation and tests.
        message: what was seen. done: what was done about it. Both English.
    """

    code: str
    message: str
    done: str

    def __str__(self) -> str:
        return f"{self.message} {self.done}"


class PhotoError(InputError):
    """No makeup can be taken from the photo; ``code`` says why, for translation."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.code = code


class SeveralFaces(PhotoError):
    """There are several faces, and it was not said whose makeup is meant.

    Attributes:
        boxes: (x, y, width, height) in pixels of the photo, numbered from the left as a person
            counts: ``face=1`` is the first.
    """

    exit_code = 2

    def __init__(self, boxes: tuple[Box, ...]) -> None:
        super().__init__(
            "several_faces",
            f"There are {len(boxes)} faces in the photo.",
            f"Say whose makeup: --face 1 to {len(boxes)}, counted from the left.",
        )
        self.boxes = boxes


_REMARKS = {
    "small": ("The face in the photo is small.", "It was enlarged: edges are soft."),
    "turned": ("The face is turned away.", "The hidden side was filled from the one that shows."),
    "covered": ("Something lies before the face.", "What it hides was filled in."),
    "dark": ("The photo is dark.", "It was brightened: faint colours may be lost."),
    "overexposed": ("Parts of the face are overexposed.", "Colour is missing there."),
    "tinted": ("The light of the photo is strongly coloured.", "Its colour was divided out."),
    "grey": ("The photo has hardly any colour.", "Its makeup is taken over in grey."),
    "bare": ("Hardly any makeup was found.", "What little there is was taken over."),
}
_REFUSALS = {
    "no_face": ("No face was found in the photo.", "Choose one that shows a face."),
    "no_such_face": ("There is no face with this number in the photo.", "Count from the left."),
    "too_small": ("The face in the photo is too small.", "Choose a larger picture of it."),
    "hidden": ("Too little of the face can be seen.", "Choose a photo that shows more of it."),
    "too_dark": ("The photo is too dark to tell colours.", "Choose a brighter one."),
}


def remark(code: str) -> Remark:
    """The remark of that code."""
    return Remark(code, *_REMARKS[code])


def refusal(code: str) -> PhotoError:
    """The refusal of that code, to be raised."""
    return PhotoError(code, *_REFUSALS[code])
