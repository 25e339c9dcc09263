"""The signs of a skin, where they were seen and how strong they are."""

from __future__ import annotations

from beautymirror.inference.skin import SCORES
from beautymirror.skin.condition import level_of
from beautymirror.ui.skin.charts import Bar
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.where import Where, color_of
from beautymirror.ui.skin.words import LEVELS, SIGNS, said
from beautymirror.ui.widgets.section import Section

__all__ = ["SignsSection"]


class SignsSection(Section):
    """Tells the signs of a skin, or why they cannot be told."""

    def __init__(self) -> None:
        super().__init__()
        self._no_signs = self.line("quiet")
        self._where = Where()
        self.add(self._where)
        self._bars = {name: Bar() for name in SCORES}
        for name, bar in self._bars.items():
            bar.paint(color_of(name))
            self.add(bar)
        self._scores_note = self.line("caption")

    def show_signs(self, reading: Reading, *, flip: bool) -> None:
        """Show the signs of a reading, in the language of now; ``flip``: as a mirror would."""
        condition = reading.analysis.condition
        self._where.show_signs(reading.face, condition, flip=flip)
        self.title(self.tr("Signs of the skin"))
        if not reading.signs:
            why = self.tr("The signs are not available: their network is not installed.")
        else:
            why = self.tr(
                "The face was too small or too soft for fine signs. Come closer, add light."
            )
        self._no_signs.setText(why)
        self._no_signs.setVisible(condition is None)
        self._scores_note.setVisible(condition is not None)
        self._scores_note.setText(
            self.tr("Raw scores from 0 to 1, with how much they varied between captures.")
        )
        for name, bar in self._bars.items():
            bar.setVisible(condition is not None)
            if condition is None:
                continue
            score, spread = condition.scores[name], condition.spreads[name]
            value = f"{said(LEVELS, level_of(score))} · {score:.2f} ± {spread:.2f}"
            bar.show_share(said(SIGNS, name), value, score, spread)
