"""Quality in figures: what is measured is what is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from beautymirror.commands.quality import measures
from beautymirror.commands.quality.figures import FIGURES
from beautymirror.commands.quality.light import light_on_lips
from beautymirror.commands.quality.occlusion import covered
from beautymirror.commands.quality.places import Picture, places
from beautymirror.commands.quality.smiles import painted_teeth, teeth
from beautymirror.commands.quality.survey import table
from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.skin.linear import linear_from_srgb
from tests.commands.conftest import Call


@pytest.mark.usefixtures("drawable")
def test_a_folder_of_portraits_is_measured(call: Call, photo: Path, tmp_path: Path) -> None:
    (photo.parent / "broken.png").write_bytes(photo.read_bytes()[:300])
    out = tmp_path / "figures.json"
    said = call("bench", "--quality", photo.parent, "--per-bin", 1, "--json", out)
    assert said.code == 0, said.err
    assert "broken.png" in said.err
    report = json.loads(out.read_text(encoding="utf-8"))
    (face,) = report["faces"]
    assert face["file"] == photo.name
    assert set(report["targets"]) == {figure.name for figure in FIGURES}
    assert set(report["targets"]) - set(face["figures"]) <= {"teeth painted, %"}
    assert face["figures"]["pixels changed outside the mesh"] == 0
    assert face["figures"]["blush dE"] > 3
    assert list(report["bins"]) == [face["tone"]]
    assert "lipstick swatch dE" in said.out


@pytest.mark.usefixtures("landmarker_model")
def test_a_folder_without_portraits_is_refused(call: Call, tmp_path: Path) -> None:
    assert call("bench", "--quality", tmp_path / "none").code == 3
    said = call("bench", "--quality", tmp_path)
    assert said.code == 3
    assert "portrait" in said.err


def test_a_painted_swatch_is_exact_and_shading_is_divided_out() -> None:
    swatch = np.array([0xB3, 0x26, 0x3E], np.uint8)
    picture = np.broadcast_to(swatch, (8, 8, 3))
    everywhere = np.ones((8, 8), bool)
    assert measures.fidelity(picture, everywhere, "#B3263E", 1.0) < 0.1
    half = 255 * linear_from_srgb(swatch) * 0.5
    shaded = np.rint(255 * (1.055 * (half / 255) ** (1 / 2.4) - 0.055)).astype(np.uint8)
    picture = np.broadcast_to(shaded, (8, 8, 3))
    assert measures.fidelity(picture, everywhere, "#B3263E", 0.5) < 1.0
    assert measures.fidelity(picture, everywhere, "#B3263E", 1.0) > 8.0


@pytest.mark.usefixtures("landmarker_model")
def test_light_on_lips_follows_the_skin_and_not_the_lips() -> None:
    points = np.full((478, 3), 200.0, np.float32)
    points[:468] = canonical_mesh().positions * [20.0, -20.0, -20.0] + [200.0, 200.0, 0.0]
    where = places((400, 400), points)

    def light(picture: Picture) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        found = light_on_lips(picture, where, points)
        assert found.shape == (where.lips.sum(),)
        return found

    lit = np.full((400, 400, 3), 180, np.uint8)
    assert light(lit) == pytest.approx(1.0, abs=0.02)
    dark_lips = lit.copy()
    dark_lips[where.lips] = 60
    assert np.median(light(dark_lips)) == pytest.approx(1.0, abs=0.05)
    shadow = lit.copy()
    shadow[220:] = 120  # the lower half of the face
    assert np.median(light(shadow)) < 0.8
    from_one_side = lit.copy()
    from_one_side[:, :200] = 90
    columns = np.nonzero(where.lips)[1]
    found = light(from_one_side)
    assert found[columns < 170].mean() < 0.6 * found[columns > 230].mean()
    bearded = lit.copy()
    bearded[235:270, 160:240] = 150
    assert np.median(light(bearded)) > 0.9


@pytest.mark.usefixtures("landmarker_model")
@pytest.mark.parametrize(("kind", "colors"), [("hair", 4), ("glasses", 4), ("things", 5)])
def test_every_tone_has_the_same_before_it_in_every_colour(kind: str, colors: int) -> None:
    points = np.full((478, 3), 200.0, np.float32)
    points[:468] = canonical_mesh().positions * [20.0, -20.0, -20.0] + [200.0, 200.0, 0.0]
    fair, deep = (np.full((400, 400, 3), level, np.uint8) for level in (200, 70))
    seen = set()
    for turn in range(colors):
        picture, hidden = covered(kind, fair, points, turn)
        assert np.array_equal(hidden, covered(kind, deep, points, turn)[1])
        hue = measures.mean_lab(picture, hidden)
        seen.add(tuple((hue / 5.0).round().astype(int)))
    assert len(seen) == colors


def test_two_faces_of_a_tone_tell_too_little(call: Call) -> None:
    assert re.search(r"--per-bin.*default: 8", re.sub(r"\s+", " ", call("bench", "--help").out))


@pytest.mark.usefixtures("landmarker_model")
def test_teeth_are_found_past_the_lip_line_and_counted_where_painted() -> None:
    points = np.full((478, 3), 200.0, np.float32)
    points[:468] = canonical_mesh().positions * [20.0, -20.0, -20.0] + [200.0, 200.0, 0.0]
    lower = list(regions.LIPS_INNER_LOWER)
    points[lower, 1] += 16.0 * np.sin(np.linspace(0.0, np.pi, len(lower)))
    picture = np.full((400, 400, 3), (190, 140, 120), np.uint8)
    outer = list(regions.LIPS_OUTER)
    points[list(regions.LIPS_OUTER_LOWER), 1] += 16.0
    cv2.fillPoly(picture, [points[outer, :2].astype(np.int32)], (160, 80, 85))
    assert teeth(picture, points) is None
    open_ = points[list(regions.LIPS_INNER), :2]
    shown = open_ + np.array([0.0, 3.0])  # the landmarks err: teeth reach 3 pixels below their line
    cv2.fillPoly(picture, [shown.astype(np.int32)], (225, 215, 205))
    mask = teeth(picture, points)
    assert mask is not None
    beyond = int(points[lower[5], 1]) + 2
    assert mask[beyond, 200]
    assert not mask[beyond + 6, 200]
    assert painted_teeth(picture, picture, mask) == 0.0
    painted = picture.copy()
    painted[:, :200] = (200, 0, 40)
    assert painted_teeth(picture, painted, mask) == pytest.approx(50.0, abs=6.0)


def test_the_worst_bin_is_the_result() -> None:
    rows = {"light": {"blush dE": 7.0}, "dark": {"blush dE": 3.0}, "tan": {"blush dE": 20.0}}
    line = table(rows, dict.fromkeys(rows, 1)).splitlines()[-1]
    assert line.endswith("!tan")
    del rows["tan"]
    assert table(rows, dict.fromkeys(rows, 1)).splitlines()[-1].endswith("!dark")
