"""Every key of the window, declared once: for the actions, the tips and the help sheet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

__all__ = ["SHORTCUTS", "Shortcut", "key_of"]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key and what it does.

    Attributes:
        name: of the method of the window that it calls; held keys have none of their own.
        keys: in Qt's portable form; the first one is shown.
    """

    name: str
    keys: tuple[str, ...]
    words: str

    def text(self) -> str:
        """What it does, in the language of the window."""
        return QCoreApplication.translate("Shortcuts", self.words)


SHORTCUTS = (
    Shortcut("hold", ("Space",), str(QT_TRANSLATE_NOOP("Shortcuts", "Hold: the bare face"))),
    Shortcut("compare", ("C",), str(QT_TRANSLATE_NOOP("Shortcuts", "Before and after"))),
    Shortcut("next_look", ("N",), str(QT_TRANSLATE_NOOP("Shortcuts", "Next look"))),
    Shortcut("previous_look", ("P",), str(QT_TRANSLATE_NOOP("Shortcuts", "Previous look"))),
    Shortcut("more", ("+", "="), str(QT_TRANSLATE_NOOP("Shortcuts", "Stronger"))),
    Shortcut("less", ("-",), str(QT_TRANSLATE_NOOP("Shortcuts", "Softer"))),
    Shortcut("undo", ("Ctrl+Z",), str(QT_TRANSLATE_NOOP("Shortcuts", "Undo"))),
    Shortcut("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), str(QT_TRANSLATE_NOOP("Shortcuts", "Redo"))),
    Shortcut("snapshot", ("S",), str(QT_TRANSLATE_NOOP("Shortcuts", "Take a snapshot"))),
    Shortcut("open_file", ("Ctrl+O",), str(QT_TRANSLATE_NOOP("Shortcuts", "Open photo or video"))),
    Shortcut("find", ("Ctrl+F",), str(QT_TRANSLATE_NOOP("Shortcuts", "Search looks"))),
    Shortcut("skin", ("M",), str(QT_TRANSLATE_NOOP("Shortcuts", "My skin"))),
    Shortcut("photo", ("F",), str(QT_TRANSLATE_NOOP("Shortcuts", "Makeup from a photo"))),
    Shortcut("paste", ("Ctrl+V",), str(QT_TRANSLATE_NOOP("Shortcuts", "Paste a photo"))),
    Shortcut("full_screen", ("F11",), str(QT_TRANSLATE_NOOP("Shortcuts", "Full screen"))),
    Shortcut("leave", ("Esc",), str(QT_TRANSLATE_NOOP("Shortcuts", "Back"))),
    Shortcut("readings", ("I",), str(QT_TRANSLATE_NOOP("Shortcuts", "Rates and what runs where"))),
    Shortcut("settings", ("Ctrl+,",), str(QT_TRANSLATE_NOOP("Shortcuts", "Settings"))),
    Shortcut("help", ("?", "F1"), str(QT_TRANSLATE_NOOP("Shortcuts", "Keys"))),
    Shortcut("quit", ("Ctrl+Q",), str(QT_TRANSLATE_NOOP("Shortcuts", "Quit"))),
)


def key_of(name: str) -> str:
    """The key that is shown for a shortcut."""
    return next(shortcut.keys[0] for shortcut in SHORTCUTS if shortcut.name == name)
