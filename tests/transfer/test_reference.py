"""Photos as people have them: what can be used is, and what is wrong with each is named."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.errors import InputError
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.zones import bare_skin
from beautymirror.frame import Face, Frame
from beautymirror.skin.linear import linear_from_srgb, srgb_from_linear
from beautymirror.tracking import Tracker
from beautymirror.transfer.photo import PhotoError, SeveralFaces
from beautymirror.transfer.reference import Reference, read_face, read_reference

Image = NDArray[np.uint8]


@pytest.fixture(scope="module")
def photo() -> Image:
    return load_portrait((640, 480)).image


def codes(reference: Reference) -> set[str]:
    return {remark.code for remark in reference.remarks}


def smaller(photo: Image, factor: float) -> Image:
    small = cv2.resize(photo, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    canvas = np.full_like(photo, 128)
    canvas[: small.shape[0], : small.shape[1]] = small
    return canvas


def test_a_good_photo_is_laid_flat_without_remarks(photo: Image, tracker: Tracker) -> None:
    reference = read_reference(photo, tracker)
    assert not reference.remarks
    assert reference.image.shape == (256, 256, 3)
    mesh = canonical_mesh()
    assert (reference.image[bare_skin(mesh, 256)].max(axis=-1) > 10).mean() > 0.99
    assert not reference.image[:6].any()  # beyond the forehead
    x, y, width, height = reference.box
    portrait = load_portrait((640, 480)).landmarks[:468, :2]
    assert np.abs(portrait.min(axis=0) - [x, y]).max() < 12
    assert np.abs(np.ptp(portrait, axis=0) - [width, height]).max() < 16
    red, green, blue = reference.skin
    assert red > green > blue


def test_the_light_on_lips_is_told_without_the_light_that_is_divided_out(
    photo: Image, tracker: Tracker
) -> None:
    usual = read_reference(photo, tracker).lips_light
    assert usual.shape == (32, 32)
    lips = slice(20, 24), slice(13, 19)
    assert 0.5 < usual[lips].mean() < 1.0
    warm = read_reference(srgb_from_linear(linear_from_srgb(photo) * [1.0, 0.85, 0.6]), tracker)
    assert warm.lips_light[lips].mean() == pytest.approx(usual[lips].mean(), rel=0.08)
    points = load_portrait((640, 480)).landmarks
    shade = np.interp(np.arange(len(photo)), points[[168, 2], 1], [1.0, 0.4])[:, None, None]
    dark = read_reference(srgb_from_linear(linear_from_srgb(photo) * shade), tracker)
    assert 0.4 < dark.lips_light[lips].mean() / usual[lips].mean() < 0.7


def test_size_hardly_matters(photo: Image, tracker: Tracker) -> None:
    """A large photo is averaged, not picked at random; a small one is enlarged and says so."""
    usual = read_reference(photo, tracker)
    large = cv2.resize(photo, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    noisy = large + np.random.default_rng(0).normal(0, 25, large.shape)
    reference = read_reference(np.clip(noisy, 0, 255).astype(np.uint8), tracker)
    skin = bare_skin(canonical_mesh(), 256)
    off = reference.image[skin].astype(int) - usual.image[skin]
    assert off.std(axis=0).max() < 14  # of noise of 25
    little = cv2.resize(photo, (224, 168), interpolation=cv2.INTER_AREA)
    small = read_reference(little, tracker)
    assert codes(small) == {"small"}


def test_a_small_face_in_a_large_photo_is_found(photo: Image, tracker: Tracker) -> None:
    wide = np.full((1440, 1920, 3), 120, np.uint8)
    wide[900:1380, 1100:1740] = photo
    assert not tracker.find(_still(wide)).faces
    reference = read_reference(wide, tracker)
    x, y, width, height = reference.box
    portrait = load_portrait((640, 480)).landmarks[:468, :2] + [1100, 900]
    assert np.abs(portrait.min(axis=0) - [x, y]).max() < 12
    assert np.abs(np.ptp(portrait, axis=0) - [width, height]).max() < 16


def _still(image: Image) -> Frame:
    kept = image.copy()
    kept.flags.writeable = False
    return Frame(kept, 0.0, 0)


@pytest.mark.parametrize("factor", [0.13, 0.09])
def test_a_tiny_face_is_refused(photo: Image, factor: float) -> None:
    points = load_portrait((640, 480)).landmarks * np.float32(factor)
    with pytest.raises(PhotoError, match="too small") as refused:
        read_face(smaller(photo, factor), Face(1, points, np.eye(4, dtype=np.float32)))
    assert refused.value.code == "too_small"


def test_no_face_is_refused(tracker: Tracker) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (240, 320, 3)).astype(np.uint8)
    for image in (noise, np.zeros((240, 320, 3), np.uint8), noise[:3, :3]):
        with pytest.raises(PhotoError) as refused:
            read_reference(image, tracker)
        assert refused.value.code == "no_face"
        assert isinstance(refused.value, InputError)


def test_several_faces_ask_which_and_are_counted_from_the_left(
    photo: Image, tracker: Tracker
) -> None:
    """The right one of two is somebody in blue light."""
    crop = photo[20:400, 150:480]
    blue = srgb_from_linear(linear_from_srgb(crop) * (0.6, 0.8, 1.5))
    pair = np.hstack([crop, blue])
    with pytest.raises(SeveralFaces) as asked:
        read_reference(pair, tracker)
    first, second = asked.value.boxes
    assert first[0] < crop.shape[1] < second[0]
    assert asked.value.exit_code == 2
    assert "--face 1 to 2" in str(asked.value)
    chosen = [read_reference(pair, tracker, number) for number in (1, 2)]
    assert [reference.box for reference in chosen] == [first, second]
    assert chosen[1].light.tint()[0] < chosen[0].light.tint()[0] - 0.5
    for number in (0, 3):
        with pytest.raises(PhotoError, match="no face with this number"):
            read_reference(pair, tracker, number)


def turned(degrees: float) -> tuple[Image, Face]:
    """The portrait's skin on the canonical head, turned."""
    mesh = canonical_mesh()
    angle = np.radians(degrees)
    turn = np.array(
        [[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]]
    )
    points = np.zeros((478, 3), np.float32)
    at = mesh.positions @ turn.T
    points[:468] = at * [18, -18, -18] + [256, 256, 0]
    points[468:] = points[[33, 33, 33, 33, 33, 263, 263, 263, 263, 263]]
    across = np.linspace(150, 230, 512)
    image = np.stack(
        [np.broadcast_to(across * share, (512, 512)) for share in (1.0, 0.75, 0.62)], -1
    )
    return image.astype(np.uint8), Face(1, points, np.eye(4, dtype=np.float32))


def test_a_profile_is_filled_from_the_side_that_shows() -> None:
    image, face = turned(50.0)
    reference = read_face(image, face)
    assert "turned" in codes(reference)
    sides = reference.coverage[:, :128].mean(), reference.coverage[:, 128:].mean()
    assert min(sides) < 0.75 * max(sides)
    skin = bare_skin(canonical_mesh(), 256)
    hidden = skin & (reference.coverage < 0.02) & (reference.coverage[:, ::-1] > 0.98)
    assert hidden.sum() > 500
    assert np.array_equal(reference.image[hidden], reference.image[:, ::-1][hidden])


def test_what_lies_behind_a_turned_cheek_is_not_laid_on_it() -> None:
    """Its outline is a few pixels within what the landmarks say."""
    image, face = turned(40.0)
    plain = read_face(image, face)
    outline = np.zeros((512, 512), np.uint8)
    cv2.fillPoly(outline, [cv2.convexHull(face.landmarks[:468, :2].astype(np.int32))], 1)
    image[cv2.erode(outline, np.ones((9, 9), np.uint8)) == 0] = (20, 160, 30)
    reference = read_face(image, face)
    skin = bare_skin(canonical_mesh(), 256)
    hidden = skin & (reference.coverage < 0.5)
    beside = skin & (cv2.dilate(hidden.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0)
    green = {
        name: one.image[beside].astype(int) @ [-1, 2, -1]
        for name, one in (("plain", plain), ("before a wall", reference))
    }
    assert beside.sum() > 1000
    assert (green["before a wall"] > green["plain"].max() + 30).mean() < 0.02


def test_a_face_from_behind_is_refused() -> None:
    image, face = turned(95.0)
    with pytest.raises(PhotoError):
        read_face(image, face)


def test_dark_overexposed_grey_and_tinted_photos_are_told(photo: Image) -> None:
    points = load_portrait((640, 480)).landmarks
    face = Face(1, points, np.eye(4, dtype=np.float32))
    linear = linear_from_srgb(photo)

    def read(*gain: float) -> Reference:
        return read_face(srgb_from_linear(linear * gain), face)

    dark = read(0.025, 0.025, 0.025)
    assert codes(dark) >= {"dark"}
    assert max(dark.skin) > 60  # and brightened
    assert "overexposed" in codes(read(6.0, 6.0, 6.0))
    assert "tinted" in codes(read(1.4, 0.9, 0.35))
    grey = np.repeat(photo.mean(axis=-1, keepdims=True), 3, axis=-1).astype(np.uint8)
    assert "grey" in codes(read_face(grey, face))
    with pytest.raises(PhotoError, match="too dark"):
        read(0.0008, 0.0008, 0.0008)


def test_half_a_face_beyond_the_rim_is_used_and_nearly_all_of_it_is_not(photo: Image) -> None:
    points = load_portrait((640, 480)).landmarks
    middle = int(points[1, 0])
    face = Face(1, points, np.eye(4, dtype=np.float32))
    half = read_face(np.ascontiguousarray(photo[:, : middle + 10]), face)
    assert half.coverage[:, 150:].max() == 0.0
    with pytest.raises(PhotoError, match="Too little"):
        read_face(np.ascontiguousarray(photo[:, : middle - 60]), face)
