"""The tracker on real pictures: where faces are, who is who, and what must not break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.errors import InputError, MissingError, UsageError
from beautymirror.frame import Frame, Tracked
from beautymirror.tracking import MOST_FACES, Tracker

Image = NDArray[np.uint8]
NOSE, CHIN, RIGHT_IRIS, LEFT_IRIS = 1, 152, 468, 473


@pytest.fixture
def tracker(landmarker_model: Path) -> Iterator[Tracker]:
    with Tracker(landmarker_model) as tracker:
        yield tracker


def run(tracker: Tracker, images: list[Image], fps: float = 30.0) -> list[Tracked]:
    return [tracker.track(Frame(image, i / fps, i)) for i, image in enumerate(images)]


def test_four_bytes_a_pixel_tell_the_same(landmarker_model: Path, portrait: Image) -> None:
    noise = np.random.default_rng(0).integers(0, 256, portrait.shape[:2], np.uint8)
    found = []
    for frame in (Frame(portrait, 0.0, 0), Frame.wide(np.dstack([portrait, noise]), 0.0, 0)):
        with Tracker(landmarker_model) as tracker:
            (face,) = tracker.track(frame).faces
            found.append(face.landmarks)
    assert np.array_equal(*found)


def test_finds_a_face_where_it_is(tracker: Tracker, portrait: Image) -> None:
    (face,) = run(tracker, [portrait] * 3)[-1].faces
    assert face.landmarks.shape == (478, 3)
    assert face.landmarks.dtype == np.float32
    assert not face.landmarks.flags.writeable
    assert np.allclose(face.landmarks[RIGHT_IRIS, :2], (203.6, 101.1), atol=2.0)
    assert np.allclose(face.landmarks[LEFT_IRIS, :2], (246.8, 103.2), atol=2.0)


def test_a_face_is_on_the_frame_it_was_found_in(tracker: Tracker, portrait: Image) -> None:
    frames = [Frame(np.roll(portrait, 9 * i, axis=1), i / 30, i) for i in range(6)]
    for i, frame in enumerate(frames):
        tracked = tracker.track(frame)
        assert tracked.frame is frame
        assert abs(tracked.faces[0].landmarks[NOSE, 0] - (223.6 + 9 * i)) < 3.0


@pytest.mark.parametrize("scale", [0.5, 2.5, 10.0])
def test_landmarks_are_in_pixels_of_the_frame_at_every_size(
    tracker: Tracker, portrait: Image, scale: float
) -> None:
    image = cv2.resize(portrait, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    (face,) = tracker.find(Frame(np.ascontiguousarray(image), 0.0, 0)).faces
    assert np.allclose(face.landmarks[RIGHT_IRIS, :2] / scale, (203.6, 101.1), atol=2.5)


def test_a_frame_may_change_its_size(tracker: Tracker, portrait: Image) -> None:
    small = np.ascontiguousarray(portrait[::2, ::2])
    tracked = run(tracker, [portrait, portrait, small, small, portrait, portrait])
    assert all(t.faces for t in tracked)
    assert abs(tracked[3].faces[0].landmarks[NOSE, 0] - 112) < 4
    assert abs(tracked[5].faces[0].landmarks[NOSE, 0] - 223.6) < 4


def test_no_face_is_no_failure_and_the_face_is_found_again(
    tracker: Tracker, portrait: Image
) -> None:
    nobody = np.full_like(portrait, 90)
    found = [len(t.faces) for t in run(tracker, [portrait] * 3 + [nobody] * 3 + [portrait] * 3)]
    assert found[:3] == [1, 1, 1]
    assert found[3:6] == [0, 0, 0]
    assert found[8] == 1


def test_a_short_absence_keeps_the_number(tracker: Tracker, portrait: Image) -> None:
    nobody = np.full_like(portrait, 90)
    tracked = run(tracker, [portrait] * 3 + [nobody] * 5 + [portrait] * 3)
    assert tracked[-1].faces[0].track == tracked[0].faces[0].track
    tracked = run(tracker, [nobody] * 40 + [portrait] * 3)
    assert tracked[-1].faces[0].track == 1


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 500), (500, 1), (2, 2), (23, 23), (24, 24), (25, 4000), (4000, 25)]
)
def test_odd_shapes_do_not_break_it(
    tracker: Tracker, portrait: Image, shape: tuple[int, int]
) -> None:
    assert tracker.track(Frame(np.zeros((*shape, 3), np.uint8), 0.0, 0)).faces == ()
    assert tracker.track(Frame(portrait, 1.0, 1)).faces


def test_a_face_cut_by_the_edge_is_followed_beyond_it(tracker: Tracker, portrait: Image) -> None:
    tracked = run(tracker, [np.ascontiguousarray(portrait[:, 6 * i :]) for i in range(33)])
    assert all(t.faces for t in tracked[:30])
    assert tracked[30].faces[0].landmarks[:, 0].min() < 0


def test_time_that_runs_backwards_or_stands_still_is_no_matter(
    tracker: Tracker, portrait: Image
) -> None:
    for stamp in (5.0, 5.0, 0.0, -3.0, -2.9, -1e6, -1e6, -1e6 + 0.1):
        assert tracker.track(Frame(portrait, stamp, 0)).faces[0].track == 0


def test_a_still_picture_owes_nothing_to_the_one_before(
    landmarker_model: Path, portrait: Image
) -> None:
    moved = np.roll(portrait, (60, 120), axis=(0, 1))
    with Tracker(landmarker_model) as tracker:
        tracker.find(Frame(moved, 0.0, 0))
        after = tracker.find(Frame(portrait, 0.1, 1)).faces[0].landmarks
    with Tracker(landmarker_model) as tracker:
        alone = tracker.find(Frame(portrait, 0.0, 0)).faces[0].landmarks
    assert np.abs(after - alone).max() < 0.01


def test_smoothing_steadies_a_still_face(landmarker_model: Path, head: Image) -> None:
    rng = np.random.default_rng(5)
    big = cv2.resize(head, (480, 480), interpolation=cv2.INTER_CUBIC)
    noisy = [np.clip(big + rng.normal(0, 4, big.shape), 0, 255).astype(np.uint8) for _ in range(40)]
    jitter = {}
    for smooth in (True, False):
        with Tracker(landmarker_model, smooth=smooth) as tracker:
            points = np.array([t.faces[0].landmarks[:, :2] for t in run(tracker, noisy)[15:]])
        eyes = np.linalg.norm(points[0, LEFT_IRIS] - points[0, RIGHT_IRIS])
        jitter[smooth] = points.std(axis=0).mean() / eyes
    assert jitter[True] < 0.0015
    assert jitter[True] < 0.7 * jitter[False]


def test_nothing_is_written_to_the_terminal(
    landmarker_model: Path, portrait: Image, capfd: pytest.CaptureFixture[str]
) -> None:
    with Tracker(landmarker_model) as tracker:
        tracker.track(Frame(portrait, 0.0, 0))
    assert capfd.readouterr() == ("", "")


def test_a_wrong_number_of_faces_is_refused(landmarker_model: Path) -> None:
    for faces in (0, MOST_FACES + 1, -1):
        with pytest.raises(UsageError):
            Tracker(landmarker_model, faces)


def test_a_damaged_or_missing_model_is_said(tmp_path: Path, landmarker_model: Path) -> None:
    damaged = tmp_path / "face_landmarker.task"
    for content in (b"", b"junk" * 100, landmarker_model.read_bytes()[:2_000_000]):
        damaged.write_bytes(content)
        with pytest.raises((InputError, MissingError)):
            Tracker(damaged)
    with pytest.raises(MissingError, match="models fetch"):
        Tracker(tmp_path / "none.task")


def test_closing_twice_is_harmless(landmarker_model: Path) -> None:
    tracker = Tracker(landmarker_model)
    tracker.close()
    tracker.close()
