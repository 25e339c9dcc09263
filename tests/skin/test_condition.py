"""Signs: classical cues, the network, the questionnaire, and the overlay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.errors import InputError, MissingError, UsageError
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.face.zones import bare_skin, zone
from beautymirror.inference.manifest import ensure_model
from beautymirror.inference.skin import SCORES, SIGNS, TYPES, SkinNetwork, SkinSigns, prepare
from beautymirror.skin.condition import combine_signs, level_of, read_signs
from beautymirror.skin.cues import cue_scores, cue_type
from beautymirror.skin.overlay import SIGN_COLOURS, Overlay, sheet
from beautymirror.skin.questionnaire import QUESTIONS, refine
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


def test_answers_move_the_type() -> None:
    even = dict.fromkeys(TYPES, 0.25)
    dry = refine(even, {"after_washing": "tight", "winter": "peel"})
    oily = refine(even, {"after_washing": "slick_all", "midday": "both"})
    assert (dry.type, oily.type) == ("dry", "oily")
    assert sum(dry.chances.values()) == pytest.approx(1)
    assert dry.sensitivity is None


def test_answers_do_not_overrule_a_sure_camera_at_once() -> None:
    sure = {"dry": 0.02, "normal": 0.02, "combination": 0.02, "oily": 0.94}
    assert refine(sure, {"winter": "rough"}).type == "oily"


def test_sensitivity_comes_from_answers_alone() -> None:
    even = dict.fromkeys(TYPES, 0.25)
    assert refine(even, {"new_product": "never", "flush": "hardly"}).sensitivity == "low"
    assert refine(even, {"new_product": "sometimes"}).sensitivity == "some"
    assert refine(even, {"new_product": "often", "flush": "long"}).sensitivity == "high"


@pytest.mark.parametrize("answers", [{"nothing": "x"}, {"midday": "x"}])
def test_unknown_questions_and_answers_are_refused(answers: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        refine(dict.fromkeys(TYPES, 0.25), answers)


def test_questions_speak_both_languages() -> None:
    for question in QUESTIONS:
        texts = [(question.en, question.zh), *question.answers.values()]
        assert all(en.isascii() and en and zh and not zh.isascii() for en, zh in texts)
        assert set(question.types) | set(question.sensitivity) == set(question.answers)


def test_the_overlay_colours_the_right_place_only(made_face: Maker, mesh: FaceMesh) -> None:
    face = made_face()
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    maps[SIGNS.index("redness")][zone("cheeks").mask(32)] = 1
    drawn = Overlay.over(face.image, face.landmarks, mesh).draw(maps)
    changed = np.abs(drawn.astype(int) - face.image).max(axis=2) > 10
    for number in (50, 280):
        x, y = np.rint(face.landmarks[number, :2]).astype(int)
        assert changed[y, x]
    for number in (9, 152, 13):
        x, y = np.rint(face.landmarks[number, :2]).astype(int)
        assert not changed[y, x]
    assert not changed[:40].any()


@pytest.mark.parametrize("skin", [(235, 205, 190), (160, 115, 88), (46, 32, 27)])
def test_a_slight_sign_is_seen_on_pale_and_on_deep_skin(
    made_face: Maker, mesh: FaceMesh, skin: tuple[int, int, int]
) -> None:
    face = made_face(skin)
    over = Overlay.over(face.image, face.landmarks, mesh)
    x, y = np.rint(face.landmarks[50, :2]).astype(int)
    at = slice(y - 4, y + 5), slice(x - 4, x + 5)
    for number, name in enumerate(SIGNS):
        maps = np.zeros((len(SIGNS), 32, 32), np.float32)
        maps[number] = 0.3
        change = over.draw(maps)[at].astype(int) - face.image[at]
        assert np.abs(change.mean(axis=(0, 1))).max() > 16, name
    assert level_of(0.3) == "slight"


def test_what_lies_all_over_hides_neither_the_face_nor_a_spot(
    made_face: Maker, mesh: FaceMesh
) -> None:
    face = made_face()
    over = Overlay.over(face.image, face.landmarks, mesh)
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    maps[SIGNS.index("redness")][zone("chin").mask(32)] = 0.5
    spot = over.draw(maps)
    maps[SIGNS.index("unevenness")] = 0.6
    both, wide = over.draw(maps), over.draw(maps, ("unevenness",))
    x, y = np.rint(face.landmarks[199, :2]).astype(int)
    assert (both[y, x] == spot[y, x]).all()
    assert (wide[y, x] != spot[y, x]).any()
    kept = face.image[y, x] + 0.35 * (np.array(SIGN_COLOURS["unevenness"]) - face.image[y, x])
    assert (np.abs(wide[y, x] - face.image[y, x].astype(int)) < abs(kept - face.image[y, x])).all()


def test_no_sign_changes_nothing(made_face: Maker, mesh: FaceMesh) -> None:
    face = made_face()
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    assert (Overlay.over(face.image, face.landmarks, mesh).draw(maps) == face.image).all()


def test_a_close_up_lays_signs_where_they_are_on_the_whole_picture(
    made_face: Maker, mesh: FaceMesh
) -> None:
    face = made_face()
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    maps[SIGNS.index("redness")][zone("chin").mask(32)] = 1
    close = Overlay.close_up(face.image, face.landmarks, mesh, 200)
    changed = np.abs(close.draw(maps).astype(int) - close.image).max(axis=2) > 10
    rows, columns = np.nonzero(changed)
    assert close.image.shape == (200, 200, 3)
    assert 120 < rows.mean() < 190
    assert 80 < columns.mean() < 120
    assert (close.draw(maps, ("shine",)) == close.image).all()


def test_the_sheet_has_a_panel_for_each_sign_with_its_score(
    made_face: Maker, mesh: FaceMesh
) -> None:
    face = made_face()
    signs = SkinSigns(
        np.linspace(0, 1, len(SCORES), dtype=np.float32),
        np.array([0.7, 0.1, 0.1, 0.1], np.float32),
        np.ones((len(SIGNS), 32, 32), np.float32),
    )
    condition = combine_signs([signs])
    assert condition.strengths()[:2] == pytest.approx((0.3, 0.4))
    picture = sheet(face.image, face.landmarks, mesh, condition)
    assert picture.shape == (3 * 348, 960, 3)
    tiles = [picture[r : r + 348, c : c + 320] for r in (0, 348, 696) for c in (0, 320, 640)]
    for part in (slice(0, 320), slice(320, 348)):
        means = {tuple(tile[part].reshape(-1, 3).mean(axis=0).round(1)) for tile in tiles}
        assert len(means) == 9
