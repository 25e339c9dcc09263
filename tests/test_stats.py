"""Statistics of a run."""

from __future__ import annotations

import json

import numpy as np
import pytest

from beautymirror.stats import Ring, Stats


def test_a_ring_tells_median_and_p95_of_what_it_holds() -> None:
    ring = Ring(capacity=100)
    for ms in range(1, 101):
        ring.add(ms / 1000)
    assert ring.summary() == {"median": 50.5, "p95": pytest.approx(95.05, abs=0.01)}


def test_a_full_ring_forgets_the_oldest() -> None:
    ring = Ring(capacity=10)
    for _ in range(100):
        ring.add(1.0)
    for _ in range(10):
        ring.add(0.002)
    assert ring.summary() == {"median": 2.0, "p95": 2.0}


def test_an_empty_ring_tells_nothing() -> None:
    assert Ring().summary() is None


def test_the_report_is_json_with_every_promised_key() -> None:
    stats = Stats()
    stats.captured, stats.tracked, stats.dropped = 5, 4, 1
    for _ in range(3):
        stats.record("draw", 0.004)
        stats.record_drawn(0.020)
    report = json.loads(json.dumps(stats.report(renderer="llvmpipe")))
    assert report["frames"] == {"captured": 5, "tracked": 4, "drawn": 3, "dropped": 1}
    assert report["latency_ms"] == {"median": 20.0, "p95": 20.0}
    assert report["stages_ms"]["draw"]["median"] == 4.0
    assert report["fps"] > 0
    assert report["renderer"] == "llvmpipe"
    assert report["machine"]["cores"] >= 1
    assert report["versions"]["beautymirror"]
    assert set(report) == {
        *("frames", "fps", "latency_ms", "stages_ms", "peak_rss_mb"),
        *("machine", "renderer", "versions"),
    }


def test_one_composite_has_no_rate() -> None:
    stats = Stats()
    stats.record_drawn()
    assert stats.fps is None
    assert stats.report()["latency_ms"] is None


def test_recording_keeps_no_memory_a_frame() -> None:
    ring = Ring(capacity=16)
    before = ring._seconds.ctypes.data
    for _ in range(1000):
        ring.add(0.001)
    assert ring._seconds.ctypes.data == before
    assert ring._seconds.dtype == np.float32
