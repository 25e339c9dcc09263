"""JSON Schema of looks, generated from the declarations, so that an editor helps to write one."""

from __future__ import annotations

from typing import Any

from beautymirror.looks.layer import layer_models
from beautymirror.looks.look import Look
from beautymirror.looks.makeup import KINDS, Makeup

__all__ = ["look_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def look_schema() -> dict[str, Any]:
    """The schema of a look of the present version (JSON Schema 2020-12).

    It accepts what ``parse_look`` accepts, except that it cannot see a field given twice.
    """
    schema = Look.model_json_schema()
    definitions = schema["$defs"]
    definitions.pop("Layer", None)
    for kind, model in layer_models.items():
        definitions[kind] = _layer_schema(KINDS[kind], model.model_json_schema())
    choices = [{"$ref": f"#/$defs/{kind}"} for kind in KINDS]
    schema["properties"]["layers"]["items"] = {"anyOf": [*choices, _unknown()]}
    # Lets a look file name its schema in an editor's own settings; the file itself stays strict.
    return {"$schema": _DIALECT, **schema, "title": "BeautyMirror look"}


def _layer_schema(makeup: Makeup, schema: dict[str, Any]) -> dict[str, Any]:
    schema["title"] = f"{makeup.label.en} ({makeup.label.zh})"
    schema["description"] = f"Paints on: {makeup.area.replace('_', ' ')}."
    schema["required"] = ["kind"]
    for parameter in makeup.parameters:
        label = parameter.label
        schema["properties"][parameter.name]["title"] = f"{label.en} ({label.zh})"
    return schema


def _unknown() -> dict[str, Any]:
    """A layer of a kind that only newer versions know, which may be left out."""
    return {
        "type": "object",
        "title": "A kind of a newer version",
        "properties": {
            "kind": {"type": "string", "not": {"enum": list(KINDS)}},
            "optional": {"const": True},
        },
        "required": ["kind", "optional"],
    }
