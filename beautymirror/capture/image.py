"""Reads photos of every depth, profile and orientation."""

from __future__ import annotations

import os
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from beautymirror.capture.fault import FileAbsent, FileDamaged, FileDenied, FileTooLarge
from beautymirror.capture.photo import Photo
from beautymirror.errors import InputError

__all__ = ["is_picture", "pictures", "read_photo", "read_picture"]

MAX_SIDE = 16384  # what OpenGL takes as one texture on most machines
MAX_PIXELS = 160_000_000  # half a gigabyte of RGB
_NEUTRAL = (128, 128, 128)
_REMEDY = "Choose a JPEG, PNG or WebP that another program can show."
_ALBUMS = frozenset({"GIF", "PNG", "WEBP", "TIFF", "AVIF"})  # MPO adds no more than depth or light
_NAMES = frozenset(  # mean a still
    {".png", ".jpg", ".jpeg", ".webp", ".avif", ".bmp", ".tif", ".tiff"}
)
_DAMAGED = (OSError, ValueError, SyntaxError, RuntimeError)  # as Pillow and its libraries say it


def is_picture(path: Path) -> bool:
    """Whether the file is a still picture, judged by its content; an animation is not.

    Where the content says nothing its name does, so that a damaged photo is told as such.
    """
    if path.suffix.lower() in (".mjpeg", ".mjpg") or not os.path.isfile(path):
        return False  # the former begin like any JPEG, and go on
    try:
        with _quiet(), Image.open(path) as picture:
            return not (picture.format == "GIF" and getattr(picture, "n_frames", 1) > 1)
    except Image.DecompressionBombError:
        return True  # too large, which reading it will say
    except _DAMAGED:  # what is of no known kind is an OSError, too
        with _quiet():
            return path.suffix.lower() in _NAMES or bool(cv2.haveImageReader(str(path)))


def pictures(folder: Path) -> tuple[Path, ...]:
    """The still pictures of a folder, itself only, in natural order: 2 before 10."""
    return tuple(
        path
        for path in sorted(folder.iterdir(), key=_natural)
        if path.is_file() and not path.name.startswith(".") and is_picture(path)
    )


def _natural(path: Path) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def read_picture(path: Path, enough: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """The image of ``read_photo``: (h, w, 3) uint8 sRGB, transparency on neutral grey."""
    return read_photo(path, enough).image


def read_photo(path: Path, enough: tuple[int, int] | None = None) -> Photo:
    """Read a photo; an embedded colour profile is converted to sRGB.

    Args:
        enough: (width, height) beyond which pixels are not needed. A JPEG of at least twice that
            is read at a half, a quarter or an eighth of its size, in a fraction of the time.

    Raises:
        InputError: not there, not a picture, damaged, or beyond 16,384 pixels a side or 160
            megapixels.
    """
    _check_file(path)
    try:
        with _quiet(), Image.open(path) as picture:
            _check(path, picture.size)
            if enough is not None:
                picture.draft(None, enough)  # None keeps the mode
            return replace(_eight_bit_photo(picture), pictures=_count(picture))
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except UnidentifiedImageError:
        return Photo(_decoded_by_opencv(path))
    except FileNotFoundError as error:
        raise FileAbsent(f"There is no photo {path}.", "Check the path.") from error
    except PermissionError as error:
        raise FileDenied(
            f"{path.name} may not be read.", "Allow reading it, or choose another file."
        ) from error
    except _DAMAGED as error:
        raise FileDamaged(f"{path.name} is damaged or cut short.", _REMEDY) from error


def _check_file(path: Path) -> None:
    # Not by methods of Path, which raise where a name is longer than names may be.
    if not os.path.exists(path):
        raise FileAbsent(f"There is no photo {path}.", "Check the path.")
    if os.path.isdir(path):
        raise InputError(f"{path} is a folder.", "Choose a photo in it.")
    if not os.path.isfile(path):
        raise InputError(f"{path} is no file.", "Save it as a file first.")  # a pipe may never end


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' own lines about damage away: what matters is said as an error."""
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        cv2.utils.logging.setLogLevel(level)


def _too_large(path: Path) -> FileTooLarge:
    return FileTooLarge(
        f"{path.name} is too large.",
        f"Reduce it to at most {MAX_SIDE} pixels a side and {MAX_PIXELS // 10**6} megapixels.",
    )


def _check(path: Path, size: tuple[int, int]) -> None:
    if max(size) > MAX_SIDE or size[0] * size[1] > MAX_PIXELS:
        raise _too_large(path)


def _eight_bit_photo(picture: Image.Image) -> Photo:
    picture.load()
    upright = _in_srgb(ImageOps.exif_transpose(picture) or picture)
    if upright.mode.startswith(("I", "F")):
        grey = _eight_bit(np.asarray(upright))
        return Photo(np.ascontiguousarray(np.broadcast_to(grey[..., None], (*grey.shape, 3))))
    if "transparency" in upright.info or upright.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        layer = upright.convert("RGBA")
        if layer.getchannel("A").getextrema() != (255, 255):
            ground = Image.new("RGBA", layer.size, (*_NEUTRAL, 255))
            image = Image.alpha_composite(ground, layer).convert("RGB")
            return Photo(np.array(image), np.array(layer))
    return Photo(np.array(upright.convert("RGB")))


def _count(picture: Image.Image) -> int:
    """How many pictures its file holds, as far as it can tell; call it after reading the first."""
    if picture.format not in _ALBUMS:
        return 1
    try:
        return int(getattr(picture, "n_frames", 1))
    except (*_DAMAGED, TypeError, LookupError, struct.error):
        return 1  # what follows the first picture is damaged


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
        return converted or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile is no reason to refuse the photo


def _eight_bit(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Grey of any depth as 8 bit: integers of 16 bit by their range, floats from 0..1."""
    if values.dtype == np.uint8:
        return values
    top = 1.0 if values.dtype.kind == "f" and np.nanmax(values, initial=0) <= 1.0 else 65535.0
    return (np.clip(np.nan_to_num(values) / top, 0, 1) * 255 + 0.5).astype(np.uint8)


def _decoded_by_opencv(path: Path) -> NDArray[np.uint8]:
    """What Pillow does not know, such as TIFF with 16 bit colour."""
    try:
        with _quiet():
            data = np.fromfile(path, np.uint8)  # not imread: Windows paths may be in any script
            values = cv2.imdecode(data, cv2.IMREAD_ANYDEPTH | cv2.IMREAD_COLOR)
    except cv2.error:
        values = None
    if values is None:
        raise InputError(f"{path.name} is not a picture that can be read.", _REMEDY)
    _check(path, (values.shape[1], values.shape[0]))
    return np.asarray(cv2.cvtColor(_eight_bit(values), cv2.COLOR_BGR2RGB), np.uint8)
