"""The whole reading: of made-up faces and of sample faces."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.frame import Frame, Tracked
from beautymirror.skin.analysis import Analyst
from beautymirror.skin.colour import delta_e, lab_from_srgb
from beautymirror.skin.light import Light
from beautymirror.skin.reason import SkinError
from beautymirror.skin.report import analysis_document
from beautymirror.skin.summary import summary
from tests.skin.conftest import MadeFace, Maker

DAY = Light(np.ones(3), np.eye(3) * 0.0036, "card")
_MEDICAL = ("disease", "diagnos", "acne", "rosacea", "eczema", "treat", "patient", "symptom")


@pytest.fixture(scope="module")
def analyst(mesh: FaceMesh) -> Analyst:
    return Analyst(mesh=mesh, known_light=DAY)


def test_a_made_up_face_is_read_as_it_was_made(made_face: Maker, analyst: Analyst) -> None:
    skin = (190, 140, 115)
    analysis = analyst.analyse([made_face(skin, eyes=(90, 130, 170), size=800).tracked()] * 3)
    true = lab_from_srgb(np.array(skin, np.uint8))
    assert float(delta_e(analysis.tone.lab, true)) < 1.5
    assert analysis.features.eyes is not None
    assert analysis.features.eyes.name == "blue"
    assert (analysis.captures, analysis.refused) == (3, 0)
    assert analysis.condition is None  # without the network
    wearer = analysis.wearer()
    assert wearer.eyes == "blue"
    assert wearer.undertone == analysis.tone.undertone.name


def test_bad_frames_are_left_out_and_counted(made_face: Maker, analyst: Analyst) -> None:
    face = made_face()
    dark = MadeFace((face.image * 0.03).astype(np.uint8), face.landmarks)
    nobody = Tracked(Frame(face.image, 0.0, 0))
    analysis = analyst.analyse([face.tracked(), dark.tracked(), nobody, face.tracked(2)])
    assert (analysis.captures, analysis.refused) == (1, 3)


def test_only_bad_frames_are_refused_with_the_commonest_reason(
    made_face: Maker, analyst: Analyst
) -> None:
    face = made_face()
    dark = MadeFace((face.image * 0.03).astype(np.uint8), face.landmarks).tracked()
    nobody = Tracked(Frame(face.image, 0.0, 0))
    with pytest.raises(SkinError) as refusal:
        analyst.analyse([dark, dark, nobody])
    assert refusal.value.reason.code == "too_dark"
    with pytest.raises(SkinError) as refusal:
        analyst.analyse([])
    assert refusal.value.reason.code == "no_face"


def test_covered_eyes_several_faces_and_grey_pictures_are_refused(
    made_face: Maker, analyst: Analyst
) -> None:
    face = made_face()
    for frame, code in (
        (face.with_sunglasses().tracked(), "sunglasses"),
        (face.without_colour().tracked(), "black_and_white"),
        (face.tracked(faces=2), "several_faces"),
    ):
        with pytest.raises(SkinError) as refusal:
            analyst.analyse([frame])
        assert refusal.value.reason.code == code
        assert refusal.value.remedy


def test_makeup_that_is_worn_is_told_as_such(made_face: Maker, analyst: Analyst) -> None:
    analysis = analyst.analyse([made_face().with_lipstick().tracked()])
    assert "makeup" in {why.code for why in analysis.warnings}
    assert "reading of the makeup" in "\n".join(summary(analysis))
    assert "reading of the makeup" not in "\n".join(
        summary(analyst.analyse([made_face().tracked()]))
    )


def test_a_beard_does_not_darken_the_skin(made_face: Maker, analyst: Analyst) -> None:
    skin = (200, 155, 130)
    analysis = analyst.analyse([made_face(skin).with_beard().tracked()])
    assert "beard" in {why.code for why in analysis.warnings}
    true = lab_from_srgb(np.array(skin, np.uint8))
    assert float(delta_e(analysis.tone.lab, true)) < 2.0


def test_strongly_coloured_light_is_refused(made_face: Maker, mesh: FaceMesh) -> None:
    face = made_face((180, 140, 120))
    purple = (face.image * np.array([0.9, 0.35, 0.95])).astype(np.uint8)
    with pytest.raises(SkinError) as refusal:
        Analyst(mesh=mesh).read(purple, face.landmarks)
    assert refusal.value.reason.code == "tinted_light"


def test_without_a_card_the_reading_says_so(made_face: Maker, mesh: FaceMesh) -> None:
    analysis = Analyst(mesh=mesh).analyse([made_face().tracked()])
    assert "uncalibrated" in {why.code for why in analysis.warnings}
    assert analysis.tone.light_source == "votes"


def test_captures_that_differ_are_told(made_face: Maker, analyst: Analyst) -> None:
    frames = [made_face(skin).tracked() for skin in ((215, 175, 155), (150, 105, 80))] * 2
    assert "unsteady" in {why.code for why in analyst.analyse(frames).warnings}


def test_the_document_is_json_and_never_medical(made_face: Maker, analyst: Analyst) -> None:
    analysis = analyst.analyse([made_face().tracked()])
    text = json.dumps(analysis_document(analysis)) + "\n".join(summary(analysis))
    assert re.search(r"Face shape: \w+ \(\d+% sure\)", text)
    assert {"name", "confidence", "second"} <= set(analysis_document(analysis)["face_shape"])
    document = json.loads(json.dumps(analysis_document(analysis)))
    assert document["tone"]["hex"] == analysis.tone.hex
    assert set(document["tone"]["readings"]) == {"statistics_lab", "clusters_lab", "difference"}
    assert not [word for word in _MEDICAL if word in text.lower()]


def test_every_field_of_a_reading_is_documented(
    made_face: Maker, analyst: Analyst, repository: Path
) -> None:
    document = analysis_document(analyst.analyse([made_face().tracked()]))
    documented = (repository / "README.md").read_text("utf-8").partition("| field of `analyze`")[2]
    for name in {*document, *document["tone"], *document["captures"]} - {"note", "ita_convention"}:
        assert re.search(rf"[`.]{name}[`.]", documented), name


def faces_of(shared_data: Path, split: str) -> list[tuple[str, np.ndarray, np.ndarray]]:
    folder = shared_data / "faces"
    with np.load(folder / "landmarks478.npz") as stored:
        rows = list(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    return [
        (name, cv2.imread(str(folder / name))[..., ::-1].copy(), points.astype(np.float32))
        for name, points in rows
        if name.startswith(split)
    ]


def test_studio_portraits_of_every_tone_can_be_read(shared_data: Path, mesh: FaceMesh) -> None:
    analyst = Analyst(mesh=mesh)
    refused = {}
    tones = []
    for name, image, points in faces_of(shared_data, "eval/london_neutral"):
        try:
            tones.append(analyst.read(image, points).tone)
        except SkinError as refusal:
            refused[name] = refusal.reason.code
    assert len(refused) <= 2, refused
    raw = [float(tone.raw[0]) for tone in tones]
    read = [float(tone.lab[0]) for tone in tones]
    # Studio light is the same for all, so the order of tones must largely stay.
    assert np.corrcoef(raw, read)[0, 1] > 0.8


def test_five_noisy_captures_repeat(shared_data: Path, mesh: FaceMesh) -> None:
    analyst = Analyst(mesh=mesh)
    rng = np.random.default_rng(0)
    for _, image, points in faces_of(shared_data, "eval/london_neutral")[::11]:
        captures = []
        for _ in range(5):
            noisy = np.clip(image + rng.normal(0, 3, image.shape), 0, 255).astype(np.uint8)
            captures.append(analyst.read(noisy, points))
        assert analyst.summarise(captures, 0, 0.0).tone.ita_spread < 1.5
