"""Looks of nothing but names, and a mirror without threads."""

from __future__ import annotations

from beautymirror.frame import Tracked
from beautymirror.looks.look import Look, parse_look
from beautymirror.mirror import MirrorState
from beautymirror.stats import Stats
from beautymirror.ui.live import Live

__all__ = ["LOOKS", "StillLive", "look"]


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
