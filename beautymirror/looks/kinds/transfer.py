"""Makeup taken from a photograph."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import color
from beautymirror.looks.parameters import Amount, Label, Picture

__all__ = ["DECLARED"]

DECLARED = (
    Makeup(
        "transfer",
        Label("Makeup from a photo", "照片妆容"),
        "face",
        (
            # Over the canonical face: pigment in sRGB and opacity; red gloss, green shimmer.
            Picture("paint", Label("Colour", "颜色")),
            Picture("shine", Label("Gloss and shimmer", "光泽与闪光")),
            # A foundation in the shade of the skin in the photo, put on below as far as ``skin``.
            color("#C89678", "base_color", en="Complexion in the photo", zh="照片中的肤色"),
            Amount("base_opacity", Label("Coverage of that complexion", "该肤色遮盖度"), 0.5),
            # How much of it each region takes over; a wearer's skin stays theirs unless asked.
            Amount("skin", Label("Skin", "皮肤"), 0.0),
            Amount("eyes", Label("Eyes", "眼部"), 1.0),
            Amount("brows", Label("Brows", "眉毛"), 1.0),
            Amount("cheeks", Label("Cheeks", "脸颊"), 1.0),
            Amount("lips", Label("Lips", "唇部"), 1.0),
        ),
    ),
)
