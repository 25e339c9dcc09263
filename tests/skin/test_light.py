"""Light: what a known change of it does to the reading."""

from __future__ import annotations

import colour
import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.skin import light as lights
from beautymirror.skin.colour import delta_e, ita, lab_from_linear
from beautymirror.skin.linear import linear_from_srgb
from beautymirror.skin.tone import combine, read_tone
from tests.skin.conftest import Maker
from tests.skin.lamp import in_light


@pytest.fixture(scope="module")
def unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, 128)


def test_sharpening_is_bradford_with_white_at_one() -> None:
    white = lights.sharpened(np.ones(3))
    assert white == pytest.approx(np.ones(3), abs=1e-4)
    rgb = np.random.default_rng(0).uniform(0, 1, (20, 3))
    cones = colour.adaptation.CHROMATIC_ADAPTATION_TRANSFORMS["Bradford"]
    matrix = cones @ colour.RGB_COLOURSPACES["sRGB"].matrix_RGB_to_XYZ
    expected = (rgb @ matrix.T) / (np.ones(3) @ matrix.T)
    assert lights.sharpened(rgb) == pytest.approx(expected, abs=1e-4)
    assert lights.unsharpened(lights.sharpened(rgb)) == pytest.approx(rgb)


def test_weights_follow_any_gain() -> None:
    covariance = np.cov(np.random.default_rng(2).normal(size=(12, 400)))
    weights = lights.vote_weights(covariance)
    total = sum(weights[:, 3 * i : 3 * i + 3] for i in range(4))
    assert total == pytest.approx(np.eye(3), abs=0.01)


@pytest.mark.parametrize("gain", [(0.5, 0.5, 0.5), (1.1, 1.0, 0.55), (0.85, 0.95, 1.1)])
@pytest.mark.parametrize("skin", [(225, 190, 170), (185, 135, 105), (120, 80, 60), (75, 50, 40)])
def test_the_corrected_skin_hardly_depends_on_the_light(
    made_face: Maker,
    mesh: FaceMesh,
    unwrapper: Unwrapper,
    gain: tuple[float, float, float],
    skin: tuple[int, int, int],
) -> None:
    face = made_face(skin)
    plain = read_tone(
        face.image, face.landmarks, unwrapper.unwrap(face.image, face.landmarks), mesh
    )
    picture = in_light(face.image, gain)
    other = read_tone(picture, face.landmarks, unwrapper.unwrap(picture, face.landmarks), mesh)
    assert plain is not None
    assert other is not None
    assert abs(float(ita(plain.lab) - ita(other.lab))) < 6
    assert float(delta_e(plain.raw, other.raw)) > 3 * float(delta_e(plain.lab, other.lab))


def test_a_known_light_gives_the_colour_back(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((190, 140, 115))
    gain = (0.9, 0.7, 0.4)
    picture = in_light(face.image, gain)
    known = lights.Light(np.array(gain), np.eye(3) * 0.0036, "card")
    flat = unwrapper.unwrap(picture, face.landmarks)
    read = read_tone(picture, face.landmarks, flat, mesh, known)
    assert read is not None
    true = lab_from_linear(linear_from_srgb(np.array([190, 140, 115], np.uint8)))
    assert float(delta_e(read.lab, true)) < 1.0
    tone = combine([read])
    assert tone.light_source == "card"
    assert tone.ita_uncertainty < 5


def test_an_estimated_light_is_less_sure_than_a_measured_one(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face()
    flat = unwrapper.unwrap(face.image, face.landmarks)
    guessed = read_tone(face.image, face.landmarks, flat, mesh)
    card = lights.Light(np.ones(3), np.eye(3) * 0.0036, "card")
    measured = read_tone(face.image, face.landmarks, flat, mesh, card)
    assert guessed is not None
    assert measured is not None
    assert combine([guessed]).ita_uncertainty > 2 * combine([measured]).ita_uncertainty
