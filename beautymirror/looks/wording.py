"""What is wrong in a look, in words: where it is, and what is allowed there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from beautymirror.looks.picture import SIDE

__all__ = ["allowed", "complaint", "place"]

_PATTERNS = {"#": "a colour such as #B03A48", "a-z": "lower-case letters, digits and hyphens"}
_LONGEST_NAME = 60


def place(steps: tuple[int | str, ...]) -> str:
    """A path such as ``layers[2].color``; names are cut short and never break a terminal."""
    out = ""
    for step in steps:
        out += f"[{step}]" if isinstance(step, int) else f".{_printable(step)}"
    return out.lstrip(".") or "look"


def complaint(
    model: type[BaseModel], problem: ValidationError, above: tuple[int | str, ...] = ()
) -> tuple[str, str]:
    """The first error of a model's check as (sentence, what is allowed instead)."""
    error = problem.errors(include_url=False, include_context=False)[0]
    steps = tuple(error["loc"])
    where = place((*above, *steps))
    schema = model.model_json_schema()
    if error["type"] in ("extra_forbidden", "string_unicode") and not _fragment(schema, steps):
        owner = _fragment(schema, steps[:-1]) or schema
        return f"{where}: there is no such field.", f"Allowed here: {', '.join(_names(owner))}."
    words = allowed(schema, steps)
    remedy = f"Allowed: {words}." if words else ""
    if error["type"] == "missing":
        return f"{where}: is missing.", remedy
    return f"{where}: {_value(error.get('input'))} is not allowed.", remedy


def allowed(schema: Mapping[str, Any], steps: tuple[int | str, ...]) -> str:
    """What a field of a JSON Schema may hold, in words; empty where there is no such field."""
    found = _fragment(schema, steps)
    return _words(found, schema) if found else ""


def _words(part: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    part = _resolved(part, schema)
    if "const" in part:
        return _value(part["const"])
    if "enum" in part:
        return ", ".join(str(option) for option in part["enum"])
    match part.get("type"):
        case "number":
            return f"a number from {part['minimum']:g} to {part['maximum']:g}"
        case "boolean":
            return "true or false"
        case "string":
            return _text_words(part)
        case "array":
            limits = f"{part.get('minItems', 0)} to {part['maxItems']}"
            return f"a list of {limits}, each {_words(part['items'], schema)}"
        case "object":
            return f"an object with {', '.join(_names(part))}"
    return ""


def _text_words(part: Mapping[str, Any]) -> str:
    if part.get("contentEncoding") == "base64":
        return f"a PNG picture of {SIDE} x {SIDE} pixels with transparency, in base64"
    pattern = part.get("pattern", "")
    for sign, words in _PATTERNS.items():
        if sign in pattern:
            return words
    return f"a text of {part.get('minLength', 0)} to {part['maxLength']} characters"


def _fragment(schema: Mapping[str, Any], steps: tuple[int | str, ...]) -> Mapping[str, Any]:
    part: Mapping[str, Any] = schema
    for step in steps:
        part = _resolved(part, schema)
        inside = (
            part.get("items") if isinstance(step, int) else part.get("properties", {}).get(step)
        )
        if not inside:
            return {}
        part = inside
    return _resolved(part, schema)


def _resolved(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    for option in part.get("anyOf", ()):  # an optional field: the part that is not null
        if option.get("type") != "null":
            part = option
            break
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]]
    return part


def _names(part: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(part.get("properties", ()))


def _value(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "an object" if isinstance(value, dict) else "this list"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int) and value.bit_length() > 64:
        return "so large a number"  # Python refuses to write out very long ones
    return _printable(repr(value))


def _printable(text: str) -> str:
    short = text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "..."
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short)
