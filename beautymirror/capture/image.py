"""Photos: one, or a folder of them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from beautymirror.capture.fault import (
    FileAbsent,
    FileDamaged,
    FileDenied,
    FileEmpty,
    FileTooLarge,
)
from beautymirror.capture.letterbox import fit, place_in
from beautymirror.capture.photo import Photo
from beautymirror.capture.source import Pace, Source, SourceInfo, frozen
from beautymirror.errors import InputError
from beautymirror.frame import Frame

__all__ = [
    "FolderSource",
    "PhotoSource",
    "is_picture",
    "pictures",
    "read_photo",
    "read_picture",
]

MAX_SIDE = 16384  # what OpenGL takes as one texture on most machines
MAX_PIXELS = 160_000_000  # half a gigabyte of RGB
_LIVE_SIZE = (3840, 2160)  # a photo on the screen needs no more
_LIVE_FPS = 30.0
_SHOWN_SECONDS = 4.0  # each photo of a folder, live
_NEUTRAL = (128, 128, 128)
_REMEDY = "Choose a JPEG, PNG or WebP that another program can show."
_NAMES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"})  # mean a still


def is_picture(path: Path) -> bool:
    """Whether the file is a still picture, judged by its content; an animation is not.

    Where the content says nothing its name does, so that a damaged photo is told as such.
    """
    if path.suffix.lower() in (".mjpeg", ".mjpg"):
        return False  # begins like any JPEG, and goes on
    try:
        with _quiet(), Image.open(path) as picture:
            return not (picture.format == "GIF" and getattr(picture, "n_frames", 1) > 1)
    except Image.DecompressionBombError:
        return True  # too large, which reading it will say
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        with _quiet():
            return path.is_file() and (
                path.suffix.lower() in _NAMES or bool(cv2.haveImageReader(str(path)))
            )


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


def read_picture(path: Path) -> NDArray[np.uint8]:
    """The image of ``read_photo``: (h, w, 3) uint8 sRGB, transparency on neutral grey."""
    return read_photo(path).image


def read_photo(path: Path) -> Photo:
    """Read a photo; an embedded colour profile is converted to sRGB.

    Raises:
        InputError: not there, not a picture, damaged, or beyond 16,384 pixels a side or 160
            megapixels.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder.", "Choose a photo in it.")
    try:
        with _quiet(), Image.open(path) as picture:
            _check(path, picture.size)
            return _eight_bit_photo(picture)
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
    except (OSError, ValueError, SyntaxError) as error:
        raise FileDamaged(f"{path.name} is damaged or cut short.", _REMEDY) from error


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


def _framed(
    image: NDArray[np.uint8], size: tuple[int, int] | None, live: bool
) -> NDArray[np.uint8]:
    if size is None and live:
        shape = image.shape[1], image.shape[0]
        place = place_in(shape, _LIVE_SIZE)
        size = (place.width, place.height) if place.width < shape[0] else None
    return frozen(np.ascontiguousarray(fit(image, size) if size else image))


class PhotoSource(Source):
    """One photo: a single frame, or the same picture 30 times a second when it loops.

    Live, a photo larger than 3840x2160 is reduced to fit; otherwise it keeps its full size.
    """

    def __init__(
        self, path: Path, size: tuple[int, int] | None = None, *, live: bool, loop: bool
    ) -> None:
        """Read the photo.

        Raises:
            InputError: as ``read_picture``.
        """
        self._image = _framed(read_picture(path), size, live)
        self._pace = Pace() if live else None
        self._index = 0
        shown = self._image.shape[1], self._image.shape[0]
        self._info = SourceInfo("photo", path.name, shown, _LIVE_FPS, live, None if loop else 1)

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | None:
        index = self._index
        if self._info.frames is not None and index >= self._info.frames:
            return None
        due = index / _LIVE_FPS
        self._index += 1
        return Frame(self._image, self._pace.wait(due) if self._pace else due, index)

    def close(self) -> None:
        """Nothing is held open."""


class FolderSource(Source):
    """The photos of a folder in natural order.

    Live, each is shown for four seconds in frames of the first one's size; otherwise each is one
    frame of its own size. Files that cannot be read are left out, and the note says how many.
    """

    def __init__(
        self, folder: Path, size: tuple[int, int] | None = None, *, live: bool, loop: bool
    ) -> None:
        """Find the photos and read the first.

        Raises:
            InputError: there is no photo that can be read.
        """
        self._paths = pictures(folder)
        self._size, self._loop = size, loop
        self._repeats = round(_SHOWN_SECONDS * _LIVE_FPS) if live else 1
        self._pace = Pace() if live else None
        self._index = self._turn = self._unread = 0
        self._left = 0
        self._label = folder.name or str(folder)
        first = self._following()
        if first is None:
            raise FileEmpty(
                f"{self._label} holds no photo that can be read.",
                "Choose a folder of JPEG, PNG or WebP files.",
            )
        self._image = first
        self._left = self._repeats
        if live:
            self._size = first.shape[1], first.shape[0]
        self._first_size = first.shape[1], first.shape[0]

    @property
    def info(self) -> SourceInfo:
        note = f"{self._unread} photos could not be read." if self._unread else ""
        frames = None if self._loop else len(self._paths) * self._repeats
        live = self._pace is not None
        return SourceInfo("folder", self._label, self._first_size, _LIVE_FPS, live, frames, note)

    def read(self) -> Frame | None:
        if self._left == 0:
            image = self._following()
            if image is None:
                return None
            self._image, self._left = image, self._repeats
        self._left -= 1
        due = self._index / _LIVE_FPS
        self._index += 1
        stamp = self._pace.wait(due) if self._pace else due
        return Frame(self._image, stamp, self._index - 1)

    def _following(self) -> NDArray[np.uint8] | None:
        """The next photo that can be read; None after the last, or when a whole round fails."""
        for _ in range(len(self._paths)):
            if self._turn == len(self._paths):
                if not self._loop:
                    return None
                self._turn = 0
            path = self._paths[self._turn]
            self._turn += 1
            try:
                return _framed(read_picture(path), self._size, self._pace is not None)
            except InputError:
                self._unread += 1
        return None

    def close(self) -> None:
        """Nothing is held open."""
