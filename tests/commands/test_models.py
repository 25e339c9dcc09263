"""``beautymirror models`` and ``doctor``: what is there, and what is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from beautymirror.commands import doctor as doctor_module
from beautymirror.errors import MissingError

from .conftest import Call


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
