"""Masks of what lies before faces: whose they are, when they are made, how they follow a change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.commands.quality.occlusion import covered
from beautymirror.errors import MissingError
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference import covers as module
from beautymirror.inference.covers import Covers, Lookout, open_covers
from beautymirror.inference.occlusion import INPUT_SIZE, PLANES, prepare

POSE = np.eye(4, dtype=np.float32)


class Told:
    """A network that answers one value all over: the next of a list, then the last for ever."""

    def __init__(self, *answers: float) -> None:
        self.answers = list(answers)
        self.asked = 0

    def read(self, flat: NDArray[np.uint8], coverage: NDArray[np.float32]) -> NDArray[np.float32]:
        assert flat.shape == (INPUT_SIZE, INPUT_SIZE, 3)
        self.asked += 1
        value = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return np.full(coverage.shape, value, np.float32)


def seen(seconds: float, *tracks: int) -> Tracked:
    portrait = load_portrait((480, 360))
    faces = tuple(Face(track, portrait.landmarks, POSE) for track in tracks)
    return Tracked(Frame(portrait.image, seconds, 0), faces)


@pytest.fixture(autouse=True)
def _mesh(landmarker_model: Path) -> None:
    """The mesh is read out of the tracking model."""


def levels(covers: Covers, *frames: Tracked) -> list[int]:
    return [int(covers.look(frame)[1].max()) for frame in frames]


def test_every_face_has_a_mask_of_its_own() -> None:
    masks = Covers(Told(0.0, 1.0)).look(seen(0.0, 4, 9))
    assert {track: mask.max() for track, mask in masks.items()} == {4: 0, 9: 255}
    assert all(mask.shape == (INPUT_SIZE, INPUT_SIZE) for mask in masks.values())


def test_between_two_looks_the_masks_are_the_same_objects() -> None:
    network = Told(0.9)
    covers = Covers(network, every=0.1)
    first = covers.look(seen(1.00, 1))
    assert covers.look(seen(1.05, 1)) is first
    assert covers.look(seen(1.51, 1)) is not first
    assert network.asked == 2


def test_a_face_that_stays_the_same_is_looked_at_less_often() -> None:
    network = Told(0.9)
    covers = Covers(network, every=0.1)
    for tenth in range(11):
        assert covers.look(seen(1.0 + 0.11 * tenth, 1))[1].min() == 255
    assert network.asked == 3


def test_what_comes_before_a_face_is_seen_at_the_next_look() -> None:
    network = Told(0.0, 1.0)
    covers = Covers(network, every=0.1)
    covers.look(seen(1.0, 1))
    bare = seen(1.11, 1)
    image = bare.frame.image.copy()
    x, y = bare.faces[0].landmarks[4, :2].astype(int)
    cv2.line(image, (x - 30, y - 40), (x + 20, y + 40), (20, 22, 26), 4)
    assert covers.look(Tracked(Frame(image, 1.11, 0), bare.faces))[1].min() == 255
    assert network.asked == 2


def test_a_head_that_moves_alone_is_the_same_face() -> None:
    network = Told(0.9)
    covers = Covers(network, every=0.1)
    first = seen(1.0, 1)
    covers.look(first)
    image = np.roll(first.frame.image, (3, -5), axis=(0, 1))
    points = first.faces[0].landmarks + np.array([-5, 3, 0], np.float32)
    covers.look(Tracked(Frame(image, 1.11, 0), (Face(1, points, POSE),)))
    assert network.asked == 1


def test_somebody_new_is_looked_at_at_once() -> None:
    covers = Covers(Told(0.9), every=10.0)
    covers.look(seen(1.0, 1))
    assert set(covers.look(seen(1.01, 1, 2))) == {1, 2}


def test_where_the_network_doubts_the_colour_is_to_tell() -> None:
    assert levels(Covers(Told(0.02)), seen(0.0, 1)) == [0]
    for doubt in (0.08, 0.1, 0.12):
        assert 0 < levels(Covers(Told(doubt)), seen(0.0, 1))[0] < 128
    assert levels(Covers(Told(0.8)), seen(0.0, 1)) == [255]


def test_small_changes_are_calmed_and_large_ones_followed_at_once() -> None:
    wavering = levels(Covers(Told(0.25, 0.35, 0.25), every=0.1), *(seen(t, 1) for t in (1, 2, 3)))
    straight = levels(Covers(Told(0.35)), seen(1, 1))
    assert wavering[0] < wavering[1] < straight[0]
    assert abs(wavering[1] - wavering[0]) < 0.5 * (straight[0] - wavering[0])
    hand = levels(Covers(Told(0.0, 1.0, 0.0), every=0.1), *(seen(t, 1) for t in (1, 2, 3)))
    assert hand == [0, 255, 0]


@pytest.mark.parametrize("still", [True, False])
def test_a_picture_by_itself_and_another_source_have_no_past(still: bool) -> None:
    covers = Covers(Told(0.25, 0.35))
    covers.look(seen(5.0, 1))
    later = covers.look(seen(6.0 if still else 1.0, 1), still)
    assert later[1].max() == levels(Covers(Told(0.35)), seen(0.0, 1))[0]


def test_a_face_without_points_is_not_hidden() -> None:
    lost = np.full((478, 3), np.nan, np.float32)
    frame = Tracked(seen(0.0).frame, (Face(1, lost, POSE),))
    assert Covers(Told(1.0)).look(frame)[1].max() == 0


@pytest.fixture
def lookout() -> Iterator[Lookout]:
    made = Lookout()
    yield made
    assert made.stop()


def until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20.0
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()


def test_a_lookout_never_waits_and_says_later_what_it_saw(
    lookout: Lookout, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slowly(every: float) -> Covers:
        assert go.wait(20.0)
        return Covers(Told(1.0), every)

    monkeypatch.setattr(module, "open_covers", slowly)
    lookout.look(seen(0.0, 7))
    assert lookout.masks == {}
    go.set()

    def noticed() -> bool:
        lookout.look(seen(time.monotonic(), 7))
        return set(lookout.masks) == {7}

    assert until(noticed)


def test_without_its_network_a_lookout_sees_nothing(
    lookout: Lookout, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(every: float) -> Covers:
        raise MissingError("it is gone", "Install again.")

    monkeypatch.setattr(module, "open_covers", missing)
    lookout.look(seen(0.0, 1))
    assert until(lambda: "it is gone" in caplog.text)
    lookout.look(seen(1.0, 1))
    assert lookout.masks == {}


def test_a_lookout_that_never_looked_ends_too() -> None:
    assert Lookout().stop()


def test_light_and_tone_are_divided_out() -> None:
    rng = np.random.default_rng(0)
    flat = rng.integers(60, 120, (INPUT_SIZE, INPUT_SIZE, 3)).astype(np.uint8)
    coverage = np.ones((INPUT_SIZE, INPUT_SIZE), np.float32)
    planes = prepare(flat, coverage)
    brighter = prepare((flat * np.array([2, 1, 2])).astype(np.uint8), coverage)
    assert planes.shape == (PLANES, INPUT_SIZE, INPUT_SIZE)
    assert brighter[:3] == pytest.approx(planes[:3], abs=1e-5)
    assert np.abs(planes[:3].mean()) < 0.1
    assert not prepare(flat, np.zeros_like(coverage))[:4].any()


def test_harsh_light_is_evened_out() -> None:
    coverage = np.ones((INPUT_SIZE, INPUT_SIZE), np.float32)
    flat = np.full((INPUT_SIZE, INPUT_SIZE, 3), 50, np.uint8)
    flat[:, :40] = 90
    mild = prepare(flat, coverage)
    assert mild[1, 0, 0] == pytest.approx(0.8)
    flat[:, :40] = 220
    harsh = prepare(flat, coverage)
    assert harsh[1, 0, 0] == pytest.approx(1.0, abs=0.03)
    assert harsh[1, 0, -1] == 0


@pytest.fixture
def shipped() -> Covers:
    return open_covers()


def test_the_shipped_network_sees_a_phone_and_leaves_a_bare_face_alone(shipped: Covers) -> None:
    bare = seen(0.0, 1)
    inner = np.zeros((INPUT_SIZE, INPUT_SIZE), bool)
    inner[70:200, 60:196] = True
    open_ = shipped.look(bare, still=True)[1][inner]
    assert open_.mean() < 2.0  # of 255: doubt alone, and little of it
    assert (open_ > 128).mean() < 0.001
    image = bare.frame.image.copy()
    x, y = bare.faces[0].landmarks[50, :2].astype(int)
    image[y - 30 : y + 30, x - 20 : x + 20] = (20, 22, 26)
    hidden = Tracked(Frame(image, 0.0, 0), bare.faces)
    share = (shipped.look(hidden, still=True)[1][inner] > 128).mean()
    assert share > 0.05


@pytest.mark.parametrize("share", [0.5, 0.3, 0.18])
def test_a_brown_frame_is_told_from_brown_skin(share: float) -> None:
    portrait = load_portrait((640, 480))
    levels = (portrait.image / np.float32(255)) ** 2.2 * share  # the skin of somebody darker
    image = np.rint(levels ** (1 / 2.2) * 255).astype(np.uint8)
    picture, hidden = covered("glasses", image, portrait.landmarks, turn=1)
    face = Face(1, portrait.landmarks, POSE)
    mask = open_covers().look(Tracked(Frame(picture, 0.0, 0), (face,)))[1]
    unwrapper = Unwrapper(canonical_mesh(), INPUT_SIZE)
    frame = np.repeat(hidden[..., None], 3, axis=2).astype(np.uint8) * 255
    flat = unwrapper.unwrap(frame, portrait.landmarks)
    there = (flat.image[..., 0] > 200) & (flat.coverage > 0.5)
    assert (mask[there] > 127).mean() > 0.88
