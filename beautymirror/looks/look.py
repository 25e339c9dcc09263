"""A look: an ordered list of layers with a name, read from and written to JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from beautymirror.errors import InputError
from beautymirror.looks.makeup import KINDS, Makeup
from beautymirror.looks.parameters import Label

__all__ = ["VERSION", "Layer", "Look", "layer_models", "load_look", "parse_look"]

VERSION = 1
_LARGEST = 1 << 20  # bytes; a look of 40 layers is about 10 kB
_MOST_LAYERS = 40
_M = TypeVar("_M", bound=BaseModel)


class Layer(BaseModel):
    """One coat: a kind of makeup with its parameters. Each kind has a model of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: str
    intensity: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] = 1.0

    @property
    def makeup(self) -> Makeup:
        """The declaration of this layer's kind."""
        return KINDS[self.kind]


def _model(makeup: Makeup) -> type[Layer]:
    fields: dict[str, Any] = {"kind": (Literal[makeup.kind], makeup.kind)}
    for parameter in makeup.parameters:
        kind, default = parameter.field()
        fields[parameter.name] = (kind, default)
    return create_model(makeup.kind.title().replace("_", ""), __base__=Layer, **fields)


layer_models: dict[str, type[Layer]] = {kind: _model(makeup) for kind, makeup in KINDS.items()}


class Text(BaseModel):
    """A text in the languages of the program."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    en: Annotated[str, Field(min_length=1, max_length=200)]
    zh: Annotated[str, Field(min_length=1, max_length=200)]

    def text(self, language: str) -> str:
        """In the language of a locale name."""
        return Label(self.en, self.zh).text(language)


class Look(BaseModel):
    """Layers in the order in which they are put on, with what a person is told about them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    version: Literal[1] = 1
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    name: Text
    description: Text | None = None
    tags: tuple[Annotated[str, Field(max_length=40)], ...] = ()
    author: Annotated[str, Field(max_length=100)] = ""
    layers: Annotated[tuple[Layer, ...], Field(max_length=_MOST_LAYERS)] = ()


def parse_look(text: str | bytes, origin: str = "look") -> Look:
    """A look from JSON text.

    Raises:
        InputError: names the path of the first wrong field and what is allowed there.
    """
    if len(text) > _LARGEST:
        raise InputError(f"{origin} is too large for a look.", "A look file is at most 1 MB.")
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        reason = str(problem) or "nested too deeply"
        raise InputError(
            f"{origin} is not JSON: {reason}.", "Check the file with an editor."
        ) from None
    if not isinstance(document, dict):
        raise InputError(f"{origin} is not a look.", 'A look is a JSON object with "layers".')
    layers = document.get("layers", [])
    if not isinstance(layers, list):
        raise InputError(f"{origin}: layers: must be a list.", "")
    if len(layers) > _MOST_LAYERS:
        raise InputError(f"{origin}: layers: at most {_MOST_LAYERS} are allowed.", "")
    parsed = tuple(_layer(layer, f"layers[{i}]", origin) for i, layer in enumerate(layers))
    tags = document.get("tags", [])
    head = {**document, "tags": tuple(tags) if isinstance(tags, list) else tags}
    return _checked(Look, {**head, "layers": parsed}, "", origin)


def load_look(path: Path) -> Look:
    """A look from a file.

    Raises:
        InputError: the file cannot be read or is not a valid look.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(
                f"{path.name} is too large for a look.", "A look file is at most 1 MB."
            )
        text = path.read_bytes().decode("utf-8")
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}.", "Check the path.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not text.", "A look is JSON in UTF-8.") from None
    return parse_look(text, path.name)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number a look can hold")


def _layer(document: Any, path: str, origin: str) -> Layer:
    if not isinstance(document, dict):
        raise InputError(f"{origin}: {path}: must be an object.", "")
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        known = ", ".join(KINDS)
        raise InputError(f"{origin}: {path}.kind: {kind!r:.60} is unknown.", f"Allowed: {known}.")
    numbers = {
        key: float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for key, value in document.items()
    }
    return _checked(layer_models[kind], numbers, path, origin)


def _checked(model: type[_M], document: Any, path: str, origin: str) -> _M:
    try:
        return model.model_validate(document)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        steps = [path] if path else []
        where = ".".join([*steps, *(str(step) for step in first["loc"])])
        allowed = _allowed(model, first)
        raise InputError(f"{origin}: {where}: {first['msg'].lower()}.", allowed) from None


def _allowed(model: type[BaseModel], error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "Allowed here: " + ", ".join(model.model_fields) + "."
    return ""
