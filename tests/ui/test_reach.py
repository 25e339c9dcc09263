"""At a counter people stand and reach: what they touch is larger, and nothing is cut off for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from beautymirror.settings import Settings
from beautymirror.ui import app as app_module
from beautymirror.ui.app import Built
from beautymirror.ui.divider import Divider
from beautymirror.ui.options import RunOptions
from beautymirror.ui.photo.mix import MOST
from beautymirror.ui.reach import counter_text, counter_touch
from beautymirror.ui.theme import (
    SIZES,
    TOUCH,
    apply_theme,
    font,
    text_scale,
    touch,
)
from beautymirror.ui.widgets.button import button
from beautymirror.ui.widgets.section import Scroll
from beautymirror.ui.window import Window
from tests.ui.photo.album import taken
from tests.ui.props import MANY, controls

Make = Callable[..., Built]


@pytest.mark.parametrize(
    ("pixels", "millimetres", "side"),
    [
        ((1920, 1080), (527.0, 296.0), 55),  # 24 inches
        ((1080, 1920), (527.0, 296.0), 55),  # the same, turned
        ((1920, 1080), (1210.0, 680.0), TOUCH),  # a large display, where 15 mm are few pixels
        ((1920, 1080), (294.0, 165.0), 99),  # 13 inches, dense
        ((960, 540), (294.0, 165.0), 50),  # the same at twice the scale
        ((800, 1280), (136.0, 217.0), 89),  # a tablet of 10 inches, upright
        ((800, 600), (102.0, 77.0), 68),  # 5 inches: no more than there is room for
        ((1920, 1080), (0.0, 0.0), 57),  # it does not tell its size
    ],
)
def test_a_target_at_a_counter_is_fifteen_millimetres(
    pixels: tuple[int, int], millimetres: tuple[float, float], side: int
) -> None:
    assert counter_touch(QSize(*pixels), QSizeF(*millimetres)) == side


class Screen:
    """24 inches."""

    def size(self) -> QSize:
        return QSize(1920, 1080)

    def physicalSize(self) -> QSizeF:
        return QSizeF(527.0, 296.0)


def test_only_a_shared_mirror_has_large_targets() -> None:
    assert app_module._sizes(Screen(), RunOptions(shared=True)) == (55, 1.0)
    assert app_module._sizes(Screen(), RunOptions()) == (TOUCH, 1.0)


@pytest.mark.parametrize(
    ("pixels", "side", "scale"),
    [
        ((1920, 1080), TOUCH, 1.0),
        ((1920, 1080), 57, 1.0),  # 96 dots an inch
        ((1920, 1080), 114, 1.8),  # dense, but not high enough for twice the size
        ((3840, 2160), 114, 2.0),
        ((800, 600), 68, 1.0),  # small: larger words would leave no room for the rest
    ],
)
def test_words_at_a_counter_grow_with_its_targets(
    pixels: tuple[int, int], side: int, scale: float
) -> None:
    assert counter_text(QSize(*pixels), side) == scale


@pytest.fixture(params=[(TOUCH, 1.0), (57, 1.0), (68, 1.0), (114, 1.8)])
def counter(app: QApplication, request: pytest.FixtureRequest) -> Iterator[int]:
    apply_theme(app, *request.param)
    assert font("body").pixelSize() == round(SIZES["body"] * request.param[1])
    yield request.param[0]
    apply_theme(app)
    assert (touch(), text_scale()) == (TOUCH, 1.0)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("tab", ["leave", "photo", "skin", "settings"])
def test_every_target_is_large_and_none_is_cut_off(
    counter: int, make: Make, app: QApplication, language: str, tab: str
) -> None:
    built = make(Settings(language=language), MANY, shared=True)
    window = built.window
    window.stage.page.say(built.attendant.guide._problems.invitation())
    window.panel.notice.say("Saved", "Show folder")
    window.show()
    app.processEvents()
    window.showNormal()
    size = (1920, 1080) if counter > 100 else (800, 600)
    window.resize(*size)
    if tab == "settings":
        window.panel.settings.click()
    else:
        window.panel.open_tab(tab)
    if tab == "photo":
        for number in range(MOST):
            built.attendant.makeover._taken(taken(str(number), 50 + 40 * number))
    app.processEvents()
    for page in window.panel.findChildren(Scroll):
        if page.isVisible():
            assert page.widget().width() <= page.viewport().width()
    assert (window.width(), window.height()) == size
    seen = [control for control in controls(window) if control.isVisible()]
    assert len(seen) > 12
    for control in seen:
        name = control.accessibleName()
        assert control.height() >= counter, name
        assert control.width() >= counter, name
        if isinstance(control, QToolButton) or control.property("tab"):
            assert control.width() >= control.sizeHint().width(), name
    corner = window.bar.full_screen.mapTo(window, QPoint(0, 0))
    assert corner.x() + window.bar.full_screen.width() <= window.panel.x()


def test_an_upright_screen_is_filled_and_has_room_for_looks(make: Make, app: QApplication) -> None:
    apply_theme(app, 89)
    try:
        window = make(looks=MANY, shared=True).window
        window.setWindowState(Qt.WindowState.WindowNoState)
        window._fit(QRect(0, 0, 800, 1280))
        window.show()
        window.panel.notice.hide()
        app.processEvents()
        gallery = window.chooser.gallery
        first = gallery.visualRect(gallery.model().index(0, 0))
        assert (window.width(), window.height()) == (800, 1280)
        assert gallery.viewport().height() >= first.height()
        assert min(first.width(), first.height()) >= 89
        assert gallery.viewport().width() // first.width() >= 4
        names = [control.accessibleName() for control in controls(window) if control.isVisible()]
        assert {"Undo", "Search looks", "Full screen"} <= {*names}
    finally:
        apply_theme(app)


def test_a_counter_without_a_window_manager_fills_its_screen(
    make: Make, app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[QRect] = []
    monkeypatch.setattr(Window, "_fit", lambda _window, place: places.append(place))
    make(shared=True)
    assert places[-1] == app.primaryScreen().geometry()


@pytest.mark.parametrize("words", ["Go", "A button with many words"])
def test_a_button_has_room_for_a_finger_and_for_its_words(counter: int, words: str) -> None:
    made = button()
    made.setText(words)
    made.ensurePolished()
    least = made.minimumSizeHint()
    assert min(least.width(), least.height()) >= counter
    assert least.width() > made.fontMetrics().horizontalAdvance(words)


def test_the_divider_is_grabbed_from_as_far_as_a_finger_is_wide(
    counter: int, app: QApplication
) -> None:
    divider = Divider(app)
    assert divider.near(counter / 2, 600)
    assert not divider.near(counter, 600)


def test_at_home_targets_stay_as_they_were(make: Make, app: QApplication) -> None:
    built = make(looks=MANY)
    built.window.show()
    app.processEvents()
    assert built.window.panel.help.height() == TOUCH
    assert built.window.panel.width() == 336
