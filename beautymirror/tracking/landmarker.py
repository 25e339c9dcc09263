"""MediaPipe's FaceLandmarker through its C interface.

MediaPipe's own Python package imports matplotlib and an audio library (0.7 s and 100 MB for
nothing that a mirror needs), builds 478 Python objects a face and frame (1 ms with the
interpreter's lock held), and starts a thread for every landmarker. The C interface that it wraps
hands out the same points as one block of memory, which NumPy reads in place.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.closing import Closing
from beautymirror.errors import InputError, MissingError
from beautymirror.tracking.bindings import (
    FORMATS,
    HOST_PYTHON,
    VIDEO_MODE,
    BaseOptions,
    Landmark,
    Landmarks,
    Options,
    Result,
    call,
    loaded,
)
from beautymirror.tracking.chatter import hushed

__all__ = ["Landmarker", "Picture"]

# MediaPipe smooths a single face by a filter that cannot be turned off and that bridges some
# seconds. To a filter told that three hours lie between frames every point is news.
_STEP_MS = 10_000_000
_FLOATS = ctypes.sizeof(Landmark) // ctypes.sizeof(ctypes.c_float)


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
        self._brief = loaded(ctypes.PyDLL)
        self.handle = ctypes.c_void_p()
        pixels = image.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        error = call(
            self._brief,
            self._brief.MpImageCreateFromUint8Data,
            *(FORMATS[bands], width, height, pixels, image.size, ctypes.byref(self.handle)),
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
        self._lib, self._brief = loaded(ctypes.CDLL), loaded(ctypes.PyDLL)
        if not model.is_file():
            raise MissingError(
                f"The face tracking model is missing: {model}.",
                "Fetch it with: beautymirror models fetch",
            )
        options = Options(
            base_options=BaseOptions(
                model_asset_path=os.fsencode(model), host_environment=HOST_PYTHON
            ),
            running_mode=VIDEO_MODE,
            num_faces=1,
            min_face_detection_confidence=0.5,
            min_face_presence_confidence=0.5,
            min_tracking_confidence=0.5,
        )
        with hushed():
            error = call(
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
        result = Result()
        self._milliseconds += _STEP_MS
        now = ctypes.c_int64(self._milliseconds)
        error = call(
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
            call(self._lib, self._lib.MpFaceLandmarkerClose, handle)


def _points(block: Landmarks) -> NDArray[np.float32]:
    floats = ctypes.cast(block.landmarks, ctypes.POINTER(ctypes.c_float))
    rows = np.ctypeslib.as_array(floats, shape=(block.landmarks_count, _FLOATS))
    return rows[:, :3].copy()
