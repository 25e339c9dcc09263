"""Suggestions that learn from one person, kept in a store or gone with the session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from beautymirror.looks.look import Look
from beautymirror.skin.store import Feedback, Store
from beautymirror.skin.suggestion import START, Suggestion, suggest_looks
from beautymirror.skin.taste import Taste, reward_of_wear
from beautymirror.skin.wearer import Wearer

__all__ = ["ME", "Learner"]

ME = "me"  # the one person of a laptop; a kiosk names its session


class Learner:
    """Suggests looks and takes feedback on them.

    On a person's own computer hand in ``open_store()`` once they agreed; in a kiosk hand in
    ``open_store("sqlite://")``, which lives in memory, or call ``forget`` at the session's end.
    """

    def __init__(self, store: Store, person: str = ME) -> None:
        self._store = store
        self._person = person
        self._taste = Taste.of(START, store, person)

    def suggest(
        self, wearer: Wearer, looks: Sequence[Look], occasion: str = "", top: int = 5
    ) -> list[Suggestion]:
        """What suits, moved towards what was liked."""
        weights = self._taste.expected(np.eye(len(START)))
        return suggest_looks(wearer, looks, occasion, top, weights)

    def explore(
        self,
        wearer: Wearer,
        looks: Sequence[Look],
        rng: np.random.Generator,
        occasion: str = "",
        top: int = 5,
    ) -> list[Suggestion]:
        """The same with weights drawn from what is known, so that new things get their turn."""
        weights = self._taste.drawn(np.eye(len(START)), rng)
        return suggest_looks(wearer, looks, occasion, top, weights)

    def liked(self, suggestion: Suggestion, occasion: str = "") -> None:
        """The person said they like it."""
        self._heard(suggestion, occasion, 1.0)

    def disliked(self, suggestion: Suggestion, occasion: str = "") -> None:
        """The person said they do not like it."""
        self._heard(suggestion, occasion, 0.0)

    def worn(self, suggestion: Suggestion, seconds: float, occasion: str = "") -> None:
        """The person wore it for so long."""
        self._heard(suggestion, occasion, reward_of_wear(seconds))

    def forget(self) -> None:
        """Forget everything about this person."""
        self._store.forget(self._person)
        self._taste = Taste(START)

    def _heard(self, suggestion: Suggestion, occasion: str, reward: float) -> None:
        heard = Feedback(suggestion.look.id, occasion, reward, suggestion.context)
        self._store.remember(self._person, heard)
        self._taste.learn(heard.context, reward)
