"""``beautymirror run`` and ``bench`` without a window: figures, pictures, and what is missing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PIL import Image

from beautymirror.commands import run as run_module
from beautymirror.commands.screen import has_screen

from .conftest import Call


@pytest.mark.usefixtures("drawable")
def test_a_kiosk_without_a_screen_is_no_film(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "has_screen", lambda: False)
    monkeypatch.chdir(tmp_path)
    said = call("run", "--kiosk")
    assert said.code == 4
    assert "no screen" in said.err
    assert not list(tmp_path.iterdir())


def test_headless_run_writes_figures_and_a_picture(call: Call, tmp_path: Path) -> None:
    stats, picture = tmp_path / "stats.json", tmp_path / "last.png"
    demo = ("run", "--headless", "--source", "demo", "--size", "480x360", "--look", "red-lip")
    said = call(*demo, "--frames", 12, "--stats", stats, "--screenshot", picture)
    assert said.code == 0, said.err
    report = json.loads(stats.read_text())
    assert report["frames"]["drawn"] == 12
    assert report["frames"]["tracked"] >= 12
    assert report["frames"]["captured"] >= report["frames"]["tracked"]
    assert report["fps"] > 0
    for stage in ("capture", "track", "draw"):
        assert set(report["stages_ms"][stage]) == {"median", "p95"}
    assert 0 < report["latency_ms"]["median"] <= report["latency_ms"]["p95"]
    with Image.open(picture) as image:
        assert image.size == (480, 360)


def test_a_source_that_ends_ends_the_run(call: Call, clip: Path) -> None:
    said = call("run", "--headless", "--source", clip)
    assert said.code == 0
    assert "frames drawn" in said.err


@pytest.mark.usefixtures("drawable")
def test_what_is_missing_or_unusable_while_running(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("run", "--headless", "--source", tmp_path / "none.mp4").code == 3
    assert call("run", "--headless", "--source", "webcam:93").code == 4
    monkeypatch.setenv("BEAUTYMIRROR_MODELS", str(tmp_path))
    (tmp_path / "face_landmarker.task").mkdir()
    assert call("run", "--headless", "--source", "demo", "--frames", 3).code == 4


@pytest.mark.usefixtures("drawable")
def test_bench_tells_its_three_measurements_and_the_peer(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    said = call("bench", "--size", "320x240", "--frames", 12, "--peer", "--json", path)
    assert said.code == 0, said.err
    report = json.loads(path.read_text())
    assert report["frames"]["drawn"] == 12
    assert report["frames"]["dropped"] == 0
    assert report["live"]["latency_ms"]["median"] > 0
    assert report["latency_ms"] == report["live"]["latency_ms"]
    assert report["latency_at_full_speed_ms"]["median"] > 0
    assert report["alone"]["stages_ms"].keys() == {"capture", "track", "draw"}
    assert all(summary["median"] > 0 for summary in report["alone"]["stages_ms"].values())
    assert "each stage alone: capture" in said.out
    assert report["peer"]["fps"] > 0
    assert report["times_the_peer"] == pytest.approx(report["fps"] / report["peer"]["fps"], rel=0.1)
    assert report["renderer"]


def test_a_screen_is_there_when_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", "studio:0")
    assert has_screen()
