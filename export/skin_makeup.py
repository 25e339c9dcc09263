"""Fit how worn makeup is told from bare skin; writes beautymirror/skin/worn.json.

    python -m export.skin_makeup --faces FOLDER

Bare are the training faces, made up the same faces in six looks of the program each, the faint ones
at half weight; every skin tone weighs the same, bare and made up. Women among synthetic faces often
wear makeup already, so what is not surely bare counts a fifth. The bias is set so that 3 % of the
surely bare people are taken for made up by a fit that has not seen them.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import beautymirror.skin.worn as worn
from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Frame
from beautymirror.looks.library import find_look
from beautymirror.recording.partial import write_whole
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from beautymirror.resources import model_cache_dir
from beautymirror.tracking import Tracker
from export.skin_samples import tone_bin

__all__ = ["Examples", "balanced", "fit", "main", "odds"]

STRONG = (
    "arabic-kohl", "bridal-veil", "cat-eye", "cocoa-smoke", "dark-berry", "full-glam",
    "hong-kong-retro", "nineties", "orange-pop", "plum-queen", "red-wedding", "silver-rose",
    "siren", "smoky", "spotlight", "timeless",
)  # fmt: skip
FAINT = (
    "bare-nude", "camera-ready", "champagne-toast", "cherry-blossom", "clean", "cocoa-nude",
    "golden-hour", "maple", "mauve-mono", "new-chinese", "peach-blossom", "peach-milk",
    "puppy-eyes", "seoul-morning", "sun-kissed", "terracotta", "tipsy-blush", "tokyo-sheer",
    "well-rested",
)  # fmt: skip
_EACH = 6  # looks of a face
_WEAKEST = 0.7  # intensity
_FAINT_WEIGHT = 0.5
_MOST_YAW = 0.3
_UNSURE = 0.2  # weight of faces that may wear makeup
_TONE = 100.0  # weight of the bare faces of a tone, and of the made up ones
_PRIOR = 2.0  # precision of the weights
_FALSE = 3.0  # percent of surely bare faces
_FOLDS = 5

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Pictures of faces.

    Attributes:
        traits: (n, k) of ``worn.TRAITS``.
        made_up: (n,) 0 or 1. weights: (n,).
        sure: (n,) which are surely bare.
        person: (n,) numbers: who is in the picture.
    """

    traits: Array
    made_up: Array
    weights: Array
    sure: NDArray[np.bool_]
    person: NDArray[np.intp]

    def of(self, chosen: NDArray[np.bool_]) -> Examples:
        """Some of them."""
        parts = (self.traits, self.made_up, self.weights, self.sure, self.person)
        return Examples(*(part[chosen] for part in parts))


def fit(examples: Examples) -> dict[str, Array]:
    """Logistic regression, with a bias from people that were left out."""
    away = np.empty(len(examples.sure))
    for fold in range(_FOLDS):
        mine = examples.person % _FOLDS == fold
        away[mine] = odds(examples.traits[mine], _regression(examples.of(~mine)))
    bias = -np.percentile(away[examples.sure], 100 - _FALSE)
    return {**_regression(examples), "bias": np.array(bias)}


def odds(traits: Array, fitted: dict[str, Array]) -> Array:
    """Logarithm of the odds of traits (n, k) that makeup is worn, less the bias."""
    away = (traits - fitted["mean"]) / fitted["deviation"]
    return np.clip(away, -worn.FURTHEST, worn.FURTHEST) @ fitted["weight"]


def _regression(examples: Examples) -> dict[str, Array]:
    traits, made_up, weights = examples.traits, examples.made_up, examples.weights
    mean, deviation = traits.mean(axis=0), traits.std(axis=0) + 1e-6
    away = np.clip((traits - mean) / deviation, -worn.FURTHEST, worn.FURTHEST)
    known = np.column_stack([away, np.ones(len(away))])

    def loss(guess: Array) -> tuple[float, Array]:
        said = known @ guess
        value = np.sum(weights * (np.logaddexp(0, said) - made_up * said))
        slope = known.T @ (weights * (1 / (1 + np.exp(-said)) - made_up))
        return float(value + _PRIOR * np.sum(guess[:-1] ** 2) / 2), slope + _PRIOR * np.append(
            guess[:-1], 0
        )

    weight = minimize(loss, np.zeros(known.shape[1]), jac=True).x[:-1]
    return {"mean": mean, "deviation": deviation, "weight": weight}


def balanced(weights: Array, made_up: Array, tones: NDArray[np.str_]) -> Array:
    """Weights (n,) scaled so that every tone has as much bare as made up, and as every other."""
    out = weights.copy()
    for tone in np.unique(tones):
        for kind in (0.0, 1.0):
            mine = (tones == tone) & (made_up == kind)
            out[mine] *= _TONE / max(weights[mine].sum(), 1e-9)
    return out


def _examples(folder: Path, mesh: FaceMesh) -> Examples:
    """Each face bare and in some looks."""
    unwrapper = Unwrapper(mesh, 256)
    rng = np.random.default_rng(3)
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        rows = [row for row in csv.DictReader(listing) if row["split"] == "train"]
    rows = [row for row in rows if abs(float(row["yaw"])) <= _MOST_YAW]
    traits, made_up, weights, sure, person, tones = [], [], [], [], [], []
    with (
        Tracker(model_cache_dir() / "face_landmarker.task", smooth=False) as tracker,
        headless_context() as context,
    ):
        renderer = Renderer(context)
        for number, row in enumerate(rows):
            looks = rng.choice([*STRONG, *FAINT], _EACH, replace=False)
            strengths = rng.uniform(_WEAKEST, 1.0, _EACH)
            picture = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[..., ::-1])
            tracked = tracker.find(Frame(picture, 0.0, number))
            if len(tracked.faces) != 1:
                continue
            points = tracked.faces[0].landmarks
            bare = "canada" in row["file"] or row["gender"] == "male"
            traits.append(worn.makeup_traits(unwrapper.unwrap(picture, points), mesh))
            weights.append(1.0 if bare else _UNSURE)
            for look, strength in zip(looks, strengths, strict=True):
                renderer.wear(find_look(str(look)), float(strength))
                painted = np.ascontiguousarray(renderer.read(renderer.draw(tracked, still=True)))
                traits.append(worn.makeup_traits(unwrapper.unwrap(painted, points), mesh))
                weights.append(1.0 if look in STRONG else _FAINT_WEIGHT)
            made_up += [0.0] + [1.0] * _EACH
            sure += [bare] + [False] * _EACH
            person += [number] * (1 + _EACH)
            tones += [tone_bin(float(row["ita"]))] * (1 + _EACH)
        renderer.release()
    kinds = np.array(made_up)
    even = balanced(np.array(weights), kinds, np.array(tones))
    return Examples(np.array(traits), kinds, even, np.array(sure), np.array(person))


def main() -> None:
    """Render, fit, write."""
    parser = argparse.ArgumentParser(description="Fit how worn makeup is told from bare skin.")
    parser.add_argument("--faces", type=Path, required=True)
    examples = _examples(parser.parse_args().faces, canonical_mesh())
    fitted = fit(examples)
    target = Path(worn.__file__).parent / "worn.json"
    stored = {name: np.round(value, 5).tolist() for name, value in fitted.items()}
    write_whole(target, (json.dumps(stored) + "\n").encode())
    said = odds(examples.traits, fitted) + fitted["bias"] > 0
    shares = {
        "made up": said[examples.made_up == 1].mean(),
        "surely bare": said[examples.sure].mean(),
    }
    print(
        f"{len(said)} pictures; called made up:", {k: round(float(v), 3) for k, v in shares.items()}
    )


if __name__ == "__main__":
    main()
