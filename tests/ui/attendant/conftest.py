"""Fixtures of these tests: the attendant and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beautymirror.capture.camera import Camera
from beautymirror.ui import sources as sources_module


@pytest.fixture
def cameras(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[Camera, ...]], None]:
    def have(found: tuple[Camera, ...]) -> None:
        monkeypatch.setattr(sources_module, "known_cameras", lambda: found)
        monkeypatch.setattr(sources_module.sys, "platform", "linux")

    return have
