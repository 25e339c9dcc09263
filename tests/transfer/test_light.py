"""The light of a photo is divided out: a face relit reads much as it did before."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.face.zones import bare_skin
from beautymirror.skin.colour import (
    delta_e,
    lab_from_srgb,
    linear_from_srgb,
    srgb_from_linear,
)
from beautymirror.transfer.light import PhotoLight, divide_light, find_light

Image = NDArray[np.uint8]
Points = NDArray[np.float32]

LAMP, SHADE = (1.25, 1.0, 0.62), (0.85, 1.0, 1.25)


def relit(image: Image, gain: tuple[float, float, float], side: float = 0.0) -> Image:
    """The picture in a light of these gains that falls off by 2 ``side`` stops across it."""
    across = np.linspace(-1, 1, image.shape[1])[None, :, None]
    return srgb_from_linear(linear_from_srgb(image) * gain * 2.0 ** (side * across - abs(side)))


def read(image: Image, points: Points) -> tuple[Image, Image, PhotoLight, NDArray[np.bool_]]:
    """The unwrapped face as it is and without its light, and where its skin is seen."""
    mesh = canonical_mesh()
    flat = Unwrapper(mesh, 256).unwrap(image, points)
    light = find_light(image, points, flat, mesh)
    return (
        flat.image, divide_light(flat.image, light), light,
        bare_skin(mesh, 256) & (flat.coverage > 0.5),
    )  # fmt: skip


def apart(first: Image, second: Image, where: NDArray[np.bool_]) -> float:
    """Mean CIEDE2000 over the skin."""
    return float(delta_e(lab_from_srgb(first[where]), lab_from_srgb(second[where])).mean())


def people(shared_data: Path) -> list[tuple[str, Image, Points]]:
    """Two light, two dark and one in between."""
    with np.load(shared_data / "faces" / "landmarks478.npz") as stored:
        marks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    found = []
    for number in ("036", "001", "173", "025", "096"):
        name = f"eval/london_neutral/{number}.jpg"
        image = cv2.imread(str(shared_data / "faces" / name))[..., ::-1].copy()
        points = np.zeros((478, 3), np.float32)
        points[:, :2] = marks[name]
        found.append((number, image, points))
    return found


@pytest.mark.parametrize(
    ("gain", "side", "left"),
    [
        (LAMP, 0.0, 0.5),
        (SHADE, 0.0, 0.5),
        ((1, 1, 1), 0.8, 0.7),
        (LAMP, 0.5, 0.55),
    ],
    ids=["lamp", "shade", "from the side", "lamp at the side"],
)
def test_a_relit_face_reads_nearer_to_itself(
    shared_data: Path, gain: tuple[float, float, float], side: float, left: float
) -> None:
    """Of the colour difference that the light makes, at most ``left`` is left on anybody."""
    for name, image, points in people(shared_data):
        before, plain, _, where = read(image, points)
        after, again, _, _ = read(relit(image, gain, side), points)
        assert apart(after, before, where) > 1.0, name
        # A light that falls off darkens too; how light the whole is, is another question.
        ours, theirs = (levelled(part, where) if side else part for part in (again, plain))
        raw, own = (levelled(part, where) if side else part for part in (after, before))
        assert apart(ours, theirs, where) <= left * apart(raw, own, where), name


def levelled(image: Image, where: NDArray[np.bool_]) -> Image:
    """The picture with its skin at one luminance."""
    linear = linear_from_srgb(image)
    return srgb_from_linear(linear * (0.3 / linear[where].mean()))


def test_a_face_in_fair_light_is_left_nearly_alone(shared_data: Path) -> None:
    for name, image, points in people(shared_data):
        before, plain, light, where = read(image, points)
        assert apart(before, plain, where) < 6.0, name
        assert max(map(abs, light.tint())) < 0.3, name


def test_a_coloured_light_is_told() -> None:
    portrait = load_portrait((640, 480))
    usual = read(portrait.image, portrait.landmarks)[2]
    warm = read(relit(portrait.image, LAMP), portrait.landmarks)[2]
    assert warm.tint()[0] > usual.tint()[0] + 0.3


def test_dim_light_is_told_from_deep_skin(shared_data: Path) -> None:
    for name, image, points in people(shared_data):
        usual = read(image, points)[2].exposure()
        dim = read(relit(image, (0.12, 0.12, 0.12)), points)[2].exposure()
        assert usual > -0.4, name
        assert dim < -0.9, name


def test_red_lips_do_not_vote_for_a_red_light() -> None:
    portrait = load_portrait((640, 480))
    usual = read(portrait.image, portrait.landmarks)[2]
    painted = portrait.image.copy()
    lips = portrait.landmarks[[61, 37, 0, 267, 291, 405, 17, 181], :2]
    cv2.fillPoly(painted, [np.rint(lips).astype(np.int32)], (190, 10, 30))
    worn = read(painted, portrait.landmarks)[2]
    assert np.abs(np.subtract(worn.tint(), usual.tint())).max() < 0.05


def test_shading_is_one_in_the_middle_and_limited() -> None:
    light = PhotoLight(np.ones(3), np.array([[9.0, 0, 0]] * 3))
    shading = light.shading(64)
    assert np.allclose(shading[:, 31:33].mean(axis=1), 1.0, atol=0.1)
    assert shading.max() <= 2.0**1.5 + 1e-6
    assert shading.min() >= 2.0**-1.5 - 1e-6
