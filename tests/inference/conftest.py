"""A small made-up model, and a folder of wheels that stands in for a package index."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from beautymirror.inference import manifest
from beautymirror.inference.model import HttpsSource, Model, PackageSource

PAYLOAD = bytes(range(256)) * 1000


@dataclass(frozen=True)
class Store:
    """Where models are kept during a test, and the only model there is."""

    model: Model
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / self.model.file


@pytest.fixture
def tiny_model() -> Model:
    return Model(
        name="tiny",
        purpose="a test",
        kind="fetched",
        file="tiny.bin",
        sha256=hashlib.sha256(PAYLOAD).hexdigest(),
        size=len(PAYLOAD),
        licence="CC0-1.0",
        origin="this test",
        sources=(
            HttpsSource(via="https", url="https://models.invalid/tiny.bin"),
            PackageSource(via="package", requirement="tinymodel==1.0", member="tinymodel/t.bin"),
        ),
    )


@pytest.fixture
def store(tiny_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    folder = tmp_path / "models"
    monkeypatch.setenv("BEAUTYMIRROR_MODELS", str(folder))
    monkeypatch.setattr(manifest, "load_manifest", lambda: (tiny_model,))
    return Store(tiny_model, folder)


def write_wheel(folder: Path, payload: bytes) -> None:
    """Write the wheel of the package tinymodel, as an index would give it."""
    info = "tinymodel-1.0.dist-info"
    with zipfile.ZipFile(folder / "tinymodel-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tinymodel/t.bin", payload)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tinymodel\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def package_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip finds packages in; it holds the good wheel."""
    folder = tmp_path / "index"
    folder.mkdir()
    write_wheel(folder, PAYLOAD)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder
