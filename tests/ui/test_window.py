"""The real window on a real screen: drawn, compared, filled, closed, interrupted."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from beautymirror.capture.portrait import load_portrait

Start = Callable[..., "subprocess.Popen[str]"]

SCENES = ("-m", "tests.ui.scenes")
PATIENCE_S = 240


def end(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Output and errors of a process that ends by itself with 0."""
    try:
        out, errors = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        out, errors = process.communicate()
        pytest.fail(f"it did not end: {errors[-3000:]}")
    assert process.returncode == 0, errors[-3000:]
    return out, errors


@pytest.fixture
def play(window_process: Start, tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    def one(name: str) -> dict[str, Any]:
        out, errors = end(window_process(*SCENES, name, str(tmp_path / "scene")))
        assert "Traceback" not in errors, errors[-3000:]
        line = next(line for line in out.splitlines() if line.startswith("FOUND "))
        return json.loads(line.removeprefix("FOUND "))

    return one


def run(*options: str) -> tuple[str, ...]:
    return ("-m", "beautymirror", "run", "--source", "demo", *options)


def test_a_run_shows_the_demo_and_leaves_picture_and_figures(
    window_process: Start, tmp_path: Path
) -> None:
    shot, figures = tmp_path / "shot.png", tmp_path / "stats.json"
    options = ("--look", "red-lip", "--frames", "12")
    _, errors = end(
        window_process(*run(*options, "--screenshot", str(shot), "--stats", str(figures)))
    )
    assert "Traceback" not in errors
    report = json.loads(figures.read_text())
    assert report["frames"]["drawn"] >= 12
    assert report["renderer"]
    assert report["fps"] > 0
    assert set(report["latency_ms"]) == {"median", "p95"}
    assert {"capture", "track", "draw", "present"} <= report["stages_ms"].keys()
    picture = np.asarray(Image.open(shot).convert("RGB"))
    height, width = picture.shape[:2]
    assert width >= 900
    assert height >= 600
    mirror = picture[20 : height // 2, 20 : width // 2].astype(float)
    portrait = load_portrait((1280, 720)).image
    assert mirror.std() > 0.6 * portrait.std(), "the mirror shows no picture"
    panel = picture[:, -320:]
    assert (np.ptp(panel[5:40].astype(int), axis=2) <= 2).all(), "the panel's greys have a cast"


def test_before_and_after(play: Callable[[str], dict[str, Any]]) -> None:
    found = play("compare")
    assert found["looked_for_what_is_before_the_face"]
    assert found["makeup_pixels"] > 300
    assert found["both_sides_have_makeup"]
    assert found["left_is_bare"]
    assert found["right_is_worn"]
    assert found["button_follows"]
    assert found["parked_share"] == 0
    assert found["parked_is_worn"]
    assert found["held_is_bare"]


def test_another_canvas_takes_over_when_the_context_is_lost(
    play: Callable[[str], dict[str, Any]],
) -> None:
    found = play("lost_context")
    assert found["another"]
    assert found["same_picture"] < 0.02
    assert found["running"]
    assert found["follows_the_outfit"]


def test_full_screen(play: Callable[[str], dict[str, Any]]) -> None:
    found = play("full_screen")
    # Where no window manager runs, as here, a window keeps its size.
    assert found["large"] == found["whole"]
    assert found["large"] > found["small"]
    assert not found["panel"]
    assert "Esc" in found["flash"]
    assert found["back"] == found["small"]
    assert found["doubled"]


def test_sources_change_while_it_runs(play: Callable[[str], dict[str, Any]]) -> None:
    found = play("other_sources")
    assert found["shown"]
    assert found["badge_on_photo"] == ""
    assert found["refused"]
    assert found["title"] == "This cannot be opened"
    assert found["back"]
    assert found["badge_on_demo"] == "Demo"


def test_a_defect_while_drawing_leaves_the_camera_visible(
    play: Callable[[str], dict[str, Any]],
) -> None:
    found = play("broken_renderer")
    assert found["running"]
    assert found["told"]
    assert found["spread"] > 20
    assert "ZeroDivisionError: on purpose" in found["log"]


def test_more_faces_are_followed_without_a_restart(
    play: Callable[[str], dict[str, Any]],
) -> None:
    assert play("several_faces") == {"running": True, "followed": 3}


def test_a_skin_is_read_and_a_photo_worn_while_the_picture_goes_on(
    play: Callable[[str], dict[str, Any]],
) -> None:
    both = play("pages")
    found = both["skin"]
    assert found["ended"]
    assert found["phases"] == ["LOADING", "CAPTURING", "READING", "DONE"]
    assert found["held"][-1] >= 4  # the fifth ends the captures at once
    assert found["captures"] == 5
    assert found["frames_while_reading"] > 0
    assert found["ring_gone"]
    assert found["worn"]
    assert found["written"] == []
    found = both["photo"]
    assert found["taken"]
    assert found["redder"]
    assert found["off"]
    assert found["photos"] == 1
    assert found["source"] == "demo"
    # Letters are wider here than without a screen, where words are tested one by one.
    assert min(both["tabs"].values()) >= 0
    assert len(both["tabs"]) == 3


def test_whoever_leaves_a_counter_is_forgotten(play: Callable[[str], dict[str, Any]]) -> None:
    assert play("visit") == {
        "before": ["starting", False],
        "asked": True,
        "over": True,
        "resting": True,
        "bare": True,
        "again": True,
        "finished": True,
        "written": [],
    }


@pytest.fixture
def interrupt(window_process: Start, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Sends a signal to a window that runs; what the program said at its end."""

    def one(number: int, **variables: str) -> dict[str, Any]:
        process = window_process(*SCENES, "until_interrupted", str(tmp_path / "scene"), **variables)
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "READY":
                break
        process.send_signal(number)
        out, errors = end(process)
        assert "Traceback" not in errors
        return json.loads(out[out.index("FOUND ") + 6 :])

    return one


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_well(
    interrupt: Callable[..., dict[str, Any]], tmp_path: Path, number: int
) -> None:
    assert interrupt(number) == {"code": 0, "threads": ["MainThread"]}
    report = json.loads((tmp_path / "scene" / "stats.json").read_text())
    assert report["frames"]["drawn"] >= 3


def test_without_opengl_there_are_words_and_no_crash(
    interrupt: Callable[..., dict[str, Any]],
) -> None:
    found = interrupt(signal.SIGTERM, QT_QPA_PLATFORM="offscreen")
    assert found == {"code": 0, "threads": ["MainThread"]}


@pytest.mark.parametrize("moment", [0.6, 1.2, 1.5, 1.8, 2.4])
def test_a_signal_while_it_starts_ends_it_too(window_process: Start, moment: float) -> None:
    process = window_process(*run())
    time.sleep(moment)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE_S)
    # Before the window listens, the command line or the system ends the program.
    assert process.returncode in (0, 128 + signal.SIGTERM, -signal.SIGTERM)


def test_a_look_that_is_not_there_is_wrong_use(window_process: Start) -> None:
    process = window_process(*run("--look", "no-such-look"))
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 2
    assert "no-such-look" in errors
    assert "Traceback" not in errors
