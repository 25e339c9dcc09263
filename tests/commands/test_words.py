"""Names, exit codes and words that others script against."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from beautymirror import __version__

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
        (2, "run", "--headless", "--source", photo, "--stats", tmp_path),
        (2, "bench", "--json", tmp_path),
        (3, "bench", "--json", nowhere / "a.json"),
        (3, "looks", "sheet", "-o", nowhere / "a.png"),
        (2, "looks", "sheet", "-o", photo, "--faces", photo),
    )
    for code, *line in cases:
        said = call(*line)
        assert said.code == code, line
        assert any(why in said.err for why in ("no folder", "input itself", "is a folder")), line
    assert photo.read_bytes() == before


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
