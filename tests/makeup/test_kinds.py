"""What makeup of lips and brows, and art, promise beyond the contract."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.looks.parameters import linear_color
from tests.makeup.atelier import TONES, Atelier, colored, every_tone, layer, lips, near
from tests.makeup.test_contract import difference, lab


@pytest.mark.parametrize("finish", ["matte", "satin", "cream", "gloss"])
@every_tone
def test_opaque_lipstick_is_the_swatch(atelier: Atelier, tone: str, finish: str) -> None:
    opaque = layer("lipstick", color="#9A2038", coverage=1.0, finish=finish)
    worn = colored(atelier, atelier.paint(opaque, tone=tone), lips(atelier), tone)
    assert np.abs(worn - linear_color("#9A2038")).max() < 0.012


@pytest.mark.parametrize("coverage", [0.5, 0.8])
def test_a_red_through_which_the_lip_shows_is_no_dusty_pink(
    atelier: Atelier, coverage: float
) -> None:
    red = layer("lipstick", color="#A3101E", finish="matte", coverage=coverage)
    pale = np.array([0.40, 0.17, 0.18], np.float32)
    worn = atelier.paint(red).worn(pale)[lips(atelier, 3.0)].mean(axis=0)
    # As saturated as mixed from a lip seen through red glass, not through gauze.
    assert worn[1] < 0.5 * (1.0 - coverage) * pale[1] + linear_color("#A3101E")[1]
    assert worn[0] > 0.9 * linear_color("#A3101E")[0]


def test_matte_takes_shine_and_gloss_adds_it(atelier: Atelier) -> None:
    matte = atelier.paint(layer("lipstick", finish="matte"))
    gloss = atelier.paint(layer("lipstick", finish="gloss", gloss=1.0))
    on = lips(atelier)
    assert matte.transmit[on, 3].max() < 0.3
    assert matte.finish[on, 0].max() < 0.01
    assert gloss.finish[on, 0].min() > 0.4


def test_ombre_goes_from_the_lip_line_to_the_middle(atelier: Atelier) -> None:
    two = layer("lipstick", style="ombre", color="#F0B0A8", inner_color="#5A0010", finish="matte")
    maps = atelier.paint(two)
    outer, inner = (atelier.region("lips_oval_brow", n) for n in (0, 1))
    rim = colored(atelier, maps, (outer > 1.0) & (outer < 2.0) & (inner > 5.0))
    middle = colored(atelier, maps, (inner > 0.5) & (inner < 1.5) & (outer > 5.0))
    assert rim.sum() > 2.0 * middle.sum()


def test_lipstick_stays_out_of_the_mouth(atelier: Atelier) -> None:
    maps = atelier.paint(layer("lipstick", coverage=1.0))
    mouth = (atelier.region("lips_oval_brow", 1) < -0.8) & (atelier.region("lips_oval_brow", 0) > 0)
    assert maps.pigment[mouth, :3].max(initial=0.0) < 0.01


def test_no_skin_shines_through_where_lips_are_overlined(atelier: Atelier) -> None:
    liner = layer("lip_liner", style="over_lined", color="#7C0E1C", thickness=0.5, softness=0.3)
    outer = atelier.region("lips_oval_brow", 0)
    middle = np.abs(atelier.uv[..., 0] - 0.5) < 0.03
    beyond = middle & (outer > -1.7) & (outer < -1.2)
    assert atelier.paint(liner).transmit[beyond, 1].mean() < 0.15


def test_overlining_reaches_past_the_lip_line(atelier: Atelier) -> None:
    outer = atelier.region("lips_oval_brow", 0)
    beyond = (outer > -2.0) & (outer < -1.2) & near(atelier, 0.5, 0.3475, 0.03)
    over, natural = (
        1.0 - atelier.paint(layer("lip_liner", style=style)).transmit[beyond, 0].mean()
        for style in ("over_lined", "natural")
    )
    assert over > natural + 0.1


@every_tone
def test_a_brown_pencil_is_a_shadow_round_the_lips_and_no_rim_of_rust(
    atelier: Atelier, tone: str
) -> None:
    maps = atelier.paint(layer("lip_liner", color="#5E3026", intensity=1.0), tone=tone)
    outer = atelier.region("lips_oval_brow", 0)
    line = (np.abs(atelier.uv[..., 0] - 0.5) < 0.03) & (np.abs(outer - 0.4) < 0.3)
    skin, worn = lab(TONES[tone][None])[0], lab(maps.worn(TONES[tone])[line]).mean(axis=0)
    assert worn[0] < skin[0] - 3.0
    assert np.hypot(*worn[1:]) < 1.15 * np.hypot(*skin[1:])


@every_tone
def test_brows_are_darker_than_the_skin(atelier: Atelier, tone: str) -> None:
    maps = atelier.paint(layer("eyebrows"), tone=tone)
    body = (atelier.region("lips_oval_brow", 3) > 2.0) & (
        np.abs(atelier.region("brows", 0) - 0.5) < 0.25
    )
    assert colored(atelier, maps, body, tone).sum() < 0.85 * TONES[tone].sum()


def test_brows_show_on_deep_skin_as_on_others(atelier: Atelier) -> None:
    brow = atelier.region("lips_oval_brow", 3) > 0.8
    shown = {
        tone: float(difference(atelier.paint(layer("eyebrows"), tone=tone), tone)[brow].mean())
        for tone in TONES
    }
    assert shown["deep"] > 0.4 * shown["medium"], shown


def test_a_thicker_brow_is_taller(atelier: Atelier) -> None:
    covered = [
        (atelier.paint(layer("eyebrows", thickness=t)).transmit[..., 1] < 0.9).sum()
        for t in (-1.0, 0.0, 1.0)
    ]
    assert covered[0] < covered[1] < covered[2]


def test_freckles_differ_by_seed(atelier: Atelier) -> None:
    first, second = (atelier.paint(layer("face_art", seed=seed)) for seed in (0.0, 1.0))
    assert first.raw != second.raw


@pytest.mark.parametrize("motif", ["gem", "dot", "heart", "star", "crescent", "flower"])
def test_a_figure_lies_where_it_is_put(atelier: Atelier, motif: str) -> None:
    put = layer("face_art", motif=motif, sides="right", across=0.5, height=0.45, size=0.6)
    maps = atelier.paint(put)
    drawn = (maps.transmit[..., 0] < 0.5) & ~np.isnan(atelier.uv[..., 0])
    centre = atelier.uv[drawn].mean(axis=0)
    assert drawn.sum() > 15
    if motif != "crescent":
        assert drawn[near(atelier, 0.25, 0.45, 0.006)].all()
    assert np.abs(centre - [0.25, 0.45]).max() < 0.02
