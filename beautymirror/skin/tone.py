"""The tone of a skin: one reading for each frame, and several combined with their spread."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.skin import light as lights
from beautymirror.skin.colour import (
    Undertone,
    delta_e,
    hue_angle,
    ita,
    ita_class,
    lab_from_linear,
    lab_to_hex,
    linear_from_lab,
    monk_tone,
    undertone,
)
from beautymirror.skin.patches import clusters, middle, read_patches

__all__ = ["Tone", "ToneReading", "combine", "read_tone"]

Array = NDArray[np.float64]
_BASE = ("right cheek", "left cheek", "right jaw", "left jaw")
_ELSE = 0.2  # weight of the forehead there: it decides only where all of these are in doubt


@dataclass(frozen=True, slots=True, eq=False)
class ToneReading:
    """Skin colour of one frame.

    Attributes:
        lab: (3,) CIELAB of the corrected skin. raw: the same as the camera stored it.
        base: (3,) CIELAB of cheeks and jaw alone, what a foundation is matched to.
        cluster: (3,) the second classical reading, by K-means.
        patches: CIELAB of each patch, corrected.
    """

    lab: Array
    raw: Array
    base: Array
    cluster: Array
    patches: dict[str, Array]
    light: lights.Light


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """Skin colour of a person.

    Attributes:
        lab, base, cluster, raw: as in ``ToneReading``, medians over the frames.
        ita: degrees; ita_class, monk: the scales. fitzpatrick: from ITA by convention only; the
            scale itself asks how skin takes the sun.
        ita_spread: standard deviation over the frames, degrees (0 for one frame).
        ita_uncertainty: degrees, from how well the light is known.
        patch_spread: largest CIEDE2000 between a patch and the whole.
        agreement: CIEDE2000 between the two classical readings.
        hex: sRGB of ``lab``.
    """

    lab: Array
    raw: Array
    base: Array
    cluster: Array
    hex: str
    ita: float
    ita_class: str
    ita_spread: float
    ita_uncertainty: float
    monk: int
    fitzpatrick: str
    undertone: Undertone
    patch_spread: float
    agreement: float
    frames: int
    light_source: str


def read_tone(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    flat: Unwrapped,
    mesh: FaceMesh,
    known: lights.Light | None = None,
    jaw: float = 1.0,
) -> ToneReading | None:
    """Read one frame, or None where no patch of skin is seen.

    Args:
        known: a calibrated light; without one the light is estimated from the picture.
        jaw: weight of the jaw, less than 1 where it may be bearded.
    """
    patches = read_patches(flat, mesh, jaw)
    if not patches:
        return None
    skin = middle(patches)
    light = known or lights.estimate(lights.cue_colours(image, landmarks, skin))
    base = [replace(p, weight=p.weight * (1.0 if p.name in _BASE else _ELSE)) for p in patches]
    return ToneReading(
        lab=lab_from_linear(light.correct(skin)),
        raw=lab_from_linear(skin),
        base=lab_from_linear(light.correct(middle(base))),
        cluster=clusters(flat, mesh, light),
        patches={patch.name: lab_from_linear(light.correct(patch.linear)) for patch in patches},
        light=light,
    )


def combine(readings: list[ToneReading]) -> Tone:
    """One tone from one or more readings; frames far from the rest count for nothing (median)."""
    labs = np.stack([reading.lab for reading in readings])
    lab = np.median(labs, axis=0)
    middle = readings[int(delta_e(labs, lab).argmin())]
    angle = float(ita(lab))
    angle_sd, hue_sd = _from_light(lab, middle.light)
    frames = len(readings)
    spread = float(np.std(ita(labs), ddof=1)) if frames > 1 else 0.0
    patches = np.stack(list(middle.patches.values()))
    cluster = np.median([reading.cluster for reading in readings], axis=0)
    return Tone(
        lab=lab,
        raw=np.median([reading.raw for reading in readings], axis=0),
        base=np.median([reading.base for reading in readings], axis=0),
        cluster=cluster,
        hex=lab_to_hex(lab),
        ita=angle,
        ita_class=ita_class(angle),
        ita_spread=spread,
        ita_uncertainty=float(np.hypot(angle_sd, spread)),
        monk=monk_tone(lab),
        fitzpatrick=_FITZPATRICK[ita_class(angle)],
        undertone=undertone(lab, max(hue_sd, 2.0)),
        patch_spread=float(delta_e(patches, middle.lab).max()),
        agreement=float(delta_e(lab, cluster)),
        frames=frames,
        light_source=middle.light.source,
    )


# Del Bino & Bernerd 2013 pair the classes so; the Fitzpatrick scale itself is a questionnaire.
_FITZPATRICK = {
    "very light": "I",
    "light": "II",
    "intermediate": "III",
    "tan": "IV",
    "brown": "V",
    "dark": "VI",
}


def _from_light(lab: Array, light: lights.Light) -> tuple[float, float]:
    """Standard deviations in degrees of ITA and hue that come from not knowing the light.

    Drawn, not linearised: the angles bend where b* is small.
    """
    responses = np.maximum(lights.sharpened(linear_from_lab(lab)), 1e-4)
    rng = np.random.default_rng(0)
    stops = rng.multivariate_normal(np.zeros(3), light.deviation, 256)
    labs = lab_from_linear(lights.unsharpened(responses * 2.0**stops))
    hue = (hue_angle(labs) - float(hue_angle(lab)) + 180.0) % 360.0 - 180.0
    return float(np.std(ita(labs))), float(np.std(hue))
