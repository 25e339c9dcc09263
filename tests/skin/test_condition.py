"""Signs: classical cues, the network, and what several captures make of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.errors import InputError, MissingError
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.face.zones import bare_skin, zone
from beautymirror.inference.manifest import ensure_model
from beautymirror.inference.skin import SCORES, SIGNS, SkinNetwork, SkinSigns, prepare
from beautymirror.skin.condition import combine_signs, level_of, read_signs
from beautymirror.skin.cues import cue_scores, cue_type
from export.skin_signs import Painter
from tests.skin.conftest import Maker


@pytest.fixture(scope="module")
def network() -> SkinNetwork:
    return SkinNetwork(ensure_model("skin"))


def flat_face(made_face: Maker, mesh: FaceMesh) -> Unwrapped:
    face = made_face((190, 140, 115), size=900)
    return Unwrapper(mesh, 256).unwrap(face.image, face.landmarks)


def painted(flat: Unwrapped, mesh: FaceMesh, **strengths: float) -> Unwrapped:
    """The flat face with signs of known strength on it."""
    from beautymirror.skin.linear import linear_from_srgb, srgb_from_linear

    scores = np.array([strengths.get(name, 0.0) for name in SCORES], np.float32)
    linear = linear_from_srgb(flat.image).astype(np.float32)
    drawn, _ = Painter(bare_skin(mesh, 256)).paint(linear, scores, np.random.default_rng(3))
    return Unwrapped(srgb_from_linear(drawn), flat.coverage)


@pytest.mark.parametrize("name", SCORES)
def test_each_classical_cue_rises_with_its_sign(
    made_face: Maker, mesh: FaceMesh, name: str
) -> None:
    flat = flat_face(made_face, mesh)
    at = SCORES.index(name)
    seen = [cue_scores(painted(flat, mesh, **{name: s}), mesh)[at] for s in (0.0, 0.5, 1.0)]
    assert seen == sorted(seen)
    assert seen[2] > seen[0]


def test_the_rule_for_types() -> None:
    usual = np.zeros(len(SCORES), np.float32)

    def kind(**over: float) -> str:
        return cue_type(np.array([over.get(name, -1.0) for name in SCORES], np.float32), usual)

    shiny = {"shine_forehead": 1.0, "shine_nose": 1.0, "shine_chin": 1.0}
    assert kind() == "normal"
    assert kind(flaking=1.0) == "dry"
    assert kind(**shiny) == "combination"
    assert kind(**shiny, shine_cheeks=1.0) == "oily"


def test_preparing_takes_light_and_tone_out(made_face: Maker, mesh: FaceMesh) -> None:
    flat = flat_face(made_face, mesh)
    skin = bare_skin(mesh, 256)
    planes = prepare(flat.image, flat.coverage, skin)
    assert planes.shape == (5, 256, 256)
    assert abs(float(np.median(planes[:3, skin & (flat.coverage > 0.5)]))) < 0.02
    dimmed = (flat.image * np.array([0.8, 0.7, 0.6])).astype(np.uint8)
    other = prepare(dimmed, flat.coverage, skin)
    assert float(np.abs(planes[:3] - other[:3]).mean()) < 0.02
    assert float(other[4, 0, 0]) < float(planes[4, 0, 0])


def test_too_little_skin_is_refused(mesh: FaceMesh) -> None:
    nothing = np.zeros((256, 256), np.float32)
    with pytest.raises(InputError, match="Too little"):
        prepare(np.zeros((256, 256, 3), np.uint8), nothing, bare_skin(mesh, 256))


def test_a_damaged_network_is_told(tmp_path: Path) -> None:
    path = tmp_path / "skin.onnx"
    path.write_bytes(b"no network")
    with pytest.raises(MissingError, match="cannot be used"):
        SkinNetwork(path)


def test_the_network_gives_scores_types_and_maps(
    network: SkinNetwork, made_face: Maker, mesh: FaceMesh
) -> None:
    seen = read_signs(network, flat_face(made_face, mesh), mesh)
    assert seen.scores.shape == (len(SCORES),)
    assert float(seen.scores.min()) >= 0
    assert float(seen.scores.max()) <= 1
    assert float(seen.types.sum()) == pytest.approx(1, abs=1e-4)
    assert seen.maps.shape == (len(SIGNS), 32, 32)


def test_the_network_sees_signs_where_they_are(
    network: SkinNetwork, made_face: Maker, mesh: FaceMesh
) -> None:
    flat = flat_face(made_face, mesh)
    for name, place in (("redness", "cheeks"), ("dark_circles", "under eyes")):
        bare = read_signs(network, flat, mesh)
        seen = read_signs(network, painted(flat, mesh, **{name: 1.0}), mesh)
        at = SCORES.index(name)
        assert seen.scores[at] > bare.scores[at] + 0.1
        change = seen.maps[SIGNS.index(name)] - bare.maps[SIGNS.index(name)]
        inside = zone(place).mask(32)
        assert change[inside].mean() > 3 * abs(change[~inside].mean())


def captures(*scores: float) -> list[SkinSigns]:
    types = np.array([0.1, 0.2, 0.3, 0.4], np.float32)
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    return [SkinSigns(np.full(len(SCORES), s, np.float32), types, maps) for s in scores]


def test_captures_are_combined_with_their_spread() -> None:
    condition = combine_signs(captures(0.4, 0.5, 0.6))
    assert condition.scores["pores"] == pytest.approx(0.5)
    assert condition.spreads["pores"] == pytest.approx(0.1)
    assert condition.type == "oily"
    assert condition.captures == 3
    assert combine_signs(captures(0.4)).spreads["pores"] == 0


def test_levels_rise() -> None:
    words = [level_of(score) for score in (0.0, 0.3, 0.5, 0.9)]
    assert words == ["not seen", "slight", "clear", "strong"]
