"""MediaPipe's C library, and how this version lays out the structures of its face landmarker."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from beautymirror.errors import MissingError

__all__ = [
    "FORMATS",
    "HOST_PYTHON",
    "VERSION",
    "VIDEO_MODE",
    "BaseOptions",
    "Landmark",
    "Landmarks",
    "Options",
    "Result",
    "call",
    "library_path",
    "loaded",
]

VERSION = "0.10.33"
"""Of MediaPipe, whose C structures are declared here."""

VIDEO_MODE = 2
HOST_PYTHON = 3
FORMATS = {3: 1, 4: 2}
"""By bands of a picture: SRGB, and SRGBA, whose fourth byte is not looked at."""

_REMEDY = f"Install it with: pip install mediapipe=={VERSION}"
_LIBRARY = {"win32": "libmediapipe.dll", "darwin": "libmediapipe.dylib"}


class BaseOptions(ctypes.Structure):
    """How a task is set up."""

    _fields_ = (
        ("model_asset_buffer", ctypes.c_char_p),
        ("model_asset_buffer_count", ctypes.c_uint),
        ("model_asset_path", ctypes.c_char_p),
        ("delegate", ctypes.c_int),
        ("host_environment", ctypes.c_int),
        ("host_system", ctypes.c_int),
        ("host_version", ctypes.c_char_p),
    )


class Options(ctypes.Structure):
    """What a face landmarker is asked for."""

    _fields_ = (
        ("base_options", BaseOptions),
        ("running_mode", ctypes.c_int),
        ("num_faces", ctypes.c_int),
        ("min_face_detection_confidence", ctypes.c_float),
        ("min_face_presence_confidence", ctypes.c_float),
        ("min_tracking_confidence", ctypes.c_float),
        ("output_face_blendshapes", ctypes.c_bool),
        ("output_facial_transformation_matrixes", ctypes.c_bool),
        ("result_callback", ctypes.c_void_p),
    )


class Landmark(ctypes.Structure):
    """One point."""

    _fields_ = (
        ("x", ctypes.c_float),
        ("y", ctypes.c_float),
        ("z", ctypes.c_float),
        ("has_visibility", ctypes.c_bool),
        ("visibility", ctypes.c_float),
        ("has_presence", ctypes.c_bool),
        ("presence", ctypes.c_float),
        ("name", ctypes.c_char_p),
    )


class Landmarks(ctypes.Structure):
    """The points of one face, as a block of ``Landmark``."""

    _fields_ = (("landmarks", ctypes.c_void_p), ("landmarks_count", ctypes.c_uint32))


class Result(ctypes.Structure):
    """The faces of one frame."""

    _fields_ = (
        ("face_landmarks", ctypes.POINTER(Landmarks)),
        ("face_landmarks_count", ctypes.c_uint32),
        ("face_blendshapes", ctypes.c_void_p),
        ("face_blendshapes_count", ctypes.c_uint32),
        ("facial_transformation_matrixes", ctypes.c_void_p),
        ("facial_transformation_matrixes_count", ctypes.c_uint32),
    )


def library_path() -> Path:
    """Where the library lies.

    Raises:
        MissingError: MediaPipe is not installed, or in another version.
    """
    package = importlib.util.find_spec("mediapipe")
    places: Sequence[str] = (package and package.submodule_search_locations) or ()
    name = _LIBRARY.get(sys.platform, "libmediapipe.so")
    path = next((p for place in places if (p := Path(place, "tasks", "c", name)).exists()), None)
    if path is None:
        raise MissingError(f"The face tracker (MediaPipe {VERSION}) is not installed.", _REMEDY)
    try:
        found = importlib.metadata.version("mediapipe")
    except importlib.metadata.PackageNotFoundError:
        found = VERSION  # a packaged program, which carries the right one
    if found != VERSION:
        # Another version may lay its structures out otherwise, which no error would tell.
        raise MissingError(f"The face tracker needs MediaPipe {VERSION}, not {found}.", _REMEDY)
    return path


@cache
def loaded(kind: type[ctypes.CDLL]) -> ctypes.CDLL:
    """The library, as ``CDLL``, or as ``PyDLL``, whose calls keep the interpreter's lock.

    Raises:
        MissingError: as ``library_path``.
    """
    return kind(str(library_path()))


def call(library: ctypes.CDLL, function: Callable[..., int], *arguments: object) -> str:
    """Call a function that reports by an error text, and return that text."""
    text = ctypes.c_char_p()
    status = function(*arguments, ctypes.byref(text))
    if not status:
        return ""
    message = (text.value or b"no reason given").decode(errors="replace")
    library.MpErrorFree(text)
    return " ".join(message.split()) or f"status {status}"
