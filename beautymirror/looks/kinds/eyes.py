"""Kinds of makeup for the skin around the eyes."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import (
    GLITTER,
    GLOSS,
    MATTE,
    METALLIC,
    SATIN,
    SHIMMER,
    color,
    finish,
    flakes,
    softness,
)
from beautymirror.looks.parameters import Amount, Choice, Choices, Colors, Label, Option

__all__ = ["DECLARED"]

_COLORS = Label("Colours", "颜色")

DECLARED = (
    Makeup(
        "eyeshadow",
        Label("Eyeshadow", "眼影"),
        "eyes",
        (
            Colors(
                "colors",
                _COLORS,
                ("#BE9079", "#7A5140"),
                5,
                (
                    Label("Lid", "眼睑"),
                    Label("Crease and outer corner", "眼窝与眼尾"),
                    Label("Inner corner", "眼头"),
                    Label("Lower lid", "下眼睑"),
                    Label("Brow bone", "眉骨"),
                ),
            ),
            Choice(
                "pattern",
                Label("Pattern", "画法"),
                (
                    Option("wash", Label("Wash", "平涂")),
                    Option("banana", Label("Banana", "香蕉形")),
                    Option("fan", Label("Fan", "扇形")),
                    Option("cut_crease", Label("Cut crease", "截断式")),
                    Option("smoky", Label("Smoky", "烟熏")),
                    Option("halo", Label("Halo", "光环")),
                    Option("whole_eye", Label("Whole eye", "全眼")),
                    Option("under_lid", Label("Under the lid", "下眼睑")),
                ),
            ),
            Choices(
                "finishes", Label("Finish", "质地"), (MATTE, SATIN, SHIMMER, METALLIC, GLITTER), 5
            ),
            Amount("height", Label("Height", "高度"), 0.5),
            softness(0.6),
            *flakes(),
        ),
    ),
    Makeup(
        "aegyo_sal",
        Label("Aegyo-sal", "卧蚕"),
        "under_eyes",
        (
            color("#FFE0D0"),
            Amount("strength", Label("Strength", "强度"), 0.5),
            Amount("shimmer", Label("Shimmer", "珠光"), 0.3),
        ),
    ),
    Makeup(
        "eyeliner",
        Label("Eyeliner", "眼线"),
        "eyes",
        (
            Colors(
                "colors",
                _COLORS,
                ("#17120F",),
                3,
                (
                    Label("Upper line", "上眼线"),
                    Label("Lower line", "下眼线"),
                    Label("Accent", "点缀"),
                ),
            ),
            Choice(
                "style",
                Label("Style", "款式"),
                (
                    Option("classic", Label("Classic", "经典")),
                    Option("tight", Label("Tightline", "内眼线")),
                    Option("cat_eye", Label("Cat eye", "猫眼")),
                    Option("winged", Label("Winged", "飞翼")),
                    Option("double", Label("Double wing", "双翼")),
                    Option("arabic", Label("Arabic", "阿拉伯")),
                    Option("puppy", Label("Puppy", "狗狗眼")),
                    Option("graphic", Label("Graphic", "创意")),
                ),
            ),
            Amount("thickness", Label("Thickness", "粗细"), 0.35),
            Amount("wing", Label("Wing length", "眼尾长度"), 0.3),
            Amount("angle", Label("Wing angle", "眼尾角度"), 0.5),
            Amount("lower", Label("Lower line", "下眼线"), 0.0),
            finish(MATTE, SATIN, GLOSS, METALLIC, GLITTER),
        ),
    ),
)
