"""What suggestions learn from: kept on this computer with consent, else gone with the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beautymirror.errors import MissingError
from beautymirror.looks.look import Look
from beautymirror.ui.skin.reading import own_store, stored

if TYPE_CHECKING:
    from beautymirror.skin.learning import Learner
    from beautymirror.skin.store import Store
    from beautymirror.skin.suggestion import Suggestion
    from beautymirror.skin.wearer import Wearer

__all__ = ["Memory"]


class Memory:
    """Suggests looks to one person and hears what they think of them.

    Attributes:
        kept: whether it outlives the window.
        fault: it cannot be kept although it may.
    """

    def __init__(self, *, kept: bool) -> None:
        self.kept = kept
        self.fault = False
        self.disliked: set[str] = set()
        self._store: Store | None = None
        self._learner: Learner | None = None

    def _ready(self) -> Learner:
        from beautymirror.skin.learning import Learner

        if self._learner is None:
            try:
                self._store = own_store(kept=self.kept)
                self._learner = Learner(self._store)
            except MissingError:
                if self._store is not None:
                    self._store.close()
                self.fault = True
                self._store = own_store(kept=False)
                self._learner = Learner(self._store)
        return self._learner

    def suggest(
        self, wearer: Wearer, looks: Sequence[Look], occasion: str, top: int
    ) -> list[Suggestion]:
        """What suits, but for what was said not to."""
        liked = [look for look in looks if look.id not in self.disliked]
        return self._ready().suggest(wearer, liked, occasion, top)

    def like(self, suggestion: Suggestion, occasion: str) -> None:
        """The person likes it."""
        self._ready().liked(suggestion, occasion)

    def dislike(self, suggestion: Suggestion, occasion: str) -> None:
        """The person does not like it; it is not suggested again before the window is closed."""
        self.disliked.add(suggestion.look.id)
        self._ready().disliked(suggestion, occasion)

    def wore(self, suggestion: Suggestion, seconds: float, occasion: str) -> None:
        """The person wore it for so long."""
        self._ready().worn(suggestion, seconds, occasion)

    def keep(self, kept: bool) -> None:
        """Begin to keep what is heard; or stop, and forget what was kept."""
        if kept != self.kept:
            if self.kept:
                self.forget()
            self.close()
            self.kept = kept

    def forget(self) -> None:
        """Forget everything, on the disk too."""
        from beautymirror.skin.learning import ME

        self.disliked.clear()
        if self._learner is not None:
            self._learner.forget()
        if stored() and not (self.kept and self._learner is not None):
            with own_store() as store:
                store.forget(ME)

    def restart(self) -> None:
        """Begin with somebody else; what is kept on the disk stays there."""
        self.disliked.clear()
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        if self._store is not None:
            self._store.close()
        self._store = self._learner = None
        self.fault = False
