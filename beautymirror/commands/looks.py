"""``beautymirror looks``: list, show, check and remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from beautymirror.commands.console import print_json, warn
from beautymirror.errors import InputError, UsageError
from beautymirror.looks.library import all_looks, find_look, remove_look, unread_looks
from beautymirror.looks.look import Layer, Look, load_look
from beautymirror.looks.picture import Pixels

__all__ = ["check_look", "drop_look", "list_looks", "show_look"]


def list_looks(*, as_json: bool) -> None:
    """Print the looks at hand, one a line; say which saved ones cannot be read."""
    looks = all_looks()
    for path, error in unread_looks():
        warn(f"left out: {error} Its file is {path}")
    if as_json:
        print_json([_summary(look) for look in looks])
        return
    width = max((len(look.id) for look in looks), default=0)
    for look in looks:
        print(f"{look.id:<{width}}  {look.name.en} / {look.name.zh}  [{', '.join(look.tags)}]")


def show_look(name: str, *, as_json: bool) -> None:
    """Print a look, layer by layer.

    Raises:
        UsageError: there is no such look.
        InputError: the file is not a valid look.
    """
    look = find_look(name)
    if as_json:
        print_json(_document(look))
        return
    print(f"{look.name.en} / {look.name.zh} ({look.id})")
    if look.description:
        print(f"  {look.description.en}\n  {look.description.zh}")
    for number, layer in enumerate(look.layers, start=1):
        values = {key: value for key, value in _values(layer).items() if key != "kind"}
        values |= {key: value for key, value in layer if isinstance(value, Pixels)}
        print(f"{number:>3}. {layer.makeup.label.en} / {layer.makeup.label.zh}")
        print("     " + ", ".join(f"{key} {value}" for key, value in values.items()))


def check_look(path: Path, *, as_json: bool) -> None:
    """Say that a look file is valid.

    Raises:
        InputError: it is not; names the field and what is allowed. With ``as_json`` the same is
            printed as JSON first.
    """
    try:
        look = load_look(path)
    except InputError as error:
        if as_json:
            print_json({"valid": False, "message": error.message, "remedy": error.remedy})
        raise
    if as_json:
        print_json({"valid": True, **_summary(look)})
    else:
        print(f"{path} is a valid look: {look.name.en}; layers: {len(look.layers)}.")


def drop_look(name: str, *, as_json: bool) -> None:
    """Delete a look of the person's own.

    Raises:
        UsageError: there is no such look, or it ships with the program.
        InputError: its file cannot be deleted.
    """
    look = find_look(name)
    if look not in all_looks():
        raise UsageError(f"{name} is a file of yours.", "Delete it as any other file.")
    remove_look(look.id)
    if as_json:
        print_json({"id": look.id})
    else:
        print(look.id)


def _summary(look: Look) -> dict[str, Any]:
    return {
        "id": look.id,
        "name": {"en": look.name.en, "zh": look.name.zh},
        "tags": list(look.tags),
        "layers": len(look.layers),
    }


def _document(look: Look) -> dict[str, Any]:
    return {**look.model_dump(mode="json"), "layers": [_values(layer) for layer in look.layers]}


def _values(layer: Layer) -> dict[str, Any]:
    # Dumped one by one: as parts of the look they would lose what their own kind adds.
    return layer.model_dump(mode="json")
