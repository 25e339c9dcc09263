"""The window's appearance: neutral greys that leave colours alone, one accent, one type scale."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

__all__ = [
    "COLORS",
    "FAMILIES",
    "SIZES",
    "SPACE",
    "TOUCH",
    "Colors",
    "apply_theme",
    "font",
    "text_scale",
    "touch",
]


@dataclass(frozen=True, slots=True)
class Colors:
    """Every colour of the window. The greys have equal red, green and blue: no cast."""

    surround: str = "#1b1b1b"
    panel: str = "#242424"
    raised: str = "#313131"
    hover: str = "#3c3c3c"
    line: str = "#3a3a3a"
    text: str = "#f0f0f0"
    quiet: str = "#b0b0b0"
    faint: str = "#6e6e6e"
    accent: str = "#f2a0ae"
    accent_hover: str = "#f7b8c2"
    on_accent: str = "#241216"


COLORS = Colors()

_ASSETS = Path(__file__).with_name("assets")

# Logical pixels. A touch target is never smaller than TOUCH.
TOUCH = 44
SPACE = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24, "xxl": 32}
SIZES = {"caption": 12, "body": 14, "title": 18, "display": 26}

# The system's own interface face first; the later ones carry Latin and Chinese of one design.
FAMILIES = (
    "Segoe UI Variable Text",
    "Segoe UI",
    ".AppleSystemUIFont",
    "Inter",
    "Cantarell",
    "Noto Sans",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "sans-serif",
)


def font(role: str, *, strong: bool = False) -> QFont:
    """The font of a role in ``SIZES``."""
    chosen = QFont()
    chosen.setFamilies(list(FAMILIES))
    chosen.setPixelSize(round(SIZES[role] * text_scale()))
    chosen.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return chosen


def touch() -> int:
    """Least side of a touch target, in logical pixels: what ``apply_theme`` was told."""
    app = QCoreApplication.instance()
    told = app.property("touch") if app is not None else None
    return told if isinstance(told, int) else TOUCH


def text_scale() -> float:
    """How many times their usual size words have: what ``apply_theme`` was told."""
    app = QCoreApplication.instance()
    told = app.property("text_scale") if app is not None else None
    return told if isinstance(told, float) else 1.0


def apply_theme(app: QApplication, touch: int = TOUCH, text_scale: float = 1.0) -> None:
    """Give the application its style, palette, font and style sheet.

    Args:
        touch: least side of a touch target, in logical pixels; of all that is made from now on.
        text_scale: how many times their usual size words have.
    """
    app.setProperty("touch", touch)
    app.setProperty("text_scale", text_scale)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font("body"))
    app.setPalette(_palette())
    sheet = Template((_ASSETS / "window.qss").read_text(encoding="utf-8"))
    names = {name: getattr(COLORS, name) for name in Colors.__slots__}
    pixels = {name: f"{round(size * text_scale)}px" for name, size in SIZES.items()}
    for name, size in {
        "touch": touch,
        "framed": touch - 4,  # with a frame of 2 pixels, as large as the target
        "tab": touch - 2,
        "chip": touch - 16,
        "chip_round": (touch - 12) // 2,
        "item": (touch - 8 - round(SIZES["body"] * text_scale)) // 2,
    }.items():
        pixels[name] = f"{size}px"
    app.setStyleSheet(
        sheet.substitute(names, **pixels, chevron=(_ASSETS / "chevron.svg").as_posix())
    )


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, color in (
        (roles.Window, COLORS.panel),
        (roles.WindowText, COLORS.text),
        (roles.Base, COLORS.raised),
        (roles.AlternateBase, COLORS.panel),
        (roles.Text, COLORS.text),
        (roles.Button, COLORS.raised),
        (roles.ButtonText, COLORS.text),
        (roles.ToolTipBase, COLORS.raised),
        (roles.ToolTipText, COLORS.text),
        (roles.PlaceholderText, COLORS.quiet),
        (roles.Highlight, COLORS.accent),
        (roles.HighlightedText, COLORS.on_accent),
        (roles.Link, COLORS.accent),
    ):
        palette.setColor(role, QColor(color))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(COLORS.faint))
    return palette
