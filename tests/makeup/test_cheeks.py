"""What blush, contour, bronzer and highlighter promise beyond the contract."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from beautymirror.looks.kinds.options import FACE_SHAPES
from tests.makeup.atelier import TONES, Array, Atelier, colored, every_tone, hue, layer, near
from tests.makeup.test_contract import difference, lab


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
