"""Where shaders, looks and models lie: in a checkout, an editable install and a built wheel."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

__all__ = [
    "looks_dir",
    "model_cache_dir",
    "models_dir",
    "settings_dir",
    "shader_dir",
    "user_looks_dir",
]

_PACKAGE = Path(__file__).resolve().parent
_APP = "beautymirror"


def _resource(*parts: str) -> Path:
    # A wheel carries the top-level folders as beautymirror/_resources/...; a checkout has them
    # beside the package.
    bundled = _PACKAGE.joinpath("_resources", *parts)
    return bundled if bundled.exists() else _PACKAGE.parent.joinpath(*parts)


def shader_dir() -> Path:
    """Folder of the GLSL sources."""
    return _resource("shaders")


def looks_dir() -> Path:
    """Folder of the looks that ship with the program."""
    return _resource("assets", "looks")


def models_dir() -> Path:
    """Folder of the model manifest and of the shipped ONNX models."""
    return _resource("models")


def model_cache_dir() -> Path:
    """Folder of fetched models; ``BEAUTYMIRROR_MODELS`` overrides it (offline machines)."""
    override = os.environ.get("BEAUTYMIRROR_MODELS")
    return Path(override) if override else Path(platformdirs.user_cache_dir(_APP, False)) / "models"


def settings_dir() -> Path:
    """Folder of the person's settings."""
    return Path(platformdirs.user_config_dir(_APP, False))


def user_looks_dir() -> Path:
    """Folder of the looks that the person saved."""
    return Path(platformdirs.user_data_dir(_APP, False)) / "looks"
