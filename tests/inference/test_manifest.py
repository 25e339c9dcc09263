"""The shipped manifest, the state of each model, and what the manifest refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from beautymirror.errors import MissingError, UsageError
from beautymirror.inference import fetch, manifest
from beautymirror.inference.model import Model
from beautymirror.resources import models_dir


def test_every_shipped_model_is_whole() -> None:
    broken = [
        f"{state.model.name}: {state.detail}"
        for state in manifest.verify_models()
        if state.model.kind == "shipped" and state.state != "ready"
    ]
    assert not broken


def test_every_model_file_is_in_the_manifest() -> None:
    listed = {model.file for model in manifest.load_manifest()}
    lying = {path.relative_to(models_dir()).as_posix() for path in models_dir().rglob("*.onnx")}
    assert lying <= listed


def test_names_are_unique() -> None:
    names = [model.name for model in manifest.load_manifest()]
    assert len(names) == len(set(names))


def test_unknown_name_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="face_landmarker"):
        manifest.ensure_model("face_landmaker")


@pytest.mark.parametrize("text", [b"", b"[]", b'{"models": [{"name": "x"}]}', b"\xff\xfe"])
def test_damaged_manifest_is_a_missing_thing(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(text)
    with pytest.raises(MissingError, match="Install BeautyMirror again"):
        manifest.load_manifest(path)


@pytest.mark.parametrize(
    "change",
    [
        {"file": "../outside.bin"},
        {"file": "/absolute.bin"},
        {"file": "back\\slash.bin"},
        {"sha256": "abc"},
        {"size": 0},
        {"sources": []},
        {"kind": "shipped"},
        {"colour": "red"},
        {"sources": [{"via": "https", "url": "http://models.invalid/x"}]},
        {"sources": [{"via": "package", "requirement": "x>=1", "member": "x"}]},
        {"sources": [{"via": "pigeon", "url": "https://models.invalid/x"}]},
    ],
)
def test_wrong_entries_are_refused(tiny_model: Model, change: dict[str, object]) -> None:
    entry = json.loads(tiny_model.model_dump_json()) | change
    with pytest.raises(ValidationError):
        Model.model_validate(entry)


def test_states(store) -> None:
    assert [state.state for state in manifest.verify_models()] == ["missing"]
    store.folder.mkdir()
    store.path.write_bytes(b"short")
    (found,) = manifest.verify_models()
    assert (found.state, found.path) == ("corrupt", store.path)
    assert "5 bytes" in found.detail


def test_ready_model_is_not_fetched_again(store, package_index, monkeypatch) -> None:
    first = manifest.ensure_model("tiny")

    def refuse(*_args: object) -> None:
        raise AssertionError("fetched a second time")

    monkeypatch.setattr(fetch, "fetch", refuse)
    assert manifest.ensure_model("tiny") == first == store.path
    assert [state.state for state in manifest.verify_models()] == ["ready"]


def test_variable_may_name_the_file_itself(store, package_index, monkeypatch, tmp_path) -> None:
    manifest.ensure_model("tiny")
    monkeypatch.setenv("BEAUTYMIRROR_MODELS", str(store.path))
    assert manifest.ensure_model("tiny") == store.path

    other = tmp_path / "other.bin"
    other.write_bytes(b"other")
    monkeypatch.setenv("BEAUTYMIRROR_MODELS", str(other))
    with pytest.raises(MissingError, match="BEAUTYMIRROR_MODELS"):
        manifest.ensure_model("tiny")
    assert other.read_bytes() == b"other"


def test_missing_shipped_model_says_install_again(store, monkeypatch) -> None:
    shipped = store.model.model_copy(update={"kind": "shipped", "sources": ()})
    monkeypatch.setattr(manifest, "load_manifest", lambda: (shipped,))
    with pytest.raises(MissingError, match="Install BeautyMirror again"):
        manifest.ensure_model("tiny")
