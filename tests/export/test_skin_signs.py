"""Rendered signs: repeatable, as strong as asked, and where they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.zones import bare_skin, zone
from beautymirror.inference.skin import SCORES, SIGNS, TYPES
from export.skin_signs import Painter
from export.skin_strengths import free_strengths, typed_strengths


@pytest.fixture(scope="module")
def painter(mesh: FaceMesh) -> Painter:
    return Painter(bare_skin(mesh, 256))


SKIN = np.broadcast_to(np.array([0.5, 0.3, 0.2], np.float32), (256, 256, 3))
DEEP = np.broadcast_to(np.array([0.06, 0.03, 0.02], np.float32), (256, 256, 3))


def paint(
    painter: Painter, face: np.ndarray, seed: int = 1, **strengths: float
) -> tuple[np.ndarray, np.ndarray]:
    scores = np.array([strengths.get(name, 0.0) for name in SCORES], np.float32)
    return painter.paint(face, scores, np.random.default_rng(seed))


def test_no_strength_changes_nothing(painter: Painter) -> None:
    painted, maps = paint(painter, SKIN)
    assert np.abs(painted - SKIN).max() < 0.02  # a faint line may be drawn by rounding
    assert maps.max() < 0.5


@pytest.mark.parametrize("name", SCORES)
def test_more_strength_changes_more(painter: Painter, name: str) -> None:
    for face in (SKIN, DEEP):
        change = [
            np.abs(paint(painter, face, **{name: s})[0] - face).mean() for s in (0.0, 0.5, 1.0)
        ]
        assert change[0] < change[1] < change[2]


def test_the_same_seed_paints_the_same(painter: Painter) -> None:
    everything = dict.fromkeys(SCORES, 0.7)
    one, other = paint(painter, SKIN, **everything), paint(painter, SKIN, **everything)
    assert (one[0] == other[0]).all()
    assert (one[1] == other[1]).all()
    assert np.abs(one[0] - paint(painter, SKIN, seed=2, **everything)[0]).max() > 0.05


def test_redness_reddens_and_shine_lightens(painter: Painter) -> None:
    cheeks, nose = zone("cheeks").mask(256), zone("nose").mask(256)
    red = paint(painter, SKIN, redness=1.0)[0]
    ratio = red[cheeks] / SKIN[cheeks]
    assert ratio[:, 1].mean() < ratio[:, 0].mean() - 0.1
    for face in (SKIN, DEEP):
        shiny = paint(painter, face, shine_nose=1.0)[0]
        assert (shiny[nose] - face[nose]).mean() > 0.03


def test_signs_lie_where_their_maps_say(painter: Painter) -> None:
    for name in ("redness", "dark_circles", "flaking", "pores"):
        painted, maps = paint(painter, SKIN, **{name: 1.0})
        change = np.abs(painted - SKIN).mean(axis=2).reshape(32, 8, 32, 8).mean(axis=(1, 3))
        said = maps[SIGNS.index(name)]
        assert change[said > 0.3].mean() > 4 * change[said < 0.02].mean()
        others = np.delete(maps, SIGNS.index(name), axis=0)
        assert others.max() < 0.5


def test_eyes_and_lips_are_left_alone(painter: Painter, mesh: FaceMesh) -> None:
    painted, _ = paint(painter, SKIN, **dict.fromkeys(SCORES, 1.0))
    points = np.stack([mesh.uv[:, 0], 1 - mesh.uv[:, 1]], axis=1)
    for inside in ([13, 14], [159, 145], [386, 374]):
        x, y = np.rint(points[inside].mean(axis=0) * 256).astype(int)
        assert painted[y, x] == pytest.approx(SKIN[0, 0], abs=0.02)


def test_types_follow_from_shine_and_flaking() -> None:
    rng = np.random.default_rng(0)
    t_zone = [SCORES.index(f"shine_{name}") for name in ("forehead", "nose", "chin")]
    cheeks, flakes = SCORES.index("shine_cheeks"), SCORES.index("flaking")
    for _ in range(50):
        drawn = {kind: typed_strengths(rng, TYPES.index(kind)).scores for kind in TYPES}
        assert drawn["oily"][cheeks] > 0.5 > drawn["combination"][cheeks]
        assert drawn["combination"][t_zone].min() > 0.5 > drawn["normal"][t_zone].max()
        assert drawn["dry"][flakes] >= 0.5 > drawn["normal"][flakes]


def test_free_strengths_cover_the_range_and_are_often_absent() -> None:
    rng = np.random.default_rng(0)
    table = np.stack([free_strengths(rng).scores for _ in range(400)])
    assert free_strengths(rng).type == -1
    assert ((table == 0).mean(axis=0) > 0.1).all()
    assert (table.max(axis=0) > 0.9).all()
    assert table.min() >= 0
    assert table.max() <= 1
