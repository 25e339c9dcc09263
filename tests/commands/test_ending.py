"""However and whenever the program ends, it ends cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.usefixtures("drawable"),
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]
Process = Callable[..., subprocess.Popen[str]]
# Early, the interpreter itself is starting and has its own way to end.
STARTING = {-signal.SIGINT, -signal.SIGTERM}


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    process.send_signal(number)
    try:
        _, err = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, err


def long_clip(clip: Path) -> Path:
    """The clip twenty times in a row."""
    import av

    path = clip.with_name("long.mp4")
    with av.open(str(path), "w") as output:
        stream = None
        for lap in range(20):
            with av.open(str(clip)) as source:
                stream = stream or output.add_stream_from_template(source.streams.video[0])
                for packet in source.demux(video=0):
                    if packet.dts is not None and packet.time_base is not None:
                        packet.pts = (packet.pts or 0) + round(lap / packet.time_base)
                        packet.dts += round(lap / packet.time_base)
                        packet.stream = stream
                        output.mux(packet)
    return path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.5])
def test_the_headless_mirror(process: Process, number: signal.Signals, seconds: float) -> None:
    running = process(
        "run", "--headless", "--source", "demo", "--size", "320x240", "--look", "smoky"
    )
    time.sleep(seconds)
    code, err = end(running, number)
    assert "Traceback" not in err
    assert code in {128 + number, *(STARTING if seconds < 1 else ())}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_video_that_is_being_written(
    process: Process, clip: Path, number: signal.Signals
) -> None:
    source = long_clip(clip)
    folder = clip.parent / "films"
    folder.mkdir()
    running = process("render", source, "-o", folder / "out.mp4", "--look", "smoky")
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size for path in folder.iterdir()):
        assert time.monotonic() < deadline
        assert running.poll() is None
        time.sleep(0.02)
    code, err = end(running, number)
    assert code == 128 + number
    assert "Traceback" not in err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "within",
    [
        "import _moderngl as module; name = 'make_attribute'; work = draw",
        "import runpy as module; name = 'run_path'; work = load",
    ],
    ids=["drawing", "importing"],
)
def test_nothing_is_left_halfway_that_cannot_be(tmp_path: Path, within: str) -> None:
    (tmp_path / "halfway.py").write_text(
        "import runpy\n"
        "try:\n    runpy.run_path('/')\n"
        "except BaseException:\n    raise ImportError('initialization failed') from None\n"
    )
    program = """
import signal, sys, time
import beautymirror.__main__ as main
from beautymirror.render.context import headless_context

def draw():
    with headless_context() as context:
        context.program(
            vertex_shader="#version 330\\nin vec2 at; void main() { gl_Position = at.xyxy; }"
        )

def load():
    import halfway

{within}
made = getattr(module, name)

def struck(*arguments):
    signal.raise_signal(signal.SIGINT)
    return made(*arguments) if work is draw else None

setattr(module, name, struck)
signal.signal(signal.SIGINT, main._end)
work()
print("whole", flush=True)
time.sleep(20)
"""
    running = subprocess.run(
        [sys.executable, "-c", program.replace("{within}", within)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert running.returncode == 130, running.stderr
    assert running.stderr == ""


def test_a_disk_that_is_full_leaves_nothing_behind(process: Process, clip: Path) -> None:
    import resource

    folder = clip.parent / "films"
    folder.mkdir()

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    running = process(
        *("render", clip, "-o", folder / "out.mp4", "--look", "smoky"), preexec_fn=small_disk
    )
    _, err = running.communicate(timeout=60)
    assert running.returncode == 3
    assert "no room left" in err
    assert "Traceback" not in err
    assert list(folder.iterdir()) == []


def test_a_reader_that_stops_reading_is_no_failure(process: Process) -> None:
    with process("looks", "list") as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.close()
        assert listing.stderr.read() == ""
    assert listing.returncode == 0


@pytest.mark.parametrize("line", [("looks", "list"), ("looks", "list", "--json")])
def test_an_output_that_is_full_is_told_in_words(process: Process, line: tuple[str, ...]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full, process(*line, stdout=full) as listing:
        assert listing.stderr is not None
        err = listing.stderr.read()
    assert listing.returncode == 3
    assert "no room left" in err
    assert "defect" not in err


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize("line", [("looks", "list"), ("looks", "list", "--json")])
def test_a_program_without_a_console_works(
    process: Process, line: tuple[str, ...], closed: tuple[int, ...]
) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    with process(*line, preexec_fn=close) as listing:
        out, err = listing.communicate(timeout=60)
    assert listing.returncode == 0
    assert "defect" not in err
    assert ("natural" in out) == (1 not in closed)


def test_without_a_screen_a_film_is_made_in_the_working_folder(
    process: Process, tmp_path: Path
) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(Path.home())}
    running = process(
        *("run", "--look", "red-lip", "--size", "320x240", "--frames", "20"),
        cwd=tmp_path,
        env=environment,
    )
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    for name in ("beautymirror-demo.mp4", "beautymirror-demo.png"):
        assert (tmp_path / name).stat().st_size > 1000
        assert name in out
