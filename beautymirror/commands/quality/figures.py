"""The figures of one face, their targets, and what is worn to measure them.

A swatch's figure is the median CIEDE2000 over the pixels of lips or skin between the shade and what
is seen, after the light there has been divided out in linear light. That light is 1 where the skin
is fully lit: between the 45th and the 88th percentile of the face, since shadow lies below and
highlights lie above. On skin it is the blurred luminance of the bare picture; on lips it is told
from the skin alone (``light.light_on_lips``). Nothing of it comes from the renderer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from beautymirror.capture.image import read_picture
from beautymirror.commands.easel import Easel
from beautymirror.commands.quality import measures, motion
from beautymirror.commands.quality.light import light_on_lips, light_on_skin, own_shade
from beautymirror.commands.quality.places import Picture, Places
from beautymirror.commands.quality.smiles import painted_teeth, teeth
from beautymirror.frame import Frame, Tracked
from beautymirror.looks.look import Look, parse_look
from beautymirror.tracking import Tracker

__all__ = ["BINS", "FIGURES", "Figure", "Studio", "figures_of", "moving_figures", "smile_figures"]

BINS = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -91.0),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the range that it should lie in; ``high`` only where 0 is best."""

    name: str
    low: float
    high: float

    def miss(self, value: float) -> float:
        """How far outside its range a value is, 0 inside."""
        return max(self.low - value, value - self.high, 0.0)


FIGURES = (
    Figure("pixels changed outside the mesh", 0, 0),
    Figure("lipstick swatch dE", 0, 4),
    Figure("foundation swatch dE", 0, 4),
    Figure("blush dE", 6, 14),
    Figure("blush hue shift, degrees", 0, 15),
    Figure("eyeshadow dE", 6, 30),
    Figure("highlighter dE", 3, 14),
    Figure("mouth interior, mean steps", 0, 0.5),
    Figure("teeth painted, %", 0, 5),
    Figure("eyeballs, mean steps", 0, 0.5),
    Figure("skin left bare, %", 0, 2),
    Figure("hair painted, %", 0, 25),
    Figure("glasses painted, %", 0, 25),
    Figure("things painted, %", 0, 25),
    Figure("fingers painted, %", 0, 25),
    Figure("before lips painted, %", 0, 25),
    Figure("lip jitter, % of eye distance", 0, 0.15),
    Figure("lip colour std, dE", 0, 0.5),
    Figure("lag, frames", -0.1, 0.1),
)

SHADES = ("#B3263E", "#6E1426", "#C98078", "#E2574C")
_BLUSH = {"kind": "blush", "colors": ["#D9606E"], "intensity": 0.7}
_SHADOW = {"kind": "eyeshadow", "colors": ["#8C4A6B", "#5A2A44"], "intensity": 0.8}
_LOUD: list[dict[str, Any]] = [
    {"kind": "foundation", "coverage": 0.8},
    {"kind": "blush"},
    _SHADOW,
    {"kind": "eyeliner", "thickness": 0.8, "lower": 0.8, "wing": 0.6},
    {"kind": "lipstick", "finish": "matte", "coverage": 1.0},
]


def look_of(*layers: dict[str, Any]) -> Look:
    """A look of these layers."""
    name = {"en": "measured", "zh": "测量"}
    return parse_look(json.dumps({"id": "measured", "name": name, "layers": layers}))


class Studio:
    """An easel and a tracker for portraits."""

    def __init__(self, drawing: Easel, tracker: Tracker) -> None:
        self.drawing = drawing
        self.tracker = tracker

    def find(self, file: Path) -> Tracked:
        """The faces of a picture.

        Raises:
            InputError: it cannot be read.
        """
        image = np.ascontiguousarray(read_picture(file))
        image.setflags(write=False)
        return self.tracker.find(Frame(image, 0.0, 0))

    def made_up(self, tracked: Tracked, *layers: dict[str, Any]) -> Picture:
        """The picture with these layers."""
        self.drawing.wear(look_of(*layers))
        return self.drawing.picture(self.drawing.draw(tracked, still=True))


def figures_of(studio: Studio, tracked: Tracked, where: Places) -> dict[str, float]:
    """Every figure of one face that a still gives; of teeth only if they are seen."""
    before, points = tracked.frame.image, tracked.faces[0].landmarks
    out: dict[str, float] = {}
    loud = studio.made_up(tracked, *_LOUD)
    out["pixels changed outside the mesh"] = float((loud != before).any(axis=2)[~where.mesh].sum())
    out["mouth interior, mean steps"] = measures.largest_step(before, loud, where.mouth)[1]
    out["eyeballs, mean steps"] = measures.largest_step(before, loud, where.eyes)[1]
    out |= smile_figures(studio, tracked)
    light = light_on_lips(before, where, points)
    lips = []
    for shade in SHADES:
        layer = {"kind": "lipstick", "color": shade, "finish": "matte", "coverage": 1.0}
        after = studio.made_up(tracked, {**layer, "softness": 0.0})
        lips.append(measures.fidelity(after, where.lips, shade, light))
    out["lipstick swatch dE"] = float(np.mean(lips))
    shade = own_shade(before, where)
    after = studio.made_up(
        tracked, {"kind": "foundation", "color": shade, "coverage": 1.0, "match": 0.0}
    )
    shading = light_on_skin(before, where, where.skin)
    out["foundation swatch dE"] = measures.fidelity(after, where.skin, shade, shading)
    after = studio.made_up(tracked, _BLUSH)
    out["blush dE"] = measures.change(before, after, where.cheeks)
    out["blush hue shift, degrees"] = measures.hue_shift(before, after, where.cheeks)
    after = studio.made_up(tracked, _SHADOW)
    out["eyeshadow dE"] = measures.change(before, after, where.lids)
    after = studio.made_up(tracked, {"kind": "highlighter", "intensity": 0.7})
    out["highlighter dE"] = measures.strongest_change(before, after, where)
    return out


def smile_figures(studio: Studio, tracked: Tracked) -> dict[str, float]:
    """What a lipstick leaves on the teeth; nothing where no teeth are seen."""
    before = tracked.frame.image
    shown = teeth(before, tracked.faces[0].landmarks)
    if shown is None:
        return {}
    after = studio.made_up(tracked, _LOUD[-1])
    return {"teeth painted, %": painted_teeth(before, after, shown)}


def moving_figures(studio: Studio, tracked: Tracked, model: Path) -> dict[str, float]:
    """Figures of a face over time: a still with camera noise, and a head that shakes."""
    layer = {"kind": "lipstick", "finish": "matte", "coverage": 1.0}
    studio.drawing.wear(look_of(layer))
    jitter, color = motion.steadiness(studio.drawing, model, tracked)
    return {
        "lip jitter, % of eye distance": jitter,
        "lip colour std, dE": color,
        "lag, frames": motion.lag(studio.drawing, model, tracked),
    }
