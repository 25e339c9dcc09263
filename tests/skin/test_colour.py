"""Colour of skin against an independent library, and the conventions on top."""

from __future__ import annotations

import colour
import numpy as np
import pytest

from beautymirror.skin import colour as skin
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb, srgb_from_linear


def test_linear_light_agrees_with_an_independent_library() -> None:
    ramp = np.arange(256, dtype=np.uint8)
    expected = colour.models.eotf_sRGB(ramp / 255)
    assert linear_from_srgb(ramp) == pytest.approx(expected, abs=1e-6)
    assert (srgb_from_linear(expected) == ramp).all()
    assert srgb_from_linear([-0.1, 1.2, 0.5]).tolist() == [0, 255, 188]
    assert colour.RGB_COLOURSPACES["sRGB"].matrix_RGB_to_XYZ[1] == pytest.approx(
        LUMINANCE, abs=1e-4
    )


def test_lab_agrees_with_an_independent_library() -> None:
    rgb = np.random.default_rng(0).uniform(0, 1, (500, 3))
    white = colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D65"]
    expected = colour.XYZ_to_Lab(colour.sRGB_to_XYZ(rgb), white)
    assert skin.lab_from_srgb(rgb) == pytest.approx(expected, abs=0.05)


def test_delta_e_agrees_with_an_independent_library() -> None:
    rng = np.random.default_rng(1)
    one, other = rng.uniform([0, -60, -60], [100, 60, 60], (2, 300, 3))
    expected = colour.delta_E(one, other, method="CIE 2000")
    assert skin.delta_e(one, other) == pytest.approx(expected, abs=1e-6)


def test_lab_and_hex_and_linear_go_round() -> None:
    for text in ("#c08060", "#3a2018", "#f4e0d0"):
        lab = skin.hex_to_lab(text)
        assert skin.lab_to_hex(lab) == text
        assert skin.lab_from_linear(skin.linear_from_lab(lab)) == pytest.approx(lab, abs=1e-6)


@pytest.mark.parametrize("text", ["", "c08", "#12345g", "#1234567", "# 12345", "#+12345"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour like"):
        skin.hex_to_lab(text)


@pytest.mark.parametrize(
    ("lab", "angle", "name"),
    [
        ((75, 8, 14), 60.8, "very light"),
        ((66, 10, 16), 45.0, "light"),
        ((60, 11, 16), 32.0, "intermediate"),
        ((55, 12, 18), 15.5, "tan"),
        ((46, 12, 17), -13.2, "brown"),
        ((33, 9, 12), -54.8, "dark"),
    ],
)
def test_ita_and_its_classes(lab: tuple[float, ...], angle: float, name: str) -> None:
    assert float(skin.ita(lab)) == pytest.approx(angle, abs=0.1)
    assert skin.ita_class(angle) == name


def test_ita_without_yellow_stays_an_angle() -> None:
    assert float(skin.ita((60, 10, -4))) == pytest.approx(90, abs=0.01)
    assert float(skin.ita((40, 10, 0))) == pytest.approx(-90, abs=0.01)
    assert skin.ita_class(-90.0) == "dark"


def test_monk_tones_rise_as_skin_darkens() -> None:
    tones = [skin.monk_tone((lightness, 10, 15)) for lightness in range(98, 5, -3)]
    assert tones == sorted(tones)
    assert (tones[0], tones[-1]) == (1, 10)
    # Swatches 2 and 3 change places by lightness; the others stand for themselves.
    for number, swatch in enumerate(skin.MONK_SWATCHES, start=1):
        if number not in (2, 3):
            assert skin.monk_tone(skin.hex_to_lab(swatch)) == number


@pytest.mark.parametrize(
    ("hue", "name"), [(40, "cool"), (48, "cool"), (55, "neutral"), (63, "warm"), (75, "warm")]
)
def test_undertone_follows_the_hue(hue: float, name: str) -> None:
    lab = (60, 20 * np.cos(np.radians(hue)), 20 * np.sin(np.radians(hue)))
    found = skin.undertone(lab, 1.0)
    assert found.name == name
    assert sum(found.chances) == pytest.approx(1)


def test_undertone_is_less_sure_when_the_light_is() -> None:
    lab = (60, 20 * np.cos(np.radians(66)), 20 * np.sin(np.radians(66)))
    sure, unsure = skin.undertone(lab, 2.0), skin.undertone(lab, 15.0)
    assert max(sure.chances) > 0.95
    assert max(unsure.chances) < 0.7
