"""Everyone can use the window: named controls, keyboard, fingers, both languages, any size."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
)

from beautymirror.settings import Settings
from beautymirror.ui.app import Built
from beautymirror.ui.theme import COLORS, TOUCH
from tests.ui.props import LOOKS, MANY, controls

Make = Callable[..., Built]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("looks", [LOOKS, MANY], ids=["few", "many"])
def test_every_control_has_a_name(make: Make, language: str, looks: tuple[object, ...]) -> None:
    built = make(Settings(language=language), looks)
    built.window.stage.page.say(built.attendant.guide._problems.welcome())
    built.window.panel.notice.say("Saved", "Show folder")
    found = controls(built.window)
    assert len(found) > 20
    for control in found:
        assert control.accessibleName().strip(), f"{control} has no accessible name"


@pytest.mark.parametrize("looks", [LOOKS, MANY], ids=["few", "many"])
def test_every_control_is_large_enough_for_a_finger(make: Make, looks: tuple[object, ...]) -> None:
    built = make(looks=looks)
    window = built.window
    window.stage.page.say(built.attendant.guide._problems.welcome())
    window.resize(900, 600)
    window.show()
    for opener in (None, window.panel.settings, window.panel.help):
        if opener:
            opener.click()
        QApplication.processEvents()
        for control in controls(window):
            if control.isVisible():
                assert control.height() >= TOUCH, control.accessibleName()
                assert control.width() >= TOUCH, control.accessibleName()


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("action", ["", "Show folder"])
def test_a_long_notice_is_shown_whole(make: Make, times: int, action: str) -> None:
    panel = make().window.panel
    panel.window().resize(1300, 800)
    panel.window().show()
    panel.notice.say(
        "Looks that cannot be read stay where they are: a-look-of-my-own-for-every-evening.json "
        * times,
        action,
    )
    QTest.qWait(50)
    words = panel.notice._words
    assert words.height() >= words.heightForWidth(words.width())
    assert words.width() >= words.minimumSizeHint().width(), "no word is longer than a line"
    panel.notice.say("Saved", action)
    QTest.qWait(50)
    assert panel.notice.height() < 120, "and takes no more room than it needs"


def test_below_the_mirror_a_notice_takes_nothing_from_it(make: Make) -> None:
    built = make(looks=MANY)
    window = built.window
    window.resize(800, 1280)
    window.show()
    QApplication.processEvents()
    before = window.stage.geometry()
    window.panel.notice.say("Saved " * 20, "Show folder")
    QApplication.processEvents()
    assert window.panel.notice.isVisible()
    assert window.stage.geometry() == before


def test_every_control_is_reached_by_tab(make: Make) -> None:
    built = make()
    window = built.window
    window.show()
    window.bar.enable_picture_tools(True)
    QApplication.processEvents()
    reached, widget = set(), window.nextInFocusChain()
    while widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(widget)
        widget = widget.nextInFocusChain()
    missed = [c for c in controls(window) if c.isVisible() and c.isEnabled() and c not in reached]
    assert not missed, [control.accessibleName() for control in missed]


def test_focus_can_be_seen(make: Make) -> None:
    built = make(Settings(language="en", look="smoke"))
    window = built.window
    window.show()
    window.activateWindow()
    window.bar.enable_picture_tools(True)
    QApplication.processEvents()
    for control in (window.bar.shutter, window.bar.compare, window.panel.slider):
        QApplication.processEvents()
        plain = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert control.grab().toImage() != plain, control.accessibleName()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(900, 600), (1366, 768), (1920, 1080), (1080, 1920)])
def test_words_fit(make: Make, language: str, size: tuple[int, int]) -> None:
    built = make(Settings(language=language))
    window = built.window
    window.setGeometry(0, 0, *size)
    window.show()
    pages = (None, window.panel.settings, window.panel.help)
    for opener in pages:
        if opener:
            opener.click()
        QApplication.processEvents()
        assert (window.width(), window.height()) == size
        for text in window.panel.findChildren(QLabel):
            if text.isVisible() and not text.wordWrap() and type(text) is QLabel:
                assert text.width() >= text.sizeHint().width(), text.text()
        for pressed in window.findChildren(QAbstractButton):
            if pressed.isVisible():
                assert pressed.width() >= pressed.minimumSizeHint().width(), pressed.text()
                inside = window.rect().contains(pressed.mapTo(window, pressed.rect().bottomRight()))
                assert inside or window.panel.isAncestorOf(pressed), pressed.accessibleName()


def test_the_mirror_is_the_largest_part(make: Make) -> None:
    window = make().window
    for size in ((900, 600), (1366, 768), (1920, 1080), (1080, 1920)):
        window.setGeometry(0, 0, *size)
        window.show()
        QApplication.processEvents()
        share = window.stage.width() * window.stage.height() / (size[0] * size[1])
        assert share > 0.5, size


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("text", "panel"),
        ("text", "raised"),
        ("quiet", "panel"),
        ("quiet", "surround"),
        ("quiet", "raised"),
        ("accent", "panel"),
        ("on_accent", "accent"),
    ],
)
def test_words_can_be_read(front: str, back: str) -> None:
    low, high = sorted(luminance(getattr(COLORS, name)) for name in (front, back))
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("name", ["surround", "panel", "raised", "hover", "line", "text", "quiet"])
def test_greys_are_neutral(name: str) -> None:
    color = getattr(COLORS, name)
    assert color[1:3] == color[3:5] == color[5:7]


def test_right_to_left_the_panel_is_on_the_left_and_the_mirror_is_itself(make: Make) -> None:
    built = make()
    window = built.window
    flipped = window.stage.canvas.flip
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(1366, 768)
    window.show()
    QApplication.processEvents()
    assert window.panel.x() < window.stage.x()
    assert window.stage.canvas.flip == flipped
