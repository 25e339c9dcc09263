"""What is shown in a window is what was drawn: same pixels, right place, right way round."""

from __future__ import annotations

from dataclasses import replace

import moderngl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from beautymirror.render.present import Overlay, Presenter, Scene, place

VIEW = (64, 48)
GREY = 51
SIDES = st.integers(1, 4000)


@pytest.fixture
def ctx(context: moderngl.Context) -> moderngl.Context:
    return context


class Window:
    """A framebuffer in the place of a window's, with a presenter on it."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self.ctx = ctx
        self.framebuffer = ctx.framebuffer([ctx.texture(VIEW, 4)])
        self.presenter = Presenter(ctx)

    def texture(self, image: NDArray[np.uint8]) -> moderngl.Texture:
        height, width, channels = image.shape
        made = self.ctx.texture((width, height), channels, image.tobytes(), alignment=1)
        made.filter = moderngl.NEAREST, moderngl.NEAREST
        return made

    def shown(self, scene: Scene, *pictures: NDArray[np.uint8] | None) -> NDArray[np.uint8]:
        textures = [None if image is None else self.texture(image) for image in pictures]
        self.presenter.present(self.framebuffer, scene, *(textures or [None]))
        data = np.frombuffer(self.framebuffer.read(components=3, alignment=1), np.uint8)
        return data.reshape(VIEW[1], VIEW[0], 3)[::-1]


@pytest.fixture
def window(ctx: moderngl.Context) -> Window:
    return Window(ctx)


def noise(size: tuple[int, int] = VIEW, seed: int = 0) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 4), np.uint8, True)


def scene(size: tuple[int, int] = VIEW, fill: bool = False, **changes: object) -> Scene:
    grey = (GREY / 255,) * 3
    made = Scene(VIEW, place(size, VIEW, fill=fill), flip=False, split=0, surround=grey)
    return replace(made, **changes)


def test_a_picture_of_the_view_size_is_copied_exactly(window: Window) -> None:
    image = noise()
    assert np.array_equal(window.shown(scene(), image), image[..., :3])


def test_flip_shows_the_picture_as_a_mirror_does(window: Window) -> None:
    image = noise()
    assert np.array_equal(window.shown(scene(flip=True), image), image[:, ::-1, :3])


def test_a_narrow_picture_stands_between_bars_of_the_surround(window: Window) -> None:
    image = noise((24, 48))
    shown = window.shown(scene((24, 48)), image)
    assert np.array_equal(shown[:, 20:44], image[..., :3])
    assert (shown[:, :20] == GREY).all()
    assert (shown[:, 44:] == GREY).all()


@pytest.mark.parametrize("size", [(24, 48), (64, 20), (31, 48), (63, 21)])
def test_nothing_of_an_older_scene_shines_through_beside_the_picture(
    window: Window, size: tuple[int, int]
) -> None:
    image = noise(size)
    fresh = window.shown(scene(size), image)
    window.shown(scene(), noise(seed=1))
    assert np.array_equal(window.shown(scene(size), image), fresh)
    assert (fresh[[0, -1]][:, [0, -1]] == GREY).all()
    assert (window.shown(scene(size)) == GREY).all()


def test_fill_cuts_the_edges_and_leaves_no_bars(window: Window) -> None:
    image = np.full((96, 64, 4), 200, np.uint8)
    image[:20] = image[-20:] = 10
    shown = window.shown(scene((64, 96), fill=True), image)
    assert (shown == 200).all()


@pytest.mark.parametrize("flip", [False, True])
def test_the_divider_shows_before_on_the_left_and_after_on_the_right(
    window: Window, flip: bool
) -> None:
    after, before = noise(seed=1), noise(seed=2)
    shown = window.shown(scene(split=20, flip=flip), after, before)
    step = -1 if flip else 1
    assert np.array_equal(shown[:, :20], before[:, ::step, :3][:, :20])
    assert np.array_equal(shown[:, 20:], after[:, ::step, :3][:, 20:])


def test_a_split_beyond_the_view_is_all_before(window: Window) -> None:
    after, before = noise(seed=1), noise(seed=2)
    assert np.array_equal(window.shown(scene(split=999), after, before), before[..., :3])
    assert np.array_equal(window.shown(scene(split=-5), after, before), after[..., :3])
    assert np.array_equal(window.shown(scene(split=30), after), after[..., :3])


def test_overlays_lie_unmirrored_over_the_picture(window: Window) -> None:
    image = noise()
    pixels = np.zeros((6, 10, 4), np.uint8)
    pixels[:, :5] = (255, 0, 0, 255)
    pixels[:, 5:] = (0, 64, 0, 128)
    shown = window.shown(scene(flip=True, overlays=[Overlay("a", pixels, 7, 3)]), image)
    assert (shown[3:9, 7:12] == (255, 0, 0)).all()
    under = image[:, ::-1, :3][3:9, 12:17]
    expected = under * (1 - 128 / 255) + np.array([0, 64, 0])
    assert np.abs(shown[3:9, 12:17] - expected).max() <= 1
    rest = np.ones(shown.shape[:2], bool)
    rest[3:9, 7:17] = False
    assert np.array_equal(shown[rest], image[:, ::-1, :3][rest])


def test_overlays_change_with_their_pixels_and_go(window: Window) -> None:
    red, blue = np.zeros((4, 4, 4), np.uint8), np.zeros((8, 8, 4), np.uint8)
    red[:], blue[:] = (255, 0, 0, 255), (0, 0, 255, 255)
    first = window.shown(scene(overlays=[Overlay("a", red, 0, 0)]))
    second = window.shown(scene(overlays=[Overlay("a", blue, 0, 0)]))
    third = window.shown(scene())
    assert (first[:4, :4] == (255, 0, 0)).all()
    assert (second[:8, :8] == (0, 0, 255)).all()
    assert (third == GREY).all()


def test_opacity_fades_an_overlay(window: Window) -> None:
    white = np.full((4, 4, 4), 255, np.uint8)
    shown = window.shown(scene(overlays=[Overlay("a", white, 0, 0, opacity=0.5)]))
    assert np.abs(shown[:4, :4].astype(int) - (GREY / 2 + 127.5)).max() <= 1


def test_state_left_by_other_drawing_does_no_harm(window: Window) -> None:
    window.ctx.enable(moderngl.DEPTH_TEST | moderngl.CULL_FACE | moderngl.BLEND)
    window.ctx.blend_func = moderngl.ZERO, moderngl.ONE
    image = noise()
    assert np.array_equal(window.shown(scene(), image), image[..., :3])


@given(size=st.tuples(SIDES, SIDES), view=st.tuples(SIDES, SIDES))
def test_the_whole_picture_fits_and_touches_the_edges(
    size: tuple[int, int], view: tuple[int, int]
) -> None:
    spot = place(size, view, fill=False)
    assert spot.width <= view[0] + 1e-6
    assert spot.height <= view[1] + 1e-6
    assert spot.width == pytest.approx(view[0]) or spot.height == pytest.approx(view[1])
    assert spot.width * size[1] == pytest.approx(spot.height * size[0])


@given(size=st.tuples(SIDES, SIDES), view=st.tuples(SIDES, SIDES))
def test_filling_cuts_off_no_more_than_allowed(
    size: tuple[int, int], view: tuple[int, int]
) -> None:
    spot = place(size, view, fill=True)
    share = min(1, view[0] / spot.width) * min(1, view[1] / spot.height)
    assert share >= 0.45 - 1e-6
    covered = spot.width >= view[0] - 1e-6 and spot.height >= view[1] - 1e-6
    assert covered or share == pytest.approx(0.45)
    assert spot.x + spot.width / 2 == pytest.approx(view[0] / 2)
    assert spot.y + spot.height / 2 == pytest.approx(view[1] / 2)
