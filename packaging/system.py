"""System libraries that no Python package brings: which are missing, and how to have them."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from typing import NamedTuple

__all__ = ["Need", "can_install", "install_commands", "missing", "remedy"]


class Need(NamedTuple):
    """Something that the loader must find.

    Attributes:
        name: of the shared library or, without ".so", of the program or of what is probed for.
        debian, fedora: packages that bring it.
        vital: nothing works without it; the others are for a window or for its tests.
    """

    name: str
    debian: str
    fedora: str
    vital: bool


_DRAWING = (
    Need("libGL.so.1", "libgl1", "mesa-libGL", True),
    Need("libEGL.so.1", "libegl1", "mesa-libEGL", True),
    Need("libGLESv2.so.2", "libgles2", "libglvnd-gles", True),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", True),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", True),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", True),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2", True),
)
_DRIVER = Need("OpenGL driver", "libgl1-mesa-dri libegl-mesa0", "mesa-dri-drivers", True)
_WINDOW = (
    Need("libICE.so.6", "libice6", "libICE", False),
    Need("libSM.so.6", "libsm6", "libSM", False),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", False),
    Need("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl", False),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", False),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", False),
    Need("libxcb-glx.so.0", "libxcb-glx0", "libxcb", False),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", False),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", False),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", False),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb", False),
    Need("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", False),
    Need("libxcb-render.so.0", "libxcb-render0", "libxcb", False),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", False),
    Need("libxcb-shm.so.0", "libxcb-shm0", "libxcb", False),
    Need("libxcb-sync.so.1", "libxcb-sync1", "libxcb", False),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", False),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", False),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", False),
)
_LETTERS = Need("Chinese letters", "fonts-wqy-microhei", "wqy-microhei-fonts", False)
_TESTS = (Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb", False),)

# Ask EGL for any display that can be initialised, as drawing without a window does. In a process
# of its own, for a broken driver may crash it.
_EGL_PROBE = """
import ctypes as c, sys
egl = c.CDLL("libEGL.so.1")
address = egl.eglGetProcAddress
address.restype, address.argtypes = c.c_void_p, [c.c_char_p]
query = c.CFUNCTYPE(c.c_uint, c.c_int, c.POINTER(c.c_void_p), c.POINTER(c.c_int))
display = c.CFUNCTYPE(c.c_void_p, c.c_uint, c.c_void_p, c.c_void_p)
start = egl.eglInitialize
start.argtypes = [c.c_void_p, c.POINTER(c.c_int), c.POINTER(c.c_int)]
query_at, display_at = address(b"eglQueryDevicesEXT"), address(b"eglGetPlatformDisplayEXT")
if not (query_at and display_at):
    sys.exit(1)
devices, count = (c.c_void_p * 16)(), c.c_int()
query(query_at)(16, devices, c.byref(count))
EGL_PLATFORM_DEVICE_EXT = 0x313F
for device in devices[: count.value]:
    found = display(display_at)(EGL_PLATFORM_DEVICE_EXT, device, None)
    if found and start(found, c.byref(c.c_int()), c.byref(c.c_int())):
        sys.exit(0)
sys.exit(1)
"""

# Ask fontconfig for any font that has the letters of Simplified Chinese, the second language of the
# window: without one it would show boxes.
_FONT_PROBE = """
import ctypes as c, sys
fonts = c.CDLL("libfontconfig.so.1")
parse, wanted, found = fonts.FcNameParse, fonts.FcObjectSetCreate, fonts.FcFontList
parse.restype = wanted.restype = c.c_void_p
found.argtypes, found.restype = [c.c_void_p] * 3, c.POINTER(c.c_int)
sys.exit(found(None, parse(b":lang=zh-cn"), wanted())[0] == 0)
"""


def missing(tests: bool) -> list[Need]:
    """List what the loader does not find; nothing on Windows and macOS, which bring it all."""
    if not sys.platform.startswith("linux"):
        return []
    needs = _DRAWING + _WINDOW + (_TESTS if tests else ())
    lacking = [need for need in needs if not _found(need.name)]
    probes = ((_DRIVER, _EGL_PROBE), (_LETTERS, _FONT_PROBE))
    return lacking + [need for need, probe in probes if not _works(probe)]


def can_install() -> bool:
    """Whether this person may install Debian packages without being asked anything."""
    return (
        sys.platform.startswith("linux")
        and os.geteuid() == 0
        and shutil.which("apt-get") is not None
    )


def install_commands(needs: list[Need]) -> tuple[list[str], list[str]]:
    """Return the commands that refresh the package lists and install the needs."""
    packages = sorted({name for need in needs for name in need.debian.split()})
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return ["apt-get", "update", "-q"], install


def remedy(needs: list[Need]) -> str:
    """Return the one line to run that brings what is missing."""
    if shutil.which("dnf"):
        packages = sorted({name for need in needs for name in need.fedora.split()})
        return f"sudo dnf install {' '.join(packages)}"
    packages = sorted({name for need in needs for name in need.debian.split()})
    if shutil.which("apt-get"):
        return f"sudo apt-get install {' '.join(packages)}"
    return f"install the packages that bring {', '.join(need.name for need in needs)}"


def platform_fault() -> str | None:
    """Say why the packages that BeautyMirror needs do not exist for this computer, or None."""
    system, machine = platform.system(), platform.machine().lower()
    if sys.maxsize < 2**32:
        return "a 32-bit Python"
    if (system, machine) not in {
        ("Linux", "x86_64"),
        ("Windows", "amd64"),
        ("Darwin", "arm64"),
    }:
        return f"{system} on {machine}"
    library, version = platform.libc_ver()
    if system == "Linux" and (library != "glibc" or _numbers(version) < (2, 34)):
        return f"a Linux with {library or 'another C library than glibc'} {version}".rstrip()
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _found(name: str) -> bool:
    if ".so" not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _works(probe: str) -> bool:
    tried = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, check=False, timeout=60
    )
    return tried.returncode == 0
