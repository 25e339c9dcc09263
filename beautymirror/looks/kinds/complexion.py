"""Kinds of makeup for the skin as a whole."""

from __future__ import annotations

from beautymirror.looks.kind import Makeup
from beautymirror.looks.kinds.options import (
    MATTE,
    NATURAL,
    RADIANT,
    SATIN,
    color,
    coverage,
    finish,
)
from beautymirror.looks.parameters import Amount, Label

__all__ = ["DECLARED"]

_STRENGTH = Label("Strength", "强度")

DECLARED = (
    Makeup(
        "smoothing",
        Label("Skin smoothing", "磨皮"),
        "face",
        (
            Amount("strength", _STRENGTH, 0.5),
            Amount("evenness", Label("Evenness", "匀肤"), 0.3),
        ),
    ),
    Makeup(
        "corrector",
        Label("Dark-circle corrector", "黑眼圈修饰"),
        "under_eyes",
        (Amount("strength", _STRENGTH, 0.5),),
    ),
    Makeup(
        "foundation",
        Label("Foundation", "粉底"),
        "face",
        (
            color("#D9A98A", en="Shade", zh="色号"),
            Amount("match", Label("Match my skin", "匹配肤色"), 0.9),
            coverage(0.35),
            finish(NATURAL, MATTE, SATIN, RADIANT),
            Amount("glow", Label("Glow", "光泽感"), 0.2),
        ),
    ),
    Makeup(
        "concealer",
        Label("Concealer", "遮瑕"),
        "face",
        (
            color("#E2B698", en="Shade", zh="色号"),
            coverage(0.4),
            Amount("under_eyes", Label("Under the eyes", "眼下"), 0.7),
            Amount("spots", Label("Spots", "瑕疵"), 0.4),
        ),
    ),
)
