"""Keeping OpenGL at work without holding up the program's other threads."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

__all__ = ["begin", "finish", "spread"]

_RASTERISER = re.compile(r"llvmpipe-(\d+)")  # as Mesa names its threads

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


def spread(tasks: Path = Path("/proc/self/task")) -> None:
    """Give each of a software rasteriser's two threads one of two processors.

    Both are woken by the thread that asks for a picture, and Linux tends to wake them where that
    thread runs, to share one processor for milliseconds while the other rests: a live frame took
    10.0 instead of 8.7 ms, every twentieth 14.6 instead of 10. With more processors or threads they
    seldom meet, and nothing is done.

    Args:
        tasks: a folder for each thread of this process, with its name in ``comm``; without it
            nothing is done either.
    """
    if sys.platform != "linux" or not tasks.is_dir():
        return
    found = {}
    for task in tasks.iterdir():
        with suppress(OSError):  # it may end meanwhile
            name = _RASTERISER.fullmatch((task / "comm").read_text().strip())
            if name:
                found[int(task.name)] = int(name[1])
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) == 2 and set(found.values()) == {0, 1}:
        for thread, number in found.items():
            with suppress(OSError):
                os.sched_setaffinity(thread, {processors[number]})


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
