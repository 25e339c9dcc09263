"""The demo: natural, seamless, and true to its ground truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beautymirror.capture import portrait as portrait_module
from beautymirror.capture.motion import LOOP_SECONDS, REST, Act, act_at
from beautymirror.capture.opening import open_source
from beautymirror.capture.portrait import Portrait, load_portrait
from beautymirror.capture.puppet import Puppet
from beautymirror.capture.synthetic import DemoSource
from beautymirror.errors import MissingError

_SIZE = (640, 360)


@pytest.fixture(scope="module")
def still() -> Portrait:
    return load_portrait(_SIZE)


@pytest.fixture(scope="module")
def puppet(still: Portrait) -> Puppet:
    return Puppet(still)


def test_open_source_gives_the_demo_clearly_labelled() -> None:
    with open_source("demo", live=False) as source:
        assert source.info.kind == "demo"
        assert source.info.size == (1280, 720)
        assert source.info.frames == 270
        frame = source.read()
    assert frame is not None
    assert frame.image.shape == (720, 1280, 3)
    assert frame.image.flags.c_contiguous
    assert not frame.image.flags.writeable


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (360, 640), (1280, 320), (333, 251)])
def test_every_shape_of_frame_shows_the_whole_face(size: tuple[int, int]) -> None:
    source = DemoSource(size, live=False)
    for index in range(0, 270, 27):
        points = source.truth(index)[:, :2]
        assert np.all(points > 0)
        assert np.all(points < size)
    frame = source.read()
    assert frame is not None
    assert frame.size == size


def test_at_rest_the_still_is_untouched(still: Portrait, puppet: Puppet) -> None:
    assert np.array_equal(puppet.draw(REST), still.image)
    assert puppet.points(REST) == pytest.approx(still.landmarks, abs=0.05)


def test_the_background_never_moves(still: Portrait) -> None:
    source = DemoSource(_SIZE, live=False)
    far = np.ones(still.image.shape[:2], np.uint8)
    cv2.fillPoly(far, [still.outline.astype(np.int32)], 0)
    far = cv2.distanceTransform(far, cv2.DIST_L2, 5) > 50 * still.scale
    assert far.mean() > 0.3
    for index in range(270):
        frame = source.read()
        assert frame is not None
        if index % 15 == 0:
            assert np.array_equal(frame.image[far], still.image[far])


def test_the_loop_is_seamless() -> None:
    source = DemoSource(_SIZE, live=False, loop=True)
    frames = [source.read() for _ in range(272)]
    images = [frame.image for frame in frames if frame]
    assert np.array_equal(images[0], images[270])
    assert np.array_equal(source.truth(1), source.truth(271))
    # Going round is no larger a step than the steps inside the loop.
    steps = [np.abs(source.truth(i + 1) - source.truth(i)).max() for i in range(270)]
    assert steps[269] <= np.median(steps) * 3
    # Lids shut in a tenth of a second: 7 % of the face's width in a frame. Nothing is faster.
    assert max(steps) < 0.08 * np.ptp(source.truth(0)[:468, 0])


@given(st.floats(0, 1000))
def test_every_act_is_within_its_ranges(seconds: float) -> None:
    act = act_at(seconds)
    again = act_at(seconds + LOOP_SECONDS)
    assert 0 <= act.blink <= 1
    assert 0 <= act.jaw <= 1
    assert 0 <= act.part < 2
    assert 0 <= act.smile <= 1
    assert 0 <= act.brow <= 1
    assert 1 <= act.lean <= 1.1
    assert max(abs(act.yaw), abs(act.pitch), abs(act.roll)) < 15
    assert act.yaw == pytest.approx(again.yaw, abs=1e-6)


def test_the_loop_shows_everything_it_promises() -> None:
    acts = [act_at(i / 30) for i in range(270)]
    for name, least, most in (
        ("yaw", -7, 7), ("pitch", -3, 3), ("roll", -2, 2), ("lean", 1.01, 1.05),
        ("blink", 0.01, 0.95), ("jaw", 0.01, 0.4), ("smile", 0.4, 0.95), ("part", 0.2, 0.95),
    ):  # fmt: skip
        values = [getattr(act, name) for act in acts]
        assert min(values) <= least, name
        assert max(values) >= most, name


def _dotted(still: Portrait, points: np.ndarray) -> Portrait:
    """The same person with a sharp bright dot on plain grey at each of some landmarks."""
    image = np.full_like(still.image, 40)
    for x, y in points:
        down, across = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
        hill = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * 1.2**2))
        image[:] = np.maximum(image, (40 + 200 * hill)[..., None].astype(np.uint8))
    return replace(still, image=image)


def _centre(image: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Centre of light around a point, (x, y)."""
    x, y = np.rint(near).astype(int)
    window = image[y - 6 : y + 7, x - 6 : x + 7, 0].astype(float) - 60
    weight = np.clip(window, 0, None)
    down, across = np.mgrid[y - 6 : y + 7, x - 6 : x + 7]
    assert weight.sum() > 100, "the dot is not where the truth says"
    return np.array([(weight * across).sum(), (weight * down).sum()]) / weight.sum()


# Points on skin that keeps its shape, far enough apart for one window each.
_STEADY = (1, 10, 50, 280, 152, 205, 425, 109, 338, 168)


@settings(max_examples=12, deadline=None)
@given(
    st.floats(-12, 12), st.floats(-7, 7), st.floats(-4, 4), st.floats(1, 1.08),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1),
)  # fmt: skip
def test_the_truth_is_where_the_picture_shows_it(
    yaw: float, pitch: float, roll: float, lean: float, smile: float, brow: float, jaw: float
) -> None:
    still = load_portrait((960, 720))
    act = Act(yaw=yaw, pitch=pitch, roll=roll, lean=lean, smile=smile, brow=brow, jaw=jaw)
    dotted = Puppet(_dotted(still, still.landmarks[list(_STEADY), :2]))
    image, truth = dotted.draw(act), dotted.points(act)
    for index in _STEADY:
        assert _centre(image, truth[index, :2]) == pytest.approx(truth[index, :2], abs=0.6)


def test_lids_close_over_the_eyes(still: Portrait, puppet: Puppet) -> None:
    shut = puppet.points(replace(REST, blink=1.0))
    for upper, lower in ((159, 145), (386, 374)):
        before = still.landmarks[lower, 1] - still.landmarks[upper, 1]
        assert shut[lower, 1] - shut[upper, 1] < 0.15 * before
    image = puppet.draw(replace(REST, blink=1.0))
    for iris in (468, 473):
        x, y = np.rint(still.landmarks[iris, :2]).astype(int)
        eye = (slice(y - 1, y + 2), slice(x - 2, x + 3))
        assert image[eye].mean() > still.image[eye].mean() + 25, "skin instead of a dark iris"


def test_the_jaw_opens_on_a_dark_mouth_and_the_teeth_stay(still: Portrait, puppet: Puppet) -> None:
    act = replace(REST, jaw=1.0)
    image, points = puppet.draw(act), puppet.points(act)
    upper, lower = points[13, :2], points[14, :2]
    assert lower[1] - upper[1] > 2 * (still.landmarks[14, 1] - still.landmarks[13, 1])
    x, y = np.rint(lower - (0, 4)).astype(int)
    assert image[y, x].mean() < 60
    assert points[152, 1] > still.landmarks[152, 1] + 3, "the chin goes down as well"
    teeth = (still.landmarks[13, :2] + still.landmarks[14, :2]) / 2
    x, y = np.rint(teeth).astype(int)
    assert np.abs(image[y, x].astype(int) - still.image[y, x]).max() < 4


def test_lips_close_over_the_teeth(still: Portrait, puppet: Puppet) -> None:
    act = replace(REST, part=0.0)
    points = puppet.points(act)
    assert abs(points[14, 1] - points[13, 1]) < 1.0
    x, y = np.rint((still.landmarks[13, :2] + still.landmarks[14, :2]) / 2).astype(int)
    red, _, blue = puppet.draw(act)[y, x].astype(int)
    assert red > blue + 20, "red lip where white teeth were"


def test_turning_takes_the_nose_there_and_the_far_cheek_away(puppet: Puppet) -> None:
    straight, turned = puppet.points(REST), puppet.points(replace(REST, yaw=10.0))
    assert turned[1, 0] > straight[1, 0] + 5
    assert abs(turned[10, 1] - straight[10, 1]) < 3
    assert turned[454, 2] > straight[454, 2]
    assert turned[234, 2] < straight[234, 2]


def test_a_tracker_finds_what_the_truth_says(landmarker_model: Path) -> None:
    from beautymirror.tracking.tracker import Tracker

    source = DemoSource((1280, 720), live=False)
    errors = []
    with Tracker(landmarker_model, smooth=False) as tracker:
        for index in range(90):
            frame = source.read()
            assert frame is not None
            if index % 3 == 0:
                (face,) = tracker.track(frame).faces
                truth = source.truth(index)
                eyes = np.linalg.norm(truth[33, :2] - truth[263, :2])
                away = np.linalg.norm(face.landmarks[:, :2] - truth[:, :2], axis=1)
                errors.append(away.mean() / eyes)
    assert np.mean(errors) < 0.02
    assert np.max(errors) < 0.04


def test_the_shipped_points_are_what_the_script_measures(landmarker_model: Path) -> None:
    from tests.capture.portrait_points import OUTLINE, measure

    with np.load(Path(portrait_module.__file__).with_name("portrait.npz")) as shipped:
        assert np.abs(shipped["landmarks"] - measure(landmarker_model)).mean() < 0.5
        assert np.array_equal(shipped["outline"], np.array(OUTLINE, np.float32))


def test_without_the_portrait_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portrait_module, "find_spec", lambda name: None)
    with pytest.raises(MissingError, match="scikit-image"):
        open_source("demo")
