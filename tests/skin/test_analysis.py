"""The whole reading: of made-up faces, of sample faces, and at the command line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from beautymirror import cli
from beautymirror.capture.opening import open_source
from beautymirror.commands.analyze import read_person
from beautymirror.commands.catalogue import all_shades
from beautymirror.face.mesh import FaceMesh
from beautymirror.frame import Frame, Tracked
from beautymirror.skin.analysis import Analyst
from beautymirror.skin.colour import delta_e, lab_from_srgb
from beautymirror.skin.light import Light
from beautymirror.skin.reason import SkinError
from beautymirror.skin.report import analysis_document
from beautymirror.skin.sitting import Sitting
from beautymirror.skin.summary import summary
from beautymirror.tracking import Tracker
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


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_card_in_a_photo_is_kept_where_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], landmarker_model: Path
) -> None:
    picture, file = tmp_path / "me.png", tmp_path / "light.json"
    view = np.full((480, 640, 3), 90, np.uint8)
    view[100:300, 100:300] = (225, 228, 230)
    cv2.imwrite(str(picture), view)
    line = ("analyze", str(picture), "--calibrate", "paper")
    code, _, err = run(capsys, *line)
    assert code == 2
    assert "--output" in err
    assert run(capsys, *line, "--output", str(file))[0] == 0
    assert json.loads(file.read_text("utf-8"))["card"] == "paper"


def test_every_field_of_a_reading_is_documented(
    made_face: Maker, analyst: Analyst, repository: Path
) -> None:
    document = analysis_document(analyst.analyse([made_face().tracked()]))
    documented = (repository / "README.md").read_text("utf-8").partition("| field of `analyze`")[2]
    for name in {*document, *document["tone"], *document["captures"]} - {"note", "ita_convention"}:
        assert re.search(rf"[`.]{name}[`.]", documented), name


def test_analyze_prints_json_and_writes_the_overlay(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], landmarker_model: Path
) -> None:
    picture = shared_data / "faces" / "eval" / "london_neutral" / "001.jpg"
    overlay = tmp_path / "signs.png"
    code, out, _ = run(capsys, "analyze", str(picture), "--json", "--overlay", str(overlay))
    assert code == 0
    document = json.loads(out)
    assert document["captures"] == {"read": 1, "refused": 0}
    assert document["tone"]["light"] == "votes"
    if document["condition"] is not None:
        assert cv2.imread(str(overlay)).shape == (1044, 960, 3)


def test_a_photo_has_one_shape_at_the_command_line_and_in_the_window(
    shared_data: Path, landmarker_model: Path
) -> None:
    """Both look at a face until its points have settled: the first look is 4 % off in length."""
    picture = shared_data / "faces" / "eval" / "london_neutral" / "020.jpg"
    told, analyst = read_person(str(picture))
    sitting = Sitting(analyst)
    with open_source(str(picture), live=False) as source, Tracker(landmarker_model) as tracker:
        image = source.read().image
        for number in range(60):
            sitting.offer(tracker.track(Frame(image, number / 30, number)))
    shown = sitting.analyse()
    assert shown.captures == 5
    assert shown.shape.proportions == pytest.approx(told.shape.proportions, abs=0.01)
    assert (shown.shape.name, shown.shape.second) == (told.shape.name, told.shape.second)
    assert shown.shape.confidence == pytest.approx(told.shape.confidence, abs=0.3)
    assert f"Face shape: {told.shape.name}" in "\n".join(summary(shown))


def test_the_picture_that_is_read_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "me.png"
    cv2.imwrite(str(picture), np.full((240, 320, 3), 120, np.uint8))
    before = picture.read_bytes()
    code, _, err = run(capsys, "analyze", str(picture), "--overlay", str(picture))
    assert code == 2
    assert "input itself" in err
    assert picture.read_bytes() == before


def test_analyze_refuses_a_picture_without_a_face_in_words_and_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], landmarker_model: Path
) -> None:
    path = tmp_path / "wall.png"
    cv2.imwrite(str(path), np.full((240, 320, 3), 120, np.uint8))
    code, out, err = run(capsys, "analyze", str(path), "--json")
    assert code == 3
    assert json.loads(out)["refused"]["code"] == "no_face"
    assert "No face was found." in err


def test_recommend_gives_shades_and_looks_with_reasons(
    shared_data: Path, capsys: pytest.CaptureFixture[str], landmarker_model: Path
) -> None:
    picture = shared_data / "faces" / "eval" / "london_neutral" / "001.jpg"
    arguments = ("recommend", str(picture), "--json", "--occasion", "evening", "--top", "2")
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    document = json.loads(out)
    assert len(document["looks"]) == 2
    assert all(look["reasons"] for look in document["looks"])
    assert document["foundation"]["best"]["type"] == "foundation"
    said = run(capsys, "recommend", str(picture), "--top", "2")[1].splitlines()
    for kind in ("Look", "Lipstick", "Blush", "Eyeshadow", "Eyeliner", "Eyebrows"):
        assert sum(line.startswith(f"{kind}: ") for line in said) == 2, kind
    assert run(capsys, "recommend", str(picture), "--occasion", "moon")[0] == 2


def test_the_catalogue_is_imported_listed_and_searched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEAUTYMIRROR_DATABASE", f"sqlite:///{tmp_path / 'b.db'}")
    path = tmp_path / "own.csv"
    path.write_text(
        "brand,product,type,shade,hex\nOwn,Ink,lipstick,Odd One,#123456\nOwn,Ink,lipstick,Bad,x\n"
    )
    code, out, err = run(capsys, "catalogue", "import", str(path))
    assert code == 0
    assert "Shades added: 1;" in out
    assert "Row 3: hex" in err
    assert [shade.shade for shade in all_shades(path)] == ["Odd One"]
    assert "left out: 1. The first: row 3, hex" in capsys.readouterr().err
    code, out, _ = run(capsys, "catalogue", "find", "--color", "#123456", "--json")
    assert json.loads(out)[0]["shade"] == "Odd One"
    code, out, _ = run(capsys, "catalogue", "list", "--type", "lipstick", "--json")
    assert {row["type"] for row in json.loads(out)} == {"lipstick"}
    assert run(capsys, "catalogue", "find", "--color", "blue")[0] == 2
    assert run(capsys, "catalogue", "list", "--type", "perfume")[0] == 2
    bad = tmp_path / "bad.csv"
    bad.write_text("brand,product,type,shade,hex\nOwn,Ink,lipstick,Bad,x\n")
    assert run(capsys, "catalogue", "import", str(bad))[0] == 3


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize("terminal", [False, True])
def test_a_terminal_shows_how_far_an_import_is(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    terminal: bool,
) -> None:
    monkeypatch.setenv("BEAUTYMIRROR_DATABASE", f"sqlite:///{tmp_path / 'b.db'}")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    path = tmp_path / f"own.{kind}"
    columns = ("brand", "product", "type", "shade", "hex")
    rows = [("Own", "Ink", "lipstick", str(number), "#123456") for number in range(7)]
    if kind == "csv":
        path.write_text("\n".join(",".join(row) for row in (columns, *rows)) + "\n\n")
    else:
        path.write_text(json.dumps([dict(zip(columns, row, strict=True)) for row in rows]))
    code, out, err = run(capsys, "catalogue", "import", str(path))
    assert code == 0
    assert "Shades added: 7;" in out
    for label in ("Reading", "Storing"):
        assert bool(re.search(rf"{label}.*7/7", err)) == terminal


def test_a_damaged_database_is_told_at_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.db"
    path.write_bytes(b"rubbish" * 1000)
    monkeypatch.setenv("BEAUTYMIRROR_DATABASE", f"sqlite:///{path}")
    code, _, err = run(capsys, "catalogue", "list")
    assert code == 0
    assert "kept as" in err
