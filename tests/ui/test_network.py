"""The window opens no network socket either; see ``tests/test_privacy.py``."""

from __future__ import annotations

from pathlib import Path

from tests.test_privacy import pytestmark as pytestmark
from tests.test_privacy import without_network


def test_window_opens_no_network_socket(
    display: str, landmarker_model: Path, tmp_path: Path
) -> None:
    screen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"}
    arguments = ["run", "--source", "demo", "--frames", "5"]
    done = without_network("-m", "beautymirror", *arguments, folder=tmp_path, **screen)
    assert done.returncode == 0, done.stdout + done.stderr
