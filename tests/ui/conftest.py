"""What tests of the window share: an application, windows without threads, a display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication

from beautymirror.looks.look import Look
from beautymirror.settings import Settings
from beautymirror.ui import app as app_module
from beautymirror.ui.app import Built, build
from beautymirror.ui.options import RunOptions
from beautymirror.ui.theme import apply_theme
from tests.ui.props import LOOKS, StillLive


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its theme, in English again afterwards."""
    apply_theme(qapp)
    before = QLocale()
    yield qapp
    QLocale.setDefault(before)


Make = Callable[..., Built]


@pytest.fixture
def make(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes windows whose mirror has no threads; they are closed at the end."""
    made: list[Built] = []
    monkeypatch.setattr(app_module, "Live", StillLive)

    def one(
        settings: Settings | None = None,
        looks: tuple[Look, ...] = LOOKS,
        *,
        shared: bool = False,
    ) -> Built:
        settings = settings or Settings(language="en")
        built = build(app, RunOptions(shared=shared), settings, looks, folder=tmp_path / "settings")
        # Drawing previews is tested by itself, and needs no process here.
        monkeypatch.setattr(built.attendant.previews, "make", lambda *_: None)
        made.append(built)
        return built

    yield one
    for built in made:
        built.window.close()
        built.tongue.release()
        built.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A screen of 1440x900 that nobody sees; skipped where there is no Xvfb."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed, so no real window can be opened unseen")
    log = (tmp_path_factory.mktemp("display") / "xvfb.log").open("wb")
    reading, writing = os.pipe()
    screen = ("-screen", "0", "1440x900x24", "-noreset", "-nolisten", "tcp")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *screen],
        pass_fds=[writing],
        stdout=log,
        stderr=log,
    )
    os.close(writing)
    number = os.read(reading, 16).decode().strip()
    if not number:
        pytest.skip("Xvfb does not start here")
    yield f":{number}"
    server.terminate()
    server.wait(10)
    os.close(reading)
    log.close()


@pytest.fixture
def window_process(
    display: str, landmarker_model: Path, tmp_path: Path
) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a program in a process of its own, with a real display and a home of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(*command: str, **variables: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "BEAUTYMIRROR_MODELS": str(landmarker_model.parent),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "XDG_DATA_HOME": str(tmp_path / "scene" / "data"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_PICTURES_DIR": str(tmp_path / "pictures"),
            **variables,
        }
        process = subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            cwd=Path(__file__).parents[2],
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
