"""What a kind of makeup is: its name, where it paints and what it can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from beautymirror.looks.parameters import Label, Parameter

__all__ = ["AREAS", "Makeup", "Window"]

Window = tuple[float, float, float, float]

# Windows (u, v, width, height) of the canonical face outside of which an area holds no makeup.
# Those of one area never overlap: what is painted twice would be twice as strong.
AREAS: Mapping[str, tuple[Window, ...]] = MappingProxyType(
    {
        "face": ((0.0, 0.0, 1.0, 1.0),),
        "cheeks": ((0.0, 0.35, 1.0, 0.39),),
        "hollows": (  # where shadows are put: temples, hairline, cheeks, jaw and nose
            (0.0, 0.55, 0.24, 0.225),
            (0.76, 0.55, 0.24, 0.225),
            (0.0, 0.775, 1.0, 0.225),
            (0.0, 0.235, 0.34, 0.315),
            (0.66, 0.235, 0.34, 0.315),
            (0.0, 0.0, 1.0, 0.235),
            (0.42, 0.43, 0.16, 0.25),
        ),
        "heights": (  # where light is put: cheekbones and brow bones, forehead, nose, chin
            (0.09, 0.49, 0.36, 0.23),
            (0.55, 0.49, 0.36, 0.23),
            (0.45, 0.34, 0.10, 0.38),
            (0.40, 0.73, 0.20, 0.14),
            (0.44, 0.07, 0.12, 0.09),
        ),
        "under_eyes": ((0.2, 0.46, 0.29, 0.19), (0.51, 0.46, 0.29, 0.19)),
        "eyes": ((0.17, 0.52, 0.325, 0.2525), (0.505, 0.52, 0.325, 0.2525)),
        "brows": ((0.19, 0.65, 0.295, 0.125), (0.515, 0.65, 0.295, 0.125)),
        "lips": ((0.35, 0.235, 0.30, 0.14),),
        "features": (),  # not on the skin: drawn in each frame on geometry of their own
    }
)


@dataclass(frozen=True, slots=True)
class Makeup:
    """A kind of makeup.

    Attributes:
        kind: its name in looks and of its shader file.
        label: its name to a person.
        area: a key of ``AREAS``; the kind paints nowhere else.
        parameters: beyond ``intensity``, which every kind has.
        drawn: "bake" paints it into the face's maps; "lashes", "lenses" and "teeth" are passes of
            their own.
    """

    kind: str
    label: Label
    area: str
    parameters: tuple[Parameter, ...]
    drawn: str = "bake"
