"""A look: an ordered list of layers with a name, read from and written to JSON."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beautymirror.errors import InputError
from beautymirror.looks.layer import Layer, layer_models
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.migration import VERSION, migrated
from beautymirror.looks.parameters import Label
from beautymirror.looks.wording import complaint, place

__all__ = [
    "LONGEST",
    "VERSION",
    "Layer",
    "Look",
    "layer_models",
    "load_look",
    "parse_look",
    "written",
]

_log = logging.getLogger(__name__)

_LARGEST = 4 << 20  # bytes; 40 layers are about 10 kB, each photo up to 0.7 MB more
_MOST_LAYERS = 40
LONGEST = 200  # characters of a name or a description
_DEEPEST = 6  # a look, its layers, a layer, its colours: anything deeper is not a look
_M = TypeVar("_M", bound=BaseModel)
Step = int | str


class Text(BaseModel):
    """A text in the languages of the program."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    en: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    zh: Annotated[str, Field(min_length=1, max_length=LONGEST)]

    def text(self, language: str) -> str:
        """In the language of a locale name."""
        return Label(self.en, self.zh).text(language)


class Look(BaseModel):
    """Layers in the order in which they are put on, with what a person is told about them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    version: Literal[1] = VERSION
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    name: Text
    description: Text | None = None
    tags: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=40)], ...],
        Field(max_length=20, strict=False),
    ] = ()
    author: Annotated[str, Field(max_length=100)] = ""
    layers: Annotated[tuple[Layer, ...], Field(max_length=_MOST_LAYERS)] = ()


def parse_look(text: str | bytes, origin: str = "look") -> Look:
    """A look from JSON text; bytes are UTF-8, with or without a byte order mark.

    A layer of an unknown kind is left out, with a warning in the log, where it says "optional".

    Raises:
        InputError: names the path of the first wrong field and what is allowed there.
    """
    document = migrated(_document(text, origin))
    version = document.get("version", VERSION)
    if type(version) is int and version > VERSION:
        raise InputError(
            f"{origin} was made by a newer BeautyMirror.",
            f"Update this one: it reads looks up to version {VERSION}.",
        )
    listed = document.get("layers", [])
    if not isinstance(listed, list) or len(listed) > _MOST_LAYERS:
        allowed = f"Allowed: a list of at most {_MOST_LAYERS} layers."
        raise InputError(f"{origin}: layers: this is not allowed.", allowed)
    layers = (_layer(layer, number, origin) for number, layer in enumerate(listed))
    known = tuple(layer for layer in layers if layer is not None)
    return _checked(Look, {**document, "layers": known}, (), origin)


def load_look(path: Path) -> Look:
    """A look from a file.

    Raises:
        InputError: the file cannot be read or is not a valid look.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise InputError(f"{path} cannot be read: {reason}.", "Check the path.") from None
    return parse_look(content, path.name)


def written(look: Look) -> str:
    """A look as JSON text for a file, one layer to a line; what is empty is left out."""
    document = look.model_dump(mode="json", exclude={"layers"})
    head = [f"  {_inline(key)}: {_inline(value)}," for key, value in document.items() if value]
    layers = ",\n".join(f"    {_inline(fields(layer))}" for layer in look.layers)
    return "\n".join(["{", *head, '  "layers": [', layers, "  ]", "}", ""])


def fields(layer: Layer) -> dict[str, Any]:
    """Everything a layer says, defaults too: a default may change, a saved look must not."""
    everything = layer.model_dump(mode="json")
    if not layer.optional:
        del everything["optional"]
    return everything


def _document(text: str | bytes, origin: str) -> dict[str, Any]:
    """The JSON object in a text, with no name twice in one object and nothing nested too deeply."""
    if len(text) > _LARGEST:
        raise InputError(f"{origin} is too large for a look.", "A look file is at most 4 MB.")
    try:
        plain = text.decode("utf-8") if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        raise InputError(f"{origin} is not text.", "A look is JSON in UTF-8.") from None
    try:
        document = json.loads(plain.removeprefix("\ufeff"), object_pairs_hook=_Pairs)
    except json.JSONDecodeError as problem:
        where = f"{problem.msg} in line {problem.lineno}, column {problem.colno}"
        raise InputError(f"{origin} is not JSON: {where}.", "Correct it there.") from None
    except (ValueError, RecursionError):  # a number of 5,000 digits; ten thousand brackets
        raise InputError(f"{origin} is not a look.", "A look that ships shows the form.") from None
    if not isinstance(document, _Pairs):
        raise InputError(f"{origin} is not a look.", 'A look is a JSON object with "layers".')
    plain_document: dict[str, Any] = _plain(document, (), origin)
    return plain_document


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it was written, names that come twice included."""


def _plain(value: Any, steps: tuple[Step, ...], origin: str) -> Any:
    if len(steps) > _DEEPEST:
        raise InputError(f"{origin}: {place(steps)}: is nested too deeply.", "A look is flatter.")
    if isinstance(value, _Pairs):
        out = {name: _plain(item, (*steps, name), origin) for name, item in value}
        if len(out) < len(value):
            names = [name for name, _ in value]
            twice = next(name for name in names if names.count(name) > 1)
            where = place((*steps, twice))
            raise InputError(f"{origin}: {where}: is there twice.", "Keep one of the two.")
        return out
    if isinstance(value, list):
        return [_plain(item, (*steps, number), origin) for number, item in enumerate(value)]
    return value


def _layer(document: Any, number: int, origin: str) -> Layer | None:
    """A checked layer; None where it may be left out."""
    above: tuple[Step, ...] = ("layers", number)
    if not isinstance(document, dict):
        raise InputError(f"{origin}: {place(above)}: must be an object.", 'It names a "kind".')
    kind = document.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return _checked(layer_models[kind], document, above, origin)
    where = f"{origin}: {place((*above, 'kind'))}: "
    if isinstance(kind, str) and document.get("optional") is True:
        _log.warning("%sthis version has no %.40s and leaves it out.", where, ascii(kind))
        return None
    what = f"{kind!a:.40} is unknown" if isinstance(kind, str) else "the kind is missing"
    raise InputError(f"{where}{what}.", f"Allowed: {', '.join(KINDS)}.")


def _checked(model: type[_M], document: Any, above: tuple[Step, ...], origin: str) -> _M:
    try:
        return model.model_validate(document)
    except ValidationError as problem:
        sentence, remedy = complaint(model, problem, above)
        raise InputError(f"{origin}: {sentence}", remedy) from None


def _inline(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
