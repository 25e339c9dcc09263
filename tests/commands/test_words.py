"""Names, exit codes and JSON that others script against."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from beautymirror import __version__
from beautymirror.commands import doctor as doctor_module
from beautymirror.commands import run as run_module
from beautymirror.commands.screen import has_screen
from beautymirror.errors import MissingError

from .conftest import Call


def test_help_and_version(call: Call) -> None:
    said = call("--help")
    assert said.code == 0
    for name in ("run", "render", "looks", "models", "doctor", "bench"):
        assert name in said.out
    assert call("--version").out.strip() == f"beautymirror {__version__}"


def test_help_loads_nothing_heavy() -> None:
    heavy = {"numpy", "cv2", "av", "moderngl", "PySide6", "mediapipe", "pydantic", "rich", "PIL"}
    program = (
        "import sys; from beautymirror.cli import run; assert run(['--help']) == 0; "
        f"print(*({heavy} & set(sys.modules)), file=sys.stderr, end='')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_letters_are_those_of_english_where_the_computer_speaks_turkish() -> None:
    """There i has another large letter, and MediaPipe and Qt do not find their own names."""
    program = (
        "import locale, os, sys, beautymirror.__main__ as entry\n"
        "entry._letters_are_plain = lambda: False\n"  # few computers have that language installed
        "sys.argv = ['beautymirror', '--version']\n"
        "try: entry.main()\n"
        "except SystemExit: pass\n"
        "print(os.environ['LC_CTYPE'], os.environ['LANG'], 'LC_ALL' in os.environ)\n"
        "print(locale.setlocale(locale.LC_CTYPE))"
    )
    environment = {**os.environ, "LC_ALL": "tr_TR.UTF-8", "LC_CTYPE": "tr_TR.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment
    )
    _, chosen, now = done.stdout.splitlines()
    letters, language, above = chosen.split()
    assert (letters, above) == (now, "False")
    assert letters in ("C.UTF-8", "en_US.UTF-8", "C")
    assert language == "tr_TR.UTF-8"


def test_transfer_onto_a_photo_loads_nothing_that_only_others_need() -> None:
    others = {"av", "http.client", "PySide6", "rich", "skimage", "sqlalchemy", "urllib.request"}
    program = (
        "import sys; import beautymirror.commands.transfer; "
        f"print(*({others} & set(sys.modules)), file=sys.stderr, end='')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "line",
    [
        ("fly",),
        ("run", "--wings", "2"),
        ("run", "--headless", "--faces", "0"),
        ("run", "--headless", "--faces", "5"),
        ("run", "--headless", "--frames", "0"),
        ("run", "--headless", "--size", "wide"),
        ("run", "--headless", "--size", "0x720"),
        ("run", "--headless", "--source", "demo", "--size", "9000x9000"),
        ("run", "--headless", "--source", "demo", "--size", "99999x1"),
        ("run", "--headless", "--look", "no such look"),
        ("run", "--headless", "--kiosk"),
        ("analyze", "me.jpg", "--output", "light.json"),
        ("render",),
        ("render", "x.png"),
        ("looks", "show", "no such look"),
        ("models", "fetch", "no such model"),
        ("bench", "--frames", "1"),
        ("render", "", "-o", "x", "--look", "natural"),  # no path means the folder one is in
        ("run", "--headless", "--stats="),
        ("recommend", "me.jpg", "--catalogue", ""),
    ],
)
def test_wrong_use_is_exit_code_2(call: Call, line: tuple[str, ...]) -> None:
    said = call(*line)
    assert said.code == 2
    assert said.err


def test_no_figures_are_written_over_what_is_read(call: Call, tmp_path: Path) -> None:
    film, look = tmp_path / "film.mp4", tmp_path / "look.json"
    for path in (film, look):
        path.write_text("precious")
    both = tmp_path / "both.png"
    for line in (
        ("run", "--headless", "--source", film, "--stats", film),
        ("run", "--headless", "--source", film, "--look", look, "--stats", look),
        ("run", "--headless", "--source", film, "--stats", both, "--screenshot", both),
        ("bench", "--source", film, "--json", film),
        ("analyze", film, "--calibrate", "paper", "--output", film),
    ):
        said = call(*line)
        assert said.code == 2
        assert "input itself, or named twice" in said.err
        assert film.read_text() == look.read_text() == "precious"


def test_looks_list_and_show(call: Call) -> None:
    looks = call("looks", "list", "--json").json
    assert len(looks) >= 8
    assert all(look["id"] and look["name"]["en"] and look["name"]["zh"] for look in looks)
    listed = call("looks", "list").out
    for look in looks:
        assert look["id"] in listed
        shown = call("looks", "show", look["id"], "--json").json
        assert len(shown["layers"]) == look["layers"]
        assert all("kind" in layer and "intensity" in layer for layer in shown["layers"])
    assert call("looks", "show", looks[0]["name"]["zh"]).code == 0


@pytest.mark.parametrize("encoding", ["cp1252", "ascii:surrogateescape"])
def test_an_output_that_lacks_a_script_is_written_all_the_same(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "beautymirror", "looks", "show", "natural"],
        env={**os.environ, "PYTHONIOENCODING": encoding},  # as Windows and bare Unix give a pipe
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert b"Natural / \\u81ea\\u7136" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
def test_a_name_that_is_no_text_is_written_as_it_is(tmp_path: Path) -> None:
    look = os.fsencode(tmp_path) + b"/rose\xff.json"
    shown = subprocess.run(
        [sys.executable, "-m", "beautymirror", "looks", "show", "natural", "--json"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    Path(os.fsdecode(look)).write_bytes(shown.stdout.replace(b'"natural"', b'"x y"'))
    checked = [sys.executable, "-m", "beautymirror", "looks", "check", look]
    said = subprocess.run(checked, capture_output=True, check=False, timeout=60)
    assert said.returncode == 3
    assert b"rose\xff.json" in said.stderr
    said = subprocess.run([*checked, "--json"], capture_output=True, check=False, timeout=60)
    assert said.returncode == 3, said.stderr
    assert os.fsencode(json.loads(said.stdout)["message"]).count(b"rose\xff.json") == 1


def test_a_shown_look_can_be_checked(call: Call, tmp_path: Path) -> None:
    shown = call("looks", "show", "red-lip", "--json")
    path = tmp_path / "mine.json"
    path.write_text(shown.out, encoding="utf-8")
    said = call("looks", "check", path, "--json")
    assert said.code == 0
    assert said.json["valid"] is True


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "nonsense", '{"version": 1}', '{"layers": [{"kind": "soup"}]}']
)
def test_a_look_that_is_none_is_exit_code_3(call: Call, tmp_path: Path, text: str) -> None:
    path = tmp_path / "look.json"
    path.write_text(text)
    assert call("looks", "check", path).code == 3
    said = call("looks", "check", path, "--json")
    assert said.code == 3
    assert said.json["valid"] is False
    assert said.json["message"]


def test_models_list_and_verify(call: Call, landmarker_model: Path) -> None:
    (listed,) = (m for m in call("models", "list", "--json").json if m["name"] == "face_landmarker")
    assert listed["state"] == "ready"
    assert listed["licence"] == "Apache-2.0"
    said = call("models", "verify", "--json")
    assert said.code == 0
    (verified,) = (m for m in said.json if m["name"] == "face_landmarker")
    assert verified["geometry_error"] < 0.06
    assert call("models", "fetch", "face_landmarker").out.startswith("face_landmarker: ")


def test_a_damaged_model_is_exit_code_4(
    call: Call, landmarker_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "face_landmarker.task").write_bytes(landmarker_model.read_bytes()[:1000])
    monkeypatch.setenv("BEAUTYMIRROR_MODELS", str(tmp_path))
    said = call("models", "verify", "--json")
    assert said.code == 4
    assert any(model["state"] == "corrupt" for model in said.json)


def test_doctor_says_what_there_is(call: Call, landmarker_model: Path) -> None:
    said = call("doctor", "--json")
    assert said.code == (0 if said.json["able"] else 4)
    assert {f["area"] for f in said.json["findings"]} == {
        *("camera", "screen", "opengl", "inference", "model", "folder")
    }
    assert said.json["versions"]["mediapipe"]
    assert call("doctor").out.count("[") >= len(said.json["findings"])


def test_doctor_outlives_what_is_broken(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_gl() -> list[doctor_module.Finding]:
        raise MissingError("OpenGL 3.3 is not available.", "Install a driver.")

    monkeypatch.setattr(doctor_module, "_opengl", no_gl)
    said = call("doctor", "--json")
    assert said.code == 4
    (finding,) = (f for f in said.json["findings"] if f["area"] == "opengl")
    assert finding["verdict"] == "missing"
    assert finding["remedy"] == "Install a driver."


@pytest.mark.usefixtures("drawable")
def test_a_kiosk_without_a_screen_is_no_film(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "has_screen", lambda: False)
    monkeypatch.chdir(tmp_path)
    said = call("run", "--kiosk")
    assert said.code == 4
    assert "no screen" in said.err
    assert not list(tmp_path.iterdir())


def test_headless_run_writes_figures_and_a_picture(call: Call, tmp_path: Path) -> None:
    stats, picture = tmp_path / "stats.json", tmp_path / "last.png"
    demo = ("run", "--headless", "--source", "demo", "--size", "480x360", "--look", "red-lip")
    said = call(*demo, "--frames", 12, "--stats", stats, "--screenshot", picture)
    assert said.code == 0, said.err
    report = json.loads(stats.read_text())
    assert report["frames"]["drawn"] == 12
    assert report["frames"]["tracked"] >= 12
    assert report["frames"]["captured"] >= report["frames"]["tracked"]
    assert report["fps"] > 0
    for stage in ("capture", "track", "draw"):
        assert set(report["stages_ms"][stage]) == {"median", "p95"}
    assert 0 < report["latency_ms"]["median"] <= report["latency_ms"]["p95"]
    with Image.open(picture) as image:
        assert image.size == (480, 360)


@pytest.mark.usefixtures("drawable")
def test_what_cannot_be_written_is_told_before_the_work(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"
    before = photo.read_bytes()
    cases = (
        (3, "run", "--headless", "--source", photo, "--stats", nowhere / "a.json"),
        (3, "run", "--headless", "--source", photo, "--screenshot", nowhere / "a.png"),
        (2, "run", "--headless", "--source", photo, "--screenshot", photo),
        (2, "run", "--source", photo, "--screenshot", photo),
        (3, "bench", "--json", nowhere / "a.json"),
        (3, "looks", "sheet", "-o", nowhere / "a.png"),
        (2, "looks", "sheet", "-o", photo, "--faces", photo),
    )
    for code, *line in cases:
        said = call(*line)
        assert said.code == code, line
        assert "no folder" in said.err or "input itself" in said.err
    assert photo.read_bytes() == before


def test_a_source_that_ends_ends_the_run(call: Call, clip: Path) -> None:
    said = call("run", "--headless", "--source", clip)
    assert said.code == 0
    assert "frames drawn" in said.err


@pytest.mark.usefixtures("drawable")
def test_what_is_missing_or_unusable_while_running(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("run", "--headless", "--source", tmp_path / "none.mp4").code == 3
    assert call("run", "--headless", "--source", "webcam:93").code == 4
    monkeypatch.setenv("BEAUTYMIRROR_MODELS", str(tmp_path))
    (tmp_path / "face_landmarker.task").mkdir()
    assert call("run", "--headless", "--source", "demo", "--frames", 3).code == 4


@pytest.mark.usefixtures("drawable")
def test_bench_tells_both_measurements_and_the_peer(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    said = call("bench", "--size", "320x240", "--frames", 12, "--peer", "--json", path)
    assert said.code == 0, said.err
    report = json.loads(path.read_text())
    assert report["frames"]["drawn"] == 12
    assert report["frames"]["dropped"] == 0
    assert report["live"]["latency_ms"]["median"] > 0
    assert report["latency_ms"] == report["live"]["latency_ms"]
    assert report["latency_at_full_speed_ms"]["median"] > 0
    assert report["peer"]["fps"] > 0
    assert report["times_the_peer"] == pytest.approx(report["fps"] / report["peer"]["fps"], rel=0.1)
    assert report["renderer"]


@pytest.mark.usefixtures("drawable")
def test_a_sheet_has_a_row_for_each_face_and_a_column_for_each_look(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    output = tmp_path / "sheet.png"
    wall = tmp_path / "wall.png"
    Image.new("RGB", (100, 100), (90, 90, 90)).save(wall)
    line = ("looks", "sheet", "red-lip", "smoky", "-o", output, "--cell", 64, "--json")
    said = call(*line, "--faces", photo, "--faces", wall)
    assert said.code == 0
    assert said.json["looks"] == ["red-lip", "smoky"]
    assert said.json["faces"] == ["photo"]
    assert "wall" in said.err
    with Image.open(output) as sheet:
        assert sheet.width > 3 * 64
        bare, red = (sheet.crop((left, 22, left + 64, 86)) for left in (6, 76))
    assert bare.tobytes() != red.tobytes()
    assert call(*line, "--faces", wall).code == 3
    assert call("looks", "sheet", "-o", tmp_path / "sheet.txt").code == 2


def test_a_defect_is_told_in_a_sentence_and_logged(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beautymirror.commands import defect, looks

    def break_down() -> tuple[()]:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(looks, "all_looks", break_down)
    monkeypatch.setattr(defect, "log_dir", lambda: tmp_path)
    said = call("looks", "list")
    assert said.code == 1
    assert "a defect" in said.err
    log = (tmp_path / "beautymirror-defects.log").read_text()
    assert "Traceback" in log
    assert str(tmp_path) in said.err


def test_a_user_without_a_home_is_told_what_to_do(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container that runs as a user whom nobody declared."""
    from beautymirror import resources
    from beautymirror.commands import defect

    def nowhere(*_: object) -> str:
        raise RuntimeError("could not determine the home directory")

    for name in ("cache", "config", "data", "log"):
        monkeypatch.setattr(resources.platformdirs, f"user_{name}_dir", nowhere)
    said = call("looks", "list")
    assert said.code == 4
    assert "Set HOME" in said.err
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert defect.report(ZeroDivisionError("a defect")) == 1
    assert "ZeroDivisionError" in (tmp_path / "beautymirror-defects.log").read_text()


def test_a_screen_is_there_when_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", "studio:0")
    assert has_screen()
