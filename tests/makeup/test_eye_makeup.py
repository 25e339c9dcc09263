"""What each kind about the eyes promises beyond the contract."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.makeup.atelier import TONES, Atelier, colored, hue, layer
from tests.makeup.test_contract import lab


def test_each_shadow_colour_has_its_zone(atelier: Atelier) -> None:
    colors = ("#FF0000", "#00FF00", "#0000FF", "#FFFF00", "#00FFFF")
    maps = atelier.paint(layer("eyeshadow", pattern="banana", colors=colors), tone="light")
    along, _, upper, lower = (atelier.region("eyes", n) for n in range(4))
    lid = (np.abs(along - 0.45) < 0.1) & (upper > 1.0) & (upper < 3.0)
    outer = (np.abs(along - 0.95) < 0.06) & (upper > 4.0) & (upper < 7.0)
    under = (np.abs(along - 0.7) < 0.1) & (lower > 0.8) & (lower < 1.6)
    assert colored(atelier, maps, lid, "light").argmax() == 0
    assert colored(atelier, maps, outer, "light").argmax() == 1
    assert colored(atelier, maps, under, "light").argmin() == 2


@pytest.mark.parametrize("color", ["#DDBB8E", "#D2AE92", "#B8A498"])
def test_a_pale_warm_shadow_is_neither_green_nor_grey_on_deep_skin(
    atelier: Atelier, color: str
) -> None:
    shadow = layer("eyeshadow", colors=[color], finishes=["shimmer"])
    x, height = (atelier.region("eyes", n) for n in (0, 2))
    lid = (np.abs(x - 0.5) < 0.2) & (height > 2.0) & (height < 5.0)
    skin = lab(TONES["deep"][None])
    worn = lab(atelier.paint(shadow, tone="deep").worn(TONES["deep"])[lid])
    assert hue(worn) - hue(skin) < 18.0
    assert np.linalg.norm(worn.mean(axis=0)[1:]) > 0.95 * np.linalg.norm(skin[0, 1:])


@pytest.mark.parametrize(
    ("tone", "color", "least", "most"),
    [
        ("light", "#DDBB8E", 5.0, 15.0),
        ("medium", "#DDBB8E", 3.0, 11.0),
        ("light", "#B58530", 6.0, 16.0),
        ("medium", "#B58530", 4.0, 11.0),
        ("deep", "#B58530", 20.0, 32.0),
        ("medium", "#FFD800", 24.0, 40.0),
    ],
)
def test_champagne_and_gold_are_a_little_yellower_than_the_skin_and_yellow_is_yellow(
    atelier: Atelier, tone: str, color: str, least: float, most: float
) -> None:
    x, height = (atelier.region("eyes", n) for n in (0, 2))
    lid = (np.abs(x - 0.5) < 0.2) & (height > 2.0) & (height < 5.0)
    maps = atelier.paint(layer("eyeshadow", colors=[color], finishes=["metallic"]), tone=tone)
    turn = hue(lab(maps.worn(TONES[tone])[lid])) - hue(lab(TONES[tone][None]))
    assert least < turn < most


def test_a_pale_shadow_blends_out_thinly_on_deep_skin(atelier: Atelier) -> None:
    x, height = (atelier.region("eyes", n) for n in (0, 2))
    above = (np.abs(x - 0.5) < 0.3) & (height > 3.0) & (height < 14.0)

    def opacity(color: str, finish: str) -> NDArray[np.float32]:
        shadow = layer("eyeshadow", colors=[color], finishes=[finish], pattern="whole_eye")
        through = atelier.paint(shadow, tone="deep").transmit[..., 1][above]
        return np.asarray((1.0 - through) / (1.0 - through.min()))

    edge = np.abs(opacity("#101010", "matte") - 0.5) < 0.1
    assert opacity("#E8D8C8", "matte")[edge].mean() < 0.45
    assert opacity("#E8D8C8", "metallic")[edge].mean() < 0.38


def test_a_shadow_leaves_the_outer_corner_upwards_and_softly(atelier: Atelier) -> None:
    x, height = (atelier.region("eyes", n) for n in (0, 2))
    laid = 1.0 - atelier.paint(layer("eyeshadow", colors=["#101010"])).transmit[..., 1]
    on_lid = laid[(np.abs(x - 0.8) < 0.05) & (height > 0.8) & (height < 4.0)].mean()
    corner = np.abs(x - 1.0) < 0.03
    assert laid[corner & (np.abs(height - 0.8) < 0.4)].mean() < 0.5 * on_lid
    assert laid[corner & (np.abs(height - 5.0) < 1.0)].mean() > 0.9 * on_lid


def test_light_in_the_inner_corner_lies_along_the_lids_and_is_no_bead(atelier: Atelier) -> None:
    x, y, upper, lower = (atelier.region("eyes", n) for n in range(4))
    shadow = layer("eyeshadow", colors=["#FFFFFF"] * 3, pattern="under_lid")
    laid = 1.0 - atelier.paint(shadow, tone="deep").transmit[..., 1]
    towards_nose = (np.abs(x + 0.062) < 0.02) & (np.abs(y) < 1.0)
    on_lid = (np.abs(x - 0.09) < 0.02) & (np.abs(upper - 0.9) < 0.4) & (lower < upper)
    assert 0.0 < laid[towards_nose].mean() < 0.6 * laid[on_lid].mean()


def test_metallic_and_glitter_shadows_shine(atelier: Atelier) -> None:
    lid = (np.abs(atelier.region("eyes", 0) - 0.5) < 0.2) & (
        np.abs(atelier.region("eyes", 2) - 3.0) < 1.5
    )
    metal, glitter, matte = (
        atelier.paint(layer("eyeshadow", finishes=(finish,)))
        for finish in ("metallic", "glitter", "matte")
    )
    assert metal.pigment[lid, 3].mean() > 0.5
    assert glitter.finish[lid, 2].std() > 0.05  # flakes, not a veil
    assert matte.finish[lid, :3:2].max() == 0.0


@pytest.mark.parametrize("style", ["classic", "cat_eye", "winged", "double", "arabic"])
def test_a_longer_wing_reaches_further_out(atelier: Atelier, style: str) -> None:
    along = atelier.region("eyes", 0)
    ends = []
    for wing in (0.1, 0.5, 1.0):
        drawn = atelier.paint(layer("eyeliner", style=style, wing=wing)).transmit[..., 0] < 0.5
        ends.append(float(along[drawn].max()))
    assert ends[0] < ends[1] < ends[2]


def test_the_line_lies_on_the_lid_margin(atelier: Atelier) -> None:
    maps = atelier.paint(layer("eyeliner", thickness=0.5, wing=0.0))
    along, upper = atelier.region("eyes", 0), atelier.region("eyes", 2)
    lid = np.abs(along - 0.7) < 0.1
    assert maps.transmit[lid & (upper > 0.2) & (upper < 0.8), 0].max() < 0.35
    assert maps.transmit[lid & (upper > 3.0), 0].min() > 0.98


@pytest.mark.parametrize("style", ["cat_eye", "arabic"])
def test_the_point_at_the_inner_corner_is_one_with_the_line(atelier: Atelier, style: str) -> None:
    liner = atelier.paint(layer("eyeliner", style=style, thickness=0.4)).transmit[..., 1]
    x, height = (atelier.region("eyes", n) for n in (0, 2))
    for start, end in ((-0.1, 0.0), (0.0, 0.05), (0.05, 0.12)):
        part = (x > start) & (x < end) & (height > 0.0) & (height < 1.6)
        assert liner[part].mean() < (0.84 if start < 0.0 else 0.7), start


def test_a_wing_is_a_stroke_rather_than_a_wedge(atelier: Atelier) -> None:
    along, height = atelier.region("eyes", 0), atelier.region("eyes", 1)
    maps = atelier.paint(layer("eyeliner", style="winged", thickness=0.38, wing=0.4))
    corner = np.abs(along - 1.02) < 0.03
    drawn = height[corner & (maps.transmit[..., 0] < 0.5)]
    assert 1.5 < drawn.max() < 2.9  # millimetres above the corner of the eye


def test_puppy_liner_points_down(atelier: Atelier) -> None:
    past = atelier.region("eyes", 0) > 1.06
    height = atelier.region("eyes", 1)
    level = {}
    for style in ("puppy", "winged"):
        maps = atelier.paint(layer("eyeliner", style=style, wing=0.8))
        level[style] = float(height[past & (maps.transmit[..., 0] < 0.6)].mean())
    assert level["puppy"] < 0.0 < level["winged"]


def test_aegyo_sal_is_lit_above_its_shadow(atelier: Atelier) -> None:
    maps = atelier.paint(layer("aegyo_sal", strength=1.0))
    along, lower = atelier.region("eyes", 0), atelier.region("eyes", 3)
    middle = np.abs(along - 0.55) < 0.12
    lit = colored(atelier, maps, middle & (lower > 1.0) & (lower < 2.2))
    shade = colored(atelier, maps, middle & (lower > 4.6) & (lower < 6.0))
    assert lit.sum() > TONES["medium"].sum() > shade.sum()
