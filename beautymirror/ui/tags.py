"""Names of the tags by which looks are narrowed."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

__all__ = ["KNOWN", "tag_name"]

# Tags in look files are plain words; these have names in both languages. Another one is shown as
# it stands in the file.
KNOWN = {
    "everyday": QT_TRANSLATE_NOOP("Tags", "everyday"),
    "natural": QT_TRANSLATE_NOOP("Tags", "natural"),
    "clean": QT_TRANSLATE_NOOP("Tags", "clean"),
    "office": QT_TRANSLATE_NOOP("Tags", "office"),
    "date": QT_TRANSLATE_NOOP("Tags", "date"),
    "party": QT_TRANSLATE_NOOP("Tags", "party"),
    "evening": QT_TRANSLATE_NOOP("Tags", "evening"),
    "glam": QT_TRANSLATE_NOOP("Tags", "glam"),
    "classic": QT_TRANSLATE_NOOP("Tags", "classic"),
    "bold-lip": QT_TRANSLATE_NOOP("Tags", "bold lip"),
    "nude": QT_TRANSLATE_NOOP("Tags", "nude"),
    "cat-eye": QT_TRANSLATE_NOOP("Tags", "cat eye"),
    "smoky": QT_TRANSLATE_NOOP("Tags", "smoky"),
    "k-style": QT_TRANSLATE_NOOP("Tags", "Korean style"),
    "c-style": QT_TRANSLATE_NOOP("Tags", "Chinese style"),
    "j-style": QT_TRANSLATE_NOOP("Tags", "Japanese style"),
    "spring": QT_TRANSLATE_NOOP("Tags", "spring"),
    "summer": QT_TRANSLATE_NOOP("Tags", "summer"),
    "autumn": QT_TRANSLATE_NOOP("Tags", "autumn"),
    "winter": QT_TRANSLATE_NOOP("Tags", "winter"),
    "bridal": QT_TRANSLATE_NOOP("Tags", "bridal"),
    "stage": QT_TRANSLATE_NOOP("Tags", "stage"),
    "festival": QT_TRANSLATE_NOOP("Tags", "festival"),
    "men": QT_TRANSLATE_NOOP("Tags", "men"),
    "mature": QT_TRANSLATE_NOOP("Tags", "mature"),
    "light-first": QT_TRANSLATE_NOOP("Tags", "light skin"),
    "medium-first": QT_TRANSLATE_NOOP("Tags", "medium skin"),
    "deep-first": QT_TRANSLATE_NOOP("Tags", "deep skin"),
}


def tag_name(tag: str) -> str:
    """A tag in the language of the window, with a capital where there are capitals."""
    known = KNOWN.get(tag)
    words = QCoreApplication.translate("Tags", str(known)) if known else tag.replace("-", " ")
    return words[:1].upper() + words[1:]
