"""The list of models, what state each is in, and the way to have one: ``ensure_model``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from beautymirror.errors import MissingError, UsageError
from beautymirror.inference import fetch
from beautymirror.inference.model import Model
from beautymirror.resources import model_cache_dir, models_dir

__all__ = ["ModelState", "ensure_model", "find_model", "load_manifest", "verify_models"]


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    models: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class ModelState:
    """One model as it is on this computer.

    Attributes:
        path: where it lies, or where it will lie once fetched.
        state: ``corrupt`` is a file that is not what the manifest promises; it is never used.
        detail: what is wrong, empty when ready.
    """

    model: Model
    path: Path
    state: Literal["ready", "missing", "corrupt"]
    detail: str


@cache
def load_manifest(path: Path | None = None) -> tuple[Model, ...]:
    """Read the models that this version of the program knows.

    Raises:
        MissingError: the manifest is not there or is not valid.
    """
    path = path or models_dir() / "manifest.json"
    try:
        return _Manifest.model_validate_json(path.read_bytes()).models
    except (OSError, ValidationError) as error:
        raise MissingError(
            f"The model manifest {path} cannot be used: {error}", "Install BeautyMirror again."
        ) from error


def find_model(name: str) -> Model:
    """Return the manifest's entry of that name.

    Raises:
        UsageError: there is none.
    """
    models = {model.name: model for model in load_manifest()}
    if name not in models:
        raise UsageError(f"There is no model {name!r}.", f"There are: {', '.join(models)}.")
    return models[name]


def ensure_model(name: str, progress: fetch.Progress | None = None) -> Path:
    """Return the verified file of a model, fetching it the first time.

    Raises:
        UsageError: no model has that name.
        MissingError: it is neither here nor to be had, with what to do.
    """
    model = find_model(name)
    found = _state(model)
    if found.state == "ready":
        return found.path
    if model.kind == "shipped":
        raise MissingError(
            f"The model {name} cannot be used: {found.detail} ({found.path}).",
            "Install BeautyMirror again.",
        )
    if model_cache_dir().is_file():
        raise MissingError(
            f"BEAUTYMIRROR_MODELS names {model_cache_dir()}, which is not the model {name}.",
            "Name the right file, or a folder for models.",
        )
    fetch.fetch(model, found.path, progress)
    return found.path


def verify_models() -> tuple[ModelState, ...]:
    """Compare every model file with its hash."""
    return tuple(_state(model) for model in load_manifest())


def _state(model: Model) -> ModelState:
    path, detail = _places(model)[-1], ""
    for place in _places(model):
        wrong = fetch.fault(place, model)
        if wrong is None:
            return ModelState(model, place, "ready", "")
        detail = wrong
    return ModelState(model, path, "corrupt" if path.exists() else "missing", detail)


def _places(model: Model) -> tuple[Path, ...]:
    """Where the file may lie; the last is where it is fetched to."""
    bundled = models_dir() / model.file
    if model.kind == "shipped":
        return (bundled,)
    cache_dir = model_cache_dir()
    # A packaged program may bring fetched models along; BEAUTYMIRROR_MODELS may name the file.
    return bundled, cache_dir if cache_dir.is_file() else cache_dir / model.file
