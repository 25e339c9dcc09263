"""Kinds of makeup that shape and colour the cheeks."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import (
    CREAM,
    FACE_SHAPES,
    MATTE,
    SATIN,
    SHIMMER,
    color,
    finish,
    flakes,
    softness,
)
from beautymirror.looks.parameters import Amount, Choice, Colors, Label, Option

__all__ = ["DECLARED"]

_GLOW = Label("Glow", "光泽感")

DECLARED = (
    Makeup(
        "contour",
        Label("Contour", "修容"),
        "hollows",
        (
            color("#8A6450"),
            FACE_SHAPES,
            softness(0.7),
            Amount("nose", Label("Nose", "鼻影"), 0.3),
        ),
    ),
    Makeup(
        "bronzer",
        Label("Bronzer", "古铜修容"),
        "face",
        (
            color("#99664C"),
            FACE_SHAPES,
            softness(0.9),
            Amount("glow", _GLOW, 0.2),
        ),
    ),
    Makeup(
        "highlighter",
        Label("Highlighter", "高光"),
        "heights",
        (
            color("#FFE6CC"),
            FACE_SHAPES,
            Amount("glow", _GLOW, 0.5),
            Amount("shimmer", Label("Shimmer", "珠光"), 0.25),
            *flakes(0.3, 0.2),
        ),
    ),
    Makeup(
        "blush",
        Label("Blush", "腮红"),
        "cheeks",
        (
            Colors(
                "colors",
                Label("Colours", "颜色"),
                ("#E0707A",),
                3,
                (Label("Centre", "中心"), Label("Outside", "外侧"), Label("Inside", "内侧")),
            ),
            Choice(
                "pattern",
                Label("Pattern", "画法"),
                (
                    Option("apple", Label("Apple", "苹果肌")),
                    Option("draped", Label("Draped", "拉提")),
                    Option("sun_kissed", Label("Sun-kissed", "日晒")),
                    Option("high", Label("High", "高位")),
                    Option("w_shape", Label("W shape", "W 形")),
                ),
            ),
            softness(0.7),
            finish(MATTE, SATIN, SHIMMER, CREAM),
        ),
    ),
)
