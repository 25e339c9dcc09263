"""Worn makeup is told from bare skin in any light, and is not seen where there is none."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import moderngl
import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.looks.library import find_look
from beautymirror.render.renderer import Renderer
from beautymirror.skin.worn import TRAITS, makeup_odds, makeup_traits
from tests.skin.conftest import MadeFace, Maker
from tests.skin.lamp import in_light


@pytest.fixture(scope="module")
def unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, 256)


on_every_skin = pytest.mark.parametrize(
    "skin", [(232, 200, 182), (205, 160, 135), (160, 115, 88), (105, 70, 52)]
)


def with_own_lips(made_face: Maker, skin: tuple[int, int, int]) -> MadeFace:
    """A bare face of that skin, its lips a little darker and redder."""
    lips = tuple(int(value * share) for value, share in zip(skin, (0.9, 0.7, 0.75), strict=True))
    return made_face(skin, lips=lips)


@on_every_skin
def test_lipstick_raises_the_odds_on_every_skin(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper, skin: tuple[int, int, int]
) -> None:
    face = with_own_lips(made_face, skin)
    bare = makeup_odds(unwrapper.unwrap(face.image, face.landmarks), mesh)
    made_up = face.with_lipstick()
    worn = makeup_odds(unwrapper.unwrap(made_up.image, made_up.landmarks), mesh)
    assert bare < 0 < worn


@on_every_skin
def test_an_upper_lip_in_its_own_shade_is_no_makeup(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper, skin: tuple[int, int, int]
) -> None:
    face = with_own_lips(made_face, skin)
    bare = makeup_traits(unwrapper.unwrap(face.image, face.landmarks), mesh)
    shaded = face.with_shaded_upper_lip()
    found = makeup_traits(unwrapper.unwrap(shaded.image, shaded.landmarks), mesh)
    named = dict(zip(TRAITS, np.abs(found - bare), strict=True))
    assert named["lip_level"] < 0.5, named
    assert makeup_odds(unwrapper.unwrap(shaded.image, shaded.landmarks), mesh) < 0


def test_traits_do_not_move_with_the_light(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face()
    plain = makeup_traits(unwrapper.unwrap(face.image, face.landmarks), mesh)
    lit = in_light(face.image, (0.8, 0.65, 0.5))
    moved = makeup_traits(unwrapper.unwrap(lit, face.landmarks), mesh)
    named = dict(zip(TRAITS, np.abs(moved - plain), strict=True))
    assert max(named.values()) < 0.12, named


def test_what_is_not_seen_has_no_traits(mesh: FaceMesh) -> None:
    nothing = Unwrapped(np.zeros((256, 256, 3), np.uint8), np.zeros((256, 256), np.float32))
    assert not makeup_traits(nothing, mesh).any()


def test_deep_skin_is_told_as_surely_as_any(
    shared_data: Path, context: moderngl.Context, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    """On people that nothing was fitted to: five of the deepest skins, five of the fairest."""
    folder = shared_data / "faces"
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        rows = [row for row in csv.DictReader(listing) if "london_neutral" in row["file"]]
    rows.sort(key=lambda row: float(row["ita"]))
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    renderer = Renderer(context)
    told: dict[str, list[bool]] = {"": [], "full-glam": [], "red-lip": []}
    for row in (*rows[:5], *rows[-5:]):
        image = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[..., ::-1])
        points = np.zeros((478, 3), np.float32)
        points[:, :2] = landmarks[row["file"]]
        tracked = Tracked(Frame(image, 0.0, 0), (Face(0, points, np.eye(4, dtype=np.float32)),))
        for name, said in told.items():
            renderer.wear(find_look(name) if name else None)
            worn = np.ascontiguousarray(renderer.read(renderer.draw(tracked, still=True)))
            said.append(makeup_odds(unwrapper.unwrap(worn, points), mesh) > 0)
    renderer.release()
    assert sum(told[""]) <= 1
    assert all(told["full-glam"])
    assert sum(told["red-lip"][:5]) >= 4
