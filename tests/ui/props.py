"""Looks of nothing but names, a mirror without threads, and what of a window can be used."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QSlider,
    QWidget,
)

from beautymirror.frame import Tracked
from beautymirror.looks.look import Look, parse_look
from beautymirror.mirror import MirrorState
from beautymirror.stats import Stats
from beautymirror.ui.live import Live

__all__ = ["LOOKS", "MANY", "StillLive", "controls", "look"]

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QSlider, QAbstractItemView)


def look(name: str, *tags: str, chinese: str = "妆") -> Look:
    """A look that is only its name and tags."""
    listed = ", ".join(f'"{tag}"' for tag in tags)
    return parse_look(
        f'{{"version": 1, "id": "{name.lower().replace(" ", "-")}", "tags": [{listed}],'
        f'"name": {{"en": "{name}", "zh": "{chinese}"}}, "layers": []}}'
    )


LOOKS = (
    look("Soft Rose", "natural", chinese="柔粉"),
    look("Red Velvet", "evening", chinese="丝绒红"),
    look("Smoke", "evening", "smoky", chinese="烟"),
)
MANY = tuple(look(f"Look {number}", "evening", f"tag {number % 3}") for number in range(20))


class StillLive(Live):
    """A mirror without threads, in whatever state a test puts it."""

    def __init__(self, source: str, **asked: object) -> None:
        super().__init__(source)
        self.asked = asked
        self.now = MirrorState("starting")
        self.shown: list[str] = []
        self.figures = Stats()

    @property
    def stats(self) -> Stats:
        return self.figures

    @property
    def state(self) -> MirrorState:
        return self.now

    def start(self) -> None:
        self.shown.append(self.source)

    def show(self, source: str) -> None:
        self.source = source
        self.shown.append(source)

    def rest(self) -> None:
        self.shown.append("")
        self.now = MirrorState("resting")

    def newest(self) -> Tracked | None:
        return None

    def stop(self, deadline: float) -> bool:
        return True


def controls(root: QWidget) -> list[QWidget]:
    """What can be used, but for the inner parts of other controls."""
    return [
        widget
        for kind in _CONTROLS
        for widget in root.findChildren(kind)
        if not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), QLineEdit | QComboBox)
        and not (widget.parent() and widget.parent().inherits("QComboBoxPrivateContainer"))
    ]
