"""The colours of a face and its shape, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from beautymirror.skin.features import Features
from beautymirror.skin.shape import FaceShape
from beautymirror.ui.skin.charts import Swatch
from beautymirror.ui.skin.words import COLOURS, CONTRASTS, SHAPES, said
from beautymirror.ui.theme import SPACE
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.section import Section

__all__ = ["FeaturesSection"]

_FEATURES = ("eyes", "brows", "hair", "lips")


class FeaturesSection(Section):
    """Tells colours of eyes, brows, hair and lips, their contrast, and the shape of the face."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE["m"])
        grid.setVerticalSpacing(SPACE["s"])
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._rows = {}
        for number, name in enumerate(_FEATURES):
            swatch, title, value = Swatch(36), label("caption"), label()
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(title)
            words.addWidget(value)
            row, column = divmod(number, 2)
            grid.addWidget(swatch, row, 2 * column)
            grid.addLayout(words, row, 2 * column + 1)
            self._rows[name] = swatch, title, value
        self._face = {}
        for name in ("shape", "contrast"):
            title, value = label("caption"), label(wraps=True)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(title)
            words.addWidget(value)
            grid.addLayout(words, grid.rowCount(), 0, 1, -1)
            self._face[name] = title, value
        self.column.addLayout(grid)

    def show_features(self, features: Features, shape: FaceShape) -> None:
        """Show what a face is like, in the language of now."""
        self.title(self.tr("Colours and shape"))
        titles = (self.tr("Eyes"), self.tr("Brows"), self.tr("Hair"), self.tr("Lips"))
        for name, title in zip(_FEATURES, titles, strict=True):
            swatch, above, below = self._rows[name]
            feature = getattr(features, name)
            above.setText(title)
            words = said(COLOURS, feature.name) if feature else self.tr("not seen")
            below.setText(_begun(words))
            swatch.setVisible(feature is not None)
            if feature is not None:
                swatch.show_color(feature.hex)
                swatch.describe(title, words)
        contrast = said(CONTRASTS, features.contrast_name)
        told = {
            "shape": (self.tr("Face shape"), self._shape_words(shape)),
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


def _begun(words: str) -> str:
    """The same words as a line begins."""
    return words[:1].upper() + words[1:]
