"""What runs the neural networks here, why nothing better does, and sessions that use it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beautymirror.errors import MissingError
from beautymirror.inference import libraries
from beautymirror.resources import model_cache_dir

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["CPU", "Provider", "report", "session", "usable"]

CPU = ("CPUExecutionProvider",)

_log = logging.getLogger(__name__)

_MOST_THREADS = 4  # the networks are small: more threads only take cores from tracker and drawing


@dataclass(frozen=True, slots=True)
class Provider:
    """One way to run a network.

    Attributes:
        name: for people, as "CUDA".
        key: onnxruntime's own name for it.
        used: whether new sessions run on it; exactly one provider is.
        reason: why it is not used; empty for the one in use and for those after it.
        remedy: what would make it usable; empty where nothing needs doing.
    """

    name: str
    key: str
    used: bool
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    key: str
    systems: tuple[str, ...]
    fault: Callable[[], tuple[str, str]]  # what is missing and the remedy, both empty when nothing
    not_built_in: str


def _cuda_fault() -> tuple[str, str]:
    if no_gpu := libraries.nvidia_driver_fault():
        return no_gpu, "With an NVIDIA GPU, install its driver (580 or newer)."
    if name := libraries.first_missing(libraries.CUDA):
        return f"{name} does not load", 'pip install "beautymirror[cuda]" brings CUDA and cuDNN.'
    return "", ""


def _tensorrt_fault() -> tuple[str, str]:
    reason, remedy = _cuda_fault()
    if reason:
        return reason, remedy
    if name := libraries.first_missing(libraries.TENSORRT):
        return f"{name} does not load", 'pip install "beautymirror[tensorrt]" brings TensorRT.'
    return "", ""


def _no_fault() -> tuple[str, str]:
    return "", ""


_GPU_BUILD = "Install onnxruntime-gpu in place of onnxruntime."
# In the order of preference.
_KINDS = (
    _Kind("TensorRT", "TensorrtExecutionProvider", ("linux", "win32"), _tensorrt_fault, _GPU_BUILD),
    _Kind("CUDA", "CUDAExecutionProvider", ("linux", "win32"), _cuda_fault, _GPU_BUILD),
    _Kind(
        "DirectML",
        "DmlExecutionProvider",
        ("win32",),
        _no_fault,
        "Install onnxruntime-directml in place of onnxruntime-gpu.",
    ),
    _Kind("CoreML", "CoreMLExecutionProvider", ("darwin",), _no_fault, "Install onnxruntime."),
    _Kind("CPU", "CPUExecutionProvider", ("linux", "win32", "darwin"), _no_fault, ""),
)


@cache
def report() -> tuple[Provider, ...]:
    """Say of each provider of this system, best first, whether it is used and if not, why.

    Those after the one in use are listed when they could run, as its fall-backs.
    """
    import onnxruntime

    built_in = set(onnxruntime.get_available_providers())
    found: list[Provider] = []
    for kind in _KINDS:
        if sys.platform not in kind.systems:
            continue
        reason, remedy = f"this onnxruntime is built without {kind.name}", kind.not_built_in
        if kind.key in built_in:
            reason, remedy = kind.fault()
        used = not reason and not any(provider.used for provider in found)
        found.append(Provider(kind.name, kind.key, used, reason, remedy))
    return tuple(found)


def usable() -> tuple[str, ...]:
    """onnxruntime's names of the providers that work here, best first; the CPU is the last."""
    return tuple(provider.key for provider in report() if not provider.reason)


def session(
    path: Path, *, on: tuple[str, ...] | None = None, threads: int | None = None
) -> onnxruntime.InferenceSession:
    """Load an ONNX model.

    The session's own threads flush denormal numbers; the thread that calls it is left as it was.

    Args:
        on: onnxruntime's names of the providers, best first; those that work here by default.
        threads: of the processor; by default half of them, and four at most.

    Raises:
        MissingError: the file is not there or is not a model.
    """
    import onnxruntime

    providers = [(key, _options(key)) for key in on or usable()]
    try:
        model = path.read_bytes()
        # onnxruntime makes the thread that loads the process's first session flush denormals for
        # good, in all that it computes from then on: so that is a thread without a future.
        with ThreadPoolExecutor(1, "model loader") as loader:
            loaded = loader.submit(
                onnxruntime.InferenceSession, model, _session_options(threads), providers=providers
            ).result()
    except OSError as error:
        raise MissingError(
            f"The model {path} cannot be used: it cannot be read.", "Install BeautyMirror again."
        ) from error
    except _failures() as error:
        raise MissingError(
            f"The model {path} cannot be used: {error}", "Install BeautyMirror again."
        ) from error
    runs_on = loaded.get_providers()[0]
    if runs_on != providers[0][0]:
        _log.warning("%s runs on %s: %s failed", path.name, runs_on, providers[0][0])
    return loaded


def _session_options(threads: int | None) -> onnxruntime.SessionOptions:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors: people get our own words
    half = max(1, min(_MOST_THREADS, (os.cpu_count() or 1) // 2))
    options.intra_op_num_threads = threads or half
    # Denormal numbers are a hundred times slower and invisible in a picture.
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    # Spinning threads would take a core from the tracker while there is nothing to infer.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _options(key: str) -> dict[str, Any]:
    if key != "TensorrtExecutionProvider":
        return {}
    # Building an engine takes from 20 s to minutes: once per model, GPU and driver.
    engines = model_cache_dir() / "tensorrt"
    engines.mkdir(parents=True, exist_ok=True)
    return {
        "trt_fp16_enable": True,
        "trt_engine_cache_enable": True,
        "trt_engine_cache_path": str(engines),
        "trt_timing_cache_enable": True,
        "trt_timing_cache_path": str(engines),
    }


def _failures() -> tuple[type[Exception], ...]:
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    return (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NoModel,
        state.NotImplemented,
        state.RuntimeException,
    )
