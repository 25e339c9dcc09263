"""The layer of a photo on a face: it looks as the look it was read from, and stays in its place."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.looks.kind import AREAS
from beautymirror.looks.layer import Layer, layer_models
from beautymirror.looks.library import find_look
from beautymirror.looks.picture import SIDE
from beautymirror.render.pictures import Pictures
from tests.makeup.atelier import PAINTED
from tests.render.stage import openings, polygon
from tests.transfer.studio import Studio, as_picture, baked_only, difference

ALL_OF_IT = {"skin": 1.0, "base_opacity": 0.0}
NOTHING = {"skin": 0.0, "eyes": 0.0, "brows": 0.0, "cheeks": 0.0, "lips": 0.0}


def from_photo(**values: Any) -> Layer:
    return layer_models["transfer"](**values)


def read_back(studio: Studio, **values: Any) -> Layer:
    """What was worn last, as a layer from a photo."""
    maps = studio.maps()
    shine = np.stack([maps.gloss, maps.shimmer, np.zeros_like(maps.gloss)], axis=-1)
    return from_photo(
        paint=as_picture(maps.pigment, maps.opacity),
        shine=as_picture(shine, np.ones_like(maps.gloss)),
        **values,
    )


# Tolerances: median and 95th percentile of CIEDE2000 where the look changes a pixel by 2 or more.
# Its edges, drawn at 2560 texels a face, come out of maps of 256.
@pytest.mark.parametrize(
    ("look", "median", "worst"),
    [("full-glam", 1.5, 4.0), ("red-lip", 1.5, 5.0), ("smoky", 1.5, 4.0)],
)
def test_a_look_taken_from_its_own_maps_is_the_same_look(
    studio: Studio, look: str, median: float, worst: float
) -> None:
    first = studio.wear(*baked_only(find_look(look)))
    again = studio.wear(read_back(studio, **ALL_OF_IT))
    changed = difference(studio.image, first) > 2.0
    off = difference(first, again)[changed]
    assert changed.sum() > 2000
    assert np.median(off) <= median
    assert np.percentile(off, 95) <= worst


def test_on_other_people_it_is_the_same_look_too(studio: Studio, shared_data: Any) -> None:
    with np.load(shared_data / "faces" / "landmarks478.npz") as stored:
        points = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    layers = baked_only(find_look("full-glam"))
    for name in ("eval/london_neutral/036.jpg", "eval/london_neutral/096.jpg"):
        image = cv2.imread(str(shared_data / "faces" / name))[..., ::-1].copy()
        landmarks = np.zeros((478, 3), np.float32)
        landmarks[:, :2] = points[name]
        first = studio.wear(*layers, image=image, points=landmarks)
        again = studio.wear(read_back(studio, **ALL_OF_IT), image=image, points=landmarks)
        off = difference(first, again)[difference(image, first) > 2.0]
        assert np.median(off) <= 1.6, name
        assert np.percentile(off, 95) <= 4.0, name


def test_eyes_and_mouth_keep_their_bytes_and_lips_their_line(studio: Studio) -> None:
    """A map painted all over stops exactly at lids and lips."""
    drawn = studio.wear(from_photo(paint=PAINTED, **ALL_OF_IT))
    inside = openings(studio.image, studio.landmarks)
    assert np.array_equal(drawn[inside], studio.image[inside])
    lips_only = studio.wear(from_photo(paint=lips_red(), **ALL_OF_IT))
    moved = difference(lips_only, studio.image) > 6.0
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    mouth = regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER)
    lips = polygon(studio.image, studio.landmarks[list(outer)])
    near = cv2.dilate(lips.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    assert moved[~near].sum() <= 0.02 * lips.sum()  # the map's own edge reaches 1.6 mm beyond
    open_mouth = polygon(studio.image, studio.landmarks[list(mouth)]).astype(np.uint8)
    lips &= cv2.dilate(open_mouth, np.ones((3, 3), np.uint8)) == 0
    assert moved[lips].mean() > 0.9


def lips_red() -> Any:
    """Red with the blurred edge of a small map, too wide by a texel."""
    mesh = canonical_mesh()
    canvas = np.zeros((SIDE, SIDE), np.float32)
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    points = mesh.uv[list(outer)] * [1, -1] + [0, 1]
    cv2.fillPoly(canvas, [np.rint(points * SIDE - 0.5).astype(np.int32)], 1.0)
    opacity = 0.9 * cv2.GaussianBlur(canvas, (0, 0), 0.8)
    return as_picture(np.broadcast_to(np.float32([0.75, 0.05, 0.1]), (SIDE, SIDE, 3)), opacity)


@pytest.fixture(scope="module")
def parts(studio: Studio) -> dict[str, NDArray[np.bool_]]:
    """Where each region alone changes the portrait, painted all over."""
    found = {}
    for name in NOTHING:
        values = {**NOTHING, name: 1.0, "base_opacity": 0.0}
        drawn = studio.wear(from_photo(paint=PAINTED, **values))
        found[name] = difference(drawn, studio.image) > 8.0
    return found


def test_regions_share_the_face_out(parts: dict[str, NDArray[np.bool_]], studio: Studio) -> None:
    drawn = studio.wear(from_photo(paint=PAINTED, **ALL_OF_IT))
    whole = difference(drawn, studio.image) > 8.0
    assert np.logical_or.reduce(list(parts.values()))[whole].mean() > 0.97
    at = {name: studio.landmarks[points, :2].mean(axis=0).astype(int) for name, points in {
        "lips": [17, 84, 314], "eyes": [159, 158, 27], "brows": [105, 66], "cheeks": [50, 205],
        "skin": [151, 9]}.items()}  # fmt: skip
    for region, (x, y) in at.items():
        assert [name for name, mask in parts.items() if mask[y, x]] == [region]


def test_a_regions_amount_grows_from_nothing(studio: Studio) -> None:
    change = []
    for amount in (0.0, 0.5, 1.0):
        drawn = studio.wear(from_photo(paint=PAINTED, **{**NOTHING, "lips": amount}))
        change.append(float(difference(drawn, studio.image).sum()))
    assert change[0] == 0.0
    assert 0.0 < change[1] < change[2]


def test_the_wearers_skin_changes_only_when_asked(studio: Studio) -> None:
    """The complexion of the photo is put on by ``skin`` alone."""
    x, y = studio.landmarks[151, :2].astype(int)
    forehead = (slice(y - 8, y + 8), slice(x - 8, x + 8))
    values = {"base_color": "#603020", "base_opacity": 0.8}
    kept = studio.wear(from_photo(**values))
    assert np.array_equal(kept, studio.image)
    asked = studio.wear(from_photo(skin=1.0, **values))
    assert difference(asked, studio.image)[forehead].mean() > 10.0


def test_a_slider_hands_nothing_to_the_gpu_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = []
    upload = Pictures._upload

    def counted(self: Pictures, pixels: Any) -> Any:
        handed.append(pixels)
        return upload(self, pixels)

    monkeypatch.setattr(Pictures, "_upload", counted)
    photo = from_photo(paint=lips_red())
    for amount in (1.0, 0.7, 0.2):
        studio.wear(photo.model_copy(update={"lips": amount}))
    assert len([pixels for pixels in handed if pixels]) == 1
    other = from_photo(paint=PAINTED)
    studio.wear(photo, other)
    assert handed[-1] == other.paint
    assert len([pixels for pixels in handed if pixels]) == 2


def test_baking_a_part_gives_what_baking_everything_gives(studio: Studio) -> None:
    """A lipstick under and over a layer from a photo is changed alone; the rest must stay right."""
    baker = studio.renderer._wardrobe._baker
    windows = AREAS["lips"]
    skin = np.array([0.4, 0.25, 0.2], np.float32)
    photo = from_photo(paint=lips_red(), lips=0.6)
    stack = [
        (layer_models["lipstick"](color=color), layer_models["blush"](), photo)
        for color in ("#801020", "#D05060")
    ]
    before, after = stack
    maps, fresh = baker.maps(), baker.maps()
    try:
        baker.bake(maps, before, skin)
        baker.bake(maps, after, skin, windows)
        baker.bake(fresh, after, skin)
        for part, whole in zip(maps.textures, fresh.textures, strict=True):
            one, other = (np.frombuffer(t.read(), np.uint8).astype(int) for t in (part, whole))
            assert np.abs(one - other).max() <= 1  # a corner of a window is rounded differently
            assert (one != other).mean() < 1e-4
    finally:
        studio.wear(photo)  # draws elsewhere: a target in use must not be released
        maps.release()
        fresh.release()
