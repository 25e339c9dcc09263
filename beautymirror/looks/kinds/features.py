"""Kinds that are not coats on the skin: lashes, contact lenses, whiter teeth."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import color
from beautymirror.looks.parameters import Amount, Choice, Label, Option

__all__ = ["DECLARED"]

DECLARED = (
    Makeup(
        "contact_lenses",
        Label("Contact lenses", "美瞳"),
        "features",
        (
            color("#6B7F88"),
            Choice(
                "pattern",
                Label("Pattern", "花纹"),
                (
                    Option("natural", Label("Natural", "自然")),
                    Option("ring", Label("Ring", "环形")),
                    Option("star", Label("Star", "星芒")),
                    Option("two_tone", Label("Two-tone", "双色")),
                ),
            ),
            Amount("size", Label("Size", "直径"), 0.2),
            Amount("limbal", Label("Limbal ring", "外圈"), 0.5),
            Amount("opacity", Label("Opacity", "不透明度"), 0.75),
        ),
        drawn="lenses",
    ),
    Makeup(
        "lashes",
        Label("Mascara and lashes", "睫毛"),
        "features",
        (
            color("#0E0A09"),
            Choice(
                "style",
                Label("Style", "款式"),
                (
                    Option("natural", Label("Natural", "自然")),
                    Option("wispy", Label("Wispy", "仙子毛")),
                    Option("doll", Label("Doll", "娃娃")),
                    Option("cat", Label("Cat", "猫眼")),
                    Option("dense", Label("Dense", "浓密")),
                ),
            ),
            Amount("upper", Label("Upper lashes", "上睫毛"), 1.0),
            Amount("lower", Label("Lower lashes", "下睫毛"), 0.4),
            Amount("length", Label("Length", "长度"), 0.5),
            Amount("volume", Label("Volume", "浓密度"), 0.5),
            Amount("curl", Label("Curl", "卷翘度"), 0.5),
        ),
        drawn="lashes",
    ),
    Makeup(
        "teeth",
        Label("Teeth whitening", "牙齿美白"),
        "features",
        (Amount("whitening", Label("Whitening", "美白"), 0.5),),
        drawn="teeth",
    ),
)
