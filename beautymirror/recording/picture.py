"""Writes pictures: PNG, JPEG, WebP or TIFF by the name's suffix."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from beautymirror.errors import InputError, UsageError
from beautymirror.recording.partial import Partial, write_failure

__all__ = ["PICTURE_SUFFIXES", "holds_alpha", "write_picture"]

_FORMATS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
_LONGEST = {"JPEG": 65535, "WEBP": 16383}  # pixels a side, by the formats' definitions

PICTURE_SUFFIXES = tuple(_FORMATS)


def holds_alpha(path: Path) -> bool:
    """Whether the format that the suffix chooses can be transparent."""
    return _FORMATS.get(path.suffix.lower()) in ("PNG", "WEBP", "TIFF")


def write_picture(path: Path, image: NDArray[np.uint8], quality: int = 93) -> None:
    """Write (h, w, 3) uint8 sRGB to `path`, in place of what is there.

    Args:
        path: its suffix chooses the format.
        image: the picture; (h, w, 4) with straight alpha where the format ``holds_alpha``.
        quality: 1..100, of JPEG and WebP; PNG and TIFF lose nothing.

    Raises:
        UsageError: the suffix is unknown.
        InputError: the folder may not be written, the disk is full, or the picture is too large
            for the format; nothing is left behind.
    """
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise UsageError(
            f"{path.name} has no known kind of picture as its suffix.",
            f"Use one of {', '.join(PICTURE_SUFFIXES)}.",
        )
    if max(image.shape[:2]) > _LONGEST.get(kind, 10**9):
        raise InputError(
            f"The picture is larger than {kind} allows ({_LONGEST[kind]} pixels a side).",
            "Write it as .png instead.",
        )
    with Partial(path) as partial:
        try:
            # In memory first: libtiff tells a full disk without its number.
            encoded = BytesIO()
            Image.fromarray(image).save(encoded, kind, **_options(kind, quality))
            partial.file.write(encoded.getbuffer())
        except OSError as error:
            raise write_failure(path, error) from error


def _options(kind: str, quality: int) -> dict[str, Any]:
    if kind == "PNG":
        return {"compress_level": 4}  # half the time of the default for a few per cent in size
    if kind == "JPEG":
        # Colour at full resolution: halved, a red lip bleeds into the skin.
        return {"quality": quality, "subsampling": 0}
    if kind == "TIFF":
        return {"compression": "tiff_adobe_deflate"}
    return {"quality": quality}
