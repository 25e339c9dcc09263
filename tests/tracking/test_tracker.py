"""The tracker on real pictures: where faces are, who is who, and what must not break it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
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


def crowd(head: Image, places: list[tuple[int, int]], size: tuple[int, int]) -> Image:
    picture = np.full((size[1], size[0], 3), 128, np.uint8)
    for x, y in places:
        picture[y : y + head.shape[0], x : x + head.shape[1]] = head
    return picture


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


@pytest.mark.parametrize("faces", [2, 3, 4])
def test_several_people_have_lasting_numbers(
    landmarker_model: Path, head: Image, faces: int
) -> None:
    places = [(20, 20), (320, 40), (20, 300), (320, 310)][:faces]
    images = [crowd(head, [(x + 4 * i, y) for x, y in places], (640, 560)) for i in range(8)]
    with Tracker(landmarker_model, faces) as tracker:
        tracked = run(tracker, images)
    start = {f.track: f.landmarks[NOSE] for f in tracked[1].faces}
    end = {f.track: f.landmarks[NOSE] for f in tracked[-1].faces}
    assert len(start) == faces
    assert set(start) == set(end)
    for track, point in end.items():
        assert np.allclose(point[:2] - start[track][:2], (24, 0), atol=5)


def test_of_five_people_four_are_followed_largest_first(
    landmarker_model: Path, head: Image
) -> None:
    small = np.ascontiguousarray(head[::2, ::2])
    picture = crowd(head, [(20, 20), (320, 40), (20, 300)], (640, 560))
    picture[300:400, 300:400] = small
    picture[300:550, 400:640] = cv2.resize(head, (240, 250))
    with Tracker(landmarker_model, MOST_FACES) as tracker:
        tracked = run(tracker, [picture] * 4)[-1]
    sizes = [float(np.ptp(face.landmarks[:, 1])) for face in tracked.faces]
    assert len(sizes) == MOST_FACES
    assert sizes[0] > 1.1 * sizes[1]
    assert sizes[3] < 1.1 * sizes[1]


def points(tracked: Tracked) -> dict[int, NDArray[np.float32]]:
    return {face.track: face.landmarks for face in tracked.faces}


@pytest.mark.parametrize("smooth", [True, False])
def test_one_face_is_seen_alike_however_many_may_be_followed(
    landmarker_model: Path, portrait: Image, smooth: bool
) -> None:
    """Looking for others moves no point of those who are there."""
    images = [np.roll(portrait, 3 * i, axis=1) for i in range(8)]
    seen = []
    for faces in (1, MOST_FACES):
        with Tracker(landmarker_model, faces, smooth, search_s=0.0) as tracker:
            followed = run(tracker, images)
            still = tracker.find(Frame(portrait, 0.0, 0))
        seen.append([face.landmarks for t in (*followed, still) for face in t.faces])
    assert len(seen[0]) == len(images) + 1
    assert np.array_equal(seen[0], seen[1])


def test_who_comes_and_goes_moves_nobody_else(landmarker_model: Path, head: Image) -> None:
    alone, both = (crowd(head, [(20, 40), (320, 60)][:count], (640, 300)) for count in (1, 2))
    scenes = [alone] * 3 + [both] * 3 + [alone] * 3 + [both] * 3
    with Tracker(landmarker_model, MOST_FACES, smooth=False, search_s=0.0) as tracker:
        seen = [points(tracked) for tracked in run(tracker, scenes)]
    assert [len(faces) for faces in seen] == [1] * 3 + [2] * 3 + [1] * 3 + [2] * 3
    assert set(seen[3]) == set(seen[-1])
    for before, after in pairwise(seen[2:]):
        assert np.abs(before[0] - after[0]).max() < 0.5


def test_further_faces_are_looked_for_now_and_then(landmarker_model: Path, head: Image) -> None:
    alone, both = (crowd(head, [(20, 40), (320, 60)][:count], (640, 300)) for count in (1, 2))
    with Tracker(landmarker_model, MOST_FACES) as tracker:
        found = [len(t.faces) for t in run(tracker, [alone] + [both] * 9, fps=10.0)]
        assert found == [1] * 7 + [2] * 3
        assert len(tracker.find(Frame(both, 0.0, 0)).faces) == 2
        # Who was lost is looked for in every frame, for as long as their number waits.
        assert [len(t.faces) for t in run(tracker, [both, alone, both])] == [2, 1, 2]


def test_more_or_fewer_may_be_followed_while_it_runs(landmarker_model: Path, head: Image) -> None:
    image = crowd(head, [(20, 40), (320, 60)], (640, 300))
    with Tracker(landmarker_model, 2) as tracker:
        both = run(tracker, [image] * 3)[-1].faces
        tracker.faces = 1
        (one,) = run(tracker, [image])[0].faces
        tracker.faces = 2
        again = run(tracker, [image] * 30)[-1].faces
        with pytest.raises(UsageError):
            tracker.faces = MOST_FACES + 1
    assert len(both) == len(again) == 2
    assert one.track in {face.track for face in both}


def test_two_followers_of_one_face_become_one(landmarker_model: Path, head: Image) -> None:
    still = crowd(head, [(40, 40)], (640, 300))
    scenes = [still.copy() for _ in range(30)]
    for i, scene in enumerate(scenes):
        x = 340 - round(300 * i / 24) if i < 24 else 40
        scene[40 : 40 + head.shape[0], x : x + head.shape[1]] = head
    with Tracker(landmarker_model, 2) as tracker:
        found = [len(tracked.faces) for tracked in run(tracker, scenes)]
    assert found[2] == 2
    assert found[-1] == 1


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
