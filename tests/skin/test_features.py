"""Colours of eyes, lips, brows and hair, contrast, and the shape of the face."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Choice
from beautymirror.skin.colour import delta_e, lab_from_srgb
from beautymirror.skin.features import Features, read_features
from beautymirror.skin.light import Light
from beautymirror.skin.shape import SHAPES, contour_pattern, face_shape
from tests.skin.conftest import MadeFace, Maker

DAY = Light(np.ones(3), np.eye(3) * 0.0036, "card")


def read(face: MadeFace, skin: tuple[int, int, int]) -> Features:
    return read_features(face.image, face.landmarks, DAY, lab_from_srgb(np.array(skin, np.uint8)))


@pytest.mark.parametrize(
    ("eyes", "name"),
    [
        ((40, 25, 18), "dark brown"),
        ((115, 75, 45), "brown"),
        ((90, 130, 170), "blue"),
        ((95, 120, 85), "green"),
    ],
)
def test_eye_colour(made_face: Maker, eyes: tuple[int, int, int], name: str) -> None:
    found = read(made_face(eyes=eyes, size=900), (200, 155, 130)).eyes
    assert found is not None
    assert found.name == name
    assert float(delta_e(found.lab, lab_from_srgb(np.array(eyes, np.uint8)))) < 5


@pytest.mark.parametrize(
    ("hair", "name"),
    [
        ((18, 16, 15), "black"),
        ((70, 45, 32), "dark brown"),
        ((200, 165, 110), "blond"),
        ((150, 80, 45), "red"),
        ((140, 138, 136), "grey"),
    ],
)
def test_hair_colour(made_face: Maker, hair: tuple[int, int, int], name: str) -> None:
    found = read(made_face(hair=hair), (215, 165, 150)).hair
    assert found is not None
    assert found.name == name


def test_a_bare_head_has_no_hair_colour(made_face: Maker) -> None:
    skin = (200, 155, 130)
    assert read(made_face(skin, hair=skin), skin).hair is None


def test_contrast_grows_with_the_difference(made_face: Maker) -> None:
    light = (225, 190, 170)
    high = read(made_face(light, hair=(20, 16, 14)), light)
    low = read(made_face(light, hair=(190, 150, 110), eyes=(150, 160, 170)), light)
    assert high.contrast > low.contrast + 15
    assert high.contrast_name == "high"
    assert low.contrast_name != "high"


def test_lips_are_read_in_the_same_light(made_face: Maker) -> None:
    lips = (170, 95, 95)
    found = read(made_face(lips=lips), (200, 155, 130)).lips
    assert found is not None
    assert float(delta_e(found.lab, lab_from_srgb(np.array(lips, np.uint8)))) < 3


def stretched(face: MadeFace, down: float) -> np.ndarray:
    points = face.landmarks.copy()
    points[:, 1] = points[:, 1].mean() + (points[:, 1] - points[:, 1].mean()) * down
    return points


def test_a_longer_face_is_long_and_a_shorter_one_is_not(made_face: Maker) -> None:
    face = made_face()
    assert face_shape([stretched(face, 1.18)]).name == "long"
    short = face_shape([stretched(face, 0.88)])
    assert short.name in ("round", "square")
    assert short.proportions["length"] < face_shape([face.landmarks]).proportions["length"]


def test_shape_does_not_depend_on_size_or_place(made_face: Maker) -> None:
    face = made_face()
    moved = face.landmarks * 1.7 + np.array([40, -12, 0], np.float32)
    one, other = face_shape([face.landmarks]), face_shape([moved])
    assert one.name == other.name
    assert one.proportions == pytest.approx(other.proportions, abs=1e-4)


def test_wide_jaws_are_square_and_narrow_ones_are_not(made_face: Maker) -> None:
    face = made_face()
    points = face.landmarks.copy()
    middle = points[:, 0].mean()
    lower = [172, 397, 149, 378, 150, 379]
    points[lower, 0] = middle + (points[lower, 0] - middle) * 1.12
    assert face_shape([points]).name == "square"
    points[lower, 0] = middle + (points[lower, 0] - middle) * 0.78
    assert face_shape([points]).name in ("heart", "diamond")


def test_names_are_known(made_face: Maker) -> None:
    shape = face_shape([made_face().landmarks])
    assert shape.name in SHAPES
    assert 0 <= shape.confidence <= 1


def test_between_two_shapes_is_said_so(made_face: Maker) -> None:
    face = made_face()
    # From clearly long to hardly: somewhere on the way it is as much another shape.
    found = [face_shape([stretched(face, down)]) for down in np.linspace(1.3, 0.9, 161)]
    assert found[0].doubt == "sure"
    assert {"sure", "probable", "between"} == {shape.doubt for shape in found}
    for shape in found:
        assert shape.second != shape.name
        assert shape.doubt == "sure" or shape.second in SHAPES


def test_a_shape_is_that_of_all_captures(made_face: Maker) -> None:
    face = made_face()
    near = [stretched(face, 1.12), stretched(face, 1.16), stretched(face, 1.2)]
    one, three = face_shape([stretched(face, 1.16)]), face_shape(near)
    assert three.proportions == pytest.approx(one.proportions, abs=1e-3)
    assert three.name == one.name


def test_every_shape_has_a_contour_pattern() -> None:
    for kind in ("contour", "bronzer", "highlighter"):
        pattern = next(p for p in KINDS[kind].parameters if p.name == "pattern")
        assert isinstance(pattern, Choice)
        known = {option.name for option in pattern.options}
        assert {contour_pattern(shape) for shape in SHAPES} <= known
