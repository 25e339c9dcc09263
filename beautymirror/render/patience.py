"""Keeping OpenGL at work without holding up the program's other threads."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

__all__ = ["begin", "finish"]

_LIBRARIES = {
    "win32": ("opengl32",),
    "darwin": ("/System/Library/Frameworks/OpenGL.framework/OpenGL",),
}


def begin() -> None:
    """Let OpenGL draw what it was asked for so far, while more is prepared.

    It gathers commands until it has many or somebody waits for them; a software rasteriser's
    threads would idle while the processor works out what to draw next.
    """
    flush = _function("glFlush")
    if flush is not None:
        flush()


def finish(context: moderngl.Context) -> None:
    """Wait until everything that the context of this thread was asked for is drawn.

    moderngl's own ``finish`` keeps the interpreter's lock while it waits. On a software
    rasteriser that is most of the drawing, in which the tracker could not hand over what it found:
    26 ms a frame where it needs 16.
    """
    (_function("glFinish") or context.finish)()


@cache
def _function(name: str) -> Callable[[], object] | None:
    # Every OpenGL library has had these since 1.0, and a foreign function leaves the lock.
    for library in _LIBRARIES.get(sys.platform, ("libOpenGL.so.0", "libGL.so.1")):
        try:
            function = ctypes.CDLL(library)[name]
        except (OSError, AttributeError):
            continue
        function.restype = None
        return function
    return None
