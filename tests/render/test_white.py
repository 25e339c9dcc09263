"""The colour of the light where no white of an eye is seen: a grey room and the skin tell it."""

from __future__ import annotations

import numpy as np
import pytest

from beautymirror.render.srgb import LINEAR
from beautymirror.render.white import light_color

GREY = np.full((64, 64, 3), 128, np.uint8)
NO_EYES = np.zeros((468, 3), np.float32)
# Skins from fair to deep, as sRGB, in white light.
SKINS = [(0xF2, 0xD6, 0xC2), (0xD7, 0xA8, 0x82), (0xA0, 0x72, 0x52), (0x60, 0x41, 0x34)]


def linear(srgb: tuple[int, int, int]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.asarray(LINEAR[list(srgb)])


@pytest.mark.parametrize("srgb", SKINS)
def test_no_skin_in_white_light_is_taken_for_a_coloured_one(srgb: tuple[int, int, int]) -> None:
    color = light_color(GREY, NO_EYES, LINEAR, linear(srgb))
    assert np.ptp(color) < 0.02


@pytest.mark.parametrize("srgb", SKINS)
def test_skin_redder_than_any_tells_of_warm_light(srgb: tuple[int, int, int]) -> None:
    lamp = np.array([2.0, 1.0, 0.4], np.float32)
    red, green, blue = light_color(GREY, NO_EYES, LINEAR, 0.5 * lamp * linear(srgb))
    assert red > 1.05 * green
    assert blue < 0.95 * green
    # It is never thought warmer than it is.
    assert red < 2.0 * green
    assert blue > 0.4 * green
