"""MediaPipe's FaceLandmarker through its C interface.

MediaPipe's own Python package imports matplotlib and an audio library (0.7 s and 100 MB for
nothing that a mirror needs), builds 478 Python objects a face and frame (1 ms with the
interpreter's lock held), and starts a thread for every landmarker. The C interface that it wraps
hands out the same points as one block of memory, which NumPy reads in place.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.closing import Closing
from beautymirror.errors import InputError, MissingError
from beautymirror.tracking.chatter import hushed

__all__ = ["POINTS", "VERSION", "Landmarker", "Picture"]

POINTS = 478
"""Landmarks a face: 468 of the mesh, then 5 of each iris."""

VERSION = "0.10.33"
"""Of MediaPipe, whose C structures are declared here."""

_REMEDY = f"Install it with: pip install mediapipe=={VERSION}"
_LIBRARY = {"win32": "libmediapipe.dll", "darwin": "libmediapipe.dylib"}
_VIDEO_MODE = 2
_FORMATS = {3: 1, 4: 2}  # SRGB and SRGBA, whose fourth byte is not looked at
_HOST_PYTHON = 3
# MediaPipe smooths a single face by a filter that cannot be turned off and that bridges some
# seconds. To a filter told that three hours lie between frames every point is news.
_STEP_MS = 10_000_000


class _BaseOptions(ctypes.Structure):
    _fields_ = (
        ("model_asset_buffer", ctypes.c_char_p),
        ("model_asset_buffer_count", ctypes.c_uint),
        ("model_asset_path", ctypes.c_char_p),
        ("delegate", ctypes.c_int),
        ("host_environment", ctypes.c_int),
        ("host_system", ctypes.c_int),
        ("host_version", ctypes.c_char_p),
    )


class _Options(ctypes.Structure):
    _fields_ = (
        ("base_options", _BaseOptions),
        ("running_mode", ctypes.c_int),
        ("num_faces", ctypes.c_int),
        ("min_face_detection_confidence", ctypes.c_float),
        ("min_face_presence_confidence", ctypes.c_float),
        ("min_tracking_confidence", ctypes.c_float),
        ("output_face_blendshapes", ctypes.c_bool),
        ("output_facial_transformation_matrixes", ctypes.c_bool),
        ("result_callback", ctypes.c_void_p),
    )


class _Landmark(ctypes.Structure):
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


class _Landmarks(ctypes.Structure):
    _fields_ = (("landmarks", ctypes.c_void_p), ("landmarks_count", ctypes.c_uint32))


class _Result(ctypes.Structure):
    _fields_ = (
        ("face_landmarks", ctypes.POINTER(_Landmarks)),
        ("face_landmarks_count", ctypes.c_uint32),
        ("face_blendshapes", ctypes.c_void_p),
        ("face_blendshapes_count", ctypes.c_uint32),
        ("facial_transformation_matrixes", ctypes.c_void_p),
        ("facial_transformation_matrixes_count", ctypes.c_uint32),
    )


_FLOATS = ctypes.sizeof(_Landmark) // ctypes.sizeof(ctypes.c_float)


def _library() -> Path:
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
def _loaded(kind: type[ctypes.CDLL]) -> ctypes.CDLL:
    return kind(str(_library()))


class Picture(Closing):
    """A picture as MediaPipe takes it; any number of landmarkers may look at it.

    Args:
        image: (h, w, 3) uint8 sRGB, or (h, w, 4) with a byte of no meaning; C-contiguous; it is
            copied.

    Raises:
        InputError: it is refused.
        MissingError: MediaPipe's library is not there.
    """

    def __init__(self, image: NDArray[np.uint8]) -> None:
        height, width, bands = image.shape
        # Calls that keep the interpreter's lock: to wait for it again costs more than they take.
        self._brief = _loaded(ctypes.PyDLL)
        self.handle = ctypes.c_void_p()
        pixels = image.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        error = _call(
            self._brief,
            self._brief.MpImageCreateFromUint8Data,
            *(_FORMATS[bands], width, height, pixels, image.size, ctypes.byref(self.handle)),
        )
        if error:
            raise InputError(f"The tracker refused a picture of {width}x{height}: {error}.")

    def close(self) -> None:
        """Free the copy; again is harmless."""
        if self.handle:
            handle, self.handle = self.handle, ctypes.c_void_p()
            self._brief.MpImageFree(handle)


class Landmarker(Closing):
    """Landmarks of one face in the frames of one video, unsmoothed.

    MediaPipe looks for a face in the whole frame until it has one and then follows it by its own
    points, from one frame to the next, until it loses it.

    Args:
        model: file of ``face_landmarker.task``.

    Raises:
        MissingError: MediaPipe's library or the model file is not there.
        InputError: the model file is not a model.
    """

    def __init__(self, model: Path) -> None:
        self._handle = ctypes.c_void_p()
        self._milliseconds = 0
        self._lib, self._brief = _loaded(ctypes.CDLL), _loaded(ctypes.PyDLL)
        if not model.is_file():
            raise MissingError(
                f"The face tracking model is missing: {model}.",
                "Fetch it with: beautymirror models fetch",
            )
        options = _Options(
            base_options=_BaseOptions(
                model_asset_path=os.fsencode(model), host_environment=_HOST_PYTHON
            ),
            running_mode=_VIDEO_MODE,
            num_faces=1,
            min_face_detection_confidence=0.5,
            min_face_presence_confidence=0.5,
            min_tracking_confidence=0.5,
        )
        with hushed():
            error = _call(
                self._lib,
                self._lib.MpFaceLandmarkerCreate,
                *(ctypes.byref(options), ctypes.byref(self._handle)),
            )
            if error:
                raise InputError(
                    f"The face tracking model cannot be used: {model} ({error}).",
                    "Fetch it again with: beautymirror models fetch",
                )
            # The networks are set up, and say so, while the first frame passes.
            self.forget()

    def detect(self, picture: Picture) -> NDArray[np.float32] | None:
        """Find the face in the next frame.

        Returns:
            (478, 3) float32: x and y as fractions of width and height, z on the scale of x; None
            where no face is seen.
        """
        result = _Result()
        self._milliseconds += _STEP_MS
        now = ctypes.c_int64(self._milliseconds)
        error = _call(
            self._lib,
            self._lib.MpFaceLandmarkerDetectForVideo,
            *(self._handle, picture.handle, None, now, ctypes.byref(result)),
        )
        if error:
            raise RuntimeError(f"face landmarker: {error}")
        seen = result.face_landmarks_count > 0
        points = _points(result.face_landmarks[0]) if seen else None
        self._brief.MpFaceLandmarkerCloseResult(ctypes.byref(result))
        return points

    def forget(self) -> None:
        """Let go of the face that is followed.

        A black picture does it in a fifth of the time that a new landmarker takes.
        """
        with Picture(np.zeros((64, 64, 3), np.uint8)) as picture:
            self.detect(picture)

    def close(self) -> None:
        """Free the networks; must happen before the interpreter ends. Again is harmless."""
        if self._handle:
            handle, self._handle = self._handle, ctypes.c_void_p()
            _call(self._lib, self._lib.MpFaceLandmarkerClose, handle)


def _points(block: _Landmarks) -> NDArray[np.float32]:
    floats = ctypes.cast(block.landmarks, ctypes.POINTER(ctypes.c_float))
    rows = np.ctypeslib.as_array(floats, shape=(block.landmarks_count, _FLOATS))
    return rows[:, :3].copy()


def _call(library: ctypes.CDLL, function: Callable[..., int], *arguments: object) -> str:
    """Call a function that reports by an error text, and return that text."""
    text = ctypes.c_char_p()
    status = function(*arguments, ctypes.byref(text))
    if not status:
        return ""
    message = (text.value or b"no reason given").decode(errors="replace")
    library.MpErrorFree(text)
    return " ".join(message.split()) or f"status {status}"
