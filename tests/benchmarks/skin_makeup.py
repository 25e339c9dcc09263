"""How often makeup that is worn is told, by tone, and how often bare skin is taken for it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.library import find_look
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from beautymirror.skin.linear import linear_from_srgb
from beautymirror.skin.worn import makeup_odds
from tests.benchmarks.skin_people import BINS, Person, lamps, light_matrix, relit

__all__ = ["LOOKS", "measure_makeup"]

LOOKS = {
    "bare": ("",),
    "heavy": ("full-glam", "smoky", "midnight-velvet", "ebony-gold", "hong-kong-retro"),
    "lighter": ("soft-glam", "red-lip"),
    "faint": ("idol", "office", "natural"),
}


def measure_makeup(everyone: list[Person], count: int) -> dict[str, Any]:
    """Shares called made up, by group of ``LOOKS`` and tone, as photographed and in other lights.

    Bare are real people alone: some of the synthetic ones wear makeup.

    Args:
        count: lights that each picture is seen in beside its own.
    """
    rng = np.random.default_rng(6)
    mesh = canonical_mesh()
    unwrapper = Unwrapper(mesh, 256)
    said: dict[str, dict[tuple[str, str], list[bool]]] = {
        "own_light": defaultdict(list),
        "other_lights": defaultdict(list),
    }
    with headless_context() as context:
        renderer = Renderer(context)
        for person in everyone:
            points = np.pad(person.landmarks, ((0, 0), (0, 3 - person.landmarks.shape[1])))
            face = Face(0, points, np.eye(4, dtype=np.float32))
            tracked = Tracked(Frame(person.image, 0.0, 0), (face,))
            for group, names in LOOKS.items():
                if group == "bare" and "london" not in person.name:
                    continue
                for name in names:
                    renderer.wear(find_look(name) if name else None)
                    image = np.ascontiguousarray(renderer.read(renderer.draw(tracked, still=True)))
                    key = group, person.tone
                    own = makeup_odds(unwrapper.unwrap(image, points), mesh) > 0
                    said["own_light"][key].append(own)
                    linear = linear_from_srgb(image).astype(np.float32)
                    for lamp in lamps(rng, count):
                        seen = relit(linear, light_matrix(*lamp), rng)
                        told = makeup_odds(unwrapper.unwrap(seen, points), mesh) > 0
                        said["other_lights"][key].append(told)
        renderer.release()
    return {light: _by_tone(told) for light, told in said.items()}


def _by_tone(told: dict[tuple[str, str], list[bool]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        group: {
            tone: {
                "share": round(float(np.mean(told[group, tone])), 3),
                "of": len(told[group, tone]),
            }
            for tone in BINS
            if told.get((group, tone))
        }
        for group in LOOKS
    }
