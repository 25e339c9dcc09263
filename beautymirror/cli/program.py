"""The commands of the program itself: their names and options. What they do is in ``commands``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from beautymirror.cli import catalogue, looks, models
from beautymirror.cli.options import AsJson, Faces, Frames, Intensity, LookName, Size, Source
from beautymirror.errors import UsageError

__all__ = ["app"]

app = typer.Typer(
    help="A mirror in which you wear makeup, live. Nothing leaves your computer.",
    # Plain help and plain errors: with rich each start would take a tenth of a second longer.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(looks.app, name="looks")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(models.app, name="models")


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
    kiosk: Annotated[
        bool, typer.Option("--kiosk", help="For a counter: whoever leaves is forgotten.")
    ] = False,
) -> None:
    """Look into the mirror (what happens without a command, too)."""
    from beautymirror.commands.request import RunRequest
    from beautymirror.commands.run import run

    request = RunRequest(source, look, size, faces, headless, frames, stats, screenshot, kiosk)
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
    ] = 8,
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
    if output is not None:
        raise UsageError("--output goes with --calibrate.", "For a picture give --overlay.")
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
