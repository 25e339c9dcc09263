"""Tone and undertone of a skin, each on its scale with how sure it is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from beautymirror.skin.colour import ITA_CLASSES, MONK_SWATCHES, Undertone
from beautymirror.skin.tone import Tone
from beautymirror.ui.skin.charts import Monk, Scale, Swatch
from beautymirror.ui.skin.words import CLASSES, UNDERTONES, said
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.section import Section

__all__ = ["ToneSection", "UndertoneSection"]

# Degrees at the ends of the scales.
_ITA_LIGHT, _ITA_DARK = 75.0, -60.0
_HUE_COOL, _HUE_WARM = 35.0, 75.0
_BOUNDS = (_ITA_LIGHT, *(bound for _, bound in ITA_CLASSES[:-1]), _ITA_DARK)
# Shares of the ITA scale that its classes take, from the lightest, in colours that stand for them.
_ITA_PARTS = tuple(
    ((high - low) / (_ITA_LIGHT - _ITA_DARK), color)
    for (high, low), color in zip(
        pairwise(_BOUNDS),
        ("#f2dfd0", "#e4c1a2", "#cfa27c", "#aa7a52", "#704a33", "#38271f"),
        strict=True,
    )
)
_UNDERTONES = ((0.5, "#dfa9ac"), (0.0, "#dcb795"), (0.5, "#dfbb72"))


class ToneSection(Section):
    """Tells the tone of a skin."""

    def __init__(self) -> None:
        super().__init__()
        self._swatch = Swatch(64)
        self._class, self._measured = label("title", wraps=True), label("caption", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._class)
        words.addWidget(self._measured)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE["m"])
        row.addWidget(self._swatch)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self._ita, self._monk = Scale(_ITA_PARTS), Monk(MONK_SWATCHES)
        self.add(self._ita)
        self.add(self._monk)

    def show_tone(self, tone: Tone) -> None:
        """Show a tone, in the language of now."""
        self.title(self.tr("Skin tone"))
        name = said(CLASSES, tone.ita_class)
        self._swatch.show_color(tone.hex)
        self._swatch.describe(self.tr("Skin tone"), tone.hex)
        self._class.setText(self.tr("{tone}, Monk {number}").format(tone=name, number=tone.monk))
        angle = f"ITA {tone.ita:.0f}° ± {tone.ita_uncertainty:.0f}°"
        self._measured.setText(f"{angle} · {tone.hex}")
        span = _ITA_LIGHT - _ITA_DARK
        self._ita.mark((_ITA_LIGHT - tone.ita) / span, tone.ita_uncertainty / span)
        self._ita.describe(self.tr("Class of skin tone"), f"{name}, {angle}")
        self._monk.choose(tone.monk)
        self._monk.describe(self.tr("Monk skin tone scale"), str(tone.monk))


class UndertoneSection(Section):
    """Tells the undertone of a skin."""

    def __init__(self) -> None:
        super().__init__()
        self._words = self.line("title")
        self._hue = Scale(_UNDERTONES, blend=True)
        self.add(self._hue)
        self._ends = [label("caption") for _ in range(2)]
        row = QHBoxLayout()
        row.addWidget(self._ends[0])
        row.addStretch(1)
        row.addWidget(self._ends[1])
        self.column.addLayout(row)

    def show_undertone(self, under: Undertone) -> None:
        """Show an undertone, in the language of now."""
        name, sure = said(UNDERTONES, under.name), f"{max(under.chances):.0%}"
        self.title(self.tr("Undertone"))
        words = self.tr("{undertone}, {sure} sure").format(undertone=name, sure=sure)
        self._words.setText(words)
        width = _HUE_WARM - _HUE_COOL
        self._hue.mark((under.hue - _HUE_COOL) / width, under.uncertainty / width)
        self._hue.describe(
            self.tr("Undertone"), f"{words}, {under.hue:.0f}° ± {under.uncertainty:.0f}°"
        )
        for end, code in zip(self._ends, ("cool", "warm"), strict=True):
            end.setText(said(UNDERTONES, code))
