"""Worn makeup is told from bare skin in any light, and is not seen where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.skin.worn import TRAITS, makeup_odds, makeup_traits
from tests.skin.conftest import Maker


@pytest.fixture(scope="module")
def unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, 256)


@pytest.mark.parametrize("skin", [(232, 200, 182), (205, 160, 135), (160, 115, 88), (105, 70, 52)])
def test_lipstick_raises_the_odds_on_every_skin(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper, skin: tuple[int, int, int]
) -> None:
    lips = tuple(int(value * share) for value, share in zip(skin, (0.9, 0.7, 0.75), strict=True))
    face = made_face(skin, lips=lips)
    bare = makeup_odds(unwrapper.unwrap(face.image, face.landmarks), mesh)
    made_up = face.with_lipstick()
    worn = makeup_odds(unwrapper.unwrap(made_up.image, made_up.landmarks), mesh)
    assert bare < 0 < worn


def test_traits_do_not_move_with_the_light(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    from tests.skin.test_light import in_light

    face = made_face()
    plain = makeup_traits(unwrapper.unwrap(face.image, face.landmarks), mesh)
    lit = in_light(face.image, (0.8, 0.65, 0.5))
    moved = makeup_traits(unwrapper.unwrap(lit, face.landmarks), mesh)
    named = dict(zip(TRAITS, np.abs(moved - plain), strict=True))
    assert max(named.values()) < 0.12, named


def test_what_is_not_seen_has_no_traits(mesh: FaceMesh) -> None:
    nothing = Unwrapped(np.zeros((256, 256, 3), np.uint8), np.zeros((256, 256), np.float32))
    assert not makeup_traits(nothing, mesh).any()
