"""What a mask says lies before a face is not made up, whatever is worn; the rest is unchanged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face.atlas import atlas_mesh
from beautymirror.face.distances import measure
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.looks.look import Look
from beautymirror.render.cover import COVER_SIZE
from beautymirror.render.unwrap import Unwrapper as Lookup
from tests.render.stage import LOUD, Image, Stage, look_of, on_mesh, polygon, tracked

Cover = NDArray[np.uint8]

TRACK = 1  # of the first face of ``tracked``
FEATURES = {
    "lashes": look_of({"kind": "lashes", "volume": 1.0, "length": 1.0}),
    "lenses": look_of({"kind": "contact_lenses", "color": "#20A0FF", "opacity": 1.0}),
    "teeth": look_of({"kind": "teeth", "whitening": 1.0}),
    "lipstick": look_of({"kind": "lipstick", "color": "#1020C0", "coverage": 1.0}),
    "eyeliner": look_of({"kind": "eyeliner", "thickness": 1.0, "lower": 1.0}),
}


def everything() -> Cover:
    return np.full((COVER_SIZE, COVER_SIZE), 255, np.uint8)


def upper_half() -> Cover:
    mask = everything()
    mask[COVER_SIZE // 2 :] = 0
    return mask


def worn(stage: Stage, look: Look, cover: Cover | None, factor: float = 2.0) -> Image:
    image, points = stage.scaled(factor)
    stage.renderer.cover({} if cover is None else {TRACK: cover})
    return stage.wear(look, image=image, points=points)


@pytest.fixture(autouse=True)
def _uncovered(stage: Stage) -> None:
    stage.renderer.cover({})


@pytest.mark.parametrize("kind", sorted(FEATURES))
def test_nothing_is_drawn_on_what_hides_the_face(stage: Stage, kind: str) -> None:
    image, _ = stage.scaled(2.0)
    bare = worn(stage, FEATURES[kind], None)
    assert np.abs(bare.astype(int) - image).max() > 20
    assert np.array_equal(worn(stage, FEATURES[kind], everything()), image)


def test_a_hidden_half_stays_as_it_is_and_the_other_is_made_up(stage: Stage) -> None:
    image, points = stage.scaled(2.0)
    bare, half = worn(stage, LOUD, None), worn(stage, LOUD, upper_half())
    flat = Unwrapper(canonical_mesh(), COVER_SIZE)

    def between(one: Image, other: Image) -> NDArray[np.uint8]:
        return np.abs(one.astype(int) - other).max(axis=2).astype(np.uint8)

    laid = flat.unwrap(np.stack([between(half, image), between(half, bare)], axis=2), points)
    shown = laid.coverage > 0.9
    rows = np.arange(COVER_SIZE)[:, None]
    hidden, open_ = shown & (rows < COVER_SIZE // 2 - 3), shown & (rows > COVER_SIZE // 2 + 3)
    assert laid.image[hidden, 0].max() == 0
    assert laid.image[open_, 0].mean() > 5
    assert laid.image[open_, 1].mean() < 2  # the light there is told from less skin


def test_a_face_that_nobody_looked_at_is_told_by_its_colour(stage: Stage) -> None:
    usual = np.full((COVER_SIZE, COVER_SIZE), 64, np.uint8)
    off = np.abs(worn(stage, LOUD, None).astype(int) - worn(stage, LOUD, usual))
    assert off.max() <= 4
    assert off.mean() < 0.1


def test_the_more_doubt_the_more_like_skin_a_pixel_has_to_be(stage: Stage) -> None:
    image, points = stage.scaled(2.0)
    x, y = points[205, :2].astype(int)
    spot = slice(y - 12, y + 12), slice(x - 12, x + 12)
    skin = image[spot].reshape(-1, 3).mean(axis=0)
    look = look_of({"kind": "foundation", "color": "#C08060", "coverage": 1.0})
    shares = []
    for level in (0, 127, 255):
        mask = np.full((COVER_SIZE, COVER_SIZE), level, np.uint8)
        stage.renderer.cover({TRACK: mask})
        seen = 0
        for greener in range(0, 50, 5):  # from skin to what cannot be skin
            image = image.copy()
            image[spot] = np.clip(skin + np.array([-greener, greener / 2, 0]), 0, 255)
            after = stage.wear(look, image=image, points=points)
            seen += int((np.abs(after.astype(int) - image)[spot].max(axis=2) > 6).mean() > 0.5)
        shares.append(seen)
    bare, doubt, hidden = shares
    assert hidden == 0
    assert bare > doubt > 0
    assert bare < 10


def test_lips_in_doubt_are_left_earlier_than_skin(stage: Stage) -> None:
    image, points = stage.scaled(2.0)
    red = look_of({"kind": "lipstick", "color": "#C00020", "finish": "matte", "coverage": 1.0})
    lower = polygon(image, points[[84, 17, 314, 317, 14, 87]])
    changed = []
    for level in (0, 64, 127, 180):
        mask = np.full((COVER_SIZE, COVER_SIZE), level, np.uint8)
        stage.renderer.cover({TRACK: mask})
        after = stage.wear(red, image=image, points=points)
        changed.append(float(np.abs(after.astype(int) - image)[lower].mean()))
    bare, usual, doubt, covered = changed
    assert usual > 0.95 * bare
    assert 0.1 * bare < doubt < 0.6 * bare
    assert covered < 0.02 * bare


def test_a_mask_is_the_one_persons_it_was_made_for(stage: Stage) -> None:
    image = np.concatenate([stage.image, stage.image], axis=1)
    beside = stage.points + np.array([stage.image.shape[1], 0, 0], np.float32)
    stage.renderer.cover({TRACK + 1: everything()})
    after = stage.draw(tracked(image, stage.points, beside), LOUD)
    inside = [on_mesh(image, points) for points in (stage.points, beside)]
    changed = np.abs(after.astype(int) - image).max(axis=2)
    assert changed[inside[0]].mean() > 5
    assert changed[inside[1] & ~inside[0]].max() == 0


def test_a_newer_mask_takes_the_place_of_the_older(stage: Stage) -> None:
    image, points = stage.scaled(1.0)
    frame = tracked(image, points)
    stage.renderer.wear(LOUD)
    seconds = 5.0
    shown = []
    for cover in (None, None, None, everything(), None, upper_half(), everything()):
        stage.renderer.cover({} if cover is None else {TRACK: cover})
        seconds += 0.1
        moment = replace(frame, frame=replace(frame.frame, timestamp=seconds))
        drawn = stage.renderer.read(stage.renderer.draw(moment))
        shown.append(float(np.abs(drawn.astype(int) - image).mean()))
    assert shown[3] == shown[6] == 0
    assert shown[4] > shown[5] > 0.1


def test_what_hides_the_skin_is_not_taken_for_it() -> None:
    mesh = canonical_mesh()
    lower = Lookup(mesh, measure(mesh, atlas_mesh(mesh).refined), 32, 1.5)
    clear = lower.seen_past(upper_half())
    own = np.flatnonzero(lower.laid(np.ones((len(clear), 3), np.float32), clear)[..., 3] > 0.5)
    rows = own // 32  # row 0 is at the chin
    assert len(own) > 200
    assert rows.max() < 16
    assert clear.min() > 0  # a guess is better than nothing where all is hidden
