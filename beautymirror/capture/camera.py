"""Which cameras there are, and why one cannot be used."""

from __future__ import annotations

import os
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from beautymirror.errors import MissingError

__all__ = [
    "Camera",
    "CameraAbsent",
    "CameraBusy",
    "CameraDenied",
    "CameraLost",
    "known_cameras",
    "list_cameras",
    "refusal",
]

_SYSFS = Path("/sys/class/video4linux")
_DEV = Path("/dev")
_MOST = 8  # indices that are tried where the system has no list

# linux/videodev2.h: VIDIOC_QUERYCAP, its struct v4l2_capability, and the bits of `device_caps`.
_QUERYCAP = 0x80685600
_CAPABILITY = struct.Struct("16s32s32sIII12x")
_VIDEO_CAPTURE, _DEVICE_CAPS = 0x00000001, 0x80000000


class CameraAbsent(MissingError):
    """There is no such camera."""


class CameraDenied(MissingError):
    """The camera is there but this person may not use it."""


class CameraBusy(MissingError):
    """The camera is there but gives no picture, as when another program uses it."""


class CameraLost(MissingError):
    """A camera that worked has fallen silent; opening it again may bring it back."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera to choose: `index` as in "webcam:N", `name` for people."""

    index: int
    name: str


def list_cameras() -> tuple[Camera, ...]:
    """The cameras of this machine, by index; on Linux without switching any of them on.

    Windows and macOS tell OpenCV no names: there the indices are tried in turn, which lights a
    camera's lamp for a moment, and a camera is named after its place.
    """
    return known_cameras() if sys.platform.startswith("linux") else _by_trying()


def known_cameras(sysfs: Path = _SYSFS, dev: Path = _DEV) -> tuple[Camera, ...]:
    """What the system lists without any camera being opened; nothing but on Linux."""
    found = []
    for entry in sysfs.glob("video*"):
        number = entry.name.removeprefix("video")
        if not number.isdecimal() or not _captures(dev / entry.name):
            continue
        try:
            name = (entry / "name").read_text("utf-8", "replace").strip()
        except OSError:
            name = ""
        found.append(Camera(int(number), name or f"Camera {number}"))
    return tuple(sorted(found, key=lambda camera: camera.index))


def _captures(device: Path) -> bool:
    """Whether a node gives pictures; most cameras have a second one that gives metadata."""
    import fcntl

    answer = bytearray(_CAPABILITY.size)
    try:
        handle = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    except PermissionError:
        return True  # listed all the same: choosing it says what to do
    except OSError:
        return False
    try:
        fcntl.ioctl(handle, _QUERYCAP, answer)
    except OSError:
        return False
    finally:
        os.close(handle)
    *_, driver_wide, of_node = _CAPABILITY.unpack(answer)
    return bool((of_node if driver_wide & _DEVICE_CAPS else driver_wide) & _VIDEO_CAPTURE)


def _by_trying() -> tuple[Camera, ...]:
    from beautymirror.capture.grabber import backends, open_capture

    found = []
    for index in range(_MOST):
        capture = open_capture(index, backends()[0][0], ())
        opened = capture.isOpened()
        capture.release()
        if not opened:
            break
        found.append(Camera(index, f"Camera {index + 1} ({backends()[0][1]})"))
    return tuple(found)


def refusal(index: int, opened: bool, dev: Path = _DEV) -> MissingError:
    """The error that says best why camera `index` gave no picture.

    Args:
        index: of the camera.
        opened: whether a backend opened it without getting a picture.
        dev: folder of the devices, on Linux.
    """
    if sys.platform.startswith("linux"):
        device = dev / f"video{index}"
        if not device.exists():
            return _absent(index)
        if not os.access(device, os.R_OK | os.W_OK):
            return CameraDenied(
                f"Camera {index} ({device}) may not be used by you.",
                'Join the group "video" and log in again: sudo usermod -aG video "$USER"',
            )
        return _busy(index)
    return _busy(index) if opened else _absent(index)


def _absent(index: int) -> CameraAbsent:
    remedy = "Plug one in, choose another, or try the demo."
    if not sys.platform.startswith("linux"):
        remedy += " If there is one, allow its use in the system's privacy settings."
    return CameraAbsent(f"There is no camera {index}.", remedy)


def _busy(index: int) -> CameraBusy:
    return CameraBusy(
        f"Camera {index} gives no picture; another program may be using it.",
        "Close the other program, or unplug the camera and plug it in again.",
    )
