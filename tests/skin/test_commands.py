"""Reading, suggesting and importing at the command line."""

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
from beautymirror.frame import Frame
from beautymirror.skin.sitting import Sitting
from beautymirror.skin.summary import summary
from beautymirror.tracking import Tracker


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
