"""Several faces: each is followed as if it were alone, and keeps its number."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.errors import UsageError
from beautymirror.frame import Frame, Tracked
from beautymirror.tracking import MOST_FACES, Tracker

Image = NDArray[np.uint8]
NOSE = 1


def crowd(head: Image, places: list[tuple[int, int]], size: tuple[int, int]) -> Image:
    picture = np.full((size[1], size[0], 3), 128, np.uint8)
    for x, y in places:
        picture[y : y + head.shape[0], x : x + head.shape[1]] = head
    return picture


def run(tracker: Tracker, images: list[Image], fps: float = 30.0) -> list[Tracked]:
    return [tracker.track(Frame(image, i / fps, i)) for i, image in enumerate(images)]


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
