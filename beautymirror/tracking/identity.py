"""Which face of this frame is which face of the last one: by where it was going and its size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = ["Identities", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a face is: its middle (x, y) and its size, in pixels."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Track:
    number: int
    place: Place
    velocity: tuple[float, float]  # pixels a second
    seen: float  # seconds

    def expected(self, now: float) -> Place:
        ahead = now - self.seen
        x, y = self.place.x + self.velocity[0] * ahead, self.place.y + self.velocity[1] * ahead
        return replace(self.place, x=x, y=y)

    def moved(self, place: Place, now: float) -> _Track:
        # Half of the newest velocity: enough to follow a turn, steady against jitter.
        elapsed = max(now - self.seen, 1e-3)
        vx = (self.velocity[0] + (place.x - self.place.x) / elapsed) / 2
        vy = (self.velocity[1] + (place.y - self.place.y) / elapsed) / 2
        return _Track(self.number, place, (vx, vy), now)


class Identities:
    """Gives every face a lasting number.

    A face takes the number of the track that expected it nearest, where "near" is a share of the
    face's size, over all faces together; a face that no track expected gets a new number. A track
    that sees no face waits ``hold`` seconds for it to come back.
    """

    HOLD = 0.5
    """Seconds that a number waits for its face."""
    REACH = 0.8
    """Farthest a face may be from where it was expected, in face sizes."""
    GROWTH = math.log(1.8)
    """Most that its size may change, as a logarithm of the ratio."""

    def __init__(self, hold: float = HOLD) -> None:
        self._hold = hold
        self._tracks: list[_Track] = []
        self._next = 0

    def reset(self) -> None:
        """Let go of everybody; numbers are not given out twice."""
        self._tracks.clear()

    def match(self, places: Sequence[Place], now: float) -> list[int]:
        """Number the faces of the frame at ``now`` seconds, in the order given."""
        known = [track for track in self._tracks if 0 <= now - track.seen <= self._hold]
        expected = [track.expected(now) for track in known]
        costs = [[_cost(place, there) for there in expected] for place in places]
        numbers: list[int] = []
        for place, column in zip(places, _assign(costs), strict=True):
            if column is None:
                track = _Track(self._next, place, (0.0, 0.0), now)
                self._next += 1
                known.append(track)
            else:
                track = known[column] = known[column].moved(place, now)
            numbers.append(track.number)
        self._tracks = known
        return numbers


def _cost(place: Place, expected: Place) -> float:
    """0 for a perfect match, 1 at the limit of what may be the same face."""
    size = max((place.size + expected.size) / 2, 1e-3)
    distance = math.hypot(place.x - expected.x, place.y - expected.y) / size
    growth = abs(math.log(max(place.size, 1e-3) / max(expected.size, 1e-3)))
    return math.hypot(distance / Identities.REACH, growth / Identities.GROWTH)


def _assign(costs: Sequence[Sequence[float]]) -> list[int | None]:
    """The column for each row, each used once, that is cheapest in total; no match costs 1."""
    best: tuple[float, list[int | None]] = (math.inf, [])

    def choose(row: int, spent: float, taken: list[int | None]) -> None:
        nonlocal best
        if spent >= best[0]:
            return
        if row == len(costs):
            best = (spent, taken)
            return
        nearest = sorted(range(len(costs[row])), key=costs[row].__getitem__)
        for column in nearest:
            if costs[row][column] < 1 and column not in taken:
                choose(row + 1, spent + costs[row][column], [*taken, column])
        choose(row + 1, spent + 1, [*taken, None])

    choose(0, 0.0, [])
    return best[1]
