"""``beautymirror looks``: the looks at hand, as files, codes and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from beautymirror.cli.options import AsJson, Intensity

__all__ = ["app"]

app = typer.Typer(help="Looks: list, show, check, remove, and picture them.", no_args_is_help=True)


@app.command("list")
def list_(json: AsJson = False) -> None:
    """List the looks at hand."""
    from beautymirror.commands.looks import list_looks

    list_looks(as_json=json)


@app.command("show")
def show(name: Annotated[str, typer.Argument(metavar="NAME")], json: AsJson = False) -> None:
    """Show one look, layer by layer."""
    from beautymirror.commands.looks import show_look

    show_look(name, as_json=json)


@app.command("check")
def check(file: Annotated[Path, typer.Argument(metavar="FILE")], json: AsJson = False) -> None:
    """Say whether a look file is valid, and if not, which field is wrong."""
    from beautymirror.commands.looks import check_look

    check_look(file, as_json=json)


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(metavar="NAME")], json: AsJson = False) -> None:
    """Delete a look of your own."""
    from beautymirror.commands.looks import drop_look

    drop_look(name, as_json=json)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of look files, for editors."""
    from beautymirror.commands.console import print_json
    from beautymirror.looks.schema import look_schema

    print_json(look_schema())


@app.command("qr")
def qr(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Picture to write.")],
) -> None:
    """Write a look as a QR code, to be read by another mirror."""
    from beautymirror.commands.codes import write_code

    write_code(name, output)


@app.command("read-qr")
def read_qr(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Picture of the code.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Look file; else one of your own looks.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Take a look out of a picture of its QR code."""
    from beautymirror.commands.codes import read_code

    read_code(file, output, as_json=json)


@app.command("sheet")
def sheet(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None,
    output: Annotated[Path, typer.Option("--output", "-o")] = Path("beautymirror-looks.png"),
    faces: Annotated[
        list[Path] | None, typer.Option(help="Photo or folder; may be given again.")
    ] = None,
    cell: Annotated[int, typer.Option(min=64, max=1024, help="Pixels of each picture.")] = 256,
    intensity: Intensity = 1.0,
    json: AsJson = False,
) -> None:
    """Picture looks (all by default) on faces (the demo's by default), side by side."""
    from beautymirror.commands.sheet import SheetRequest, sheet

    sheet(SheetRequest(tuple(names or ()), tuple(faces or ()), output, cell, intensity, json))
