"""Makeup for the brows."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import MATTE, NATURAL, SATIN, color, finish
from beautymirror.looks.parameters import Amount, Choice, Label, Option

__all__ = ["DECLARED"]

DECLARED = (
    Makeup(
        "eyebrows",
        Label("Eyebrows", "眉毛"),
        "brows",
        (
            color("#4A3628"),
            Choice(
                "shape",
                Label("Shape", "眉形"),
                (
                    Option("natural", Label("Natural", "自然")),
                    Option("straight", Label("Straight", "平直")),
                    Option("soft_arch", Label("Soft arch", "柔和弯眉")),
                    Option("high_arch", Label("High arch", "高挑眉")),
                    Option("thin", Label("Thin", "细眉")),
                    Option("bold", Label("Bold", "浓眉")),
                    Option("feathered", Label("Feathered", "野生眉")),
                ),
            ),
            Amount("thickness", Label("Thickness", "粗细"), 0.0, -1.0, 1.0),
            Amount("curvature", Label("Curvature", "弧度"), 0.0, -1.0, 1.0),
            Amount("definition", Label("Definition", "清晰度"), 0.5),
            finish(NATURAL, MATTE, SATIN),
        ),
    ),
)
