"""The quality gate: each bad capture with its own reason, and none for a good one of any tone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.frame import Frame, Tracked
from beautymirror.skin.light import Light
from beautymirror.skin.quality import guide, judge, tinted
from beautymirror.skin.reason import REASONS
from beautymirror.skin.view import look_at
from tests.skin.conftest import MadeFace, Maker


@pytest.fixture(scope="module")
def unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, 256)


def codes(
    face: MadeFace, mesh: FaceMesh, unwrapper: Unwrapper, image: np.ndarray | None = None
) -> set[str]:
    image = face.image if image is None else image
    flat = unwrapper.unwrap(image, face.landmarks)
    view = look_at(image, face.landmarks, flat, mesh, unwrapper)
    return {why.code for why in judge(view)}


@pytest.mark.parametrize(
    "skin",
    [(232, 200, 182), (205, 160, 135), (160, 115, 88), (105, 70, 52), (66, 45, 37), (46, 32, 27)],
)
def test_a_good_capture_of_any_tone_has_no_reason(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper, skin: tuple[int, int, int]
) -> None:
    lips = tuple(int(value * f) for value, f in zip(skin, (0.9, 0.7, 0.75), strict=True))
    face = made_face(skin, lips=lips)
    assert codes(face, mesh, unwrapper) == set()
    assert guide(face.tracked(), unwrapper) is None


def test_light_that_is_wrong(made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper) -> None:
    face = made_face()
    dark = (face.image * 0.04).astype(np.uint8)
    bright = np.clip(face.image.astype(int) * 1.6, 0, 255).astype(np.uint8)
    shade = face.image.copy()
    shade[:, 320:] = (shade[:, 320:] * 0.5).astype(np.uint8)
    assert "too_dark" in codes(face, mesh, unwrapper, dark)
    assert "clipped" in codes(face, mesh, unwrapper, bright)
    assert "black_and_white" in codes(face.without_colour(), mesh, unwrapper)
    assert "uneven_light" in codes(face, mesh, unwrapper, shade)


@pytest.mark.parametrize("tone", [(1.15, 1.0, 0.8), (0.85, 1.0, 1.15)])
def test_a_toned_photo_has_no_colour_either(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper, tone: tuple[float, float, float]
) -> None:
    assert "black_and_white" in codes(made_face().toned(tone), mesh, unwrapper)


def test_a_view_that_is_wrong(made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper) -> None:
    assert "turned" in codes(made_face(yaw=45), mesh, unwrapper)
    assert "slightly_turned" in codes(made_face(yaw=27), mesh, unwrapper)
    assert "too_far" in codes(made_face(size=110), mesh, unwrapper)
    assert "far" in codes(made_face(size=200), mesh, unwrapper)
    face = made_face()
    blurred = cv2.GaussianBlur(face.image, (0, 0), 14)
    assert "blurred" in codes(face, mesh, unwrapper, blurred)


def test_covered_eyes_are_told_from_deep_skin(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    for skin in ((210, 170, 150), (60, 42, 35)):
        glasses = made_face(skin).with_sunglasses()
        assert "sunglasses" in codes(glasses, mesh, unwrapper), skin


def test_a_beard_and_makeup_are_noticed(
    made_face: Maker, mesh: FaceMesh, unwrapper: Unwrapper
) -> None:
    face = made_face((200, 155, 130))
    assert "beard" in codes(face.with_beard(), mesh, unwrapper)
    assert "makeup" in codes(face.with_lipstick(), mesh, unwrapper)


@pytest.mark.parametrize(
    ("skin", "hair"),
    [
        ((215, 170, 150), (60, 45, 35)),
        ((150, 105, 80), (190, 190, 188)),  # grey: no darker than the skin
        ((66, 45, 37), (22, 17, 15)),
    ],
)
def test_a_goatee_is_noticed_and_a_shaded_chin_is_none(
    made_face: Maker,
    mesh: FaceMesh,
    unwrapper: Unwrapper,
    skin: tuple[int, int, int],
    hair: tuple[int, int, int],
) -> None:
    lips = tuple(int(value * f) for value, f in zip(skin, (0.9, 0.7, 0.75), strict=True))
    face = made_face(skin, lips=lips)
    assert "beard" in codes(face.with_goatee(hair), mesh, unwrapper)
    shade = face.image.copy()
    chin = int(face.landmarks[[201, 421], 1].max())
    shade[chin:] = (shade[chin:] * 0.75).astype(np.uint8)
    assert "beard" not in codes(face, mesh, unwrapper, shade)


def test_live_guidance_names_what_comes_first(made_face: Maker, unwrapper: Unwrapper) -> None:
    face = made_face()
    nobody = Tracked(Frame(face.image, 0.0, 0))

    def code(tracked: Tracked) -> str | None:
        why = guide(tracked, unwrapper)
        return why.code if why else None

    assert code(nobody) == "no_face"
    assert code(face.tracked(faces=2)) == "several_faces"
    assert code(made_face(size=110).tracked()) == "too_far"
    assert code(made_face(yaw=45).tracked()) == "turned"
    dark = MadeFace((face.image * 0.04).astype(np.uint8), face.landmarks)
    assert code(dark.tracked()) == "too_dark"
    bright = MadeFace(np.full_like(face.image, 253), face.landmarks)
    assert code(bright.tracked()) == "clipped"


@pytest.mark.parametrize(
    ("gain", "refused"),
    [
        ((1.0, 1.0, 1.0), False),
        ((0.5, 0.5, 0.5), False),
        ((1.15, 0.97, 0.4), False),  # a lamp
        ((0.95, 1.0, 1.15), False),  # shade
        ((1.0, 0.3, 1.0), True),
        ((0.5, 1.0, 0.5), True),
        ((0.3, 0.5, 1.4), True),
    ],
)
def test_coloured_light_is_told_from_lamps_and_shade(
    gain: tuple[float, float, float], refused: bool
) -> None:
    assert tinted(Light(np.array(gain), np.eye(3), "votes")) is refused


def test_every_reason_has_words() -> None:
    for code, why in REASONS.items():
        assert why.code == code
        assert why.message.endswith(".")
        assert "skin disease" not in why.message
