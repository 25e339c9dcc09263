"""Counts and times of a run, recorded cheaply a frame at a time, told as JSON."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import time
from typing import Any

import numpy as np

__all__ = ["Ring", "Stats", "machine", "peak_rss_mb", "versions"]

_IN_FLIGHT = 64  # frames between capture and composite, far more than there ever are
_CAPACITY = 8192  # frames that a distribution is made of: the newest four and a half minutes
_PACKAGES = ("mediapipe", "opencv-contrib-python", "numpy", "moderngl", "av", "PySide6-Essentials")


class Ring:
    """The newest durations of one kind, in seconds; written by one thread."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._seconds = np.zeros(capacity, np.float32)
        self._count = 0

    def add(self, seconds: float) -> None:
        """Record one duration, over the oldest when full."""
        self._seconds[self._count % len(self._seconds)] = seconds
        self._count += 1

    def summary(self) -> dict[str, float] | None:
        """Median and 95th percentile in milliseconds; None when nothing was recorded."""
        known = self._seconds[: self._count]
        if not len(known):
            return None
        median, p95 = np.percentile(known, (50, 95)) * 1000
        return {"median": round(float(median), 2), "p95": round(float(p95), 2)}


class Stats:
    """What a run counts and times. Each count and each stage is written by one thread.

    Attributes:
        captured, tracked, drawn, dropped: frames.
    """

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Forget everything, as after a warm-up."""
        self.captured = self.tracked = self.drawn = self.dropped = 0
        self._latency = Ring()
        self._stages: dict[str, Ring] = {}
        self._first = self._last = 0.0
        self._captured_at = [0.0] * _IN_FLIGHT

    def record_captured(self, index: int) -> None:
        """Count a frame, as soon as it is there."""
        self._captured_at[index % _IN_FLIGHT] = time.perf_counter()
        self.captured += 1

    def age(self, index: int) -> float:
        """Seconds since a frame was captured, which must not be long ago."""
        return time.perf_counter() - self._captured_at[index % _IN_FLIGHT]

    def record(self, stage: str, seconds: float) -> None:
        """Record how long one frame took in a stage."""
        ring = self._stages.get(stage)
        if ring is None:
            ring = self._stages[stage] = Ring()
        ring.add(seconds)

    def record_drawn(self, latency: float | None = None) -> None:
        """Count a finished composite, and the seconds since its frame was captured."""
        self._last = time.perf_counter()
        if self.drawn == 0:
            self._first = self._last
        self.drawn += 1
        if latency is not None:
            self._latency.add(latency)

    @property
    def fps(self) -> float | None:
        """Composites a second, from the first to the last; None before the second one."""
        return (self.drawn - 1) / (self._last - self._first) if self.drawn > 1 else None

    def report(self, renderer: str | None = None) -> dict[str, Any]:
        """Everything, ready for JSON.

        Args:
            renderer: name of the OpenGL renderer that drew.
        """
        fps = self.fps
        return {
            "frames": {
                "captured": self.captured,
                "tracked": self.tracked,
                "drawn": self.drawn,
                "dropped": self.dropped,
            },
            "fps": None if fps is None else round(fps, 2),
            "latency_ms": self._latency.summary(),
            "stages_ms": {name: ring.summary() for name, ring in list(self._stages.items())},
            "peak_rss_mb": peak_rss_mb(),
            "machine": machine(),
            "renderer": renderer,
            "versions": versions(),
        }


def peak_rss_mb() -> float | None:
    """Most memory this process has held so far, in MB; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)  # bytes or KiB


def machine() -> dict[str, Any]:
    """The computer: system, processor, the cores this process may use, memory in GB."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": cores,
        "memory_gb": _memory_gb(),
    }


def versions() -> dict[str, str]:
    """Versions of this program, of Python and of the libraries that matter for speed."""
    from beautymirror import __version__

    found = {"beautymirror": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, ValueError, OSError):
        return None
