"""What was read off a person, in words and small charts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from beautymirror.ui.skin.features import FeaturesSection
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.signs import SignsSection
from beautymirror.ui.skin.tone import ToneSection, UndertoneSection
from beautymirror.ui.skin.type import TypeSection
from beautymirror.ui.skin.words import advice
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.layout import clear
from beautymirror.ui.widgets.section import Scroll, Section

__all__ = ["Findings"]


class Findings(Scroll):
    """Shows one reading.

    Attributes:
        tone, undertone, features, signs, type: its sections.

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
        self.tone, self.undertone, self._light = ToneSection(), UndertoneSection(), Section()
        self.features, self.signs, self.type = FeaturesSection(), SignsSection(), TypeSection()
        self.type.answered.connect(self.answered)
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
        for part in (
            *(self.tone, self.undertone, self._light),
            *(self.features, self.signs, self.type),
        ):
            self.column.addWidget(part)
        self.column.addLayout(ends)
        self.column.addWidget(self._note)
        self.column.addStretch(1)

    def without_files(self) -> None:
        """Offer nothing that reads or writes files."""
        self._save.hide()
        self._calibrate.hide()

    # What is shown -------------------------------------------------------------------------------

    def show_reading(
        self, reading: Reading, *, flip: bool = False, of_camera: bool = False
    ) -> None:
        """Show a reading, in the language of now; arguments as of ``SkinPage.show_result``."""
        analysis = reading.analysis
        self.tone.show_tone(analysis.tone)
        self.undertone.show_undertone(analysis.tone.undertone)
        self.features.show_features(analysis.features, analysis.shape)
        self.signs.show_signs(reading, flip=flip)
        self.type.show_type(reading)
        self._show_advice([why.code for why in analysis.warnings], of_camera)
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
