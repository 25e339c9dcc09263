"""Shaders, looks and models are found in a checkout, an editable install and a built wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_REPORT = """
import beautymirror, pathlib
from beautymirror import resources
print(pathlib.Path(beautymirror.__file__).parent)
print(resources.shader_dir())
print(resources.looks_dir())
print(resources.models_dir())
"""


def resolve(python_path: Path | None, folder: Path) -> list[Path]:
    """Ask a fresh interpreter where package, shaders, looks and models lie."""
    environment = dict(os.environ)
    environment.pop("PYTHONPATH", None)
    if python_path:
        environment["PYTHONPATH"] = str(python_path)
    done = subprocess.run(
        [sys.executable, "-c", _REPORT],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in done.stdout.splitlines()]


def names(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=repository, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_checkout_and_editable_install(repository: Path, tmp_path: Path) -> None:
    package, *resources = resolve(None, tmp_path)
    assert package == repository / "beautymirror"
    expected = [repository / "shaders", repository / "assets" / "looks", repository / "models"]
    assert resources == expected
    assert resolve(repository, repository)[1:] == expected


def test_built_wheel(wheel: Path, repository: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(installed), str(wheel)], check=True)
    package, shaders, looks, models = resolve(installed, tmp_path)
    assert package == installed / "beautymirror"
    for found, source in (
        (shaders, repository / "shaders"),
        (looks, repository / "assets" / "looks"),
        (models, repository / "models"),
    ):
        assert installed in found.parents
        assert names(found) == names(source)
        assert names(found)


def test_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        members = archive.namelist()
    assert {member.split("/")[0].partition("-")[0] for member in members} == {"beautymirror"}
    assert any(member.endswith("licenses/LICENSE") for member in members)
    assert any(member.endswith("entry_points.txt") for member in members)
    assert not [member for member in members if member.endswith((".pyc", ".part", ".task"))]
