"""Denormal numbers: a hundred times slower than others, and nothing that a picture could show."""

from __future__ import annotations

import ctypes
import platform
import sys

__all__ = ["flush_denormals"]

_X86 = ("x86_64", "amd64")
_FLUSH = 0x8040  # of the MXCSR register: results flushed to zero, operands taken as zero
_MXCSR_AT = 28  # bytes into glibc's fenv_t on x86-64, which is 32 bytes long
_WINDOWS_FLUSH, _WINDOWS_MASK = 0x01000000, 0x03000000  # _DN_FLUSH, _MCW_DN of <float.h>


def flush_denormals() -> bool:
    """Make the calling thread take denormal numbers as zero from now on; whether it does.

    For threads without another task: all floating-point arithmetic of the thread changes.
    """
    if platform.machine().lower() not in _X86:
        return False
    try:
        if sys.platform == "linux":
            library = ctypes.CDLL("libm.so.6")
            environment = (ctypes.c_uint32 * 8)()
            library.fegetenv(environment)
            environment[_MXCSR_AT // 4] |= _FLUSH
            return bool(library.fesetenv(environment) == 0)
        if sys.platform == "win32":
            ctypes.CDLL("ucrtbase")._controlfp(_WINDOWS_FLUSH, _WINDOWS_MASK)
            return True
    except (OSError, AttributeError):
        pass
    return False
