"""Parameters and options that several kinds share."""

from __future__ import annotations

from beautymirror.looks.parameters import Amount, Choice, Color, Label, Option

__all__ = [
    "CREAM",
    "FACE_SHAPES",
    "GLITTER",
    "GLOSS",
    "MATTE",
    "METALLIC",
    "NATURAL",
    "RADIANT",
    "SATIN",
    "SHIMMER",
    "color",
    "coverage",
    "finish",
    "flakes",
    "softness",
]

MATTE = Option("matte", Label("Matte", "哑光"))
SATIN = Option("satin", Label("Satin", "缎光"))
CREAM = Option("cream", Label("Cream", "乳霜"))
GLOSS = Option("gloss", Label("Gloss", "水光"))
SHIMMER = Option("shimmer", Label("Shimmer", "珠光"))
METALLIC = Option("metallic", Label("Metallic", "金属"))
GLITTER = Option("glitter", Label("Glitter", "亮片"))
NATURAL = Option("natural", Label("Natural", "自然"))
RADIANT = Option("radiant", Label("Radiant", "光泽"))

# The numbers of these options are also in shaders/lib/sculpt.glsl, by name.
FACE_SHAPES = Choice(
    "pattern",
    Label("Face shape", "脸型"),
    (
        Option("oval", Label("Oval", "鹅蛋脸")),
        Option("heart", Label("Heart", "心形脸")),
        Option("inverted_triangle", Label("Inverted triangle", "倒三角脸")),
        Option("round", Label("Round", "圆脸")),
        Option("square", Label("Square", "方脸")),
        Option("long", Label("Long", "长脸")),
    ),
)


def color(default: str, name: str = "color", en: str = "Colour", zh: str = "颜色") -> Color:
    """A colour, by default the only one."""
    return Color(name, Label(en, zh), default)


def coverage(default: float) -> Amount:
    """From sheer to full."""
    return Amount("coverage", Label("Coverage", "遮盖力"), default)


def softness(default: float) -> Amount:
    """How widely the edge is blended."""
    return Amount("softness", Label("Softness", "晕染"), default)


def finish(*options: Option) -> Choice:
    """How the coat reflects light."""
    return Choice("finish", Label("Finish", "质地"), options)


def flakes(density: float = 0.4, size: float = 0.3) -> tuple[Amount, Amount]:
    """How many flakes shimmer and glitter have, and how large they are."""
    return (
        Amount("density", Label("Flake density", "闪粉密度"), density),
        Amount("size", Label("Flake size", "闪粉大小"), size),
    )
