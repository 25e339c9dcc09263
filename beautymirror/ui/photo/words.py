"""What can be said of a photo that makeup is taken from, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from beautymirror.errors import MirrorError, MissingError

__all__ = [
    "REFUSALS",
    "REGION_NAMES",
    "REMARKS",
    "first_of",
    "refused",
    "region_name",
    "remarked",
]

REGION_NAMES = {
    "skin": QT_TRANSLATE_NOOP("Photo", "Skin"),
    "eyes": QT_TRANSLATE_NOOP("Photo", "Eyes"),
    "brows": QT_TRANSLATE_NOOP("Photo", "Brows"),
    "cheeks": QT_TRANSLATE_NOOP("Photo", "Cheeks"),
    "lips": QT_TRANSLATE_NOOP("Photo", "Lips"),
}
REMARKS = {
    "small": QT_TRANSLATE_NOOP("Photo", "The face is small, so edges are soft."),
    "turned": QT_TRANSLATE_NOOP("Photo", "The face is turned: its hidden side was filled in."),
    "covered": QT_TRANSLATE_NOOP(
        "Photo", "Something lies before the face: what it hides was filled in."
    ),
    "dark": QT_TRANSLATE_NOOP("Photo", "The photo is dark: faint colours may be lost."),
    "overexposed": QT_TRANSLATE_NOOP(
        "Photo", "Parts of the face are overexposed: no colour there."
    ),
    "tinted": QT_TRANSLATE_NOOP("Photo", "The light is coloured; it was divided out."),
    "grey": QT_TRANSLATE_NOOP("Photo", "The photo has hardly any colour, so its makeup is grey."),
    "bare": QT_TRANSLATE_NOOP("Photo", "Hardly any makeup was found in this photo."),
}
REFUSALS = {
    "no_face": QT_TRANSLATE_NOOP("Photo", "No face was found. Choose a photo that shows one."),
    "no_such_face": QT_TRANSLATE_NOOP("Photo", "That face is not in the photo."),
    "too_small": QT_TRANSLATE_NOOP(
        "Photo", "The face is too small. Choose a larger picture of it."
    ),
    "hidden": QT_TRANSLATE_NOOP(
        "Photo", "Too little of the face can be seen. Choose another photo."
    ),
    "too_dark": QT_TRANSLATE_NOOP("Photo", "The photo is too dark to tell colours."),
    "several_faces": QT_TRANSLATE_NOOP("Photo", "There are several faces. Choose one."),
}
_FIRST = QT_TRANSLATE_NOOP("Photo", "The file holds {count} pictures; the first was used.")
_UNREADABLE = QT_TRANSLATE_NOOP("Photo", "This file is not a photo that can be read.")
_MISSING = QT_TRANSLATE_NOOP(
    "Photo", "Makeup cannot be taken from photos: the network for it is not installed."
)


def _said(words: object) -> str:
    return QCoreApplication.translate("Photo", str(words))


def region_name(region: str) -> str:
    """A region of the face."""
    return _said(REGION_NAMES[region])


def remarked(code: str) -> str:
    """A remark on a photo that was used; empty for one that is not known."""
    return _said(REMARKS[code]) if code in REMARKS else ""


def first_of(pictures: int) -> str:
    """That a file holds more pictures than were used; empty where it does not."""
    return _said(_FIRST).format(count=pictures) if pictures > 1 else ""


def refused(error: MirrorError) -> str:
    """Why no makeup can be taken."""
    if isinstance(error, MissingError):
        return _said(_MISSING)
    return _said(REFUSALS.get(getattr(error, "code", ""), _UNREADABLE))
