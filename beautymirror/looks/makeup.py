"""Every kind of makeup, declared once.

Models, schema, uniforms, panels, documentation and the contract tests all derive from these
entries; what a kind paints is in ``shaders/bake/<kind>.glsl``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from beautymirror.looks.parameters import Amount, Choice, Color, Label, Option, Parameter

__all__ = ["AREAS", "KINDS", "Makeup"]

Window = tuple[float, float, float, float]

# Windows (u, v, width, height) of the canonical face outside of which an area holds no makeup.
AREAS: Mapping[str, tuple[Window, ...]] = MappingProxyType(
    {
        "face": ((0.0, 0.0, 1.0, 1.0),),
        "cheeks": ((0.02, 0.2, 0.46, 0.52), (0.52, 0.2, 0.46, 0.52)),
        "eyes": ((0.17, 0.52, 0.325, 0.2525), (0.505, 0.52, 0.325, 0.2525)),
        "brows": ((0.19, 0.65, 0.29, 0.125), (0.52, 0.65, 0.29, 0.125)),
        "lips": ((0.35, 0.235, 0.30, 0.14),),
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
    """

    kind: str
    label: Label
    area: str
    parameters: tuple[Parameter, ...]


def _color(default: str, name: str = "color", en: str = "Colour", zh: str = "颜色") -> Color:
    return Color(name, Label(en, zh), default)


_MATTE = Option("matte", Label("Matte", "哑光"))
_SATIN = Option("satin", Label("Satin", "缎光"))
_GLOSS = Option("gloss", Label("Gloss", "水光"))
_SHIMMER = Option("shimmer", Label("Shimmer", "珠光"))
_NATURAL = Option("natural", Label("Natural", "自然"))
_RADIANT = Option("radiant", Label("Radiant", "光泽"))


def _finish(*options: Option) -> Choice:
    return Choice("finish", Label("Finish", "质地"), options)


_DECLARED = (
    Makeup(
        "foundation",
        Label("Foundation", "粉底"),
        "face",
        (
            _color("#D9A98A", en="Shade", zh="色号"),
            Amount("coverage", Label("Coverage", "遮盖力"), 0.4),
            _finish(_NATURAL, _MATTE, _SATIN, _RADIANT),
        ),
    ),
    Makeup(
        "blush",
        Label("Blush", "腮红"),
        "cheeks",
        (
            _color("#E0707A"),
            Choice(
                "pattern",
                Label("Pattern", "画法"),
                (
                    Option("apple", Label("Apple", "苹果肌")),
                    Option("draped", Label("Draped", "拉提")),
                    Option("sun_kissed", Label("Sun-kissed", "日晒")),
                    Option("high", Label("High", "高位")),
                ),
            ),
            Amount("softness", Label("Softness", "晕染"), 0.6),
            _finish(_MATTE, _SATIN, _SHIMMER),
        ),
    ),
    Makeup(
        "eyebrows",
        Label("Eyebrows", "眉毛"),
        "brows",
        (
            _color("#4A3426"),
            Amount("definition", Label("Definition", "清晰度"), 0.5),
            Amount("thickness", Label("Thickness", "粗细"), 0.0, -1.0, 1.0),
        ),
    ),
    Makeup(
        "eyeshadow",
        Label("Eyeshadow", "眼影"),
        "eyes",
        (
            _color("#B98A74", "lid_color", "Lid colour", "眼睑色"),
            _color("#6B4234", "crease_color", "Crease colour", "眼窝色"),
            Amount("height", Label("Height", "高度"), 0.5),
            Amount("softness", Label("Softness", "晕染"), 0.6),
            _finish(_MATTE, _SATIN, _SHIMMER),
        ),
    ),
    Makeup(
        "eyeliner",
        Label("Eyeliner", "眼线"),
        "eyes",
        (
            _color("#17120F"),
            Amount("thickness", Label("Thickness", "粗细"), 0.4),
            Amount("wing", Label("Wing length", "眼尾长度"), 0.3),
            Amount("angle", Label("Wing angle", "眼尾角度"), 0.5),
            Amount("lower", Label("Lower line", "下眼线"), 0.0),
        ),
    ),
    Makeup(
        "lipstick",
        Label("Lipstick", "口红"),
        "lips",
        (
            _color("#B3263E"),
            _finish(_MATTE, _SATIN, _GLOSS),
            Amount("coverage", Label("Coverage", "遮盖力"), 0.85),
            Amount("softness", Label("Edge softness", "边缘柔和"), 0.25),
        ),
    ),
)

KINDS: Mapping[str, Makeup] = MappingProxyType({makeup.kind: makeup for makeup in _DECLARED})
