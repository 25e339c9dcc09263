"""Finding missing system libraries, and the words of each step."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems bring these libraries"
)


@linux_only
def test_missing_libraries_are_found_by_loading(script, monkeypatch) -> None:
    system = script("system")
    absent = system.Need("libabsent-from-everywhere.so.7", "libabsent7", "absent", True)
    monkeypatch.setattr(system, "_DRAWING", (absent,))
    assert absent in system.missing(tests=False)


@linux_only
def test_tests_look_for_a_virtual_display(script, monkeypatch) -> None:
    system = script("system")
    monkeypatch.setattr(system.shutil, "which", lambda _name: None)
    names = [need.name for need in system.missing(tests=True)]
    assert "Xvfb" in names
    assert "Xvfb" not in [need.name for need in system.missing(tests=False)]


@linux_only
def test_a_font_with_chinese_letters_is_looked_for(script, monkeypatch, tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    letters = [need for need in script("system").missing(tests=False) if "letters" in need.name]
    assert [need.debian for need in letters] == ["fonts-wqy-microhei"]
    assert not letters[0].vital


@pytest.mark.parametrize("vital", [True, False])
def test_only_what_is_vital_ends_the_set_up_when_it_cannot_be_had(
    script, monkeypatch, capsys: pytest.CaptureFixture[str], vital: bool
) -> None:
    bootstrap = script("bootstrap")
    system, steps = bootstrap.system, bootstrap.Steps(1)
    need = system.Need("letters", "absent-from-everywhere", "absent", vital)
    monkeypatch.setattr(system, "missing", lambda tests: [need])
    monkeypatch.setattr(system, "can_install", lambda: True)
    monkeypatch.setattr(system, "install_commands", lambda needs: (["false"], ["false"]))
    with pytest.raises(bootstrap.Failure) if vital else nullcontext():
        bootstrap.bring_system_libraries(steps, tests=False)
    assert ("to have them, run" in capsys.readouterr().out) is not vital


def test_remedy_is_one_line_for_this_system(script, monkeypatch) -> None:
    system = script("system")
    needs = [
        system.Need("libb.so.1", "libb1 libb-driver", "b", True),
        system.Need("liba.so.1", "liba1", "a", False),
    ]
    for program, line in {
        "apt-get": "sudo apt-get install liba1 libb-driver libb1",
        "dnf": "sudo dnf install a b",
    }.items():
        monkeypatch.setattr(
            system.shutil, "which", lambda name, found=program: name if name == found else None
        )
        assert system.remedy(needs) == line
    _update, install = system.install_commands(needs)
    assert install[-3:] == ["liba1", "libb-driver", "libb1"]


@pytest.mark.parametrize(
    ("line", "news"),
    [
        (
            "  Downloading mediapipe-0.10.33-py3-none-manylinux_2_28_x86_64.whl (33.9 MB)\n",
            "mediapipe 0.10.33 (33.9 MB)",
        ),
        (
            "  Downloading https://index.invalid/p/av-18.1.0-cp311-abi3-win_amd64.whl (35 MB)\n",
            "av 18.1.0 (35 MB)",
        ),
        ("Installing collected packages: a, b\n", "unpacking"),
        ("Collecting numpy\n", None),
    ],
)
def test_news_from_pip(script, line: str, news: str | None) -> None:
    assert script("steps").pip_news(line) == news


def test_step_reports_its_outcome(script, capsys) -> None:
    steps = script("steps")
    shown = steps.Steps(2)
    shown.run("Trying", [sys.executable, "-c", "print('out of sight')"], "no remedy")
    code = "import sys; print('what went wrong'); sys.exit(1)"
    with pytest.raises(steps.Failure) as caught:
        shown.run("Failing", [sys.executable, "-c", code], "the remedy")
    printed = capsys.readouterr().out
    assert printed.startswith("[1/2] Trying ... done (")
    assert "[2/2] Failing ... failed" in printed
    assert "out of sight" not in printed
    assert (caught.value.detail, caught.value.remedy) == ("what went wrong", "the remedy")


def test_step_whose_program_is_missing(script, capsys) -> None:
    steps = script("steps")
    with pytest.raises(steps.Failure, match="cannot be started"):
        steps.Steps(1).run("Starting", ["no-such-program-anywhere"], "the remedy")
    assert "failed" in capsys.readouterr().out
