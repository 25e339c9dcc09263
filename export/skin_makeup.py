"""Fit how worn makeup is told from bare skin; writes beautymirror/skin/worn.json.

    python -m export.skin_makeup --faces FOLDER

Bare are the training faces, made up the same faces in strong looks of the program. Women among
synthetic faces often wear makeup already, so what is not surely bare counts a fifth. The bias is
set so that 3 % of the surely bare faces are taken for made up.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
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
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from beautymirror.resources import model_cache_dir
from beautymirror.tracking import Tracker

__all__ = ["fit", "main"]

LOOKS = ("full-glam", "smoky", "cat-eye", "dark-berry", "hong-kong-retro", "plum-queen")
_MOST_YAW = 0.3
_UNSURE = 0.2  # weight of faces that may wear makeup
_PRIOR = 2.0  # precision of the weights
_FALSE = 3.0  # percent of surely bare faces

Array = NDArray[np.float64]


def fit(traits: Array, made_up: Array, weights: Array, sure: NDArray[np.bool_]) -> dict[str, Array]:
    """Logistic regression.

    Args:
        traits: (n, 14). made_up: (n,) 0 or 1. weights: (n,). sure: (n,) which are surely bare.
    """
    mean, deviation = traits.mean(axis=0), traits.std(axis=0) + 1e-6
    away = np.clip((traits - mean) / deviation, -worn.FURTHEST, worn.FURTHEST)
    known = np.column_stack([away, np.ones(len(away))])

    def loss(guess: Array) -> tuple[float, Array]:
        odds = known @ guess
        value = np.sum(weights * (np.logaddexp(0, odds) - made_up * odds))
        slope = known.T @ (weights * (1 / (1 + np.exp(-odds)) - made_up))
        return float(value + _PRIOR * np.sum(guess[:-1] ** 2) / 2), slope + _PRIOR * np.append(
            guess[:-1], 0
        )

    weight = minimize(loss, np.zeros(known.shape[1]), jac=True).x[:-1]
    bias = -np.percentile(away[sure] @ weight, 100 - _FALSE)
    return {"mean": mean, "deviation": deviation, "weight": weight, "bias": np.array(bias)}


def _examples(folder: Path, mesh: FaceMesh) -> tuple[Array, Array, Array, NDArray[np.bool_]]:
    """Traits, whether made up, weights, and which are surely bare: each face twice."""
    unwrapper = Unwrapper(mesh, 256)
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        rows = [row for row in csv.DictReader(listing) if row["split"] == "train"]
    rows = [row for row in rows if abs(float(row["yaw"])) <= _MOST_YAW]
    traits, made_up, weights, sure = [], [], [], []
    with (
        Tracker(model_cache_dir() / "face_landmarker.task", smooth=False) as tracker,
        headless_context() as context,
    ):
        renderer = Renderer(context)
        for number, row in enumerate(rows):
            picture = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[..., ::-1])
            tracked = tracker.find(Frame(picture, 0.0, number))
            if len(tracked.faces) != 1:
                continue
            points = tracked.faces[0].landmarks
            renderer.wear(find_look(LOOKS[number % len(LOOKS)]))
            painted = renderer.read(renderer.draw(tracked, still=True))
            bare = "canada" in row["file"] or row["gender"] == "male"
            for image, worn_already in ((picture, 0.0), (painted, 1.0)):
                flat = unwrapper.unwrap(np.ascontiguousarray(image), points)
                traits.append(worn.makeup_traits(flat, mesh))
                made_up.append(worn_already)
                weights.append(0.6 if worn_already else 1.0 if bare else _UNSURE)
                sure.append(bare and not worn_already)
        renderer.release()
    return np.array(traits), np.array(made_up), np.array(weights), np.array(sure)


def main() -> None:
    """Render, fit, write."""
    parser = argparse.ArgumentParser(description="Fit how worn makeup is told from bare skin.")
    parser.add_argument("--faces", type=Path, required=True)
    folder = parser.parse_args().faces
    traits, made_up, weights, sure = _examples(folder, canonical_mesh())
    fitted = fit(traits, made_up, weights, sure)
    target = Path(worn.__file__).parent / "worn.json"
    part = target.with_name(target.name + ".part")
    stored = {name: np.round(value, 5).tolist() for name, value in fitted.items()}
    part.write_text(json.dumps(stored) + "\n", encoding="utf-8")
    os.replace(part, target)
    away = np.clip((traits - fitted["mean"]) / fitted["deviation"], -worn.FURTHEST, worn.FURTHEST)
    said = away @ fitted["weight"] + fitted["bias"] > 0
    shares = {"made up": said[made_up == 1].mean(), "surely bare": said[sure].mean()}
    print(
        f"{len(said)} pictures; called made up:", {k: round(float(v), 3) for k, v in shares.items()}
    )


if __name__ == "__main__":
    main()
