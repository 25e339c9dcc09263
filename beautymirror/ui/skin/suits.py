"""What suits the person: foundation in three shades, looks with reasons, and what is learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from beautymirror.looks.look import Look
from beautymirror.skin.catalogue import worn
from beautymirror.skin.shades import Match
from beautymirror.skin.suggestion import Suggestion
from beautymirror.skin.wearer import Why
from beautymirror.ui.language import spoken
from beautymirror.ui.shelf import look_name
from beautymirror.ui.skin.offer import Offer
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.words import HARMONIES, KINDS, OCCASIONS, WHYS, said
from beautymirror.ui.theme import SPACE, touch
from beautymirror.ui.widgets.button import button, name_control
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.layout import clear, parts
from beautymirror.ui.widgets.section import Choice, Scroll, Section
from beautymirror.ui.widgets.switch import Switch

__all__ = ["Suits", "why_words"]

Preview = Callable[[Look | None], QImage | None]


def why_words(why: Why, occasion: str, eyes: str) -> str:
    """A reason in the language of the window."""
    parts = {"occasion": occasion, "eyes": eyes}
    code = f"{why.code}:{parts[why.code]}" if why.code in parts else why.code
    return said(WHYS, code) if code in WHYS else why.text


class Suits(Scroll):
    """Offers things to try on.

    Signals:
        tried: a look to wear, ``None`` to take it off; and the suggestion it comes from, if any.
        liked, disliked: a suggestion.
        occasion: a code, empty for any.
        learn: whether what is liked may be kept.
        forget: everything about the person is to be forgotten.
    """

    tried = Signal(object, object)
    liked = Signal(object)
    disliked = Signal(object)
    occasion = Signal(str)
    learn = Signal(bool)
    forget = Signal()

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self._base, self._looks = Section(), Section()
        self._colours, self._memory = Section(), Section()
        self._shades = QVBoxLayout()
        self._shades.setSpacing(SPACE["m"])
        self._base.column.addLayout(self._shades)
        self._guess = self._base.line("caption")
        self._occasions = Choice()
        self._occasions.setMinimumHeight(touch())
        self._occasions.activated.connect(lambda: self.occasion.emit(self._occasions.currentData()))
        self._looks.add(self._occasions)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(SPACE["l"])
        self._looks.column.addLayout(self._offers)
        self._products = QVBoxLayout()
        self._products.setSpacing(SPACE["m"])
        self._colours.column.addLayout(self._products)
        self._make_memory()
        for part in (self._base, self._looks, self._colours, self._memory):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _make_memory(self) -> None:
        self.learns, words = Switch(), label(wraps=True)
        self._learn_words = words
        words.setBuddy(self.learns)
        self.learns.toggled.connect(self.learn)
        row = QHBoxLayout()
        row.addWidget(words, 1)
        row.addWidget(self.learns)
        self._memory.column.addLayout(row)
        self._memory_note = self._memory.line("caption")
        self._forget = button()
        self._forget.clicked.connect(self.forget)
        self._memory.add(self._forget)

    def share(self) -> None:
        """Strangers share the mirror: nothing is learned beyond a visit, and nobody need agree."""
        self._memory.hide()

    @property
    def offers(self) -> list[Offer]:
        """Everything that is offered now, shades first."""
        columns = (self._shades, self._offers, self._products)
        return [offer for column in columns for offer in parts(column, Offer)]

    def show_base(self, reading: Reading) -> None:
        """Offer the shades of a reading, in the language of now."""
        self._base.title(self.tr("Foundation"))
        clear(self._shades)
        three = reading.foundation
        if three is not None:
            for match, role in (
                (three.best, self.tr("Nearest")),
                (three.lighter, self.tr("One lighter")),
                (three.deeper, self.tr("One deeper")),
            ):
                if match is not None:
                    self._shades.addWidget(self._shade(match, f"{role} · ΔE {match.distance:.1f}"))
        self._base.setVisible(three is not None)
        self._guess.setVisible(reading.analysis.tone.light_source == "votes")
        self._guess.setText(
            self.tr(
                "How light or deep is a guess, since the light was estimated. Compare shades on "
                "your jaw, or calibrate the camera with white paper."
            )
        )
        clear(self._products)
        for match, why in reading.colours:
            kind = said(KINDS, match.shade.type)
            between = "：" if spoken().startswith("zh") else ". "
            self._products.addWidget(self._shade(match, kind + between + said(HARMONIES, why.code)))
        self._colours.setVisible(bool(reading.colours))
        self._retranslate()

    def _shade(self, match: Match, why: str) -> Offer:
        shade = match.shade
        offer = Offer(worn(shade), swatch=shade.hex)
        offer.say(f"{shade.product} {shade.shade}", why)
        offer.tried.connect(lambda look: self.tried.emit(look, None))
        return offer

    def show_looks(self, suggestions: Sequence[Suggestion], occasion: str, eyes: str) -> None:
        """Offer looks with their reasons."""
        clear(self._offers)
        for suggestion in suggestions:
            offer = Offer(suggestion.look, fitted=suggestion.fitted, judged=True)
            assert offer.portrait is not None
            offer.portrait.picture = self._preview(suggestion.look)
            between = "" if spoken().startswith("zh") else " "
            reasons = between.join(why_words(why, occasion, eyes) for why in suggestion.reasons)
            offer.say(look_name(suggestion.look), reasons)
            offer.tried.connect(lambda look, of=suggestion: self.tried.emit(look, of))
            offer.liked.connect(lambda of=suggestion: self.liked.emit(of))
            offer.disliked.connect(lambda of=suggestion: self.disliked.emit(of))
            self._offers.addWidget(offer)
        self._occasions.setCurrentIndex(max(0, self._occasions.findData(occasion)))

    def mark(self, look: Look | None) -> None:
        """Show which of it is worn."""
        for offer in self.offers:
            offer.mark(look)

    def show_preview(self, look: Look | None, picture: QImage) -> None:
        """A face in a look was drawn."""
        for offer in self.offers:
            if offer.look == look and offer.portrait is not None:
                offer.portrait.picture = picture
                offer.portrait.update()

    def show_consent(self, on: bool) -> None:
        """Show whether what is liked is kept, without telling of a change."""
        self.learns.blockSignals(True)
        self.learns.setChecked(on)
        self.learns.blockSignals(False)
        self.learns.update()
        self._note_consent()

    def _note_consent(self) -> None:
        self._memory_note.setText(
            self.tr("What you like and wear is kept on this computer, and nowhere else.")
            if self.learns.isChecked()
            else self.tr("Nothing is kept: suggestions learn until the window is closed.")
        )

    def _retranslate(self) -> None:
        self._looks.title(self.tr("Looks for you"))
        self._colours.title(self.tr("Colours for you"))
        self._memory.title(self.tr("Learning"))
        self._occasions.setAccessibleName(self.tr("Occasion"))
        self._occasions.clear()
        for code in OCCASIONS:
            self._occasions.addItem(said(OCCASIONS, code), code)
        self._learn_words.setText(self.tr("Remember what I like"))
        name_control(self.learns, self._learn_words.text())
        self._note_consent()
        self._forget.setText(self.tr("Forget me"))
        name_control(self._forget, self.tr("Forget the reading and everything that was learned"))
