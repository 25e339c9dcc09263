"""The window's appearance: neutral greys that leave colours alone, one accent, one type scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QCoreApplication, QSize, QSizeF
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
    "counter_text",
    "counter_touch",
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

# Logical pixels. A touch target is never smaller than TOUCH; at a counter, where people stand and
# reach, it is larger.
TOUCH = 44
_COUNTER_MM = 15.0
_MOST_TOUCH = 68 / 600  # of a screen's shorter side; more would push what it holds out of it
_USUAL_DPI = 96.0
_LEAST_SIDE = 600  # of a screen, for which words of their usual size are made
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


def counter_touch(pixels: QSize, millimetres: QSizeF) -> int:
    """Least side of a touch target at a counter, in logical pixels, by the size of the screen.

    Args:
        pixels: of the screen, logical.
        millimetres: of the screen; empty where they are not known.
    """
    across = math.hypot(millimetres.width(), millimetres.height())  # the same if it is turned
    dpi = _USUAL_DPI
    if not millimetres.isEmpty():
        dpi = math.hypot(pixels.width(), pixels.height()) / across * 25.4
    most = round(_MOST_TOUCH * min(pixels.width(), pixels.height()))
    return max(TOUCH, min(most, math.ceil(_COUNTER_MM / 25.4 * dpi)))


def counter_text(pixels: QSize, touch: int) -> float:
    """How many times their usual size words have at a counter: as large as at 96 dots an inch.

    Args:
        pixels: of the screen, logical.
        touch: what ``counter_touch`` says of that screen.
    """
    most = min(pixels.width(), pixels.height()) / _LEAST_SIDE
    return max(1.0, min(touch / math.ceil(_COUNTER_MM / 25.4 * _USUAL_DPI), most))


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
    names = {name: getattr(COLORS, name) for name in Colors.__slots__}
    chevron = (Path(__file__).with_name("assets") / "chevron.svg").as_posix()
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
    app.setStyleSheet(Template(_SHEET).substitute(names, **pixels, chevron=chevron))


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


_SHEET = """
QWidget { color: $text; }
QWidget#window, QWidget#stage, QWidget#bar { background: $surround; }
QWidget#panel, QWidget#panel QStackedWidget, QWidget#page { background: $panel; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QLabel[role="caption"] { font-size: $caption; color: $quiet; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="display"] { font-size: $display; font-weight: 600; }
QLabel[role="key"] {
    background: $raised; border: 1px solid $line; border-radius: 5px;
    padding: 2px 8px; font-size: $caption;
}

QPushButton {
    background: $raised; border: 2px solid transparent; border-radius: 10px;
    min-height: $framed; padding: 0 18px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $faint; }
QPushButton:focus { border-color: $text; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[link="true"] {
    background: transparent; color: $accent; padding: 0 4px; margin-left: -6px; text-align: left;
}
QPushButton[link="true"]:hover { color: $accent_hover; }
QPushButton[chip="true"] {
    min-height: $chip; margin: 6px 0; padding: 0 12px; border-radius: $chip_round; color: $quiet;
}
QPushButton[chip="true"]:checked { background: $text; color: $panel; }

QPushButton[tab="true"] {
    background: transparent; color: $quiet; padding: 0; margin: 0 5px; border-radius: 0;
    min-height: $tab; font-size: $title; font-weight: 600;
    border: none; border-bottom: 2px solid transparent;
}
QPushButton[tab="true"]:hover { color: $text; }
QPushButton[tab="true"]:checked { color: $text; border-bottom-color: $accent; }
QPushButton[tab="true"]:focus { border-bottom-color: $text; }

QToolButton {
    background: transparent; border: 2px solid transparent; border-radius: 10px;
    color: $quiet; font-size: $caption; padding: 4px;
}
QToolButton:hover { background: $raised; color: $text; }
QToolButton:pressed { background: $line; }
QToolButton:checked { color: $accent; }
QToolButton:focus { border-color: $text; }
QToolButton:disabled { color: $faint; }
QToolButton[pill="true"] {
    background: $panel; border-radius: 12px; padding: 4px 12px; color: $text; font-size: $body;
}
QToolButton[pill="true"]:hover { background: $raised; }
QToolButton::menu-indicator { image: none; }

QLineEdit {
    background: $raised; border: 2px solid transparent; border-radius: 10px;
    min-height: $framed; padding: 0 10px; selection-background-color: $accent;
    selection-color: $on_accent;
}
QLineEdit:focus { border-color: $accent; }

QComboBox {
    background: $raised; border: 2px solid transparent; border-radius: 10px;
    min-height: $framed; padding: 0 12px;
}
QComboBox:hover { background: $hover; }
QComboBox:focus { border-color: $text; }
QComboBox::drop-down { border: none; width: 34px; }
QComboBox::down-arrow { image: url($chevron); width: 16px; height: 16px; }
QComboBox QAbstractItemView, QMenu {
    background: $raised; border: 1px solid $line; border-radius: 8px; padding: 4px; outline: none;
}
QComboBox QAbstractItemView::item { min-height: $touch; padding: 0 12px; }
QComboBox QAbstractItemView::item:selected { background: $hover; color: $text; }
QMenu::item { padding: $item 28px $item 34px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $quiet; }
QMenu::icon { left: 10px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QListView { background: transparent; border: none; outline: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical {
    background: $hover; border-radius: 3px; min-height: 40px; margin: 2px;
}
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar[idle="true"]::handle:vertical { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $raised; border: none; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QFrame#notice { background: $raised; border-radius: 12px; }
QFrame#line { background: $line; max-height: 1px; border: none; }
QToolTip {
    background: $raised; color: $text; border: 1px solid $line; padding: 6px 8px;
    font-size: $caption;
}
"""
