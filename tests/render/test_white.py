"""The colour of the light, told by the whites of the eyes, by the skin and by a grey room."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LINEAR
from beautymirror.render.white import light_color

GREY = Picture.of(np.full((64, 64, 3), 128, np.uint8))
Points = np.ndarray[tuple[int, int], np.dtype[np.float32]]
NO_EYES = np.zeros((468, 3), np.float32)
# Skins from fair to deep, as sRGB, in white light.
SKINS = [(0xF2, 0xD6, 0xC2), (0xD7, 0xA8, 0x82), (0xA0, 0x72, 0x52), (0x60, 0x41, 0x34)]
LAMPS = [(1.3, 1.0, 0.7), (2.0, 1.0, 0.4), (0.85, 1.0, 1.3)]


def linear(srgb: tuple[int, int, int]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.asarray(LINEAR[list(srgb)])


@pytest.mark.parametrize("srgb", SKINS)
def test_no_skin_in_white_light_is_taken_for_a_coloured_one(srgb: tuple[int, int, int]) -> None:
    color = light_color(GREY, NO_EYES, linear(srgb))
    assert np.ptp(color) < 0.02


@pytest.mark.parametrize("srgb", SKINS)
def test_skin_warmer_than_any_tells_of_a_warm_light(srgb: tuple[int, int, int]) -> None:
    lamp = np.array([2.0, 1.0, 0.4], np.float32)
    red, green, blue = light_color(GREY, NO_EYES, 0.5 * lamp * linear(srgb))
    assert red > 1.25 * green
    assert blue < 0.75 * green
    # It is not thought warmer than it is.
    assert red < 2.0 * green
    assert blue > 0.38 * green


@pytest.mark.parametrize("srgb", SKINS)
def test_makeup_glows_on_nobody_in_the_dark(srgb: tuple[int, int, int]) -> None:
    skin = linear(srgb)
    dark = 0.004 / float(skin.max())  # of the light: the skin's brightest band is 13 of 255
    color = light_color(GREY, NO_EYES, dark * skin)
    # Without the whites of eyes it may be thought as bright as on the deepest skin, no brighter.
    assert color.max() < 0.1


@pytest.mark.parametrize("srgb", SKINS)
@pytest.mark.parametrize("lamp", LAMPS)
def test_whites_of_eyes_tell_most_of_a_light_whatever_the_skin(
    srgb: tuple[int, int, int], lamp: tuple[float, float, float]
) -> None:
    skin = 0.5 * np.array(lamp, np.float32) * linear(srgb)
    picture, points = eyes_in(lamp, skin)
    color = light_color(Picture.of(picture), points, skin)
    off = np.log(color / color[1]) - np.log(lamp)
    assert np.abs(off).max() < 0.45 * np.abs(np.log(lamp)).max() + 0.05


def eyes_in(
    lamp: tuple[float, float, float], skin: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> tuple[np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], Points]:
    """A face of bare skin with two eyes, lit by a lamp that does not light the grey room."""
    points = np.zeros((478, 3), np.float32)
    picture = np.full((64, 320, 3), 128, np.uint8)
    picture[20:44, 40:280] = encoded(skin)
    for middle, corners in ((90, (33, 133, 471, 469)), (230, (263, 362, 474, 476))):
        picture[30:34, middle - 30 : middle + 30] = encoded(np.array([0.34, 0.31, 0.29]) * lamp)
        picture[28:36, middle - 8 : middle + 8] = 25  # the iris
        points[list(corners), 1] = 32
        points[list(corners), 0] = middle + np.array([-30, 30, -8, 8])
    return picture, points


def encoded(color: Iterable[float]) -> list[int]:
    return [int(np.abs(LINEAR - band).argmin()) for band in color]
