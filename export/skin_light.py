"""Fit how the cues of a picture vote for its light; writes beautymirror/skin/light.json.

    python -m export.skin_light --faces FOLDER

The training pictures count as lit by a good white balance, give or take, since their true light is
not known; faces of every tone weigh the same, and being off by tone costs three times. Many of them
have a warm cast, so the red gain is then shifted until the mean hue of their corrected skin is 55
degrees, the middle of the scale from red to yellow skin (Thong, Joniak & Xiang, ICCV 2023). The
sharpening matrix is colour-science's Bradford transform, for linear sRGB, scaled to white.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import colour
import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

import beautymirror.skin.light as light
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.recording.partial import write_whole
from beautymirror.skin.colour import hue_angle, lab_from_linear
from beautymirror.skin.patches import middle, read_patches
from export.skin_samples import tone_bin

__all__ = ["fit", "main"]

_RIDGE = 0.03
_BY_TONE = 3.0
_MOST_YAW = 0.4
_MEAN_HUE = 55.0  # degrees

Array = NDArray[np.float64]


def fit(votes: Array, tones: list[str], sets: list[str]) -> tuple[Array, Array, Array]:
    """Mean (k,), weighed covariance (k, k) and plain covariance of the cues, in stops.

    Args:
        votes: (n, k) log2 of the cues, three columns a cue, NaN where one was not seen.
        tones, sets: of each picture.
    """
    tone, origin = np.array(tones), np.array(sets)
    share = np.array([1.0 / np.sum(tone == name) for name in tone])
    known = np.isfinite(votes)
    mean = np.nansum(votes * share[:, None], axis=0) / (known * share[:, None]).sum(axis=0)
    centred = np.where(known, votes - mean, 0.0)
    pairs = (known * share[:, None]).T @ known
    covariance = (centred * share[:, None]).T @ centred / pairs
    between = np.zeros_like(covariance)
    for name in set(sets):
        groups = [votes[(origin == name) & (tone == t)] for t in set(tone[origin == name])]
        centres = np.stack([np.nanmean(group, axis=0) for group in groups])
        apart = np.nan_to_num(centres - np.nanmean(centres, axis=0))
        between += apart.T @ apart / len(set(tones)) / len(set(sets))
    weighed = covariance + _BY_TONE * between + _RIDGE * np.eye(len(covariance))
    return mean, weighed, covariance


def anchor(votes: Array, mean: Array, covariance: Array, tones: list[str]) -> float:
    """Stops to shift the red gain by, so that corrected skin of all tones has the mean hue."""
    tone = np.array(tones)
    whole = np.isfinite(votes).all(axis=1)
    weights = light.vote_weights(covariance)
    corrected = votes[whole, :3] - (votes[whole] - mean) @ weights.T

    def hue(shift: float) -> float:
        labs = lab_from_linear(light.unsharpened(2.0 ** (corrected - [shift, 0.0, 0.0])))
        middles = [labs[tone[whole] == name].mean(axis=0) for name in sorted(set(tones))]
        return float(hue_angle(np.mean(middles, axis=0)))

    return float(brentq(lambda shift: hue(shift) - _MEAN_HUE, -1.0, 1.0))


def bradford() -> Array:
    """(3, 3): sharpened cone responses of linear sRGB, white at (1, 1, 1)."""
    cones = colour.adaptation.CHROMATIC_ADAPTATION_TRANSFORMS["Bradford"]
    matrix = cones @ colour.RGB_COLOURSPACES["sRGB"].matrix_RGB_to_XYZ
    return matrix / matrix.sum(axis=1, keepdims=True)


def _write(stored: dict[str, Array]) -> None:
    target = Path(light.__file__).parent / "light.json"
    rounded = {name: np.round(value, 6).tolist() for name, value in stored.items()}
    write_whole(target, (json.dumps(rounded) + "\n").encode())


def main() -> None:
    """Read the training pictures, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the votes for the light.")
    parser.add_argument("--faces", type=Path, required=True)
    folder = parser.parse_args().faces
    matrix = bradford()
    # Reading cues needs the matrix before there are statistics.
    empty = 3 * len(light.CUES)
    start = {"mean": np.zeros(empty), "covariance": np.eye(empty), "spread": np.eye(empty)}
    _write({"sharpen": matrix, **start})
    mesh = canonical_mesh()
    unwrapper = Unwrapper(mesh, 256)
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    votes, tones, sets = [], [], []
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        rows = [row for row in csv.DictReader(listing) if row["split"] == "train"]
    for row in rows:
        if abs(float(row["yaw"])) > _MOST_YAW:
            continue
        image = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[..., ::-1])
        points = landmarks[row["file"]].astype(np.float32)
        patches = read_patches(unwrapper.unwrap(image, points), mesh)
        if not patches:
            continue
        skin = middle(patches)
        seen = light.cue_colours(image, points, skin)
        missing = np.full(3, np.nan)
        cues = np.stack([seen.get(name, missing) for name in light.CUES])
        votes.append(np.log2(np.maximum(cues @ matrix.T, 3e-4)).ravel())
        tones.append(tone_bin(float(row["ita"])))
        sets.append(row["source"])
    table = np.stack(votes)
    mean, covariance, spread = fit(table, tones, sets)
    shift = anchor(table, mean, covariance, tones)
    # Every cue is expected so much less red, so the light is found so much redder.
    mean = mean - np.tile([shift, 0.0, 0.0], len(light.CUES))
    _write({"sharpen": matrix, "mean": mean, "covariance": covariance, "spread": spread})
    weights = light.vote_weights(covariance)
    off = np.sqrt(np.diag(weights @ spread @ weights.T)).round(3).tolist()
    print(f"{len(votes)} faces; off by {off} stops in R, G, B; red shifted by {shift:.3f} stops")


if __name__ == "__main__":
    main()
