"""What was read off a person, in words and small charts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from beautymirror.inference.skin import SCORES, TYPES
from beautymirror.skin.colour import MONK_SWATCHES
from beautymirror.skin.condition import level_of
from beautymirror.skin.shape import FaceShape
from beautymirror.ui.skin.charts import Bar, Monk, Scale, Swatch
from beautymirror.ui.skin.questions import Questions
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.where import Where, color_of
from beautymirror.ui.skin.words import (
    CLASSES,
    COLOURS,
    CONTRASTS,
    LEVELS,
    SENSITIVITIES,
    SHAPES,
    SIGNS,
    UNDERTONES,
    advice,
    said,
)
from beautymirror.ui.skin.words import (
    TYPES as TYPE_WORDS,
)
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.layout import clear
from beautymirror.ui.widgets.section import Scroll, Section

__all__ = ["Findings"]

# Degrees at the ends of the scales.
_ITA_LIGHT, _ITA_DARK = 75.0, -60.0
_HUE_COOL, _HUE_WARM = 35.0, 75.0
# Shares of the ITA scale that its classes take, from the lightest, in colours that stand for them.
_ITA_PARTS = tuple(
    ((high - low) / (_ITA_LIGHT - _ITA_DARK), color)
    for high, low, color in (
        (75, 55, "#f2dfd0"),
        (55, 41, "#e4c1a2"),
        (41, 28, "#cfa27c"),
        (28, 10, "#aa7a52"),
        (10, -30, "#704a33"),
        (-30, -60, "#38271f"),
    )
)
_UNDERTONES = ((0.5, "#dfa9ac"), (0.0, "#dcb795"), (0.5, "#dfbb72"))
_FEATURES = ("eyes", "brows", "hair", "lips")


class Findings(Scroll):
    """Shows one reading.

    Signals:
        answered: a question and its answer, ``None`` when it was taken back.
        again: the person wants to be read anew.
        calibrate: the person wants to hold up a sheet of paper.
        save: the person wants to keep the reading as a file.
    """

    answered = Signal(str, object)
    again = Signal()
    calibrate = Signal()
    save = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._light, self._tone, self._undertone = Section(), Section(), Section()
        self._colours, self._signs, self._type = Section(), Section(), Section()
        self._make_tone()
        self._make_undertone()
        self._make_colours()
        self._make_signs()
        self._make_type()
        self._advice = QVBoxLayout()
        self._advice.setSpacing(SPACE["s"])
        self._light.column.addLayout(self._advice)
        self._calibrate = button(link=True)
        self._calibrate.clicked.connect(self.calibrate)
        self._light.add(self._calibrate)
        self._again, self._save = button(), button()
        self._again.clicked.connect(self.again)
        self._save.clicked.connect(self.save)
        ends = QHBoxLayout()
        ends.setSpacing(SPACE["s"])
        ends.addWidget(self._save, 1)
        ends.addWidget(self._again, 1)
        self._note = label("caption", wraps=True)
        parts = (self._tone, self._undertone, self._light, self._colours, self._signs, self._type)
        for part in parts:
            self.column.addWidget(part)
        self.column.addLayout(ends)
        self.column.addWidget(self._note)
        self.column.addStretch(1)

    def without_files(self) -> None:
        """Offer nothing that reads or writes files."""
        self._save.hide()
        self._calibrate.hide()

    def _make_tone(self) -> None:
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
        self._tone.column.addLayout(row)
        self._ita, self._monk = Scale(_ITA_PARTS), Monk(MONK_SWATCHES)
        self._tone.add(self._ita)
        self._tone.add(self._monk)

    def _make_undertone(self) -> None:
        self._undertone_words = self._undertone.line("title")
        self._hue = Scale(_UNDERTONES, blend=True)
        self._undertone.add(self._hue)
        self._ends = [label("caption") for _ in range(2)]
        row = QHBoxLayout()
        row.addWidget(self._ends[0])
        row.addStretch(1)
        row.addWidget(self._ends[1])
        self._undertone.column.addLayout(row)

    def _make_colours(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE["m"])
        grid.setVerticalSpacing(SPACE["s"])
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._features = {}
        for number, name in enumerate(_FEATURES):
            swatch, title, value = Swatch(36), label("caption"), label()
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(title)
            words.addWidget(value)
            row, column = divmod(number, 2)
            grid.addWidget(swatch, row, 2 * column)
            grid.addLayout(words, row, 2 * column + 1)
            self._features[name] = swatch, title, value
        self._face = {}
        for name in ("shape", "contrast"):
            title, value = label("caption"), label(wraps=True)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(title)
            words.addWidget(value)
            grid.addLayout(words, grid.rowCount(), 0, 1, -1)
            self._face[name] = title, value
        self._colours.column.addLayout(grid)

    def _make_signs(self) -> None:
        self._no_signs = self._signs.line("quiet")
        self._where = Where()
        self._signs.add(self._where)
        self._bars = {name: Bar() for name in SCORES}
        for name, bar in self._bars.items():
            bar.paint(color_of(name))
            self._signs.add(bar)
        self._scores_note = self._signs.line("caption")

    def _make_type(self) -> None:
        self._type_words = self._type.line("title")
        self._chances = {name: Bar() for name in TYPES}
        for bar in self._chances.values():
            self._type.add(bar)
        self.questions = Questions()
        self.questions.answered.connect(self.answered)
        self._type.add(self.questions)

    # What is shown -------------------------------------------------------------------------------

    def show_reading(
        self, reading: Reading, *, flip: bool = False, of_camera: bool = False
    ) -> None:
        """Show a reading, in the language of now; arguments as of ``SkinPage.show_result``."""
        self._show_tone(reading)
        self._show_colours(reading)
        self._show_signs(reading)
        self._where.show_signs(reading.face, reading.analysis.condition, flip=flip)
        self.show_type(reading)
        self._show_advice([why.code for why in reading.analysis.warnings], of_camera)
        self._save.setText(self.tr("Save…"))
        self._save.setAccessibleName(self.tr("Save the reading as a file"))
        self._again.setText(self.tr("Read again"))
        self._again.setAccessibleName(self._again.text())
        self._note.setText(
            self.tr(
                "A reading of pictures: what the camera and the light show. Nothing of it is "
                "stored unless you save it."
            )
        )

    def _show_advice(self, codes: list[str], of_camera: bool) -> None:
        self._light.title(self.tr("Light and picture"))
        clear(self._advice)
        known = [words for code in codes if (words := advice(code))]
        for words in known:
            row = label("quiet", wraps=True)
            row.setText(words)
            self._advice.addWidget(row)
        self._calibrate.setText(self.tr("Calibrate this camera with white paper"))
        self._calibrate.setAccessibleName(self._calibrate.text())
        self._calibrate.setVisible(of_camera)
        self._light.setVisible(bool(known) or of_camera)

    def _show_tone(self, reading: Reading) -> None:
        tone = reading.analysis.tone
        self._tone.title(self.tr("Skin tone"))
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
        under = tone.undertone
        name, sure = said(UNDERTONES, under.name), f"{max(under.chances):.0%}"
        self._undertone.title(self.tr("Undertone"))
        words = self.tr("{undertone}, {sure} sure").format(undertone=name, sure=sure)
        self._undertone_words.setText(words)
        width = _HUE_WARM - _HUE_COOL
        self._hue.mark((under.hue - _HUE_COOL) / width, under.uncertainty / width)
        self._hue.describe(
            self.tr("Undertone"), f"{words}, {under.hue:.0f}° ± {under.uncertainty:.0f}°"
        )
        for end, code in zip(self._ends, ("cool", "warm"), strict=True):
            end.setText(said(UNDERTONES, code))

    def _show_colours(self, reading: Reading) -> None:
        features = reading.analysis.features
        self._colours.title(self.tr("Colours and shape"))
        titles = (self.tr("Eyes"), self.tr("Brows"), self.tr("Hair"), self.tr("Lips"))
        for name, title in zip(_FEATURES, titles, strict=True):
            swatch, above, below = self._features[name]
            feature = getattr(features, name)
            above.setText(title)
            words = said(COLOURS, feature.name) if feature else self.tr("not seen")
            below.setText(_begun(words))
            swatch.setVisible(feature is not None)
            if feature is not None:
                swatch.show_color(feature.hex)
                swatch.describe(title, words)
        shape = self._shape_words(reading.analysis.shape)
        contrast = said(CONTRASTS, features.contrast_name)
        told = {
            "shape": (self.tr("Face shape"), shape),
            "contrast": (self.tr("Contrast of hair, eyes and skin"), contrast),
        }
        for name, (title, words) in told.items():
            above, below = self._face[name]
            above.setText(title)
            below.setText(_begun(words))

    def _shape_words(self, shape: FaceShape) -> str:
        """The shape of a face, with as much doubt as there is."""
        name, other = said(SHAPES, shape.name), said(SHAPES, shape.second)
        if shape.doubt == "sure":
            return name
        if shape.doubt == "probable":
            words = self.tr("probably {shape}, perhaps {other}")
        else:
            words = self.tr("between {shape} and {other}")
        return words.format(shape=name, other=other)

    def _show_signs(self, reading: Reading) -> None:
        condition = reading.analysis.condition
        self._signs.title(self.tr("Signs of the skin"))
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

    def show_type(self, reading: Reading) -> None:
        """Show the type of skin, as the camera and the answers have it."""
        self._type.title(self.tr("Skin type"))
        condition, answered = reading.analysis.condition, reading.answered
        known = answered or condition
        words = said(TYPE_WORDS, known.type) if known else self.tr("Answer to find out")
        if answered and answered.sensitivity:
            words = self.tr("{type}, {sensitivity}").format(
                type=words, sensitivity=said(SENSITIVITIES, answered.sensitivity)
            )
        self._type_words.setText(words)
        for name, bar in self._chances.items():
            bar.setVisible(known is not None)
            if known is not None:
                chance = known.chances[name]
                strong = name == known.type
                bar.show_share(said(TYPE_WORDS, name), f"{chance:.0%}", chance, strong=strong)
        self.questions.show_answers(reading.answers)


def _begun(words: str) -> str:
    """The same words as a line begins."""
    return words[:1].upper() + words[1:]
