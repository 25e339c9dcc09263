"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Any

import typer

__all__ = ["AsJson", "Faces", "Frames", "Intensity", "LookName", "Size", "Source", "parse_size"]


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
