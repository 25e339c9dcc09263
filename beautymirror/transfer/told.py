"""What is told of a photo's makeup as parameters of declared kinds: the numbers and their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Parameter

__all__ = ["TOLD", "TOLD_LENGTH", "Told", "place"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the network tells of one kind, as numbers in 0..1 in this order: whether it is worn,
    how strong it is, its colours, a number for each option, its amounts.

    The options are those that the network knows; a kind may have got more since.

    Attributes:
        region: whose amount it is dialled by.
        colors: the parameter and how many colours are told. choices: parameter to options.
        amounts: parameters that are numbers.
    """

    kind: str
    region: str
    colors: tuple[str, int]
    choices: Mapping[str, tuple[str, ...]]
    amounts: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many numbers there are."""
        options = sum(len(options) for options in self.choices.values())
        return 2 + 3 * self.colors[1] + options + len(self.amounts)

    def parameter(self, name: str) -> Parameter:
        """The declaration of one of the kind's parameters."""
        return next(one for one in KINDS[self.kind].parameters if one.name == name)


_LIPSTICKS = ("satin", "matte", "cream", "gloss", "sheer", "stain", "metallic", "shimmer",
              "glitter", "holographic")  # fmt: skip
_SHADOWS = ("wash", "banana", "fan", "cut_crease", "smoky", "halo", "whole_eye", "under_lid")
_LINES = ("classic", "tight", "cat_eye", "winged", "double", "arabic", "puppy", "graphic")
_BLUSHES = ("apple", "draped", "sun_kissed", "high", "w_shape")
_POWDERS = ("matte", "satin", "shimmer", "metallic", "glitter")
# In the order in which they are put on.
TOLD: Final = (
    Told("blush", "cheeks", ("colors", 1), {"pattern": _BLUSHES}),
    Told("eyebrows", "brows", ("color", 1), {}, ("definition",)),
    Told("eyeshadow", "eyes", ("colors", 2), {"pattern": _SHADOWS, "finishes": _POWDERS},
         ("height", "softness")),
    Told("eyeliner", "eyes", ("colors", 1), {"style": _LINES}, ("thickness", "wing", "lower")),
    Told("lipstick", "lips", ("color", 1), {"finish": _LIPSTICKS}),
)  # fmt: skip
TOLD_LENGTH: Final = sum(told.length for told in TOLD)


def place(kind: str) -> slice:
    """Where a kind's numbers are among all of them."""
    start = 0
    for told in TOLD:
        if told.kind == kind:
            return slice(start, start + told.length)
        start += told.length
    raise KeyError(kind)
