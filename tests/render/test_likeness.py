"""Telling a wearer's skin from what lies before it, and its colour from what it mirrors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.render.light import STILL
from beautymirror.render.likeness import Likeness, likeness, majority
from tests.render.stage import Stage, look_of, on_mesh

Array = NDArray[np.float32]

TONES = {"light": (0.60, 0.42, 0.34), "brown": (0.30, 0.16, 0.10), "deep": (0.075, 0.047, 0.038)}
THINGS = {"blue": (0.03, 0.08, 0.40), "white": (0.85, 0.85, 0.82), "red": (0.50, 0.02, 0.03)}
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)

every_tone = pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
every_thing = pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)


def skin(tone: tuple[float, ...], count: int = 500) -> Array:
    """Skin in light and shade, with the mottle of skin."""
    rng = np.random.default_rng(5)
    shade = rng.uniform(0.35, 1.0, (count, 1))
    return np.asarray(tone * shade * rng.normal(1.0, 0.06, (count, 3)), np.float32)


def known(tone: tuple[float, ...]) -> Likeness:
    colors = skin(tone)
    found = likeness(colors, colors @ LUMA)
    assert found is not None
    return found


@every_thing
@every_tone
def test_a_thing_before_a_fifth_of_the_face_is_not_taken_for_it(
    tone: tuple[float, ...], thing: tuple[float, ...]
) -> None:
    colors = skin(tone)
    colors[:100] = skin(thing, 100)
    kept = majority(colors)
    assert kept[:100].mean() < 0.05
    assert kept[100:].mean() > 0.9


@every_tone
def test_skin_is_like_itself_in_any_light(tone: tuple[float, ...]) -> None:
    model = known(tone)
    for light in (0.3, 1.0, 1.6):
        assert model.of_hue(light * skin(tone)).mean() > 0.95
    assert model.of_hue(skin(THINGS["blue"])).max() < 0.05


def test_a_face_without_a_majority_of_any_colour_is_taken_whole() -> None:
    # Each third is unlike the others in another way: redder, greener, brighter.
    thirds = np.array([[0.35, 0.2, 0.05], [0.15, 0.3, 0.15], [0.9, 0.9, 0.9]], np.float32)
    colors = np.repeat(thirds, 40, axis=0)
    assert majority(colors).all()
    found = likeness(colors, np.full(len(colors), 0.25, np.float32))
    assert found is not None
    assert np.isfinite(found.whitening).all()


def test_too_few_texels_tell_nothing() -> None:
    colors = skin(TONES["brown"], 20)
    assert likeness(colors, colors @ LUMA) is None


@every_tone
def test_mirrored_light_is_taken_off_and_bright_light_is_not(tone: tuple[float, ...]) -> None:
    light = replace(STILL, skin=np.array(tone, np.float32))
    bare = light.skin[None]
    assert light.unmirrored(1.8 * bare)[0] == pytest.approx(1.0, abs=0.01)
    assert light.unmirrored(0.5 * bare)[0] == 1.0
    shining = bare + 0.3
    matt = shining * light.unmirrored(shining)[:, None]
    assert matt[0] @ LUMA == pytest.approx(1.15 * light.albedo, rel=0.02)


@pytest.mark.parametrize("name", ["blue", "red"])
def test_a_card_before_the_cheek_is_hardly_painted(stage: Stage, name: str) -> None:
    image = stage.image.copy()
    x, y = stage.points[50, :2].astype(int)
    card = np.s_[y - 12 : y + 12, x - 9 : x + 9]
    image[card] = np.rint(255 * np.array(THINGS[name]) ** (1 / 2.2))
    blush = look_of({"kind": "blush", "colors": ["#2038E0"]}, {"kind": "foundation"})
    worn = stage.wear(blush, image=image)
    step = np.abs(worn.astype(int) - image).max(axis=2)
    bare = np.abs(stage.wear(blush).astype(int) - stage.image).max(axis=2)
    assert bare[card].mean() > 6
    assert step[card].mean() < 0.2 * bare[card].mean()
    beside = on_mesh(image, stage.points)
    beside[card] = False
    assert abs(step[beside].mean() - bare[beside].mean()) < 0.15 * bare[beside].mean()
