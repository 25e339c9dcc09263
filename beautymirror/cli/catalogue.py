"""``beautymirror catalogue``: the shades at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from beautymirror.cli.options import AsJson

__all__ = ["app"]

app = typer.Typer(help="Shades: import, list, find by colour.", no_args_is_help=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or JSON.")], json: AsJson = False
) -> None:
    """Add shades; says which rows were refused, and why."""
    from beautymirror.commands.catalogue import import_catalogue

    import_catalogue(file, as_json=json)


@app.command("list")
def list_(
    type: Annotated[str | None, typer.Option(help="Only this type of product.")] = None,
    json: AsJson = False,
) -> None:
    """List the shades at hand."""
    from beautymirror.commands.catalogue import list_shades

    list_shades(type, as_json=json)


@app.command("find")
def find(
    color: Annotated[str, typer.Option(metavar="#RRGGBB", help="The colour to come near.")],
    type: Annotated[str | None, typer.Option(help="Only this type of product.")] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 5,
    json: AsJson = False,
) -> None:
    """Find the shades nearest to a colour."""
    from beautymirror.commands.catalogue import find_shades

    find_shades(color, type, top, as_json=json)
