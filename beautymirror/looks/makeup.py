"""Every kind of makeup, declared once.

Models, schema, uniforms, panels, documentation and the contract tests all derive from these
entries; what a kind paints is in ``shaders/bake/<kind>.glsl``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from beautymirror.looks.kind import AREAS, Makeup
from beautymirror.looks.kinds import art, brows, cheeks, complexion, eyes, features, lips, transfer

__all__ = ["AREAS", "KINDS", "Makeup"]

# In the order in which a makeup artist puts them on.
_DECLARED = (
    *complexion.DECLARED,
    *cheeks.DECLARED,
    *brows.DECLARED,
    *eyes.DECLARED,
    *lips.DECLARED,
    *art.DECLARED,
    *transfer.DECLARED,
    *features.DECLARED,
)

KINDS: Mapping[str, Makeup] = MappingProxyType({makeup.kind: makeup for makeup in _DECLARED})
