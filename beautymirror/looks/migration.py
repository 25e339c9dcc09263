"""Looks of older versions, brought up to the present one step by step.

A step knows the names of its own time only, never today's declarations, so that it stays true when
those change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

__all__ = ["VERSION", "migrated"]

VERSION: Final = 1
Document = dict[str, Any]


def migrated(document: Document) -> Document:
    """The document as version ``VERSION``; what is malformed stays so, for the check to name."""
    version = document.get("version", VERSION)
    if type(version) is not int:
        return document
    while version in _STEPS:
        document = _STEPS[version](document)
        version += 1
        document["version"] = version
    return document


def _to_1(document: Document) -> Document:
    """Version 0 had one colour to a blush and a liner, two named ones and one finish to a shadow.

    A name was one text without languages.
    """
    out = dict(document)
    for field in ("name", "description"):
        if isinstance(out.get(field), str):
            out[field] = {"en": out[field], "zh": out[field]}
    if isinstance(out.get("layers"), list):
        out["layers"] = [
            _layer_to_1(layer) if isinstance(layer, dict) else layer for layer in out["layers"]
        ]
    return out


def _layer_to_1(layer: Document) -> Document:
    out = dict(layer)
    kind = out.get("kind")
    if kind in ("blush", "eyeliner") and "color" in out:
        out["colors"] = [out.pop("color")]
    elif kind == "eyeshadow":
        lid, crease = out.pop("lid_color", "#B98A74"), out.pop("crease_color", "#6B4234")
        out["colors"] = [lid, crease]
        if "finish" in out:
            out["finishes"] = [out.pop("finish")]
    return out


_STEPS: dict[int, Callable[[Document], Document]] = {0: _to_1}
