"""The benchmarks of the flow measure what they say. How fast it is, no test asserts."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import latency, memory, stages
from tests.benchmarks.timecode import BITS, SQUARE, read_time, write_time

pytestmark = pytest.mark.usefixtures("drawable")


@given(st.floats(0, 2**BITS / 1e6 - 1))
def test_a_time_that_is_drawn_is_read_to_the_microsecond(seconds: float) -> None:
    image = np.full((SQUARE * 2, BITS * SQUARE, 3), 90, np.uint8)
    write_time(image, seconds)
    assert abs(read_time(image) - seconds) < 1e-6


def test_latency_is_read_from_the_composite_of_the_frame_that_was_tracked() -> None:
    report = latency.measure("red-lip", 15, (480, 270))
    assert report["frames_drawn"] == 15
    assert report["mesh_on_another_frame"] == 0
    times = report["latency_ms"]
    assert isinstance(times, dict)
    assert 0 < times["median"] <= times["p95"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/self/statm")
def test_memory_is_followed_over_the_frames() -> None:
    assert memory.resident_mb() > 20
    report = memory.measure("red-lip", 40, (320, 180))
    course = report["course_mb"]
    assert isinstance(course, list)
    assert len(course) >= 20
    assert report["growth_mb"] == pytest.approx(course[-1] - course[0], abs=0.1)


def test_every_stage_is_timed() -> None:
    report = stages.measure("demo", "red-lip", 5, (320, 180))
    times = report["stages_ms"]
    assert isinstance(times, dict)
    assert set(times) == {"capture", "track", "draw", "read_back"}
    assert all(stage["processor"] >= 0 and stage["median"] > 0 for stage in times.values())
