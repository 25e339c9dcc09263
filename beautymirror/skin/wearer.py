"""What suggestions are made from, and what they are argued with."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Wearer", "Why"]


@dataclass(frozen=True, slots=True)
class Wearer:
    """What suggestions are made from.

    Attributes:
        lab: CIELAB of the skin. undertone: cool, neutral or warm. contrast: in L*.
        eyes, hair: names of colours, empty when unknown. shape: of the face, empty when unknown.
    """

    lab: tuple[float, float, float]
    undertone: str
    contrast: float
    eyes: str = ""
    hair: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: a stable code, and English words."""

    code: str
    text: str
