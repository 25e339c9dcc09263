"""Suggestions that learn from one person, kept in a store or gone with the session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from beautymirror.looks.look import Look
from beautymirror.skin.store import Feedback, Store
from beautymirror.skin.suggestion import START, Suggestion, suggest_looks, to_try
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
        """What suits, moved towards what was liked, with one look in the last place to try out.

        Nothing is tried out before something was heard. What it is changes with what is heard and
        with nothing else: who asks again gets the same answer.
        """
        weights = self._taste.expected(np.eye(len(START)))
        ranked = suggest_looks(wearer, looks, occasion, len(looks), weights)
        shown = ranked[:top]
        # Never from the half that suits least: an evening look is no use in an office.
        rest = ranked[top - 1 : len(ranked) // 2]
        if not self._taste.heard or top < 2 or not rest:
            return shown
        rng = np.random.default_rng(self._taste.heard)
        drawn = self._taste.drawn(np.array([other.context for other in rest]), rng)
        chosen = int(np.argmax(drawn))
        return [*shown[:-1], to_try(rest[chosen])] if chosen else shown

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
