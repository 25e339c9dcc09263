"""``beautymirror looks qr`` and ``read-qr``: a look as a picture that another mirror reads."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from beautymirror.capture.image import read_picture
from beautymirror.commands.console import print_json
from beautymirror.commands.output import check_suffix
from beautymirror.errors import InputError
from beautymirror.looks.compact import decode, qr_code
from beautymirror.looks.library import find_look, free_id, save_look
from beautymirror.looks.look import written
from beautymirror.recording.partial import write_whole
from beautymirror.recording.picture import PICTURE_SUFFIXES, write_picture

__all__ = ["read_code", "write_code"]

_MODULE = 8  # pixels of the picture for each module of the code


def write_code(name: str, output: Path) -> None:
    """Write the QR code of a look as a picture.

    Raises:
        UsageError: there is no such look, it does not fit, or the output's suffix is unknown.
        InputError: the file cannot be written.
    """
    check_suffix(output, "picture", PICTURE_SUFFIXES)
    drawn = io.BytesIO()
    qr_code(find_look(name)).save(drawn, kind="png", scale=_MODULE)
    write_picture(output, np.array(Image.open(drawn).convert("RGB")))
    print(output)


def read_code(file: Path, output: Path | None, *, as_json: bool) -> None:
    """Take the look out of a picture of its code: into a file, or among the person's own looks.

    Raises:
        UsageError: the output's suffix is unknown.
        InputError: the picture shows no code of a look, or the look cannot be written.
    """
    if output is not None:
        check_suffix(output, "look", (".json",))
    look = decode(_text_in(file))
    if output is None:
        look = look.model_copy(update={"id": free_id(look.id)})
        place = save_look(look)
    else:
        place = output
        write_whole(place, written(look).encode())
    if as_json:
        print_json({"id": look.id, "output": str(place), "layers": len(look.layers)})
    else:
        print(place)


def _text_in(file: Path) -> str:
    import cv2

    image = read_picture(file)
    # A code that fills the picture, and one in a photo of a screen, each have their own finder.
    for finder in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        text = finder.detectAndDecode(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))[0]
        if text:
            return text
    raise InputError(f"No QR code can be read in {file}.", "Take it sharper and straight on.")
