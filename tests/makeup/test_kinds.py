"""What each kind promises beyond the contract."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from beautymirror.looks.kinds.options import FACE_SHAPES
from beautymirror.looks.parameters import linear_color
from tests.makeup.atelier import TONES, Array, Atelier, Maps, layer
from tests.makeup.test_contract import difference, lab

every_tone = pytest.mark.parametrize("tone", TONES)


def near(atelier: Atelier, u: float, v: float, radius: float = 0.012) -> Array:
    """Texels of the face about a canonical point."""
    with np.errstate(invalid="ignore"):
        return np.asarray(((atelier.uv - [u, v]) ** 2).sum(axis=-1) < radius**2)


def lips(atelier: Atelier, depth: float = 2.0) -> Array:
    """Texels on the lips, at least ``depth`` millimetres from either line."""
    outer, inner = (atelier.region("lips_oval_brow", n) for n in (0, 1))
    return np.asarray((outer > depth) & (inner > depth))


def hue(values: Array) -> float:
    """Hue angle of CIELAB colours (n, 3), degrees."""
    _, a, b = values.mean(axis=0)
    return float(np.degrees(np.arctan2(b, a)))


def colored(atelier: Atelier, maps: Maps, where: Array, tone: str = "medium") -> Array:
    """Mean linear colour that the skin of this tone has there, (3,)."""
    return np.asarray(maps.worn(TONES[tone])[where].mean(axis=0))


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
def test_blush_runs_thinly_over_the_nose_and_is_no_patch_on_deep_skin(
    atelier: Atelier, tone: str
) -> None:
    cheek, nose = near(atelier, 0.26, 0.50, 0.03), near(atelier, 0.5, 0.535, 0.02)
    for pattern in ("w_shape", "sun_kissed"):
        off = difference(atelier.paint(layer("blush", pattern=pattern), tone=tone), tone)
        assert 3.0 < np.median(off[nose]) < 0.68 * np.median(off[cheek])
    deep, own = (
        difference(atelier.paint(layer("blush", pattern="high"), tone=name), name)
        for name in ("deep", tone)
    )
    assert np.median(deep[cheek]) < 1.02 * np.median(own[cheek])


@pytest.mark.parametrize("color", ["#E0707A", "#C8505A", "#F09080"])
@every_tone
def test_blush_shows_alike_and_is_never_ashen(atelier: Atelier, tone: str, color: str) -> None:
    maps = atelier.paint(layer("blush", colors=(color,)), tone=tone)
    cheek = near(atelier, 0.275, 0.485)
    assert 6.0 <= np.median(difference(maps, tone)[cheek]) <= 14.0
    before, after = lab(TONES[tone][None, :]), lab(maps.worn(TONES[tone])[cheek])
    if tone == "deep":
        assert abs(hue(after) - hue(before)) < 15.0
        assert np.hypot(*after.mean(axis=0)[1:]) > np.hypot(*before.mean(axis=0)[1:])


@pytest.mark.parametrize("color", ["#C2587E", "#8E3A5A", "#A42E62"])
def test_a_berry_blush_is_no_rust_on_deep_skin(atelier: Atelier, color: str) -> None:
    cheek = near(atelier, 0.275, 0.485)

    def worn(shade: str) -> Array:
        maps = atelier.paint(layer("blush", colors=(shade,)), tone="deep")
        return lab(maps.worn(TONES["deep"])[cheek])

    assert hue(worn(color)) < hue(worn("#E0707A")) - 10.0
    assert np.hypot(*worn(color).mean(axis=0)[1:]) > np.hypot(*lab(TONES["deep"][None])[0, 1:])


@pytest.mark.parametrize(
    ("kind", "values", "places"),
    [
        (
            "highlighter",
            {"shimmer": 0.0},
            [(0.215, 0.564), (0.24, 0.55), (0.265, 0.537), (0.29, 0.527)],
        ),
        (
            "blush",
            {"pattern": "draped", "softness": 1.0},
            [(0.22, 0.525), (0.255, 0.505), (0.29, 0.49), (0.32, 0.475)],
        ),
    ],
)
@every_tone
def test_what_is_swept_along_the_cheekbone_ends_in_no_spot_under_the_eye(
    atelier: Atelier,
    tone: str,
    kind: str,
    values: dict[str, Any],
    places: list[tuple[float, float]],
) -> None:
    off = difference(atelier.paint(layer(kind, **values), tone=tone), tone)
    along = [float(np.median(off[near(atelier, *place, 0.01)])) for place in places]
    steps = -np.diff(along) / along[0]
    assert steps.min() > 0.0
    assert steps.max() < 0.45


@pytest.mark.parametrize("tone", ["light", "medium"])
def test_a_pink_blush_is_deeper_than_the_skin_rather_than_glowing(
    atelier: Atelier, tone: str
) -> None:
    maps = atelier.paint(layer("blush", colors=("#E0707A",)), tone=tone)
    cheek = near(atelier, 0.275, 0.485)
    before, after = lab(TONES[tone][None, :])[0], lab(maps.worn(TONES[tone])[cheek]).mean(axis=0)
    assert before[0] - after[0] > 2.5
    assert np.hypot(*after[1:]) - np.hypot(*before[1:]) < 11.0


def test_a_second_blush_colour_lies_outside_the_first(atelier: Atelier) -> None:
    one = atelier.paint(layer("blush", colors=("#D04060",)))
    two = atelier.paint(layer("blush", colors=("#D04060", "#E0A040")))
    centre, outside = near(atelier, 0.31, 0.47), near(atelier, 0.19, 0.50)
    assert np.allclose(one.worn(TONES["medium"])[centre], two.worn(TONES["medium"])[centre])
    assert colored(atelier, two, outside)[1] > colored(atelier, one, outside)[1] + 0.01


@every_tone
def test_full_foundation_of_its_own_shade_is_the_shade(atelier: Atelier, tone: str) -> None:
    full = layer("foundation", color="#C89878", coverage=1.0, match=0.0)
    worn = colored(atelier, atelier.paint(full, tone=tone), near(atelier, 0.3, 0.45), tone)
    assert np.abs(worn - linear_color("#C89878")).max() < 0.03


@every_tone
def test_matched_foundation_keeps_the_wearers_depth(atelier: Atelier, tone: str) -> None:
    maps = atelier.paint(layer("foundation", color="#D9A98A", coverage=0.6), tone=tone)
    before = lab(TONES[tone][None, :])[0]
    after = lab(maps.worn(TONES[tone])[near(atelier, 0.3, 0.45)]).mean(axis=0)
    assert abs(after[0] - before[0]) < 7.0
    assert abs(hue(after[None, :]) - hue(before[None, :])) < 15.0


def test_more_coverage_hides_more(atelier: Atelier) -> None:
    cheek = near(atelier, 0.3, 0.45)
    through = [
        atelier.paint(layer("foundation", coverage=c)).transmit[cheek, :3].mean()
        for c in (0.1, 0.4, 0.7, 1.0)
    ]
    assert through == sorted(through, reverse=True)
    assert through[-1] < 0.1


def test_corrector_brings_a_dark_hollow_towards_the_cheek(atelier: Atelier) -> None:
    skin = TONES["medium"]
    hollow = skin * np.array([0.55, 0.6, 0.75], np.float32)
    maps = atelier.paint(layer("corrector", strength=1.0))
    under = near(atelier, 0.335, 0.572, 0.008)
    after = maps.worn(hollow)[under].mean(axis=0)
    assert np.abs(after - skin).sum() < 0.6 * np.abs(hollow - skin).sum()


def test_concealer_is_strongest_under_the_eyes(atelier: Atelier) -> None:
    maps = atelier.paint(layer("concealer", spots=0.0))
    under = 1.0 - maps.transmit[near(atelier, 0.335, 0.575), 0].mean()
    assert under > 0.1
    assert maps.transmit[near(atelier, 0.3, 0.4), 0].min() > 0.99


def test_smoothing_spares_lips_brows_and_rim(atelier: Atelier) -> None:
    smooth = atelier.paint(layer("smoothing", strength=1.0)).finish[..., 3]
    assert smooth[near(atelier, 0.3, 0.45)].min() > 0.95
    assert smooth[lips(atelier, 3.0)].max() < 0.02
    assert smooth[atelier.region("lips_oval_brow", 3) > 3.0].max() < 0.02
    assert smooth[np.abs(atelier.region("lips_oval_brow", 2)) < 0.6].max() < 0.05


@pytest.mark.parametrize("kind", ["contour", "bronzer"])
@every_tone
def test_sculpting_darkens_and_keeps_the_hue(atelier: Atelier, kind: str, tone: str) -> None:
    maps = atelier.paint(layer(kind), tone=tone)
    change = difference(maps, tone)
    strong = np.nan_to_num(change) > 0.7 * np.nanmax(change)
    before, after = lab(TONES[tone][None, :]), lab(maps.worn(TONES[tone])[strong])
    assert after.mean(axis=0)[0] < before[0, 0]
    assert abs(hue(after) - hue(before)) < 20.0


def test_the_face_shape_moves_the_contour(atelier: Atelier) -> None:
    jaw, crown = near(atelier, 0.17, 0.19, 0.03), near(atelier, 0.42, 0.86, 0.03)
    square, long = (
        1.0 - atelier.paint(layer("contour", pattern=shape)).transmit[..., 0]
        for shape in ("square", "long")
    )
    assert square[jaw].mean() > long[jaw].mean()
    assert long[crown].mean() > square[crown].mean()


def test_no_face_shape_has_a_stripe_across_the_forehead(atelier: Atelier) -> None:
    crown = near(atelier, 0.5, 0.9, 0.05)
    for shape in FACE_SHAPES.options:
        shade = 1.0 - atelier.paint(layer("contour", pattern=shape.name)).transmit[..., 0]
        assert np.nanmax(shade[crown]) < 0.6 * np.nanmax(shade), shape.name


@pytest.mark.parametrize("kind", ["contour", "bronzer"])
def test_no_face_shape_is_sculpted_like_another(atelier: Atelier, kind: str) -> None:
    painted = {
        shape.name: atelier.paint(layer(kind, pattern=shape.name)).transmit
        for shape in FACE_SHAPES.options
    }
    strongest = max(1.0 - np.nanmin(maps[..., 2]) for maps in painted.values())
    for (one, first), (other, second) in combinations(painted.items(), 2):
        # Somewhere they differ by three tenths of what the strongest one does.
        assert np.nanmax(np.abs(first - second)[..., 2]) > 0.3 * strongest, (one, other)


@every_tone
def test_highlighter_lightens_and_glows(atelier: Atelier, tone: str) -> None:
    maps = atelier.paint(layer("highlighter"), tone=tone)
    bone = near(atelier, 0.2, 0.57)
    assert colored(atelier, maps, bone, tone).sum() > 1.05 * TONES[tone].sum()
    assert maps.finish[bone, 0].mean() > 0.2


@pytest.mark.parametrize("color", ["#FFE6CC", "#F6D9A0"])
@every_tone
def test_highlighter_keeps_the_hue_of_the_skin(atelier: Atelier, tone: str, color: str) -> None:
    maps = atelier.paint(layer("highlighter", color=color, shimmer=0.0), tone=tone)
    bone = near(atelier, 0.2, 0.57)
    before, after = lab(TONES[tone][None, :])[0], lab(maps.worn(TONES[tone])[bone]).mean(axis=0)
    assert after[0] - before[0] > 4.0
    assert abs(hue(after[None]) - hue(before[None])) < 12.0


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
