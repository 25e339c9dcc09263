"""Signs laid over a face: in the right place, and seen on every skin."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.zones import zone
from beautymirror.inference.skin import SCORES, SIGNS, SkinSigns
from beautymirror.skin.condition import combine_signs, level_of
from beautymirror.skin.overlay import SIGN_COLOURS, Overlay, sheet
from tests.skin.conftest import Maker


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
