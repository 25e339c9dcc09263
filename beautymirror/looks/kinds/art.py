"""Freckles, gems, glitter and stickers."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import color
from beautymirror.looks.parameters import Amount, Choice, Label, Option

__all__ = ["DECLARED"]

DECLARED = (
    Makeup(
        "face_art",
        Label("Face art", "面部彩绘"),
        "face",
        (
            color("#9A5A3C"),
            Choice(
                "motif",
                Label("Motif", "图案"),
                (
                    Option("freckles", Label("Freckles", "雀斑")),
                    Option("glitter", Label("Glitter", "亮片")),
                    Option("gem", Label("Gem", "宝石")),
                    Option("dot", Label("Dot", "圆点")),
                    Option("heart", Label("Heart", "爱心")),
                    Option("star", Label("Star", "星星")),
                    Option("crescent", Label("Crescent", "月牙")),
                    Option("flower", Label("Flower", "花朵")),
                ),
            ),
            Choice(
                "sides",
                Label("Sides", "位置"),
                (
                    Option("both", Label("Both", "双侧")),
                    Option("right", Label("Right", "右侧")),
                    Option("left", Label("Left", "左侧")),
                ),
            ),
            # From the middle of the face outwards and from the chin up, as parts of the face.
            Amount("across", Label("Distance from the middle", "离中线距离"), 0.5),
            Amount("height", Label("Height", "高度"), 0.54),
            Amount("size", Label("Size", "大小"), 0.3),
            Amount("rotation", Label("Rotation", "旋转"), 0.0, -180.0, 180.0),
            Amount("density", Label("Density", "密度"), 0.5),
            Amount("seed", Label("Arrangement", "排列"), 0.0, 0.0, 100.0),
        ),
    ),
)
