"""Memory of a program that needs the same few large blocks in every frame."""

from __future__ import annotations

import ctypes
import sys

__all__ = ["keep_freed"]

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of <malloc.h>
_MEGABYTE = 1 << 20
_BLOCK, _SPARE = 32 * _MEGABYTE, 64 * _MEGABYTE  # a 4K frame has 32; the most that glibc takes


def keep_freed() -> bool:
    """Keep what is freed for the next frame rather than giving it back; whether that was possible.

    glibc gives back what is free at the end of its memory as soon as that is more than twice the
    largest block so far. A frame, its copy for the tracker and the tracker's tensors are more, so
    the kernel would have to make their pages anew for each frame: 700 page faults, and 3 of 18 ms
    of processor time to decode and track a frame of 1280x720. Other systems' allocators keep it.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return False
    wishes = ((_MMAP_THRESHOLD, _BLOCK), (_TRIM_THRESHOLD, _SPARE))
    return all(mallopt(option, size) == 1 for option, size in wishes)
