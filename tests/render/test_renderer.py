"""What drawing promises: nothing changes but the made-up face, whatever the frame is like."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from beautymirror.face import regions
from beautymirror.frame import Frame, Tracked
from beautymirror.render.context import headless_context
from beautymirror.render.present import Overlay, Placement, Presenter, Scene
from beautymirror.render.renderer import Renderer
from tests.render.stage import LOUD, Image, Stage, look_of, on_mesh, openings, polygon, tracked


def test_the_picture_outside_the_mesh_keeps_its_bytes(stage: Stage) -> None:
    after = stage.wear(LOUD)
    inside = on_mesh(stage.image, stage.points)
    assert np.array_equal(after[~inside], stage.image[~inside])
    assert np.abs(after.astype(int) - stage.image)[inside].mean() > 5


@pytest.mark.parametrize("intensity", [0.0, -1.0])
def test_no_intensity_changes_no_byte(stage: Stage, intensity: float) -> None:
    assert np.array_equal(stage.wear(LOUD, intensity), stage.image)


def test_layers_without_intensity_change_no_byte(stage: Stage) -> None:
    layers = [{"kind": layer.kind, "intensity": 0.0} for layer in LOUD.layers]
    assert np.array_equal(stage.wear(look_of(*layers)), stage.image)


def test_no_look_and_an_empty_look_change_no_byte(stage: Stage) -> None:
    assert np.array_equal(stage.wear(None), stage.image)
    assert np.array_equal(stage.wear(look_of()), stage.image)


def test_a_frame_without_a_face_keeps_its_bytes(stage: Stage) -> None:
    assert np.array_equal(stage.draw(tracked(stage.image), LOUD), stage.image)


def test_the_untouched_frame_stays_at_hand(stage: Stage) -> None:
    stage.renderer.wear(LOUD)
    composite = stage.renderer.draw(tracked(stage.image, stage.points), still=True)
    height, width = stage.image.shape[:2]
    before = np.frombuffer(composite.before.read(), np.uint8).reshape(height, width, -1)
    assert np.array_equal(before[..., :3], stage.image)
    assert composite.size == (width, height)


def test_whoever_samples_the_composite_finds_it_opaque(stage: Stage) -> None:
    stage.renderer.wear(LOUD)
    composite = stage.renderer.draw(tracked(stage.image, stage.points), still=True)
    ctx = composite.texture.ctx
    size = composite.size
    target = ctx.framebuffer([ctx.texture(size, 4)])
    presenter = Presenter(ctx)
    for texture in (composite.texture, composite.before):
        spot = Placement(0, 0, *map(float, size))
        presenter.present(target, Scene(size, spot, False, 0, (0.0, 0.0, 0.0)), texture)
        shown = np.frombuffer(target.read(components=4), np.uint8).reshape(-1, 4)
        assert (shown[:, 3] == 255).all()
    presenter.release()


def test_a_window_smaller_than_the_frame_hides_nothing_of_the_next_one(stage: Stage) -> None:
    stage.wear(None)
    ctx = stage.renderer.draw(tracked(stage.image)).texture.ctx
    window, presenter = ctx.framebuffer([ctx.texture((64, 48), 4)]), Presenter(ctx)
    spot = Placement(0, 0, 64.0, 48.0)
    composite = stage.renderer.draw(tracked(stage.image))
    presenter.present(window, Scene((64, 48), spot, False, 0, (0.0, 0.0, 0.0)), composite.texture)
    other = 255 - stage.image
    assert np.array_equal(stage.draw(tracked(other), None), other)
    presenter.release()


def test_what_a_window_lays_over_the_picture_leaves_the_next_one_as_it_is(stage: Stage) -> None:
    image, points = stage.scaled(2.0)
    look = look_of({"kind": "lashes"}, {"kind": "contact_lenses"}, {"kind": "teeth"})
    ctx = stage.renderer.draw(tracked(image, points), still=True).texture.ctx
    window, presenter = ctx.framebuffer([ctx.texture((64, 48), 4)]), Presenter(ctx)
    label = Overlay("label", np.full((8, 8, 4), 120, np.uint8), 4, 4)
    bare = Scene((64, 48), Placement(0, 0, 64.0, 48.0), False, 0, (0.0, 0.0, 0.0))
    seen = []
    for scene in (bare, replace(bare, overlays=(label,))):
        presenter.present(window, scene, None)
        seen.append(stage.wear(look, image=image, points=points))
    presenter.release()
    assert (seen[0] != image).any()
    assert np.array_equal(*seen)


def test_eyes_and_the_open_mouth_stay_bare(stage: Stage) -> None:
    image, points = stage.scaled(2.0)  # a smile that shows teeth
    after = stage.wear(LOUD, image=image, points=points)
    # A lower lip reaches up to 1.2 mm past its landmarks into the mouth, and mixes with one pixel.
    inner = regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER)
    mouth = polygon(image, points[list(inner)]).astype(np.uint8)
    rim = mouth & ~cv2.erode(mouth, np.ones((9, 9), np.uint8))
    bare = openings(image, points) & ~rim.astype(bool)
    assert bare.sum() > 900
    assert np.abs(after.astype(int) - image)[bare].max() <= 2


def test_lips_take_the_colour(stage: Stage) -> None:
    after = stage.wear(look_of({"kind": "lipstick", "color": "#1020C0", "coverage": 1.0}))
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    lips = polygon(stage.image, stage.points[list(outer)])
    red, _, blue = (after[lips].astype(int) - stage.image[lips]).mean(axis=0)
    assert blue > red + 40


def test_more_intensity_is_more_change(stage: Stage) -> None:
    changes = [
        np.abs(stage.wear(LOUD, intensity).astype(int) - stage.image).mean()
        for intensity in (0.25, 0.5, 1.0)
    ]
    assert changes[0] > 0
    assert changes[0] < changes[1] < changes[2]


def test_twice_gives_the_same_bytes(stage: Stage) -> None:
    assert np.array_equal(stage.wear(LOUD), stage.wear(LOUD))


def test_another_context_gives_the_same_bytes(stage: Stage) -> None:
    first = stage.wear(LOUD)
    context = stage.renderer._ctx
    try:
        with headless_context() as other, other:
            renderer = Renderer(other)
            try:
                second = Stage(renderer).wear(LOUD)
            finally:
                renderer.release()
    finally:
        context.__enter__()  # makes it current again
    assert np.array_equal(first, second)


def test_makeup_comes_with_a_face_within_a_moment(stage: Stage) -> None:
    stage.draw(tracked(stage.image), None)
    stage.renderer.wear(LOUD)
    amounts = []
    for index in range(8):
        frame = tracked(stage.image, stage.points, index=index, seconds=100 + index / 30)
        drawn = stage.renderer.read(stage.renderer.draw(frame))
        amounts.append(np.abs(drawn.astype(int) - stage.image).mean())
    assert amounts[0] < 0.1 * amounts[-1]
    assert all(a <= b * 1.01 for a, b in pairwise(amounts))
    assert amounts[6] == pytest.approx(amounts[7], rel=0.02)
    # Gone for longer than the fade: it comes anew.
    stage.renderer.draw(tracked(stage.image, index=30, seconds=100.9))
    late = tracked(stage.image, stage.points, index=40, seconds=101.0)
    drawn = stage.renderer.read(stage.renderer.draw(late))
    assert np.abs(drawn.astype(int) - stage.image).mean() < 0.1 * amounts[-1]


@pytest.mark.parametrize("step", [0.4, 3.0])
def test_makeup_stays_where_frames_are_few(stage: Stage, step: float) -> None:
    stage.draw(tracked(stage.image), None)
    stage.renderer.wear(LOUD)
    amounts = []
    for index in range(4):
        frame = tracked(stage.image, stage.points, index=index, seconds=100 + index * step)
        drawn = stage.renderer.read(stage.renderer.draw(frame))
        amounts.append(np.abs(drawn.astype(int) - stage.image).mean())
    assert amounts[0] < 0.1 * amounts[-1]
    assert min(amounts[1:]) > 0.9 * amounts[-1]


def test_another_source_begins_anew(stage: Stage) -> None:
    def sequence() -> Image:
        for index in range(8):
            frame = tracked(stage.image, stage.points, index=index, seconds=1.0 + 0.1 * index)
            composite = stage.renderer.draw(frame)
        return stage.renderer.read(composite)

    stage.wear(None)
    stage.renderer.wear(LOUD)
    alone = sequence()
    night = tracked(stage.image // 4, stage.points, seconds=9.0)
    stage.renderer.draw(night)
    assert np.array_equal(sequence(), alone)


def test_frames_are_drawn_alike_whether_or_not_somebody_asks_to_learn(stage: Stage) -> None:
    def sequence(asked: bool) -> list[Image]:
        stage.wear(None)
        stage.renderer.wear(LOUD)
        drawn = []
        for index in range(16):
            image = stage.image if index < 8 else stage.image // 2
            frame = tracked(image, stage.points, index=index, seconds=1.0 + 0.05 * index)
            drawn.append(stage.renderer.read(stage.renderer.draw(frame)))
            if asked:
                stage.renderer.learn()
                stage.renderer.learn()  # once more tells nothing new
        return drawn

    alone = sequence(asked=False)
    assert all(map(np.array_equal, alone, sequence(asked=True)))
    # What was learned of the darker light shows.
    assert not np.array_equal(alone[8], alone[15])


def test_a_still_does_not_fade_in(stage: Stage) -> None:
    first = stage.wear(LOUD)
    inside = on_mesh(stage.image, stage.points)
    assert np.abs(first.astype(int) - stage.image)[inside].mean() > 5


def test_frames_may_change_size(stage: Stage) -> None:
    small = stage.wear(LOUD)
    image, points = stage.scaled(1.5)
    large = stage.wear(LOUD, image=image, points=points)
    assert large.shape == image.shape
    inside = on_mesh(image, points)
    assert np.array_equal(large[~inside], image[~inside])
    assert np.array_equal(stage.wear(LOUD), small)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (3, 2), (5, 333)])
def test_the_smallest_frames_are_drawn(stage: Stage, size: tuple[int, int]) -> None:
    image = np.full((size[1], size[0], 3), 120, np.uint8)
    assert np.array_equal(stage.draw(tracked(image), LOUD), image)
    assert stage.draw(tracked(image, stage.points), LOUD).shape == image.shape


@pytest.mark.parametrize("factor", [40 / 200, 1500 / 200])
def test_faces_of_forty_and_of_fifteen_hundred_pixels(stage: Stage, factor: float) -> None:
    image, points = stage.scaled(factor)
    # Only the face's surroundings, so that the large one fits a modest machine.
    low = np.maximum(points[:, :2].min(axis=0) - 20, 0).astype(int)
    high = (points[:, :2].max(axis=0) + 20).astype(int)
    image = np.ascontiguousarray(image[low[1] : high[1], low[0] : high[0]])
    points = points - np.array([*low, 0], np.float32)
    after = stage.wear(LOUD, image=image, points=points)
    inside = on_mesh(image, points)
    assert np.array_equal(after[~inside], image[~inside])
    assert np.abs(after.astype(int) - image)[inside].mean() > 3


@pytest.mark.parametrize("shift", [(-180, 0), (200, 0), (0, -150), (0, 220), (-5000, 0)])
def test_a_face_partly_outside_the_picture(stage: Stage, shift: tuple[int, int]) -> None:
    points = stage.points + np.array([*shift, 0], np.float32)
    after = stage.wear(LOUD, points=points)
    inside = on_mesh(stage.image, points)
    assert np.array_equal(after[~inside], stage.image[~inside])


def test_four_faces_wear_it_each(stage: Stage) -> None:
    image, points = stage.scaled(0.5)
    height, width = image.shape[:2]
    moves = [(0, 0), (width, 0), (0, height), (width, height)]
    faces = [points + np.array([*move, 0], np.float32) for move in moves]
    after = stage.draw(tracked(np.tile(image, (2, 2, 1)), *faces), LOUD)
    single = stage.wear(LOUD, image=image, points=points)
    for x, y in moves:
        part = after[y : y + height, x : x + width]
        assert np.abs(part.astype(int) - single).max() <= 3


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_landmarks_that_are_no_numbers_harm_nothing(stage: Stage, value: float) -> None:
    for rows in (slice(0, 1), slice(None)):
        points = stage.points.copy()
        points[rows] = value
        stage.wear(LOUD, points=points)
    assert np.array_equal(stage.wear(None), stage.image)
    assert not np.array_equal(stage.wear(LOUD), stage.image)


def test_a_face_seen_from_behind_stays_bare(stage: Stage) -> None:
    points = stage.points.copy()
    points[:, 0] = stage.image.shape[1] - points[:, 0]
    assert np.array_equal(stage.wear(LOUD, points=points), stage.image)


def test_reading_into_a_given_array(stage: Stage) -> None:
    stage.renderer.wear(LOUD)
    composite = stage.renderer.draw(tracked(stage.image, stage.points), still=True)
    out = np.empty_like(stage.image)
    assert stage.renderer.read(composite, out) is out
    assert np.array_equal(out, stage.renderer.read(composite))


def test_a_look_taken_off_leaves_nothing(stage: Stage) -> None:
    stage.wear(LOUD)
    assert np.array_equal(stage.wear(None), stage.image)


def test_a_changed_layer_is_as_if_baked_anew(stage: Stage) -> None:
    lips, other = (
        look_of({"kind": "blush"}, {"kind": "lipstick", "color": color})
        for color in ("#C00020", "#4010A0")
    )
    frame = tracked(stage.image, stage.points)
    stage.renderer.wear(lips)
    stage.renderer.draw(moment(frame, 0, 50.0))
    stage.renderer.wear(other)
    changed = stage.renderer.read(stage.renderer.draw(moment(frame, 30, 50.3)))
    stage.draw(frame, None)
    stage.renderer.wear(other)
    stage.renderer.draw(moment(frame, 0, 50.0))
    anew = stage.renderer.read(stage.renderer.draw(moment(frame, 30, 50.3)))
    assert np.abs(changed.astype(int) - anew).max() <= 4


def moment(still: Tracked, index: int, seconds: float) -> Tracked:
    return replace(still, frame=Frame(still.frame.image, seconds, index))
