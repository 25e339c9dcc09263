"""The light of a photo is divided out: a face relit reads much as it did before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.capture.portrait import load_portrait
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.face.zones import bare_skin
from beautymirror.skin.colour import delta_e, lab_from_srgb
from beautymirror.skin.linear import linear_from_srgb, srgb_from_linear
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


@dataclass(frozen=True)
class Sitter:
    """A person in fair light, as read."""

    name: str
    image: Image
    points: Points
    before: Image
    plain: Image
    light: PhotoLight
    skin: NDArray[np.bool_]


def photographed(shared_data: Path, name: str) -> tuple[Image, Points]:
    """A person and their landmarks."""
    with np.load(shared_data / "faces" / "landmarks478.npz") as stored:
        marks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    points = np.zeros((478, 3), np.float32)
    points[:, :2] = marks[name]
    return cv2.imread(str(shared_data / "faces" / name))[..., ::-1].copy(), points


@pytest.fixture(scope="module")
def people(shared_data: Path) -> list[Sitter]:
    """Two light, two dark and one in between."""
    found = []
    for number in ("036", "001", "173", "025", "096"):
        image, points = photographed(shared_data, f"eval/london_neutral/{number}.jpg")
        found.append(Sitter(number, image, points, *read(image, points)))
    return found


@pytest.mark.parametrize(
    ("gain", "side", "left"),
    [
        (LAMP, 0.0, 0.55),
        (SHADE, 0.0, 0.5),
        ((1, 1, 1), 0.8, 0.75),
        (LAMP, 0.5, 0.6),
    ],
    ids=["lamp", "shade", "from the side", "lamp at the side"],
)
def test_a_relit_face_reads_nearer_to_itself(
    people: list[Sitter], gain: tuple[float, float, float], side: float, left: float
) -> None:
    """Of the colour difference that the light makes, at most ``left`` is left on anybody."""
    for one in people:
        after, again, _, _ = read(relit(one.image, gain, side), one.points)
        pixels = [part[one.skin] for part in (again, one.plain, after, one.before)]
        if side:  # a light that falls off darkens too; how light the whole is, is another question
            pixels = [levelled(part) for part in pixels]
        ours, theirs, raw, own = (lab_from_srgb(part) for part in pixels)
        made = delta_e(raw, own).mean()
        assert made > 1.0, one.name
        assert delta_e(ours, theirs).mean() <= left * made, one.name


def levelled(pixels: Image) -> Image:
    """Skin (n, 3) at one mean level."""
    linear = linear_from_srgb(pixels)
    return srgb_from_linear(linear * (0.3 / linear.mean()))


def test_a_face_in_fair_light_is_left_nearly_alone(people: list[Sitter]) -> None:
    for one in people:
        labs = (lab_from_srgb(part[one.skin]) for part in (one.before, one.plain))
        assert delta_e(*labs).mean() < 6.0, one.name
        assert max(map(abs, one.light.tint())) < 0.3, one.name


def test_a_coloured_light_is_told() -> None:
    portrait = load_portrait((640, 480))
    usual = read(portrait.image, portrait.landmarks)[2]
    warm = read(relit(portrait.image, LAMP), portrait.landmarks)[2]
    assert warm.tint()[0] > usual.tint()[0] + 0.3


def test_dim_light_is_told_from_deep_skin(people: list[Sitter]) -> None:
    for one in people:
        dim = read(relit(one.image, (0.12, 0.12, 0.12)), one.points)[2].exposure()
        assert one.light.exposure() > -0.4, one.name
        assert dim < -0.7, one.name


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


def test_highlights_on_deep_skin_tell_that_the_light_is_not_dim(shared_data: Path) -> None:
    name = "train/sfhq/variability_ethnicity_r1_024.jpg"  # the whites of the eyes are in shade
    image, points = photographed(shared_data, name)
    assert read(image, points)[2].exposure() > -0.1
    assert read(relit(image, (0.2, 0.2, 0.2)), points)[2].exposure() < -1.0
