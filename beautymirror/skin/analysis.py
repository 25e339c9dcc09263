"""The whole reading of a person from one or more captures: tone, features, condition, shape."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper, mirror_fill
from beautymirror.frame import Tracked
from beautymirror.inference.skin import INPUT_SIZE, SkinNetwork, SkinSigns
from beautymirror.skin.beard import jaw_weight
from beautymirror.skin.colour import lab_from_linear
from beautymirror.skin.condition import Condition, combine_signs, read_signs
from beautymirror.skin.features import Features, read_features
from beautymirror.skin.light import Light
from beautymirror.skin.patches import neck
from beautymirror.skin.quality import guide, judge, tinted
from beautymirror.skin.reason import Reason, SkinError, reason
from beautymirror.skin.shape import FaceShape, face_shape
from beautymirror.skin.tone import Tone, ToneReading, combine, read_tone
from beautymirror.skin.view import View, look_at
from beautymirror.skin.wearer import Wearer

__all__ = ["Analysis", "Analyst", "Capture"]

_UNSTEADY_DEG = 6.0  # standard deviation of ITA over captures
_AS_STRAIGHT = 0.02  # cosine of the turn by which captures may differ to tell the same shape


@dataclass(frozen=True, slots=True, eq=False)
class Capture:
    """One frame that was read.

    Attributes:
        signs: None without the network or where the face is too small or soft for it.
    """

    image: NDArray[np.uint8]
    landmarks: NDArray[np.float32]
    view: View
    reasons: tuple[Reason, ...]
    tone: ToneReading
    signs: SkinSigns | None


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What was read off a person.

    Attributes:
        condition: None where no capture was good enough for fine signs.
        neck: CIELAB (3,) of what is below the chin; None where that is outside the picture.
        warnings: what makes the reading doubtful.
        best: the sharpest capture, for overlays.
        seconds: that reading took.
    """

    tone: Tone
    features: Features
    condition: Condition | None
    shape: FaceShape
    neck: NDArray[np.float64] | None
    warnings: tuple[Reason, ...]
    captures: int
    refused: int
    best: Capture
    seconds: float

    def wearer(self) -> Wearer:
        """What suggestions are made from."""
        lightness, a, b = (float(value) for value in self.tone.lab)
        return Wearer(
            lab=(lightness, a, b),
            undertone=self.tone.undertone.name,
            contrast=self.features.contrast,
            eyes=self.features.eyes.name if self.features.eyes else "",
            hair=self.features.hair.name if self.features.hair else "",
            shape=self.shape.name,
        )


class Analyst:
    """Reads captures. Holds the mesh, the unwrapping and the network; use it from one thread."""

    def __init__(
        self,
        network: Path | None = None,
        mesh: FaceMesh | None = None,
        known_light: Light | None = None,
    ) -> None:
        self.mesh = mesh or canonical_mesh()
        self.known_light = known_light
        self._unwrapper = Unwrapper(self.mesh, INPUT_SIZE)
        self._network = SkinNetwork(network) if network else None

    def guide(self, tracked: Tracked) -> Reason | None:
        """What to put right before a capture, or None; cheap enough for every frame."""
        return guide(tracked, self._unwrapper)

    def capture(self, tracked: Tracked) -> Capture:
        """Read one frame.

        Raises:
            SkinError: the frame cannot be read; its ``reason`` says why.
        """
        if not tracked.faces:
            raise SkinError(reason("no_face"))
        if len(tracked.faces) > 1:
            raise SkinError(reason("several_faces"))
        return self.read(tracked.frame.image, tracked.faces[0].landmarks)

    def read(self, image: NDArray[np.uint8], landmarks: NDArray[np.float32]) -> Capture:
        """Read one picture (h, w, 3) sRGB with the landmarks (478, 2 or 3) of its face.

        Raises:
            SkinError: it cannot be read; its ``reason`` says why.
        """
        flat = self._unwrapper.unwrap(image, landmarks)
        view = look_at(image, landmarks, flat, self.mesh, self._unwrapper)
        reasons = judge(view)
        for why in reasons:
            if why.refused:
                raise SkinError(why)
        codes = {why.code for why in reasons}
        jaw = jaw_weight(view.beard)
        tone = read_tone(image, landmarks, flat, self.mesh, self.known_light, jaw)
        if tone is None:
            raise SkinError(reason("hidden"))
        if self.known_light is None:
            reasons.append(reason("uncalibrated"))
            if tinted(tone.light):
                raise SkinError(reason("tinted_light"))
        signs = None if codes & {"far", "soft"} else self._signs(flat)
        return Capture(image, landmarks, view, tuple(reasons), tone, signs)

    def _signs(self, flat: Unwrapped) -> SkinSigns | None:
        if self._network is None:
            return None
        return read_signs(self._network, mirror_fill(flat), self.mesh)

    def analyse(self, frames: Sequence[Tracked]) -> Analysis:
        """Read a person from several frames; those that cannot be read are counted and left out.

        Raises:
            SkinError: none could be read; the commonest reason is given.
        """
        captures, refusals = [], []
        began = time.perf_counter()
        for tracked in frames:
            try:
                captures.append(self.capture(tracked))
            except SkinError as refusal:
                refusals.append(refusal.reason)
        if not captures:
            codes = [why.code for why in refusals] or ["no_face"]
            raise SkinError(reason(max(set(codes), key=codes.count)))
        return self.summarise(captures, len(refusals), time.perf_counter() - began)

    def summarise(self, captures: Sequence[Capture], refused: int, seconds: float) -> Analysis:
        """One analysis of captures that were read."""
        began = time.perf_counter()
        tone = combine([capture.tone for capture in captures])
        best = max(captures, key=lambda capture: capture.view.detail * capture.view.facing)
        light = best.tone.light
        features = read_features(best.image, best.landmarks, light, best.tone.lab)
        signs = [capture.signs for capture in captures if capture.signs is not None]
        counts: dict[Reason, int] = {}
        for capture in captures:
            for why in capture.reasons:
                counts[why] = counts.get(why, 0) + 1
        warnings = [why for why, count in counts.items() if 2 * count >= len(captures)]
        if tone.ita_spread > _UNSTEADY_DEG:
            warnings.append(reason("unsteady"))
        facing = max(capture.view.facing for capture in captures) - _AS_STRAIGHT
        throat = neck(best.image, best.landmarks)
        return Analysis(
            tone=tone,
            features=features,
            condition=combine_signs(signs) if signs else None,
            shape=face_shape([c.landmarks for c in captures if c.view.facing > facing]),
            neck=None if throat is None else lab_from_linear(light.correct(throat)),
            warnings=tuple(warnings),
            captures=len(captures),
            refused=refused,
            best=best,
            seconds=seconds + time.perf_counter() - began,
        )
