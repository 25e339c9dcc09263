"""Names of the tags by which looks are narrowed."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

__all__ = ["tag_name"]

# Tags in look files are plain words; these are known to the translations. Another one is shown as
# it stands in the file.
_KNOWN = (
    QT_TRANSLATE_NOOP("Tags", "everyday"),
    QT_TRANSLATE_NOOP("Tags", "natural"),
    QT_TRANSLATE_NOOP("Tags", "clean"),
    QT_TRANSLATE_NOOP("Tags", "office"),
    QT_TRANSLATE_NOOP("Tags", "date"),
    QT_TRANSLATE_NOOP("Tags", "party"),
    QT_TRANSLATE_NOOP("Tags", "evening"),
    QT_TRANSLATE_NOOP("Tags", "glam"),
    QT_TRANSLATE_NOOP("Tags", "classic"),
    QT_TRANSLATE_NOOP("Tags", "bold-lip"),
    QT_TRANSLATE_NOOP("Tags", "nude"),
    QT_TRANSLATE_NOOP("Tags", "cat-eye"),
    QT_TRANSLATE_NOOP("Tags", "smoky"),
    QT_TRANSLATE_NOOP("Tags", "k-style"),
    QT_TRANSLATE_NOOP("Tags", "c-style"),
    QT_TRANSLATE_NOOP("Tags", "j-style"),
    QT_TRANSLATE_NOOP("Tags", "spring"),
    QT_TRANSLATE_NOOP("Tags", "summer"),
    QT_TRANSLATE_NOOP("Tags", "autumn"),
    QT_TRANSLATE_NOOP("Tags", "winter"),
    QT_TRANSLATE_NOOP("Tags", "bridal"),
    QT_TRANSLATE_NOOP("Tags", "stage"),
    QT_TRANSLATE_NOOP("Tags", "festival"),
    QT_TRANSLATE_NOOP("Tags", "men"),
    QT_TRANSLATE_NOOP("Tags", "mature"),
    QT_TRANSLATE_NOOP("Tags", "light-first"),
    QT_TRANSLATE_NOOP("Tags", "medium-first"),
    QT_TRANSLATE_NOOP("Tags", "deep-first"),
)


def tag_name(tag: str) -> str:
    """A tag in the language of the window, with a capital where there are capitals."""
    words = QCoreApplication.translate("Tags", tag)
    if words == tag:
        words = tag.replace("-", " ")
    return words[:1].upper() + words[1:]
