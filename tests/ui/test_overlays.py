"""What lies over the mirror: inside the view, painted once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from beautymirror.ui.overlays import Overlays


def laid(overlays: Overlays, split: int | None = None, **changes: Any) -> dict[str, Any]:
    view = changes.get("view", (800, 600))
    listed = overlays.lay(view, changes.get("ratio", 1.0), split, changes.get("parked", 0.0))
    return {overlay.name: overlay for overlay in listed}


@pytest.fixture
def overlays(app: QApplication) -> Overlays:
    made = Overlays()
    made.change(badge="Demo", readings="30 fps\n20 ms", hint="Come closer", before="B", after="A")
    return made


def test_overlays_lie_inside_the_view(overlays: Overlays) -> None:
    for ratio in (1.0, 1.5, 2.0):
        for overlay in laid(overlays, 400, ratio=ratio).values():
            height, width = overlay.pixels.shape[:2]
            assert overlay.x + width > 0
            assert overlay.y + height > 0
            assert overlay.x < 800
            assert overlay.y < 600
            assert overlay.pixels.dtype == np.uint8
            assert (overlay.pixels[..., :3].max(axis=2) <= overlay.pixels[..., 3]).all()


def test_an_overlay_is_painted_again_only_when_it_changes(overlays: Overlays) -> None:
    first, second = laid(overlays, 300), laid(overlays, 500)
    assert all(first[name].pixels is second[name].pixels for name in first)
    assert not overlays.change(badge="Demo")
    assert overlays.change(badge="演示")
    third = laid(overlays, 500)
    assert third["badge"].pixels is not first["badge"].pixels
    assert third["hint"].pixels is first["hint"].pixels


def test_overlays_grow_with_the_screen(overlays: Overlays) -> None:
    one, two = laid(overlays)["badge"].pixels.shape, laid(overlays, ratio=2.0)["badge"].pixels.shape
    assert two[0] == pytest.approx(2 * one[0], abs=2)
    assert two[1] == pytest.approx(2 * one[1], abs=2)


def test_labels_leave_a_side_that_has_no_room(overlays: Overlays) -> None:
    assert {"before", "after"} <= laid(overlays, 400).keys()
    assert "before" not in laid(overlays, 20)
    assert "after" not in laid(overlays, 790)
    assert "line" not in laid(overlays)


def test_a_long_hint_is_wrapped(overlays: Overlays) -> None:
    overlays.change(hint="Come closer and look at the camera " * 4)
    pixels = laid(overlays, view=(400, 600))["hint"].pixels
    assert pixels.shape[1] <= 400 - 2 * 16 + 2


def test_empty_words_leave_nothing(app: QApplication) -> None:
    assert {name.partition(" ")[0] for name in laid(Overlays())} == {"corner"}
    assert not laid(Overlays(rounded=False))
