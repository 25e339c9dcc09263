"""The set-up command, against a made-up checkout whose interpreter only pretends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

posix_only = pytest.mark.skipif(os.name != "posix", reason="the pretended interpreter is a script")

# Stands for .venv/bin/python: notes how it was called, and behaves as the test asks.
_INTERPRETER = """#!/bin/sh
echo "$@" >> {log}
case "$*" in
  -c*) echo {version} ;;
  *"pip install"*) {pip} ;;
  *"models fetch"*) {models} ;;
  *) echo "started: $*"; exit {code} ;;
esac
"""


@dataclass(frozen=True)
class Checkout:
    """A folder that looks like the project to the set-up command."""

    root: Path

    def pretend(self, pip: str = "true", models: str = "true", code: int = 0) -> None:
        interpreter = self.root / ".venv" / "bin" / "python"
        interpreter.parent.mkdir(parents=True, exist_ok=True)
        version = "{} {}".format(*sys.version_info[:2])
        interpreter.write_text(
            _INTERPRETER.format(
                log=self.root / "calls", version=version, pip=pip, models=models, code=code
            )
        )
        interpreter.chmod(0o755)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "packaging" / "bootstrap.py"), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, check=False, timeout=60
        )

    def calls(self) -> list[str]:
        """How the interpreter was called since the last time this was asked."""
        log = self.root / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(repository: Path, script, tmp_path: Path) -> Checkout:
    if lacking := script("system").missing(tests=False):
        pytest.skip(f"system libraries are missing: {', '.join(need.name for need in lacking)}")
    (tmp_path / "packaging").mkdir()
    for path in (repository / "packaging").glob("*.py"):
        shutil.copy(path, tmp_path / "packaging")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    made = Checkout(tmp_path)
    made.pretend()
    return made


@posix_only
def test_first_run_sets_up_and_the_second_starts_at_once(checkout: Checkout) -> None:
    first = checkout.run("run", "--look", "rose")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.endswith("started: -m beautymirror run --look rose\n")
    assert any("pip install" in call for call in checkout.calls())

    second = checkout.run("run", "--source", "demo")
    assert second.stdout == "started: -m beautymirror run --source demo\n"
    assert checkout.calls() == ["-m beautymirror run --source demo"]


@posix_only
def test_tests_need_more_than_the_program(checkout: Checkout) -> None:
    checkout.run("run")
    checkout.calls()
    done = checkout.run("test", "-k", "mesh")
    assert done.stdout.endswith("started: -m pytest -k mesh\n")
    (install,) = [call for call in checkout.calls() if "pip install" in call]
    assert install.endswith(f"{checkout.root}[dev]")

    checkout.run("run")
    assert checkout.calls() == ["-m beautymirror run"]


@posix_only
@pytest.mark.parametrize("text", ["[project]\nname = 'changed'\n", None])
def test_change_of_the_declaration_or_a_damaged_stamp_sets_up_again(
    checkout: Checkout, text: str | None
) -> None:
    checkout.run("run")
    checkout.calls()
    if text:
        (checkout.root / "pyproject.toml").write_text(text)
    else:
        (checkout.root / ".venv" / "beautymirror-setup.json").write_text('{"key"')
    assert checkout.run("run").returncode == 0
    assert any("pip install" in call for call in checkout.calls())


@posix_only
def test_exit_code_of_the_program_is_kept(checkout: Checkout) -> None:
    checkout.pretend(code=3)
    assert checkout.run("run").returncode == 3


@posix_only
def test_failed_installation_shows_its_end_and_a_remedy(checkout: Checkout) -> None:
    checkout.pretend(pip="echo WARNING: noise; echo no route to the index; exit 1")
    done = checkout.run("run")
    assert done.returncode == 4
    assert "no route to the index" in done.stderr
    assert "proxy" in done.stderr
    assert "noise" not in done.stderr
    assert "Traceback" not in done.stderr

    checkout.pretend()
    assert checkout.run("run").returncode == 0


@posix_only
def test_model_that_cannot_be_had_stops_the_run_but_not_the_tests(checkout: Checkout) -> None:
    checkout.pretend(models="exit 4")
    failed = checkout.run("run")
    assert failed.returncode == 4
    assert "tracking model" in failed.stderr
    assert checkout.run("test").stdout.endswith("started: -m pytest\n")


@pytest.mark.parametrize("place", ["", ".venv"])
def test_a_folder_of_somebody_else_is_told_as_such(
    script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    environment = script("environment")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment.os, "access", lambda path, _mode: path != tmp_path / place)
    with pytest.raises(script("steps").Failure, match="may not write") as caught:
        script("bootstrap").set_up(environment.Environment(tmp_path), "")
    assert "whoever it belongs to" in caught.value.remedy
    assert not list((tmp_path / ".venv").iterdir())


@posix_only
def test_interrupt_stops_cleanly(checkout: Checkout) -> None:
    checkout.pretend(pip="exec sleep 60")
    process = subprocess.Popen(
        checkout.command("run"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell has what it starts in the background ignore Ctrl-C, and all that comes of it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 30
    while not any("pip install" in call for call in checkout.calls()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Run the same command again" in stderr
    assert "Traceback" not in stdout + stderr
    assert not (checkout.root / ".venv" / "beautymirror-setup.json").exists()


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["walk"], 2), (["--help"], 0)])
def test_wrong_use_says_what_there_is(
    script, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert script("bootstrap").main(arguments) == code
    printed = "".join(capsys.readouterr())
    assert "run" in printed
    assert "test" in printed


def test_unsuitable_python_is_told(script, monkeypatch, capsys) -> None:
    bootstrap = script("bootstrap")
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 98))
    monkeypatch.setattr(bootstrap, "NEWEST", (3, 99))
    assert bootstrap.main(["run"]) == 4
    assert "needs 3.98 to 3.99" in capsys.readouterr().err


@pytest.mark.parametrize("system", [("Linux", "armv7l"), ("Darwin", "x86_64"), ("Plan9", "mips")])
def test_unsupported_computers_are_told(script, monkeypatch, capsys, system) -> None:
    bootstrap = script("bootstrap")
    monkeypatch.setattr("platform.system", lambda: system[0])
    monkeypatch.setattr("platform.machine", lambda: system[1])
    assert bootstrap.main(["run"]) == 4
    assert "macOS (Apple silicon)" in capsys.readouterr().err


def test_python_range_is_that_of_the_declaration(script, repository: Path) -> None:
    bootstrap = script("bootstrap")
    oldest = "{}.{}".format(*bootstrap.OLDEST)
    after = f"{bootstrap.NEWEST[0]}.{bootstrap.NEWEST[1] + 1}"
    declared = f'requires-python = ">={oldest},<{after}"'
    assert declared in (repository / "pyproject.toml").read_text(encoding="utf-8")
