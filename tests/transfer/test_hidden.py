"""Glasses, hair and hands before the face of a photo are no makeup; what they hide is filled in."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.commands.quality.occlusion import covered as drawn_before
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Face
from beautymirror.inference import manifest, occlusion
from beautymirror.transfer.hidden import sight
from beautymirror.transfer.photo import PhotoError
from beautymirror.transfer.reference import Reference, read_face

Image = NDArray[np.uint8]
Part = tuple[slice, slice]

CHEEK = (slice(140, 170), slice(60, 90))
MIRRORED = (slice(140, 170), slice(166, 196))
LID = (slice(90, 110), slice(70, 100))
NOSE = (slice(120, 130), slice(118, 138))
RIM = (slice(20, 60), slice(118, 138))


class Tells:
    """Sees something before these parts of the plane, and perhaps before their mirror images."""

    def __init__(self, *parts: Part, mirrored: float = 0.0) -> None:
        self._parts, self._mirrored = parts, mirrored

    def read(self, flat: Image, coverage: NDArray[np.float32]) -> NDArray[np.float32]:
        assert flat.shape == (256, 256, 3)
        answer = np.zeros(coverage.shape, np.float32)
        for part in self._parts:
            answer[:, ::-1][part] = self._mirrored
            answer[part] = 0.9
        return answer


@pytest.fixture(scope="module")
def portrait() -> tuple[Image, Face]:
    still = load_portrait((640, 480))
    return still.image, Face(1, still.landmarks, np.eye(4, dtype=np.float32))


def codes(reference: Reference) -> set[str]:
    return {remark.code for remark in reference.remarks}


def test_a_covered_cheek_is_filled_from_the_other_one(portrait: tuple[Image, Face]) -> None:
    plain = read_face(*portrait)
    reference = read_face(*portrait, Tells(CHEEK))
    assert not reference.coverage[CHEEK].any()
    assert (reference.image[CHEEK] == reference.image[MIRRORED][:, ::-1]).all()
    assert np.abs(reference.image[MIRRORED].astype(int) - plain.image[MIRRORED]).max() < 8
    assert not codes(reference)  # a sixteenth of the face


def test_what_neither_side_shows_is_filled_from_around_it(portrait: tuple[Image, Face]) -> None:
    for part in (NOSE, RIM):
        reference = read_face(*portrait, Tells(part))
        inside = Unwrapper(canonical_mesh(), 256).inside
        assert reference.image[part][inside[part]].min() > 40  # beyond the forehead it is black
        assert not reference.image[~inside].any()


@pytest.mark.parametrize(("part", "too"), [(LID, True), (CHEEK, False)])
def test_a_doubt_about_the_other_side_is_enough_where_frames_lie(
    portrait: tuple[Image, Face], part: Part, too: bool
) -> None:
    sides = read_face(*portrait, Tells(part, mirrored=0.25)).coverage
    assert sides[part].max() == 0.0
    assert (sides[:, ::-1][part].max() < 0.5) == too
    assert (read_face(*portrait, Tells(part, mirrored=0.05)).coverage[:, ::-1][part] > 0.9).all()


def test_much_that_is_covered_is_told_and_too_much_is_refused(
    portrait: tuple[Image, Face],
) -> None:
    assert "covered" in codes(read_face(*portrait, Tells((slice(0, 110), slice(0, 256)))))
    with pytest.raises(PhotoError) as refused:
        read_face(*portrait, Tells((slice(0, 190), slice(0, 256))))
    assert refused.value.code == "hidden"


@pytest.mark.parametrize(("kind", "turn"), [("glasses", 3), ("things", 3)])
def test_red_things_before_a_face_leave_no_red_on_it(
    portrait: tuple[Image, Face], kind: str, turn: int
) -> None:
    image, face = portrait
    picture, _ = drawn_before(kind, image, face.landmarks, turn)
    bare = read_face(image, face)

    def redder(reference: Reference) -> float:
        """Share of the plane."""
        red = reference.image[..., 0].astype(int) - reference.image[..., 1:].max(axis=-1)
        was = bare.image[..., 0].astype(int) - bare.image[..., 1:].max(axis=-1)
        return float((red > was + 40).mean())

    as_it_is = redder(read_face(picture, face))
    assert as_it_is > 0.01
    assert redder(read_face(picture, face, sight())) < 0.3 * as_it_is


def test_without_the_network_photos_are_read_as_before(
    portrait: tuple[Image, Face], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    known = tuple(m for m in manifest.load_manifest() if m.name != occlusion.MODEL)
    monkeypatch.setattr(occlusion, "load_manifest", lambda: known)
    assert sight() is None
    assert "network is missing" in caplog.text
    assert (read_face(*portrait, sight()).image == read_face(*portrait).image).all()
