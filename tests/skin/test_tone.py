"""Tone from patches: highlights, shadows, hair and outlying frames do not count."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.skin.colour import delta_e, lab_from_linear, lab_from_srgb
from beautymirror.skin.light import Light
from beautymirror.skin.linear import linear_from_srgb, srgb_from_linear
from beautymirror.skin.patches import (
    clusters,
    middle,
    patch_masks,
    read_patches,
    robust_mean,
    weighted_median,
)
from beautymirror.skin.tone import combine, read_tone
from tests.skin.conftest import MadeFace, Maker

DAY = Light(np.ones(3), np.eye(3) * 0.0036, "card")


@pytest.fixture(scope="module")
def unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, 256)


def read(face: MadeFace, image: np.ndarray, mesh: FaceMesh, unwrapper: Unwrapper) -> np.ndarray:
    flat = unwrapper.unwrap(image, face.landmarks)
    reading = read_tone(image, face.landmarks, flat, mesh, DAY)
    assert reading is not None
    return reading.lab


def test_the_mean_leaves_highlights_and_shadows_out() -> None:
    pixels = np.full((1000, 3), 0.3)
    pixels[:150] = 0.95
    pixels[150:350] = 0.02
    assert robust_mean(pixels) == pytest.approx(np.full(3, 0.3))


def test_a_weighted_median_is_the_usual_one_and_moves_steadily() -> None:
    values = np.array([[0.5], [0.1], [0.3], [0.2], [0.9]])
    even = np.ones(5)
    assert weighted_median(values, even) == pytest.approx([0.3])
    assert weighted_median(values[:4], even[:4]) == pytest.approx([0.25])
    found = [
        float(weighted_median(values, np.array([1, 1, 1, 1, weight]))[0])
        for weight in np.linspace(0, 1, 21)
    ]
    assert found[0] == pytest.approx(0.25)
    assert found[-1] == pytest.approx(0.3)
    assert all(0 <= step < 0.006 for step in np.diff(found))


def test_a_jaw_that_is_nearly_a_beard_hardly_speaks(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((200, 155, 130))
    shaded = linear_from_srgb(face.image)
    shaded[round(float(face.landmarks[0, 1])) :] *= 0.75
    flat = unwrapper.unwrap(srgb_from_linear(shaded), face.landmarks)
    level = [float(middle(read_patches(flat, mesh, jaw)).sum()) for jaw in (1.0, 0.5, 0.02, 0.0)]
    assert level[2] == pytest.approx(level[3], rel=0.01)
    assert level[0] < level[1] < level[3]


def test_shine_and_spots_hardly_move_the_tone(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((190, 140, 115))
    marked = face.image.copy()
    for number in (50, 280, 151):
        at = tuple(np.rint(face.landmarks[number, :2]).astype(int).tolist())
        cv2.circle(marked, at, 9, (248, 244, 240), -1)
    moved = delta_e(read(face, face.image, mesh, unwrapper), read(face, marked, mesh, unwrapper))
    assert float(moved) < 1.0


def test_a_patch_under_hair_is_dropped(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((210, 170, 150))
    fringe = face.image.copy()
    y = round(float(face.landmarks[9, 1]))
    fringe[:y] = (35, 25, 20)
    flat = unwrapper.unwrap(fringe, face.landmarks)
    names = {patch.name for patch in read_patches(flat, mesh)}
    assert "forehead" not in names
    assert {"right cheek", "left cheek"} <= names


def test_the_same_patches_speak_in_every_exposure(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((215, 175, 150))
    shaded = linear_from_srgb(face.image)
    shaded[round(float(face.landmarks[0, 1])) :] *= 0.6  # a shadow on the jaw, 0.74 stops deep
    read = []
    for stops in (0.0, -1.0, -2.0):
        flat = unwrapper.unwrap(srgb_from_linear(shaded * 2.0**stops), face.landmarks)
        read.append({patch.name: patch.weight for patch in read_patches(flat, mesh)})
    assert read[1] == pytest.approx(read[0], abs=0.02)
    assert read[2] == pytest.approx(read[0], abs=0.02)
    assert max(read[0]["right jaw"], read[0]["left jaw"]) < 0.5 < 0.95 < read[0]["right cheek"]


@pytest.mark.parametrize("sun", [2.0, 3.0, 5.0])
def test_noise_does_not_decide_which_side_of_a_face_in_sun_is_read(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper, sun: float
) -> None:
    face = made_face((110, 78, 62))
    linear = linear_from_srgb(face.image)
    linear[:, face.image.shape[1] * 11 // 20 :] *= sun
    linear[round(float(face.landmarks[0, 1])) :] *= 0.5
    rng = np.random.default_rng(3)
    base = []
    # A jaw that may be bearded speaks now more, now less.
    for jaw in (0.0, 0.02, 0.05, 0.08, 0.1):
        noisy = srgb_from_linear(linear).astype(float) + rng.normal(0, 2.0, face.image.shape)
        image = np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
        flat = unwrapper.unwrap(image, face.landmarks)
        reading = read_tone(image, face.landmarks, flat, mesh, known=DAY, jaw=jaw)
        assert reading is not None
        base.append(reading.base)
    apart = [float(delta_e(one, other)) for one in base for other in base]
    assert max(apart) < 1.5, np.round(base, 1).tolist()


def test_overexposed_texels_keep_their_rank(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((150, 112, 95))
    grain = np.random.default_rng(2).normal(0, 0.45, (*face.image.shape[:2], 1))
    grain = cv2.GaussianBlur(grain, (0, 0), 3)[..., None]
    linear = linear_from_srgb(face.image) * np.exp(grain / grain.std() * 0.3)
    read = []
    for gain in (1.0, 2.0):
        flat = unwrapper.unwrap(srgb_from_linear(linear * gain), face.landmarks)
        read.append({patch.name: patch.linear / gain for patch in read_patches(flat, mesh)})
    clipped = flat.image[patch_masks(mesh, len(flat.coverage))["forehead"]].max(axis=1) >= 250
    assert 0.04 < clipped.mean() < 0.2
    for name, linear in read[0].items():
        assert read[1][name] == pytest.approx(linear, rel=0.02)


def test_right_and_left_are_the_wearers_own(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((150, 110, 90))
    lit = face.image.copy()
    lit[:, 320:] = np.clip(lit[:, 320:].astype(int) + 25, 0, 255)  # the wearer's left half
    flat = unwrapper.unwrap(lit, face.landmarks)
    level = {patch.name: patch.linear.sum() for patch in read_patches(flat, mesh)}
    assert level["left cheek"] > 1.2 * level["right cheek"]


def test_the_two_classical_readings_agree_on_even_skin(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((170, 120, 95))
    flat = unwrapper.unwrap(face.image, face.landmarks)
    reading = read_tone(face.image, face.landmarks, flat, mesh, DAY)
    assert reading is not None
    assert float(delta_e(reading.lab, clusters(flat, mesh, DAY))) < 1.5
    assert combine([reading]).agreement < 1.5


def test_one_bad_frame_of_five_does_not_count(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    readings = []
    for skin in ((190, 140, 115),) * 4 + ((120, 90, 120),):
        face = made_face(skin)
        flat = unwrapper.unwrap(face.image, face.landmarks)
        reading = read_tone(face.image, face.landmarks, flat, mesh, DAY)
        assert reading is not None
        readings.append(reading)
    tone = combine(readings)
    true = lab_from_srgb(np.array([190, 140, 115], np.uint8))
    assert float(delta_e(tone.lab, true)) < 1.0
    assert tone.frames == 5
    assert tone.ita_spread > 3  # and it is told


def test_nothing_seen_gives_no_reading(mesh: FaceMesh, unwrapper: Unwrapper) -> None:
    landmarks = np.full((478, 3), 5.0, np.float32)
    image = np.full((60, 60, 3), 120, np.uint8)
    flat = unwrapper.unwrap(image, landmarks)
    assert read_tone(image, landmarks, flat, mesh, DAY) is None


def test_deep_skin_is_read_as_it_is(made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper) -> None:
    face = made_face((62, 42, 34))
    true = lab_from_linear(linear_from_srgb(np.array([62, 42, 34], np.uint8)))
    assert float(delta_e(read(face, face.image, mesh, unwrapper), true)) < 1.5
