"""What lipstick alone does: fuller lips, flakes, and a film that splits the light."""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Choice
from beautymirror.render.fitting import parted
from beautymirror.render.fullness import fuller
from tests.render.stage import Image, Points, Stage, look_of, on_mesh, polygon

RED = {"kind": "lipstick", "color": "#C00020", "finish": "matte", "coverage": 1.0, "softness": 0.0}
OUTER = list(regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER))
INNER = list(regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))

# The lower lip's other rows of landmarks, from the inner line outwards.
ROWS = (
    (96, 89, 179, 86, 15, 316, 403, 319, 325),
    (77, 90, 180, 85, 16, 315, 404, 320, 307),
    (146, 91, 181, 84, 17, 314, 405, 321, 375),
)

Color = tuple[int, int, int]


def painted(before: Image, after: Image) -> int:
    """Pixels that turned red."""
    off = after.astype(int) - before
    return int((off[..., 1] < -25).sum())


def turned(points: Points, degrees: float) -> Points:
    """The face turned about its vertical axis."""
    angle = np.radians(degrees)
    middle = points[:468].mean(axis=0)
    x, y, z = (points - middle).T
    out = np.stack([x * np.cos(angle) + z * np.sin(angle), y, z * np.cos(angle)], axis=1)
    out[:, 2] -= x * np.sin(angle)
    return (out + middle).astype(np.float32)


def test_fuller_lips_are_larger_and_leave_the_rest(stage: Stage) -> None:
    plain = stage.wear(look_of(RED))
    full = stage.wear(look_of({**RED, "fullness": 1.0}))
    assert painted(stage.image, full) > 1.08 * painted(stage.image, plain)
    outside = ~on_mesh(stage.image, stage.points)
    assert (full == stage.image)[outside].all()
    # Far from the lips nothing moves.
    brow = stage.points[list(regions.RIGHT_BROW_UPPER), 1].max()
    above = np.arange(stage.image.shape[0]) < brow
    assert (full == plain)[above].all()


def test_no_fullness_is_the_plain_lip(stage: Stage) -> None:
    plain = stage.wear(look_of(RED))
    assert (stage.wear(look_of({**RED, "fullness": 0.0})) == plain).all()
    assert (stage.wear(look_of({**RED, "fullness": 1.0, "intensity": 0.0})) == stage.image).all()


def test_lips_a_little_apart_already_show_teeth() -> None:
    face = np.zeros((478, 3), np.float32)
    face[:468] = canonical_mesh().positions * [10.0, -10.0, -10.0]
    face *= 88.9 / np.linalg.norm(face[33] - face[263])  # millimetres

    def apart(gap: float) -> float:
        face[list(regions.LIPS_INNER_LOWER)] = face[list(regions.LIPS_INNER_UPPER)]
        face[list(regions.LIPS_INNER_LOWER), 1] += gap
        return parted(face)

    assert apart(0.5) == 0.0  # as closed mouths are found
    assert 0.2 < apart(1.2) < 0.6
    assert apart(2.1) == 1.0


def opened(
    stage: Stage,
    rim: Color,
    lower_by: float = 0.0,
    thick: float = 1.4,
    lip: Color = (96, 52, 46),
) -> tuple[Image, Points, NDArray[np.bool_]]:
    """Parted lips before a dark mouth, and a strip of the lower one in a colour of its own.

    The landmarks' line is in its middle, or so many millimetres further down; returned last is what
    of it is well away from its edges.
    """
    image, points = stage.scaled(4.0)
    millimetre = np.linalg.norm(points[33, :2] - points[263, :2]) / 88.9
    upper, lower = (list(x) for x in (regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))
    line = points[lower]
    points[lower] = points[upper]
    points[lower[1:-1], 1] += 5.0 * millimetre
    for row in ROWS:
        points[list(row)] += (points[lower] - line)[1:-1]
    lips, mouth = polygon(image, points[OUTER]), polygon(image, points[INNER])
    image[lips], image[mouth] = lip, (16, 8, 8)
    middle = points[lower[3:-3], :2] + np.array([0.0, lower_by * millimetre])
    strip = np.concatenate([middle, middle[::-1]])
    half = np.repeat([-0.5 * thick, 0.5 * thick], len(middle))[:, None] * [0.0, millimetre]
    drawn = polygon(image, (strip + half).astype(np.float32))
    image[drawn] = rim
    inside = polygon(image, (strip + 0.6 * half).astype(np.float32))
    return image, points, inside


@pytest.mark.parametrize("rim", [(238, 164, 150), (96, 52, 46), (190, 112, 100)])
def test_the_rim_of_a_parted_lip_is_painted_in_sun_and_in_shade(
    stage: Stage, rim: tuple[int, int, int]
) -> None:
    image, points, strip = opened(stage, rim)
    drawn = stage.wear(look_of(RED), image=image, points=points)
    changed = np.abs(drawn.astype(int) - image).max(axis=2) > 12
    assert changed[strip].mean() > 0.95


@pytest.mark.parametrize("tooth", [(236, 226, 206), (150, 138, 122), (20, 10, 10)])
def test_teeth_and_the_dark_of_the_mouth_are_left(
    stage: Stage, tooth: tuple[int, int, int]
) -> None:
    image, points, strip = opened(stage, tooth)
    drawn = stage.wear(look_of(RED), image=image, points=points)
    changed = np.abs(drawn.astype(int) - image).max(axis=2) > 12
    assert changed[strip].mean() < 0.05


@pytest.mark.parametrize("lip", [(150, 84, 78), (206, 130, 126)])
def test_a_glint_that_lips_lie_about_is_painted(stage: Stage, lip: Color) -> None:
    glint = (240, 228, 222)
    image, points, strip = opened(stage, glint, lower_by=1.5, thick=0.6, lip=lip)
    drawn = stage.wear(look_of(RED), image=image, points=points)
    assert (drawn[strip][:, 1] < image[strip][:, 1] - 90).mean() > 0.75
    image, points, strip = opened(stage, glint, lip=lip)  # the same by the opening is a tooth
    drawn = stage.wear(look_of(RED), image=image, points=points)
    assert (np.abs(drawn.astype(int) - image).max(axis=2) > 12)[strip].mean() < 0.05


def test_lips_grow_away_from_where_they_meet() -> None:
    points = np.column_stack([canonical_mesh().uv * [100.0, -100.0], np.zeros(468)])
    out = fuller(points.astype(np.float32), 1.0)
    inner = list(regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))
    assert np.array_equal(out[inner], points.astype(np.float32)[inner])
    assert out[0, 1] < points[0, 1] < points[17, 1] < out[17, 1]
    assert np.allclose(out[[61, 291]], points[[61, 291]], atol=1e-4)
    moved = np.abs(out - points).max(axis=1) > 1e-3
    assert moved.sum() < 80


def test_no_finish_looks_like_another(stage: Stage) -> None:
    image, points = stage.scaled(2.0)
    lips = polygon(image, points[OUTER])
    (finish,) = (p for p in KINDS["lipstick"].parameters if p.name == "finish")
    assert isinstance(finish, Choice)
    drawn = {
        option.name: stage.wear(
            look_of({"kind": "lipstick", "color": "#C00020", "finish": option.name}),
            image=image,
            points=points,
        ).astype(int)[lips]
        for option in finish.options
    }
    for (one, first), (other, second) in combinations(drawn.items(), 2):
        apart = np.abs(first - second).max(axis=1)
        assert np.percentile(apart, 90) >= 5, (one, other)


def test_flakes_change_with_density_and_size(stage: Stage) -> None:
    image, points = stage.scaled(2.0)
    shimmer = {"kind": "lipstick", "finish": "shimmer", "shimmer": 1.0}

    def drawn(density: float, size: float) -> Image:
        look = look_of({**shimmer, "density": density, "size": size})
        return stage.wear(look, image=image, points=points)

    few, many, large = drawn(0.1, 0.5), drawn(0.9, 0.5), drawn(0.9, 1.0)
    lips = polygon(image, points[OUTER])
    assert (many.astype(int) - few)[lips].mean() > 1.0
    assert np.abs(large.astype(int) - many)[lips].mean() > 1.0


def test_wrinkle_smoothing_fades_furrows_and_keeps_the_light(stage: Stage) -> None:
    image, points = stage.scaled(4.0)
    millimetre = np.linalg.norm(points[33, :2] - points[263, :2]) / 88.9
    lips = polygon(image, points[OUTER]) & ~polygon(image, points[INNER])
    furrows = 1.0 + 0.15 * np.sin(2 * np.pi * np.arange(image.shape[1]) / (1.4 * millimetre))
    image[lips] = np.clip(image * furrows[:, None], 0, 255).astype(np.uint8)[lips]

    def drawn(wrinkles: float) -> Image:
        return stage.wear(look_of({**RED, "wrinkles": wrinkles}), image=image, points=points)

    deep = cv2.erode(lips.astype(np.uint8), np.ones((9, 9))).astype(bool)

    def rough(picture: Image) -> float:
        """How much the lips differ from themselves a little out of focus."""
        red = picture[..., 0].astype(np.float32)
        return float((red - cv2.GaussianBlur(red, (0, 0), float(millimetre)))[deep].std())

    plain, some, smooth = drawn(0.0), drawn(0.5), drawn(1.0)
    assert rough(smooth) < 0.85 * rough(some) < 0.7 * rough(plain)
    assert np.allclose(smooth[deep].mean(axis=0), plain[deep].mean(axis=0), atol=3)
    off = drawn(1.0) != drawn(0.0)
    assert not off[~on_mesh(image, points)].any()


def test_a_holographic_film_turns_its_hue_with_the_head(stage: Stage) -> None:
    def tint(degrees: float, finish: str) -> NDArray[np.float64]:
        """How much of the lower lip's colour is in each band, on a grey face."""
        grey = np.full_like(stage.image, 120)
        points = turned(stage.points, degrees)
        layer = {"kind": "lipstick", "color": "#B0B0B0", "finish": finish, "shimmer": 1.0}
        drawn = stage.wear(look_of(layer), image=grey, points=points)
        seen = drawn[polygon(grey, points[[84, 17, 314, 317, 14, 87]])].astype(float).mean(axis=0)
        return np.asarray(seen / seen.sum())

    def change(finish: str) -> float:
        return float(np.abs(tint(20.0, finish) - tint(0.0, finish)).max())

    assert change("holographic") > 4.0 * change("metallic")
    assert change("holographic") > 0.01
