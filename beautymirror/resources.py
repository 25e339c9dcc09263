"""Where shaders, looks and models lie: in a checkout, an editable install and a built wheel."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import platformdirs

from beautymirror.errors import MissingError

__all__ = [
    "cache_dir",
    "data_dir",
    "log_dir",
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


def cache_dir() -> Path:
    """Folder of what can be made or fetched anew."""
    return _own(platformdirs.user_cache_dir)


def data_dir() -> Path:
    """Folder of what the person keeps: looks, shades, and what they like if they say so."""
    return _own(platformdirs.user_data_dir)


def log_dir() -> Path:
    """Folder where defects are written down."""
    return _own(platformdirs.user_log_dir)


def settings_dir() -> Path:
    """Folder of the person's settings."""
    return _own(platformdirs.user_config_dir)


def model_cache_dir() -> Path:
    """Folder of fetched models; ``BEAUTYMIRROR_MODELS`` overrides it (offline machines)."""
    override = os.environ.get("BEAUTYMIRROR_MODELS")
    return Path(override) if override else cache_dir() / "models"


def user_looks_dir() -> Path:
    """Folder of the looks that the person saved."""
    return data_dir() / "looks"


def _own(folder: Callable[[str, Literal[False]], str]) -> Path:
    try:
        return Path(folder(_APP, False))
    except RuntimeError as error:  # as in a container that runs as a user whom nobody declared
        raise MissingError(
            "The home folder of this user is not known.",
            "Set HOME to a folder that may be written to.",
        ) from error
