"""``beautymirror models``: the networks that the program needs."""

from __future__ import annotations

from typing import Annotated

import typer

from beautymirror.cli.options import AsJson

__all__ = ["app"]

app = typer.Typer(help="Models: list, fetch and verify them.", no_args_is_help=True)


@app.command("list")
def list_(json: AsJson = False) -> None:
    """List the models, their licences, and whether they are here."""
    from beautymirror.commands.models import list_models

    list_models(as_json=json)


@app.command("fetch")
def fetch(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None,
    json: AsJson = False,
) -> None:
    """Fetch models (all by default) that are not here yet."""
    from beautymirror.commands.models import fetch_models

    fetch_models(tuple(names or ()), as_json=json)


@app.command("verify")
def verify(json: AsJson = False) -> None:
    """Compare the models with their hashes, and the tracking model with a known picture."""
    from beautymirror.commands.models import verify_models

    raise typer.Exit(verify_models(as_json=json))
