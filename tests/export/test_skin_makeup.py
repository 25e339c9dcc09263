"""The fit that tells makeup from bare skin: it separates, and calls few bare faces made up."""

from __future__ import annotations

import numpy as np

from beautymirror.skin.worn import TRAITS
from export.skin_makeup import fit


def test_the_fit_separates_and_keeps_to_its_share_of_bare_faces() -> None:
    rng = np.random.default_rng(4)
    bare = rng.normal(0, 1, (400, len(TRAITS)))
    worn = bare.copy()
    worn[:, 1] += 3.0  # redder lips, and nothing else
    traits = np.concatenate([bare, worn])
    made_up = np.repeat([0.0, 1.0], 400)
    fitted = fit(traits, made_up, np.ones(800), made_up == 0)
    assert int(np.abs(fitted["weight"]).argmax()) == 1
    away = np.clip((traits - fitted["mean"]) / fitted["deviation"], -3, 3)
    said = away @ fitted["weight"] + fitted["bias"] > 0
    assert 0.01 < said[:400].mean() < 0.05
    assert said[400:].mean() > 0.8
