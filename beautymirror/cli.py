"""The command line: names, options and exit codes. What the commands do is in ``commands``.

Exit codes: 0 done; 1 a defect; 2 wrong use; 3 an input cannot be used; 4 something is missing;
130 and 143 ended by Ctrl-C and by SIGTERM. What a person reads goes to standard error, results to
standard output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from beautymirror.errors import MirrorError, UsageError

__all__ = ["app", "run"]

app = typer.Typer(
    help="A mirror in which you wear makeup, live. Nothing leaves your computer.",
    # Plain help and plain errors: with rich each start would take a tenth of a second longer.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
looks_app = typer.Typer(help="Looks: list, show, check, and picture them.", no_args_is_help=True)
models_app = typer.Typer(help="Models: list, fetch and verify them.", no_args_is_help=True)
catalogue_app = typer.Typer(help="Shades: import, list, find by colour.", no_args_is_help=True)
app.add_typer(looks_app, name="looks")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(models_app, name="models")


def parse_size(text: str) -> tuple[int, int]:
    """(width, height) from "1280x720"."""
    width, _, height = text.lower().replace("×", "x").partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise typer.BadParameter(f"{text!r} is not a size such as 1280x720.")
    return int(width), int(height)


Source = Annotated[
    str | None, typer.Option(metavar="SOURCE", help="webcam[:N], demo, a photo, folder or video.")
]
LookName = Annotated[
    str | None, typer.Option("--look", metavar="NAME|FILE", help="The look to wear.")
]
Size = Annotated[
    Any, typer.Option("--size", metavar="WxH", parser=parse_size, help="Size of the picture.")
]
Faces = Annotated[int | None, typer.Option(min=1, max=4, help="Most faces that wear the look.")]
Frames = Annotated[int | None, typer.Option(min=1, help="End after so many frames.")]
Intensity = Annotated[float, typer.Option(min=0.0, max=1.0, help="How strong the look is.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(invoke_without_command=True)
def _default(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from beautymirror import __version__

        print(f"beautymirror {__version__}")
    elif context.invoked_subcommand is None:
        run_command()


@app.command("run")
def run_command(
    source: Source = None,
    look: LookName = None,
    size: Size = None,
    faces: Faces = None,
    headless: Annotated[bool, typer.Option("--headless", help="Without a window.")] = False,
    frames: Frames = None,
    stats: Annotated[Path | None, typer.Option(help="Write figures of the run as JSON.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Write the last picture.")] = None,
) -> None:
    """Look into the mirror (what happens without a command, too)."""
    from beautymirror.commands.request import RunRequest
    from beautymirror.commands.run import run

    request = RunRequest(source, look, size, faces, headless, frames, stats, screenshot)
    raise typer.Exit(run(request))


@app.command()
def render(
    input: Annotated[Path, typer.Argument(metavar="INPUT", help="Photo, video or folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File or folder to write.")],
    look: Annotated[str, typer.Option(metavar="NAME|FILE", help="The look to wear.")],
    intensity: Intensity = 1.0,
    faces: Annotated[int, typer.Option(min=1, max=4, help="Most faces that wear it.")] = 4,
) -> None:
    """Put a look on a photo, a video (its sound is kept) or a folder of photos."""
    from beautymirror.commands.render import render

    render(input, output, look, intensity, faces)


@app.command()
def transfer(
    input: Annotated[Path, typer.Argument(metavar="SOURCE", help="Photo, video or folder.")],
    reference: Annotated[Path, typer.Argument(metavar="REFERENCE", help="Photo of the makeup.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File or folder to write.")],
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="REGION=AMOUNT", help="As lips=0.5; may be given again."),
    ] = None,
    intensity: Intensity = 1.0,
    face: Annotated[
        int | None, typer.Option(min=1, help="Whose makeup, from the left, if there are several.")
    ] = None,
    faces: Annotated[int, typer.Option(min=1, max=4, help="Most faces that wear it.")] = 4,
    save_look: Annotated[
        Path | None, typer.Option(help="Write the look to this file as well.")
    ] = None,
    editable: Annotated[
        bool, typer.Option("--editable", help="As lipstick, blush and so on, to be edited.")
    ] = False,
) -> None:
    """Put the makeup of one photo on another, on a video or on a folder of photos.

    Regions are skin (0 unless given), eyes, brows, cheeks and lips (1).
    """
    from beautymirror.commands.transfer import TransferRequest, parse_regions
    from beautymirror.commands.transfer import transfer as put_on

    amounts = parse_regions(region or [])
    put_on(
        TransferRequest(
            input, reference, output, amounts, intensity, face, faces, save_look, editable
        )
    )


@app.command()
def bench(
    source: Source = None,
    size: Size = None,
    look: LookName = None,
    frames: Annotated[int, typer.Option(min=10, help="Frames of each measurement.")] = 300,
    peer: Annotated[
        bool, typer.Option("--peer", help="Measure a plain OpenCV way to do it as well.")
    ] = False,
    quality: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Measure makeup on these portraits, not speed."),
    ] = None,
    per_bin: Annotated[
        int, typer.Option(min=1, help="With --quality: most faces of each skin tone.")
    ] = 2,
    json: Annotated[Path | None, typer.Option(help="Write the figures to this file.")] = None,
) -> None:
    """Measure how fast this computer is, or how good makeup looks on every skin tone."""
    if quality is not None:
        from beautymirror.commands.quality.survey import QualityRequest
        from beautymirror.commands.quality.survey import quality as survey

        survey(QualityRequest(quality, per_bin, 1, json))
        return
    from beautymirror.commands.bench import BenchRequest, bench

    bench(BenchRequest(source or "demo", size, look, frames, peer, json))


@app.command()
def doctor(json: AsJson = False) -> None:
    """Check cameras, OpenGL, inference and models, and say what would make them better."""
    from beautymirror.commands.doctor import doctor

    raise typer.Exit(doctor(as_json=json))


@app.command()
def analyze(
    input: Annotated[str, typer.Argument(metavar="INPUT", help="Photo, folder, video, webcam.")],
    json: AsJson = False,
    overlay: Annotated[Path | None, typer.Option(help="Write where signs were seen.")] = None,
    calibration: Annotated[
        Path | None, typer.Option(help="Calibration file, or a picture with white paper.")
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="QUESTION=ANSWER", help="May be given again.")
    ] = None,
    calibrate: Annotated[
        str | None, typer.Option(metavar="paper|grey", help="Measure this card instead, and keep.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Where the calibration is written.")] = None,
) -> None:
    """Read the skin: tone, undertone, signs, colours of the face, and its shape."""
    from beautymirror.commands.analyze import AnalyzeRequest, calibrate_card, parse_answers
    from beautymirror.commands.analyze import analyze as read

    if calibrate is not None:
        calibrate_card(input, calibrate, output, json)
        return
    read(AnalyzeRequest(input, json, overlay, calibration, parse_answers(answer or [])))


@app.command()
def recommend(
    input: Annotated[str, typer.Argument(metavar="INPUT", help="Photo, folder, video, webcam.")],
    json: AsJson = False,
    occasion: Annotated[str, typer.Option(help="everyday, office, date, evening or party.")] = "",
    catalogue: Annotated[Path | None, typer.Option(help="CSV or JSON of shades.")] = None,
    top: Annotated[int, typer.Option(min=1, max=50, help="How many of each.")] = 3,
    calibration: Annotated[Path | None, typer.Option(help="As for analyze.")] = None,
    learned: Annotated[bool, typer.Option("--learned", help="Heed what was liked before.")] = False,
) -> None:
    """Suggest shades, looks and colours that suit the skin, each with its reason."""
    from beautymirror.commands.recommend import RecommendRequest
    from beautymirror.commands.recommend import recommend as suggest

    suggest(RecommendRequest(input, json, occasion, catalogue, top, calibration, learned))


@catalogue_app.command("import")
def catalogue_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or JSON.")], json: AsJson = False
) -> None:
    """Add shades; says which rows were refused, and why."""
    from beautymirror.commands.catalogue import import_catalogue

    import_catalogue(file, as_json=json)


@catalogue_app.command("list")
def catalogue_list(
    type: Annotated[str | None, typer.Option(help="Only this type of product.")] = None,
    json: AsJson = False,
) -> None:
    """List the shades at hand."""
    from beautymirror.commands.catalogue import list_shades

    list_shades(type, as_json=json)


@catalogue_app.command("find")
def catalogue_find(
    color: Annotated[str, typer.Option(metavar="#RRGGBB", help="The colour to come near.")],
    type: Annotated[str | None, typer.Option(help="Only this type of product.")] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 5,
    json: AsJson = False,
) -> None:
    """Find the shades nearest to a colour."""
    from beautymirror.commands.catalogue import find_shades

    find_shades(color, type, top, as_json=json)


@looks_app.command("list")
def looks_list(json: AsJson = False) -> None:
    """List the looks at hand."""
    from beautymirror.commands.looks import list_looks

    list_looks(as_json=json)


@looks_app.command("show")
def looks_show(name: Annotated[str, typer.Argument(metavar="NAME")], json: AsJson = False) -> None:
    """Show one look, layer by layer."""
    from beautymirror.commands.looks import show_look

    show_look(name, as_json=json)


@looks_app.command("check")
def looks_check(
    file: Annotated[Path, typer.Argument(metavar="FILE")], json: AsJson = False
) -> None:
    """Say whether a look file is valid, and if not, which field is wrong."""
    from beautymirror.commands.looks import check_look

    check_look(file, as_json=json)


@looks_app.command("schema")
def looks_schema() -> None:
    """Print the JSON Schema of look files, for editors."""
    from beautymirror.commands.console import print_json
    from beautymirror.looks.schema import look_schema

    print_json(look_schema())


@looks_app.command("qr")
def looks_qr(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Picture to write.")],
) -> None:
    """Write a look as a QR code, to be read by another mirror."""
    from beautymirror.commands.codes import write_code

    write_code(name, output)


@looks_app.command("read-qr")
def looks_read_qr(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Picture of the code.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Look file; else one of your own looks.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Take a look out of a picture of its QR code."""
    from beautymirror.commands.codes import read_code

    read_code(file, output, as_json=json)


@looks_app.command("sheet")
def looks_sheet(
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


@models_app.command("list")
def models_list(json: AsJson = False) -> None:
    """List the models, their licences, and whether they are here."""
    from beautymirror.commands.models import list_models

    list_models(as_json=json)


@models_app.command("fetch")
def models_fetch(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None,
    json: AsJson = False,
) -> None:
    """Fetch models (all by default) that are not here yet."""
    from beautymirror.commands.models import fetch_models

    fetch_models(tuple(names or ()), as_json=json)


@models_app.command("verify")
def models_verify(json: AsJson = False) -> None:
    """Compare the models with their hashes, and the tracking model with a known picture."""
    from beautymirror.commands.models import verify_models

    raise typer.Exit(verify_models(as_json=json))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit code."""
    try:
        try:
            app(list(arguments), prog_name="beautymirror")
        finally:
            sys.stdout.flush()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            return _unread()
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except MirrorError as error:
        print(f"Error: {error}", file=sys.stderr)
        if isinstance(error, UsageError):
            print("Help: beautymirror --help", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return _unread()
    except Exception as error:  # noqa: BLE001  the program's edge: logged, told in words
        from beautymirror.commands.defect import report

        return report(error)
    return 0


def _unread() -> int:
    """The reader has read enough, as `head` does; what is left goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
