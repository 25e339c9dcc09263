"""The attendant and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from beautymirror.capture.camera import Camera
from beautymirror.ui.app import Built
from tests.ui.props import LOOKS

Make = Callable[..., Built]

ROSE, VELVET, SMOKE = LOOKS
WEBCAM = (Camera(2, "Desk camera"),)


def title(built: Built) -> str | None:
    message = built.window.stage.message
    return message.title if message else None


def press(built: Built, words: str) -> None:
    buttons = built.window.stage.page.findChildren(QPushButton)
    next(b for b in buttons if b.text() == words and not b.isHidden()).click()


def begin(built: Built, source: str | None = None) -> Built:
    built.attendant.sources.begin(source)
    built.attendant.guide.refresh()
    return built
