"""Kinds of makeup for the lips."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import (
    CREAM,
    GLITTER,
    GLOSS,
    MATTE,
    METALLIC,
    SATIN,
    SHIMMER,
    color,
    coverage,
    finish,
    flakes,
    softness,
)
from beautymirror.looks.parameters import Amount, Choice, Label, Option

__all__ = ["DECLARED"]

DECLARED = (
    Makeup(
        "lipstick",
        Label("Lipstick", "口红"),
        "lips",
        (
            color("#B03A48"),
            finish(
                SATIN,
                MATTE,
                CREAM,
                GLOSS,
                Option("sheer", Label("Sheer", "透亮")),
                Option("stain", Label("Stain", "染唇")),
                METALLIC,
                SHIMMER,
                GLITTER,
                Option("holographic", Label("Holographic", "镭射")),
            ),
            Choice(
                "style",
                Label("Style", "画法"),
                (
                    Option("full", Label("Full", "全唇")),
                    Option("ombre", Label("Ombre", "渐变")),
                    Option("two_tone", Label("Two-tone", "双色")),
                ),
            ),
            coverage(0.8),
            softness(0.25),
            color("#7E1F2D", "inner_color", "Inner colour", "内侧颜色"),
            Amount("inner", Label("Inner part", "内侧比例"), 0.5),
            Amount("feather", Label("Feathering", "过渡"), 0.6),
            Amount("gloss", Label("Gloss", "光泽"), 0.5),
            color("#FFE9DC", "shimmer_color", "Shimmer colour", "珠光颜色"),
            Amount("shimmer", Label("Shimmer", "珠光"), 0.5),
            *flakes(),
            Amount("wrinkles", Label("Wrinkle smoothing", "淡化唇纹"), 0.2),
            Amount("fullness", Label("Fullness", "丰唇"), 0.0),
        ),
    ),
    Makeup(
        "lip_liner",
        Label("Lip liner", "唇线"),
        "lips",
        (
            color("#8E4A48"),
            Choice(
                "style",
                Label("Style", "款式"),
                (
                    Option("natural", Label("Natural", "自然")),
                    Option("over_lined", Label("Over-lined", "外扩")),
                    Option("cupid", Label("Cupid's bow", "唇峰")),
                    Option("smaller", Label("Smaller", "内收")),
                ),
            ),
            Amount("thickness", Label("Thickness", "粗细"), 0.4),
            softness(0.5),
        ),
    ),
)
