"""What lies over the mirror: badge, readings, hints, divider. Painted once, shown as textures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF

from beautymirror.render.present import Overlay
from beautymirror.ui.sprites import Pixels, corner, grip, line, pill, readings, ring
from beautymirror.ui.theme import SPACE

__all__ = ["Coach", "Overlays", "Words"]

_MARGIN = SPACE["l"]
_RING_STEP = 24  # logical pixels by which a ring grows: between two, the painted one is kept


@dataclass(frozen=True, slots=True)
class Words:
    """The texts that lie over the mirror, in the language of the window; empty ones are absent.

    Attributes:
        badge: top right, says that what is seen is not a camera.
        readings: top left, rates and names of what runs where.
        hint: bottom centre, what the person may do.
        flash: top centre, what has just happened.
        centre: in the middle, while there is no picture.
        before, after: either side of the divider.
    """

    badge: str = ""
    readings: str = ""
    hint: str = ""
    flash: str = ""
    centre: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Coach:
    """Leads a person through captures: a ring around the face, and a few words.

    Attributes:
        held, wanted: captures; the ring has a part for each.
        good: whether the face is as it should be.
    """

    words: str
    held: int
    wanted: int
    good: bool


@dataclass(slots=True)
class Overlays:
    """Paints overlays for one view and keeps each until its text or the scale changes."""

    words: Words = field(default_factory=Words)
    rounded: bool = True
    coach: Coach | None = None
    _kept: dict[str, tuple[object, Pixels]] = field(default_factory=dict)

    def change(self, **texts: str) -> bool:
        """Change some of the words; whether that changed anything."""
        new = replace(self.words, **texts)
        changed, self.words = new != self.words, new
        return changed

    def lay(
        self,
        view: tuple[int, int],
        ratio: float,
        split: int | None,
        parked: float,
        face: QRectF | None = None,
    ) -> Iterator[Overlay]:
        """The overlays for a view.

        Args:
            view: (width, height) in pixels.
            ratio: pixels by logical pixel.
            split: pixels from the left to the divider, ``None`` while it is parked.
            parked: opacity of the grip of a parked divider.
            face: where the face is, in pixels; a coach rings it.
        """
        words, coach = self.words, self.coach
        if coach is not None:
            yield self._ring(coach, view, ratio, face)
            # One thing at a time: what is to be done now, where hints are else.
            words = replace(words, hint=coach.words)
        if split is not None:
            yield from self._divider(view, ratio, split)
        elif parked > 0:
            pixels = self._once("grip", ratio, partial(grip, ratio))
            side = pixels.shape[0]
            yield Overlay("grip", pixels, -side // 2, (view[1] - side) // 2, parked)
        yield from self._texts(words, view, ratio)
        if self.rounded:
            yield from self._corners(view, ratio)

    def _texts(self, words: Words, view: tuple[int, int], ratio: float) -> Iterator[Overlay]:
        width, height = view
        margin = round(_MARGIN * ratio)
        if words.badge:
            pixels = self._pill("badge", words.badge, ratio)
            yield Overlay("badge", pixels, width - margin - pixels.shape[1], margin)
        if words.readings:
            key = (words.readings, ratio)
            pixels = self._once("readings", key, partial(readings, words.readings, ratio))
            yield Overlay("readings", pixels, margin, margin)
        for name, text, y in (
            ("flash", words.flash, 0.10),
            ("centre", words.centre, 0.48),
            ("hint", words.hint, 1.0),
        ):
            if text:
                pixels = self._pill(name, text, ratio, width - 2 * margin)
                top = min(round(y * height), height - round(1.5 * margin) - pixels.shape[0])
                yield Overlay(name, pixels, (width - pixels.shape[1]) // 2, top)

    def _divider(self, view: tuple[int, int], ratio: float, split: int) -> Iterator[Overlay]:
        width, height = view
        margin, gap = round(_MARGIN * ratio), round(SPACE["m"] * ratio)
        pixels = self._once("line", (ratio, height), partial(line, ratio, height))
        yield Overlay("line", pixels, split - pixels.shape[1] // 2, 0)
        pixels = self._once("grip", ratio, partial(grip, ratio))
        side = pixels.shape[0]
        yield Overlay("grip", pixels, split - side // 2, (height - side) // 2)
        before = self._pill("before", self.words.before, ratio)
        after = self._pill("after", self.words.after, ratio)
        low = height - margin - before.shape[0]
        # A label goes where its side of the divider has no room for it.
        if split - gap - before.shape[1] >= margin:
            yield Overlay("before", before, split - gap - before.shape[1], low)
        if split + gap + after.shape[1] <= width - margin:
            yield Overlay("after", after, split + gap, low)

    def _ring(
        self, coach: Coach, view: tuple[int, int], ratio: float, face: QRectF | None
    ) -> Overlay:
        step = round(_RING_STEP * ratio)
        if face is None:  # where a face would be well placed
            height = 0.66 * view[1]
            middle, wanted = QPointF(view[0] / 2, 0.46 * view[1]), (0.76 * height, height)
        else:
            middle, wanted = face.center(), (face.width(), face.height())
        width, height = (max(4, round(length / step)) * step for length in wanted)
        key = (coach.held, coach.wanted, coach.good, (width, height), ratio)
        pixels = self._once("ring", key, partial(ring, *key))
        x, y = round(middle.x()) - pixels.shape[1] // 2, round(middle.y()) - pixels.shape[0] // 2
        return Overlay("ring", pixels, x, y)

    def _corners(self, view: tuple[int, int], ratio: float) -> Iterator[Overlay]:
        for number in range(4):
            name = f"corner {number}"
            pixels = self._once(name, ratio, partial(corner, ratio, number))
            side = pixels.shape[0]
            x, y = (number % 2) * (view[0] - side), (number // 2) * (view[1] - side)
            yield Overlay(name, pixels, x, y)

    def _pill(self, name: str, text: str, ratio: float, most: int | None = None) -> Pixels:
        return self._once(name, (text, ratio, most), partial(pill, text, ratio, most))

    def _once(self, name: str, key: object, paint: Callable[[], Pixels]) -> Pixels:
        known = self._kept.get(name)
        if known is None or known[0] != key:
            known = self._kept[name] = key, paint()
        return known[1]
