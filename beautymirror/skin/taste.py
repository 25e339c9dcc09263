"""Learning what a person likes: a linear contextual bandit over features of a suggestion.

Bayesian linear regression of the reward with Gaussian noise, and Thompson sampling from its
posterior (Agrawal & Goyal 2013). It starts at "suits the person as computed" and moves from there;
its whole state follows from the feedback, so nothing else is stored.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from beautymirror.skin.store import Feedback, Store

__all__ = ["Taste", "reward_of_wear"]

Array = NDArray[np.float64]

_PRIOR = 4.0  # precision of the start, in observations
_NOISE = 0.35  # standard deviation of one reward
_WORN_LONG_S = 40.0


def reward_of_wear(seconds: float) -> float:
    """What wearing a look says: 0.35 for a glance, rising to 0.9; a like says more."""
    return 0.35 + 0.55 * (1 - float(np.exp(-max(seconds, 0.0) / _WORN_LONG_S)))


class Taste:
    """What is known of one person's taste.

    Attributes:
        heard: how many rewards it was learned from.
    """

    def __init__(self, start: ArrayLike, feedback: Iterable[Feedback] = ()) -> None:
        self.heard = 0
        self._start = np.asarray(start, np.float64)
        self._precision = np.eye(len(self._start)) * _PRIOR
        self._pull = self._precision @ self._start
        for heard in feedback:
            self.learn(heard.context, heard.reward)

    @classmethod
    def of(cls, start: ArrayLike, store: Store, person: str) -> Taste:
        """The taste that a stored history adds up to; entries of other lengths are passed over."""
        length = len(np.asarray(start))
        return cls(start, (f for f in store.feedback(person) if len(f.context) == length))

    def learn(self, context: ArrayLike, reward: float) -> None:
        """Take one reward (0..1) for a suggestion with features ``context`` into account."""
        self.heard += 1
        x = np.asarray(context, np.float64)
        self._precision += np.outer(x, x) / _NOISE**2
        self._pull += x * (reward - 0.5) / _NOISE**2

    def expected(self, contexts: Array) -> Array:
        """Expected liking of suggestions (n, k): (n,), larger is better."""
        return contexts @ np.linalg.solve(self._precision, self._pull)

    def drawn(self, contexts: Array, rng: np.random.Generator) -> Array:
        """Liking under weights drawn from what is known: tries out what is still uncertain."""
        covariance = np.linalg.inv(self._precision)
        mean = covariance @ self._pull
        return contexts @ rng.multivariate_normal(mean, covariance, method="cholesky")
