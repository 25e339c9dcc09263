"""The card step: finding a sheet of paper, and what is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest

from beautymirror.errors import InputError
from beautymirror.face.mesh import FaceMesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.skin import calibration
from beautymirror.skin.colour import delta_e, lab_from_srgb
from beautymirror.skin.linear import srgb_from_linear
from beautymirror.skin.reason import SkinError
from beautymirror.skin.tone import read_tone
from tests.skin.conftest import MadeFace, Maker
from tests.skin.lamp import in_light


def with_paper(face: MadeFace, colour: tuple[int, int, int]) -> np.ndarray:
    image = face.image.copy()
    image[470:630, 10:130] = colour
    image[470:474, 10:130] = 40  # its edge against the wall
    image[470:630, 128:132] = 40
    return image


def test_paper_beside_a_face_measures_the_light(made_face: Maker, mesh: FaceMesh) -> None:
    face = made_face((190, 140, 115), background=(96, 90, 80))
    paper = srgb_from_linear(np.full(3, 0.88))
    gain = (0.8, 0.7, 0.45)
    picture = in_light(with_paper(face, tuple(paper.tolist())), gain)
    found = calibration.measure(picture, face.landmarks, "desk")
    assert found.gain == pytest.approx(gain, rel=0.03)
    flat = Unwrapper(mesh, 128).unwrap(picture, face.landmarks)
    read = read_tone(picture, face.landmarks, flat, mesh, found.light())
    assert read is not None
    true = lab_from_srgb(np.array([190, 140, 115], np.uint8))
    assert float(delta_e(read.lab, true)) < 1.5


def test_paper_is_told_from_a_wall_as_bright_and_from_a_coloured_cloth(made_face: Maker) -> None:
    face = made_face((130, 88, 52), background=(150, 150, 150))
    picture = with_paper(face, (175, 147, 105))  # as bright as the wall, in lamplight
    picture[470:630, 128:132] = (175, 147, 105)
    picture[470:474, 10:130] = (175, 147, 105)
    red, _, blue = calibration.measure(picture, face.landmarks, "desk").gain
    assert red > 2 * blue
    with pytest.raises(SkinError) as refusal:
        calibration.measure(with_paper(face, (40, 170, 60)), face.landmarks, "desk")
    assert refusal.value.reason.code == "no_card"


@pytest.mark.parametrize(("card", "reflectance"), [("paper", 0.88), ("grey", 0.18)])
@pytest.mark.parametrize("wall", [0.45, 0.79])
def test_a_card_is_told_from_white_walls_and_shirts_by_its_shape(
    made_face: Maker, card: Literal["paper", "grey"], reflectance: float, wall: float
) -> None:
    white = tuple(srgb_from_linear(np.full(3, wall)).tolist())
    face = made_face((150, 105, 80), background=white)
    picture = face.image.copy()
    height, width = picture.shape[:2]
    corners = cv2.boxPoints(((0.17 * width, 0.8 * height), (0.24 * width, 0.17 * height), 8.0))
    colour = tuple(srgb_from_linear(np.full(3, reflectance)).tolist())
    cv2.fillPoly(picture, [np.rint(corners).astype(np.int32)], colour, cv2.LINE_AA)
    thumb = tuple(np.rint(corners[0] * 0.3 + corners[1] * 0.7).astype(int).tolist())
    cv2.ellipse(picture, thumb, (16, 9), 0, 0, 360, (150, 105, 80), -1)
    gain = (0.5, 0.42, 0.3)
    found = calibration.measure(in_light(picture, gain), face.landmarks, "desk", card)
    assert found.gain == pytest.approx(gain, rel=0.04)


def test_a_neck_is_no_paper(made_face: Maker) -> None:
    skin = (150, 105, 80)
    face = made_face(skin, background=(96, 90, 80))
    picture = face.image.copy()
    picture[470:630, 10:130] = (
        skin  # as even, as rectangular; paper would be brighter than the face
    )
    with pytest.raises(SkinError) as refusal:
        calibration.measure(picture, face.landmarks, "desk")
    assert refusal.value.reason.code == "no_card"


@pytest.mark.parametrize("shape", [(1, 1), (9, 9), (40, 30), (3000, 40)])
def test_pictures_too_small_for_a_card_hold_none(shape: tuple[int, int]) -> None:
    with pytest.raises(SkinError) as refusal:
        calibration.measure(np.full((*shape, 3), 120, np.uint8), None, "desk")
    assert refusal.value.reason.code == "no_card"


def test_overexposed_paper_is_refused(made_face: Maker) -> None:
    face = made_face(background=(96, 90, 80))
    with pytest.raises(InputError, match="overexposed"):
        calibration.measure(with_paper(face, (255, 255, 255)), face.landmarks, "desk")


def test_without_paper_nothing_is_measured() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8)
    with pytest.raises(InputError, match="paper"):
        calibration.measure(noise, None, "desk")


def test_a_calibration_is_kept_for_its_camera(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "settings_dir", lambda: tmp_path)
    kept = calibration.Calibration(camera="Cam/1: HD", card="paper", gain=(0.9, 0.8, 0.7))
    path = calibration.save(kept)
    assert path.parent == tmp_path / "calibration"
    assert calibration.camera_calibration("Cam/1: HD") == kept
    assert calibration.camera_calibration("other") is None
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_cameras_with_names_in_any_script_have_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "settings_dir", lambda: tmp_path)
    for gain, camera in enumerate(("前置摄像头", "内置摄像头"), start=1):
        calibration.save(calibration.Calibration(camera=camera, card="paper", gain=(gain,) * 3))
    kept = calibration.camera_calibration("前置摄像头")
    assert kept is not None
    assert kept.gain == (1, 1, 1)


def test_a_calibration_that_cannot_be_kept_or_found_is_told(tmp_path: Path) -> None:
    kept = calibration.Calibration(camera="c", card="paper", gain=(1, 1, 1))
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"file|folder"):
        calibration.save(kept, tmp_path / "file" / "c.json")
    with pytest.raises(InputError, match="cannot be read"):
        calibration.load(tmp_path / "none.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"camera": "a", "card": "paper", "gain": [1, 1]}',
        '{"camera": "a", "card": "paper", "gain": [1, 1, 0.001]}',
        '{"camera": "a", "card": "paper", "gain": [1, 1, NaN]}',
        '{"camera": "a", "card": "wood", "gain": [1, 1, 1]}',
    ],
)
def test_a_file_that_is_no_calibration_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text)
    with pytest.raises(InputError, match="not a calibration"):
        calibration.load(path)
