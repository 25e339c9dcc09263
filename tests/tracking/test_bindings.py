"""The C interface of MediaPipe is declared as MediaPipe's own Python package declares it."""

from __future__ import annotations

import ctypes
import importlib.metadata
import tomllib
import warnings
from pathlib import Path

import pytest

from beautymirror.errors import MissingError
from beautymirror.tracking import bindings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from mediapipe.tasks.python.components.containers import landmark_c
    from mediapipe.tasks.python.core import base_options_c
    from mediapipe.tasks.python.vision import face_landmarker
    from mediapipe.tasks.python.vision.core.vision_task_running_mode import (
        VisionTaskRunningMode,
    )


def layout(structure: type[ctypes.Structure]) -> list[tuple[str, int, int]]:
    """Name, place and size of each field."""
    fields = [field[0] for field in structure._fields_]
    return [(f, getattr(structure, f).offset, getattr(structure, f).size) for f in fields]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (bindings.BaseOptions, base_options_c.BaseOptionsC),
        (bindings.Options, face_landmarker.FaceLandmarkerOptionsC),
        (bindings.Landmark, landmark_c.NormalizedLandmarkC),
        (bindings.Landmarks, landmark_c.NormalizedLandmarksC),
        (bindings.Result, face_landmarker.FaceLandmarkerResultC),
    ],
)
def test_structures_are_laid_out_alike(
    ours: type[ctypes.Structure], theirs: type[ctypes.Structure]
) -> None:
    assert layout(ours) == layout(theirs)
    assert ctypes.sizeof(ours) == ctypes.sizeof(theirs)


def test_constants_and_functions_are_alike() -> None:
    assert VisionTaskRunningMode.VIDEO.ctype == bindings.VIDEO_MODE
    library = ctypes.CDLL(str(bindings.library_path()))
    for signature in face_landmarker._CTYPES_SIGNATURES:
        assert getattr(library, signature.func_name)


def test_the_version_is_the_one_that_is_required(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"mediapipe=={bindings.VERSION}" in project["project"]["dependencies"]


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "1.0.0")
    with pytest.raises(MissingError, match=r"not 1\.0\.0"):
        bindings.library_path()


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindings.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingError, match="pip install mediapipe"):
        bindings.library_path()
