"""Waiting for OpenGL without holding up the program's other threads."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

__all__ = ["finish"]

_LIBRARIES = {
    "win32": ("opengl32",),
    "darwin": ("/System/Library/Frameworks/OpenGL.framework/OpenGL",),
}


def finish(context: moderngl.Context) -> None:
    """Wait until everything that the context of this thread was asked for is drawn.

    moderngl's own ``finish`` keeps the interpreter's lock while it waits. On a software
    rasteriser that is most of the drawing, in which the tracker could not hand over what it found:
    26 ms a frame where it needs 16.
    """
    (_gl_finish() or context.finish)()


@cache
def _gl_finish() -> Callable[[], object] | None:
    # Every OpenGL library has had it since 1.0, and a foreign function leaves the lock.
    for name in _LIBRARIES.get(sys.platform, ("libOpenGL.so.0", "libGL.so.1")):
        try:
            function = ctypes.CDLL(name).glFinish
        except (OSError, AttributeError):
            continue
        function.restype = None
        return function
    return None
