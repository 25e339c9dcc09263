"""What may happen to a face between the dressing table and the file of its photo."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Chances"]


@dataclass(frozen=True, slots=True)
class Chances:
    """How often what happens to a sample, and how strong it is."""

    bare: float = 0.15
    asymmetric: float = 0.12
    other_lips: float = 0.4
    other_eyes: float = 0.2
    other_tone: float = 0.25  # a look that was baked for somebody of another tone
    complexion: float = 0.35
    hidden: float = 0.2  # one side is turned away
    hole: float = 0.08
    coarse: float = 0.25  # a small picture
    faintest: float = 0.8  # times the opacity
    strongest: float = 2.5
    uneven: float = 0.25
    jitter: float = 1.5  # texels of 256 by which landmarks are off
    exposure: float = 0.25  # stops
    warmth: float = 0.05  # of the logarithm of each band
    shading: float = 0.1
    noise: float = 0.015
