"""Names of the tags by which looks are narrowed."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

__all__ = ["tag_name"]

# Tags in look files are plain words; these are the ones that shipped looks use.
_KNOWN = (
    QT_TRANSLATE_NOOP("Tags", "natural"),
    QT_TRANSLATE_NOOP("Tags", "evening"),
)


def tag_name(tag: str) -> str:
    """A tag in the language of the window, with a capital where there are capitals."""
    words = QCoreApplication.translate("Tags", tag)
    return words[:1].upper() + words[1:]
