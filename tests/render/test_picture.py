"""The pixels that drawing looks at: the same however a source lays them out."""

from __future__ import annotations

import numpy as np

from beautymirror.frame import Face, Frame, Tracked
from beautymirror.render.picture import Picture
from beautymirror.render.srgb import LINEAR
from tests.render.stage import LOUD, POSE, Image, Stage


def padded(image: Image) -> Image:
    """Four bytes a pixel, the last of them noise."""
    noise = np.random.default_rng(3).integers(0, 256, image.shape[:2], np.uint8)
    return np.dstack([image, noise])


def test_the_fourth_byte_of_a_pixel_is_never_seen(stage: Stage) -> None:
    face = (Face(1, stage.points, POSE),)
    plain = stage.draw(Tracked(Frame(stage.image, 0.0, 0), face), LOUD)
    assert np.abs(plain.astype(int) - stage.image).max() > 40
    wide = stage.draw(Tracked(Frame.wide(padded(stage.image), 0.0, 0), face), LOUD)
    assert np.array_equal(wide, plain)
    # And back again, into memory that holds the noise still.
    again = stage.draw(Tracked(Frame(stage.image[:, ::-1].copy(), 0.0, 0)), None)
    assert np.array_equal(again, stage.image[:, ::-1])


def test_places_beyond_the_rim_have_the_nearest_pixel() -> None:
    image = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)
    picture = Picture.of(image)
    assert picture.size == (7, 5)
    assert np.array_equal(picture.pixels[..., :3], image)
    x, y = np.array([-3.0, 0.9, 6.9, 40.0]), np.array([-0.5, 2.0, 4.9, 9.0])
    expected = image[[0, 2, 4, 4], [0, 0, 6, 6]]
    assert np.array_equal(picture.at(x, y), expected)
    assert np.array_equal(picture.at(x, y[:, None])[2], image[4, [0, 0, 6, 6]])
    points = np.stack([x, y, y], axis=1).astype(np.float32)
    assert np.array_equal(picture.linear(points), LINEAR[expected])


def test_one_pixel_is_a_picture() -> None:
    picture = Picture.of(np.array([[[1, 2, 3]]], np.uint8))
    assert picture.pixels[0, 0, :3].tolist() == [1, 2, 3]
