"""Is a capture good enough to read skin from? Every refusal and doubt has its reason.

``guide`` is for every live frame and looks at the landmarks and a few hundred pixels; ``judge`` is
for a frame that is to be read.
"""

from __future__ import annotations

import numpy as np

from beautymirror.face.scale import eye_distance
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Tracked
from beautymirror.skin.beard import BEARDED
from beautymirror.skin.light import Light
from beautymirror.skin.reason import Reason, reason
from beautymirror.skin.view import View, facing

__all__ = ["guide", "judge", "tinted"]

_EYES_FEWEST, _EYES_GOOD = 45.0, 95.0  # pixels between their outer corners
_FACING_LEAST, _FACING_GOOD = 0.80, 0.93  # cosine of the turn of the head
_DARKEST = 14.0  # 8-bit level of the skin's median: below it, camera noise is the colour
# Share of skin with a channel at 250 or more. With more of it, votes of the highlights fail too.
_CLIPPED_MOST, _CLIPPED_SOME = 0.04, 0.005
_EVEN_LEAST = 0.45  # luminance of the darker cheek over the lighter
# Stops, see Light.tint. Lamps and daylight lie along a curve: the warmer, the greener.
_WARMEST, _COOLEST, _OFF_CURVE = 3.3, -1.2, 0.38
_SOFT, _BLURRED = 0.05, 0.03  # energy of fine detail at eyes and brows over contrast
_GREY = 2.5  # CIELAB chroma below which a face is of no colour
_ONE_HUE = 0.13  # see View.hues: training faces have 0.2 or more, the same in sepia 0.09 at most
_COVERED_LEAST = 0.55  # share of the skin that must be seen
# Luminance over the cheeks': below both, something dark lies before the eyes.
_SOCKET_LEAST, _OPENING_LEAST = 0.16, 0.10
# Forehead, cheeks and chin of the mesh: skin on every face.
_SAMPLED = np.array([9, 151, 108, 337, 50, 280, 101, 330, 36, 266, 205, 425, 187, 411, 199, 175])


def guide(tracked: Tracked, unwrapper: Unwrapper) -> Reason | None:
    """The first thing to put right before a capture, or None; well below 2 ms."""
    if not tracked.faces:
        return reason("no_face")
    if len(tracked.faces) > 1:
        return reason("several_faces")
    image, points = tracked.frame.image, tracked.faces[0].landmarks
    eyes, cosine = eye_distance(points), facing(points, unwrapper)
    if eyes < _EYES_FEWEST:
        return reason("too_far")
    if cosine < _FACING_LEAST:
        return reason("turned")
    height, width = image.shape[:2]
    x = np.clip(points[_SAMPLED, 0], 0, width - 1).astype(int)
    y = np.clip(points[_SAMPLED, 1], 0, height - 1).astype(int)
    pixels = image[y, x]
    if np.median(pixels.max(axis=1)) < _DARKEST:
        return reason("too_dark")
    if np.mean(pixels.max(axis=1) >= 250) > _CLIPPED_MOST:
        return reason("clipped")
    if eyes < _EYES_GOOD:
        return reason("far")
    return reason("slightly_turned") if cosine < _FACING_GOOD else None


def judge(view: View) -> list[Reason]:
    """Reasons to refuse or doubt a capture, refusals first."""
    found = [
        ("too_far", view.eyes < _EYES_FEWEST),
        ("turned", view.facing < _FACING_LEAST),
        ("hidden", view.covered < _COVERED_LEAST),
        ("too_dark", view.level < _DARKEST),
        ("clipped", view.clipped > _CLIPPED_MOST),
        (
            "black_and_white",
            view.level >= _DARKEST and (view.chroma < _GREY or view.hues < _ONE_HUE),
        ),
        ("blurred", view.detail < _BLURRED),
        ("sunglasses", view.socket_light < _SOCKET_LEAST and view.eye_light < _OPENING_LEAST),
        ("far", _EYES_FEWEST <= view.eyes < _EYES_GOOD),
        ("slightly_turned", _FACING_LEAST <= view.facing < _FACING_GOOD),
        ("bright", _CLIPPED_SOME < view.clipped <= _CLIPPED_MOST),
        ("soft", _BLURRED <= view.detail < _SOFT),
        ("uneven_light", view.evenness < _EVEN_LEAST),
        ("beard", view.beard > BEARDED),
        ("makeup", view.makeup > 0),
    ]
    return [reason(code) for code, holds in found if holds]


def tinted(light: Light) -> bool:
    """Whether the light is so coloured that colours cannot be brought back."""
    warm, magenta = light.tint()
    usual = 0.06 - 0.2 * max(warm, 0.0)
    return not (_COOLEST < warm < _WARMEST) or abs(magenta - usual) > _OFF_CURVE
