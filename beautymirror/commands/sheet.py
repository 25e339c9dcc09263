"""``beautymirror looks sheet``: looks on faces, side by side in one picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from beautymirror.capture.image import pictures, read_picture
from beautymirror.commands.console import print_json, progress, warn
from beautymirror.commands.easel import easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.output import check_apart, check_suffix
from beautymirror.errors import InputError
from beautymirror.frame import Frame, Tracked
from beautymirror.looks.library import all_looks, find_look
from beautymirror.looks.look import Look
from beautymirror.recording.picture import PICTURE_SUFFIXES, write_picture
from beautymirror.tracking import Tracker

__all__ = ["SheetRequest", "sheet"]

_GROUND, _INK = (32, 32, 32), (230, 230, 230)
_GAP = 6  # pixels between pictures
_ROOM = 1.9  # side of a picture in face heights
_LARGEST = 1600  # pixels a side of a face photo while it is drawn on
_BARE = "Bare"


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What was asked for.

    Attributes:
        names: of looks; none for all.
        faces: photos or folders of photos; none for the demo's portrait.
        cell: side of each square picture, in pixels.
        as_json: print what is where as JSON.
    """

    names: tuple[str, ...]
    faces: tuple[Path, ...]
    output: Path
    cell: int = 256
    intensity: float = 1.0
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class _Sitter:
    name: str
    tracked: Tracked
    window: tuple[int, int, int, int]  # left, top, right, bottom of what is shown


def sheet(request: SheetRequest) -> None:
    """Write a picture with a row for each face and a column for each look, the bare face first.

    Raises:
        UsageError: there is no such look, the output's suffix is unknown, or it is a face.
        InputError: no face is found, or the sheet cannot be written.
        MissingError: the tracking model or OpenGL is missing.
    """
    check_suffix(request.output, "picture", PICTURE_SUFFIXES)
    check_apart(request.output, *request.faces)
    looks = tuple(find_look(name) for name in request.names) or all_looks()
    with Tracker(tracking_model()) as tracker:
        sitters = [s for name, image in _photos(request.faces) if (s := _sit(tracker, name, image))]
    if not sitters:
        raise InputError("No face was found in the photos.", "Give photos with a face.")
    rows = _draw(sitters, looks, request)
    columns = [_BARE, *(look.name.en for look in looks)]
    write_picture(request.output, _laid_out(rows, columns, [s.name for s in sitters], request.cell))
    if request.as_json:
        order = {"looks": [look.id for look in looks], "faces": [s.name for s in sitters]}
        print_json({"output": str(request.output), **order})
    else:
        print(request.output)


def _photos(places: tuple[Path, ...]) -> list[tuple[str, NDArray[np.uint8]]]:
    if not places:
        from beautymirror.capture.synthetic import DemoSource

        with DemoSource((960, 960), live=False) as demo:
            frame = demo.read()
        assert frame is not None
        return [("Demo", frame.image)]
    found = []
    for place in places:
        for path in pictures(place) if place.is_dir() else (place,):
            try:
                found.append((path.stem, _reduced(read_picture(path))))
            except InputError as error:
                warn(f"left out: {error}")
    return found


def _reduced(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    photo = Image.fromarray(image)
    photo.thumbnail((_LARGEST, _LARGEST), Image.Resampling.LANCZOS)
    return np.array(photo)


def _sit(tracker: Tracker, name: str, image: NDArray[np.uint8]) -> _Sitter | None:
    tracked = tracker.find(Frame(image, 0.0, 0))
    if not tracked.faces:
        warn(f"left out: no face was found in {name}.")
        return None
    points = tracked.faces[0].landmarks[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = (low + high) / 2
    half = min(float((high - low).max()) * _ROOM / 2, min(tracked.frame.size) / 2)
    width, height = tracked.frame.size
    left = int(min(max(x - half, 0), width - 2 * half))
    top = int(min(max(y - 0.1 * half - half, 0), height - 2 * half))
    side = int(2 * half)
    return _Sitter(name, tracked, (left, top, left + side, top + side))


def _draw(
    sitters: list[_Sitter], looks: tuple[Look, ...], request: SheetRequest
) -> list[list[Image.Image]]:
    rows = [[_cell(s, s.tracked.frame.image, request.cell)] for s in sitters]
    with easel(None) as drawing, progress("Drawing", len(looks) * len(sitters)) as step:
        for look in looks:
            drawing.wear(look, request.intensity)
            for row, sitter in zip(rows, sitters, strict=True):
                image = drawing.picture(drawing.draw(sitter.tracked, still=True))
                row.append(_cell(sitter, image, request.cell))
                step()
    return rows


def _cell(sitter: _Sitter, image: NDArray[np.uint8], side: int) -> Image.Image:
    shown = Image.fromarray(image).crop(sitter.window)
    return shown.resize((side, side), Image.Resampling.LANCZOS)


def _laid_out(
    rows: list[list[Image.Image]], columns: list[str], names: list[str], cell: int
) -> NDArray[np.uint8]:
    font = ImageFont.load_default(max(11, cell // 16))
    line = 2 * max(11, cell // 16)
    pitch = cell + _GAP
    width, height = _GAP + pitch * len(columns), line + (pitch + line) * len(rows)
    picture = Image.new("RGB", (width, height), _GROUND)
    pen = ImageDraw.Draw(picture)
    for column, title in enumerate(columns):
        at = (_GAP + column * pitch + cell / 2, line / 2)
        pen.text(at, _fitted(title, font, cell), _INK, font, anchor="mm")
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        top = line + number * (pitch + line)
        for column, image in enumerate(row):
            picture.paste(image, (_GAP + column * pitch, top))
        label = _fitted(name, font, width - 2 * _GAP)
        pen.text((_GAP, top + cell + line / 2), label, _INK, font, anchor="lm")
    return np.asarray(picture)


def _fitted(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float) -> str:
    while text and font.getlength(text) > width:
        text = text[:-2] + "…" if len(text) > 2 else ""
    return text
