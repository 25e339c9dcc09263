"""``beautymirror catalogue``: import shades, list them, find the nearest to a colour."""

from __future__ import annotations

from pathlib import Path

from beautymirror.commands.console import print_json, tell, warn, watched
from beautymirror.errors import InputError, UsageError
from beautymirror.skin.catalogue import TYPES, Imported, Shade, read_catalogue, shipped_catalogue
from beautymirror.skin.colour import hex_to_lab
from beautymirror.skin.database import is_there
from beautymirror.skin.report import match_document
from beautymirror.skin.shades import ShadeFinder
from beautymirror.skin.store import Store, open_store

__all__ = ["all_shades", "find_shades", "import_catalogue", "list_shades", "own_store"]

_SHOWN = 20  # refusals that are told one by one


def import_catalogue(path: Path, *, as_json: bool) -> None:
    """Add a file's shades to the own catalogue and say which rows were refused, and why.

    Raises:
        InputError: the file cannot be read, or no row of it is right.
    """
    imported = _read(path)
    if not imported.shades:
        why = (
            f" The first: row {imported.refused[0].row}, {imported.refused[0].why}."
            if (imported.refused)
            else ""
        )
        raise InputError(
            f"{path.name} holds no shade that can be used.{why}",
            "Rows need brand, product, type, shade and a colour such as #c08060.",
        )
    with own_store() as store:
        added, changed, known = store.add_shades(
            watched("Storing", imported.shades, len(imported.shades))
        )
    if as_json:
        refused = [{"row": item.row, "why": item.why} for item in imported.refused]
        print_json({"added": added, "changed": changed, "already_there": known, "refused": refused})
        return
    counts = f"there already: {known}; refused: {len(imported.refused)}."
    print(f"Shades added: {added}; changed: {changed}; {counts}")
    for item in imported.refused[:_SHOWN]:
        tell(f"Row {item.row}: {item.why}.")
    if len(imported.refused) > _SHOWN:
        tell(f"... and {len(imported.refused) - _SHOWN} more.")


def list_shades(kind: str | None, *, as_json: bool) -> None:
    """Print the shades at hand: those that ship, then the imported ones."""
    _check_kind(kind)
    shades = [shade for shade in all_shades(None) if kind in (None, shade.type)]
    if as_json:
        print_json([shade.model_dump() for shade in shades])
        return
    for shade in shades:
        print(_line(shade))


def find_shades(color: str, kind: str | None, top: int, *, as_json: bool) -> None:
    """Print the nearest shades to a colour, nearest first, by CIEDE2000.

    Raises:
        UsageError: the colour or the type makes no sense.
    """
    _check_kind(kind)
    try:
        lab = hex_to_lab(color)
    except ValueError as problem:
        raise UsageError(f"{problem}.", "Give it as --color '#c08060'.") from None
    matches = ShadeFinder(all_shades(None)).nearest(lab, kind, top)
    if as_json:
        print_json([match_document(match) for match in matches])
        return
    for match in matches:
        print(f"{match.distance:5.1f}  {_line(match.shade)}")


def all_shades(path: Path | None) -> tuple[Shade, ...]:
    """The shades of a file, or those that ship and the imported ones.

    Raises:
        InputError: the file cannot be read or holds no shade.
    """
    if path is not None:
        found = _read(path)
        if not found.shades:
            raise InputError(f"{path.name} holds no shade that can be used.", "Check the file.")
        if found.refused:
            item = found.refused[0]
            more = f"Rows of {path.name} that were left out: {len(found.refused)}."
            warn(f"{more} The first: row {item.row}, {item.why}.")
        return found.shades
    if not is_there():
        return shipped_catalogue()  # reading makes no file
    with own_store() as store:
        return shipped_catalogue() + store.shades()


def own_store() -> Store:
    """The person's own database; says so where it was damaged."""
    store = open_store()
    if store.aside is not None:
        warn(f"The database was damaged; it was kept as {store.aside} and a new one begun.")
    return store


def _read(path: Path) -> Imported:
    return read_catalogue(path, lambda rows, total: watched("Reading", rows, total))


def _check_kind(kind: str | None) -> None:
    if kind is not None and kind not in TYPES:
        raise UsageError(f"There is no type {kind!r}.", f"Choose: {', '.join(TYPES)}.")


def _line(shade: Shade) -> str:
    notes = ", ".join(note for note in (shade.finish, shade.undertone) if note)
    return f"{shade.hex}  {shade.type:<10} {shade.brand} {shade.product} {shade.shade}  {notes}"
