"""The lip line: moved to an edge of hue that is seen, and to nothing else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.render.lipline import LipLine, millimetre
from beautymirror.render.picture import Picture
from tests.render.stage import Image, Points, Stage, look_of

OUTER = list(regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER))
CORNERS = (61, 291)
# Skin and lips, sRGB, that differ by little.
TONES = {"fair": ((214, 168, 148), (186, 120, 116)), "deep": ((92, 62, 50), (98, 58, 56))}
MM = 3.0  # pixels


def points() -> Points:
    """A face of MM pixels to a millimetre."""
    out = np.zeros((478, 3), np.float32)
    out[:468] = canonical_mesh().positions * [10.0 * MM, -10.0 * MM, -10.0 * MM] + [300, 300, 0]
    factor = 88.9 * MM / np.linalg.norm(out[33] - out[263])
    return np.asarray((out - 300.0) * np.float32(factor) + 300.0, np.float32)


def portrait(line: Points, tone: str, noise: float = 0.0, seed: int = 0) -> Image:
    """Skin with lips inside a line of landmarks, and camera noise."""
    skin, lips = TONES[tone]
    picture = np.full((600, 600, 3), skin, np.float32)
    at = [np.rint(line[OUTER, :2] * 16).astype(np.int32)]
    cv2.fillPoly(picture, at, lips, lineType=cv2.LINE_AA, shift=4)
    picture += np.random.default_rng(seed).normal(0.0, noise, picture.shape)
    return np.asarray(np.clip(np.rint(cv2.GaussianBlur(picture, (0, 0), 1.0)), 0, 255), np.uint8)


def away(line: Points, offset: float) -> Points:
    """The outer lip line that far outward, millimetres; the inner one as it was."""
    moved = LipLine()
    moved.offset = np.full((2, 9), offset, np.float32)
    out = moved.drawn(line)
    inner = list(regions.LIPS_INNER_LOWER)
    out[inner] = line[inner]
    return out


def off(a: Points, b: Points) -> NDArray[np.float32]:
    """Millimetres between the outer lip lines of two sets of landmarks."""
    return np.asarray(np.linalg.norm((a - b)[OUTER, :2], axis=1) / MM)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("offset", [-0.9, 0.0, 0.9])
def test_the_line_goes_to_the_edge(tone: str, offset: float) -> None:
    face = points()
    true = away(face, offset)
    line = LipLine()
    line.follow(Picture.of(portrait(true, tone, noise=4.0)), face, 0.0)
    middle = [OUTER.index(n) for n in (37, 0, 267, 84, 17, 314)]
    assert off(line.drawn(face), true)[middle].max() < 0.3
    # A corner is no edge across a line: it stays.
    assert np.array_equal(line.drawn(face)[list(CORNERS)], face[list(CORNERS)])
    inner = list(regions.LIPS_INNER_UPPER)
    assert np.array_equal(line.drawn(face)[inner], face[inner])


def test_shadows_and_small_faces_move_nothing() -> None:
    face = points()
    shadow = np.full((600, 600, 3), (150, 110, 95), np.uint8)
    below = face[17, 1] + 1.0 * MM
    shadow[int(below) :] = (105, 77, 66)  # a shadow under the lip: darker, of the same hue
    line = LipLine()
    line.follow(Picture.of(shadow), face, 0.0)
    assert off(line.drawn(face), face).max() < 0.1
    small = np.asarray(face * np.float32(0.2))
    line = LipLine()
    distant = cv2.resize(portrait(away(face, 0.9), "fair"), (120, 120))
    line.follow(Picture.of(np.asarray(distant, np.uint8)), small, 0.0)
    assert np.array_equal(line.drawn(small)[OUTER], small[OUTER])


def test_only_the_inner_rim_of_an_open_lower_lip_reaches_into_the_mouth() -> None:
    upper, lower = list(regions.LIPS_INNER_UPPER), list(regions.LIPS_INNER_LOWER)

    def reached(gap: float) -> NDArray[np.float32]:
        face = points()
        face[lower] = face[upper]
        face[lower[1:-1], 1] += gap * MM
        drawn = LipLine().drawn(face)
        rest = np.setdiff1d(np.arange(478), lower[1:-1])
        assert np.array_equal(drawn[rest], face[rest])
        return np.asarray((face - drawn)[lower[1:-1], 1] / MM)

    assert np.allclose(reached(2.0), 0.4, atol=0.01)
    assert np.allclose(reached(30.0), 0.5, atol=0.01)


@pytest.mark.parametrize("gap", [0.2, 0.7, 1.2])
def test_lips_that_meet_lie_one_behind_the_other_and_leave_no_bare_thread(
    stage: Stage, gap: float
) -> None:
    upper, lower = (list(x[1:-1]) for x in (regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))
    image, face = stage.scaled(4.0)
    face[lower] = face[upper] + [0.0, gap * millimetre(face), 0.0]
    drawn = LipLine().drawn(face)
    assert (drawn[upper, 1] > drawn[lower, 1]).all()
    rest = np.setdiff1d(np.arange(478), upper + lower)
    assert np.array_equal(drawn[rest], face[rest])
    at = np.rint(face[OUTER, :2]).astype(np.int32)
    lips = cv2.fillPoly(np.zeros(image.shape[:2], np.uint8), [at], 1)
    image[lips > 0] = (186, 120, 116)
    green = {"kind": "lipstick", "color": "#00A000", "finish": "matte", "coverage": 1.0}
    painted = stage.wear(look_of(green), image=image, points=face)
    inside = cv2.erode(lips, np.ones((25, 25))) > 0
    assert painted[inside][:, 0].max() < 0.65 * 186


def test_noise_hardly_moves_the_line_and_a_change_is_followed_slowly() -> None:
    face, line = points(), LipLine()
    near, far = away(face, -0.5), away(face, 0.9)
    drawn = []
    for frame in range(60):
        line.follow(Picture.of(portrait(near, "deep", noise=4.0, seed=frame)), face, frame / 30)
        drawn.append(line.offset)
    assert np.std(drawn[30:], axis=0).max() < 0.06
    changed = portrait(far, "deep")
    line.follow(Picture.of(changed), face, 61 / 30)
    assert np.abs(line.offset - drawn[-1]).max() < 0.15
    for frame in range(62, 180):
        line.follow(Picture.of(changed), face, frame / 30)
    assert np.abs(line.offset - drawn[-1]).max() > 0.8


def test_lipstick_is_drawn_to_the_edge_and_no_other_makeup_moves(stage: Stage) -> None:
    image, face = stage.scaled(2.5)
    red = {"kind": "lipstick", "color": "#2030C0", "finish": "matte", "coverage": 1.0}
    blush = {"kind": "blush"}
    outward = away(face, 1.2)
    changed = (stage.wear(look_of(red), image=image, points=face) != image).any(axis=2)
    wide = (stage.wear(look_of(red), image=image, points=outward) != image).any(axis=2)
    # Landmarks that err outward leave less on the skin than they err by.
    assert wide.sum() - changed.sum() < 0.8 * (area(outward) - area(face))
    both = stage.wear(look_of(blush, {**red, "intensity": 0.0}), image=image, points=face)
    assert np.array_equal(both, stage.wear(look_of(blush), image=image, points=face))


def area(face: Points) -> float:
    return float(cv2.contourArea(face[OUTER, :2]))
