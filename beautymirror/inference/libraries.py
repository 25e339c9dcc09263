"""Which libraries a GPU provider needs, and whether they load, without a word printed."""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from functools import cache
from pathlib import Path

__all__ = ["CUDA", "TENSORRT", "first_missing", "nvidia_driver_fault"]

_WINDOWS = sys.platform == "win32"

# What onnxruntime-gpu 1.31 is linked with or loads for convolutions: CUDA 13, cuDNN 9, TensorRT 10.
# Libraries that others depend on stand first, so that a bundled copy is found by the next.
CUDA = (
    (
        "cudart64_13.dll",
        "cublasLt64_13.dll",
        "cublas64_13.dll",
        "cufft64_12.dll",
        "cudnn64_9.dll",
    )
    if _WINDOWS
    else (
        "libcudart.so.13",
        "libcublasLt.so.13",
        "libcublas.so.13",
        "libcurand.so.10",
        "libcufft.so.12",
        "libcudnn.so.9",
    )
)
TENSORRT = (
    ("nvinfer_10.dll", "nvonnxparser_10.dll")
    if _WINDOWS
    else ("libnvinfer.so.10", "libnvonnxparser.so.10")
)


def first_missing(libraries: tuple[str, ...]) -> str | None:
    """Load the libraries for the whole process; return the first that does not load, or None."""
    return next((name for name in libraries if not _load(name)), None)


@cache
def nvidia_driver_fault() -> str | None:
    """Say why no NVIDIA GPU can be used, or None when the driver counts at least one."""
    name = "nvcuda.dll" if _WINDOWS else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
    except OSError:
        return f"no NVIDIA driver ({name})"
    count = ctypes.c_int(0)
    if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)) or not count.value:
        return "the NVIDIA driver finds no GPU"
    return None


@cache
def _load(name: str) -> bool:
    for candidate in (*_bundled(name), name):
        try:
            ctypes.CDLL(str(candidate), mode=ctypes.RTLD_GLOBAL)
        except OSError:
            continue
        return True
    return False


def _bundled(name: str) -> list[Path]:
    """Copies of the library that came as Python packages (the extras cuda and tensorrt)."""
    found: list[Path] = []
    for package in ("nvidia", "tensorrt_libs"):
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found += sorted(Path(folder).rglob(name))
    return found
