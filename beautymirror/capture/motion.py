"""What the demo's person does: a seamless loop of turning, blinking, talking and nodding."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

__all__ = ["LOOP_SECONDS", "REST", "Act", "act_at"]

LOOP_SECONDS = 9.0

# Seconds into the loop at which the lids meet, and half the time that a blink takes.
_BLINKS = ((1.15, 0.13), (4.05, 0.13), (5.75, 0.45), (8.15, 0.13))


@dataclass(frozen=True, slots=True)
class Act:
    """Pose and expression at one moment; the defaults are the still itself.

    Attributes:
        yaw: degrees, positive turns the face towards the right edge of the picture.
        pitch: degrees, positive looks down.
        roll: degrees, positive tilts clockwise as the camera sees it.
        lean: how many times nearer the head is than in the still.
        blink: 0 eyes as in the still .. 1 lids closed.
        part: how far the lips are apart; 0 closed, 1 as in the still.
        jaw: 0 as in the still .. 1 jaw dropped.
        smile: 1 the still's smile .. 0 relaxed.
        brow: 0 as in the still .. 1 raised.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    lean: float = 1.0
    blink: float = 0.0
    part: float = 1.0
    jaw: float = 0.0
    smile: float = 1.0
    brow: float = 0.0


REST = Act()


def _bump(t: float, centre: float, half: float) -> float:
    """A smooth hill of height 1 that starts and ends at rest; 0 beyond `half` seconds."""
    distance = abs(t - centre) / half
    return 0.0 if distance >= 1 else 0.5 + 0.5 * cos(pi * distance)


def _plateau(t: float, start: float, end: float, ramp: float) -> float:
    """1 between `start` and `end`, with smooth ramps of `ramp` seconds outside them."""
    if t < start:
        return _bump(t, start, ramp)
    return 1.0 if t <= end else _bump(t, end, ramp)


def act_at(seconds: float) -> Act:
    """Pose and expression `seconds` after the start; repeats every ``LOOP_SECONDS``."""
    t = seconds % LOOP_SECONDS
    turn = 2 * pi * t / LOOP_SECONDS
    talk = _plateau(t, 2.1, 3.7, 0.35)
    syllable = 0.5 + 0.27 * sin(2 * pi * 3.4 * t) + 0.23 * sin(2 * pi * 5.1 * t + 1.0)
    nod = _plateau(t, 6.6, 7.4, 0.4) * sin(2 * pi * 1.6 * (t - 6.4))
    smile = 0.35 + 0.65 * _plateau(t, 4.6, 6.3, 0.6)
    rest_part = 0.12 + 0.88 * _plateau(t, 4.7, 6.2, 0.6)
    return Act(
        yaw=9.0 * sin(turn) + 2.5 * sin(2 * turn + 1.1),
        pitch=1.8 * sin(2 * turn + 0.5) + 4.0 * nod,
        roll=2.6 * sin(turn + 2.0),
        lean=1.0 + 0.07 * _bump(t, 4.9, 1.9),
        blink=max(_bump(t, centre, half) ** 0.7 for centre, half in _BLINKS),
        part=(1 - talk) * rest_part + talk * (0.15 + 1.1 * syllable),
        jaw=0.6 * talk * syllable**1.3,
        smile=smile - 0.25 * talk * syllable,
        brow=0.8 * _bump(t, 5.0, 0.7) + 0.3 * talk * _bump(t, 2.6, 0.5),
    )
