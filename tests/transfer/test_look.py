"""Looks made of the makeup of photos: kept, mixed, dialled and put on again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.errors import UsageError
from beautymirror.inference.transfer import LayerMaps
from beautymirror.looks.library import find_look, remove_look, save_look
from beautymirror.looks.look import Text
from beautymirror.transfer.light import PhotoLight
from beautymirror.transfer.look import (
    REGIONS,
    check_amounts,
    dialled,
    look_from_reference,
    look_of,
    mixed_look,
    transfer_layer,
)
from beautymirror.transfer.makeup import PhotoMakeup, photo_makeup
from beautymirror.transfer.reference import Reference
from tests.makeup.atelier import layer
from tests.transfer.studio import Studio, baked_only

pytestmark = pytest.mark.usefixtures("landmarker_model")
EVEN = np.full((32, 32), 0.65, np.float32)
NO_LIGHT = PhotoLight(np.ones(3), np.zeros((3, 3)))
LIPS = (slice(160, 180), slice(110, 146))


def reference() -> Reference:
    face = np.full((256, 256, 3), 120, np.uint8)
    seen = np.ones((256, 256), np.float32)
    return Reference(face, seen, (190, 150, 130), (0, 0, 9, 9), NO_LIGHT, EVEN)


def maps(opacity: float = 0.8, colour: tuple[float, float, float] = (0.6, 0.1, 0.2)) -> LayerMaps:
    """Lips of one colour, and a breath of noise everywhere."""
    cover = np.full((256, 256), 0.009, np.float32)
    cover[LIPS] = opacity
    pigment = np.broadcast_to(np.float32(colour), (256, 256, 3))
    gloss = np.full((256, 256), 0.01, np.float32)
    gloss[LIPS] = 0.5
    return LayerMaps(pigment, cover, gloss, np.zeros_like(cover), np.zeros(64, np.float32))


def makeup(**values: object) -> PhotoMakeup:
    return photo_makeup(reference(), maps(**values))  # type: ignore[arg-type]


class Seen:
    """Sees the same makeup on everyone."""

    def read(self, image: np.ndarray, coverage: np.ndarray, lips_light: np.ndarray) -> LayerMaps:
        assert image.shape == (256, 256, 3)
        assert coverage.shape == (256, 256)
        assert lips_light is EVEN
        return maps()


def test_what_is_too_faint_to_see_is_left_out() -> None:
    found = makeup()
    painted = found.paint.rgba[..., 3] > 0
    assert painted[LIPS].all()
    assert painted.sum() == painted[LIPS].sum()
    assert tuple(found.paint.rgba[LIPS][0, 0]) == (153, 26, 51, 204)
    assert (found.shine.rgba[..., 0] > 0).sum() == painted.sum()
    assert found.complexion == "#BE9682"


def test_a_bare_face_is_told_and_gives_a_look_all_the_same() -> None:
    bare = photo_makeup(reference(), maps(opacity=0.02))
    assert [remark.code for remark in bare.remarks] == ["bare"]
    assert not [remark for remark in makeup(opacity=0.9).remarks if remark.code != "bare"]
    assert look_of(transfer_layer(bare)).layers[0].kind == "transfer"
    full = LayerMaps(
        np.full((256, 256, 3), 0.4, np.float32),
        np.full((256, 256), 0.3, np.float32),
        *(np.zeros((256, 256), np.float32) for _ in range(2)),
        np.zeros(64, np.float32),
    )
    assert not photo_makeup(reference(), full).remarks


def test_a_look_from_a_photo_can_be_saved_found_and_removed() -> None:
    name = Text(en="Aunt's wedding", zh="阿姨的婚礼")
    look = look_from_reference(reference(), Seen(), {"lips": 0.5}, name)
    try:
        path = save_look(look)
        assert path.stat().st_size < 400_000
        again = find_look(look.id)
        assert again == look
        assert again.layers[0].lips == 0.5
        assert again.layers[0].skin == 0.0
        assert look_of(name=name).id != look.id
    finally:
        remove_look(look.id)


def test_regions_of_several_photos_are_mixed() -> None:
    one, other = makeup(), makeup(colour=(0.1, 0.2, 0.9))
    look = mixed_look({"lips": one, "eyes": other, "brows": other}, {"brows": 0.4})
    assert len(look.layers) == 2
    amounts = [{r: getattr(part, r) for r in REGIONS} for part in look.layers]
    assert amounts[0] == {"skin": 0.0, "eyes": 0.0, "brows": 0.0, "cheeks": 0.0, "lips": 1.0}
    assert amounts[1] == {"skin": 0.0, "eyes": 1.0, "brows": 0.4, "cheeks": 0.0, "lips": 0.0}
    turned = dialled(look, {"lips": 0.3, "brows": 0.9}, intensity=0.5)
    assert [part.lips for part in turned.layers] == [0.3, 0.0]
    assert [part.brows for part in turned.layers] == [0.0, 0.9]
    assert {part.intensity for part in turned.layers} == {0.5}


def test_dialling_leaves_other_layers_alone() -> None:
    look = look_of(transfer_layer(makeup(), {"lips": 0.0}), layer("blush", intensity=0.7))
    turned = dialled(look, {"lips": 0.6}, intensity=0.2)
    assert turned.layers[0].lips == 0.6
    assert turned.layers[1] == look.layers[1]
    assert turned.layers[0].paint is look.layers[0].paint


@pytest.mark.parametrize("wrong", [{"lip": 1.0}, {"lips": 1.2}, {"eyes": float("nan")}])
def test_unknown_regions_and_amounts_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        check_amounts(wrong)


def test_a_real_look_passes_through_the_whole_way(studio: Studio, tmp_path: Path) -> None:
    """What the maps of a look tell, kept as a look, changes lips and lids as the look does."""
    plain = studio.image.astype(int)
    first = studio.wear(*baked_only(find_look("red-lip"))).astype(int) - plain
    found = photo_makeup(reference(), studio.maps())
    again = studio.wear(transfer_layer(found)).astype(int) - plain
    for point in (17, 84, 314, 159, 386):
        x, y = studio.landmarks[point, :2].astype(int)
        where = (slice(y - 2, y + 3), slice(x - 3, x + 4))
        assert np.abs(first[where].mean(axis=(0, 1)) - again[where].mean(axis=(0, 1))).max() < 12
