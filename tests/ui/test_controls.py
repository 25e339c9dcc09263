"""The window's own controls under mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.ui.divider import Divider
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.widgets.gallery import Gallery
from beautymirror.ui.widgets.message import Action, Message, MessagePage
from beautymirror.ui.widgets.notice import Notice
from beautymirror.ui.widgets.slider import PercentSlider
from beautymirror.ui.widgets.switch import Switch
from tests.ui.props import LOOKS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slider(app: QApplication) -> PercentSlider:
    made = PercentSlider(reset_to=80)
    made.resize(224, 44)  # 200 pixels between the ends
    made.setValue(50)
    return made


def test_a_row_of_keys_is_one_step_and_the_wheel_scrolls_the_page(
    slider: PercentSlider, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    rows: list[int] = []
    monkeypatch.setattr("beautymirror.ui.widgets.slider.time.monotonic", lambda: now[0])
    slider.grabbed.connect(lambda: rows.append(slider.value()))
    for pause in (0.0, 0.2, 0.2, 5.0):
        now[0] += pause
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert rows == [50, 53]
    here, up = QPointF(9, 9), QPoint(0, 120)
    bare, left, phase = Qt.KeyboardModifier.NoModifier, LEFT, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(here, here, QPoint(), up, left, bare, phase, False)
    QApplication.sendEvent(slider, turned)
    assert slider.value() == 54
    assert not turned.isAccepted()


@pytest.mark.parametrize(("x", "value"), [(0, 0), (12, 0), (112, 50), (62, 25), (223, 100)])
def test_a_click_goes_where_it_points(slider: PercentSlider, x: int, value: int) -> None:
    slider.setValue(77)
    QTest.mouseClick(slider, LEFT, pos=QPoint(x, 22))
    assert slider.value() == value


def test_a_drag_follows_and_is_told_once(slider: PercentSlider) -> None:
    grabs: list[bool] = []
    slider.grabbed.connect(lambda: grabs.append(True))
    QTest.mousePress(slider, LEFT, pos=QPoint(112, 22))
    for x in (100, 80, 32):
        QTest.mouseMove(slider, QPoint(x, 22))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(32, 22))
    assert slider.value() == 10
    assert grabs == [True]


def test_a_double_click_goes_back(slider: PercentSlider) -> None:
    QTest.mouseDClick(slider, LEFT, pos=QPoint(40, 22))
    assert slider.value() == 80


def test_right_to_left_the_slider_grows_to_the_left(slider: PercentSlider) -> None:
    slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.mouseClick(slider, LEFT, pos=QPoint(12, 22))
    assert slider.value() == 100


def test_keys_move_the_slider(slider: PercentSlider) -> None:
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 51
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.value() == 41
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == 100


@pytest.fixture
def gallery(app: QApplication) -> Gallery:
    made = Gallery(Shelf(LOOKS))
    made.resize(340, 400)
    made.show()
    QApplication.processEvents()
    return made


def test_arrows_walk_over_the_cards_and_enter_wears(gallery: Gallery) -> None:
    chosen: list[object] = []
    gallery.chosen.connect(chosen.append)
    gallery.setCurrentIndex(gallery.model().index(0, 0))
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert chosen == []
    QTest.keyClick(gallery, Qt.Key.Key_Return)
    QTest.keyClick(gallery, Qt.Key.Key_Down)
    QTest.keyClick(gallery, Qt.Key.Key_Enter)
    assert chosen == [LOOKS[0], LOOKS[2]] or chosen == [LOOKS[0], LOOKS[0]]


def test_a_click_wears(gallery: Gallery) -> None:
    chosen: list[object] = []
    gallery.chosen.connect(chosen.append)
    middle = gallery.visualRect(gallery.model().index(2, 0)).center()
    QTest.mouseClick(gallery.viewport(), LEFT, pos=middle)
    assert chosen == [LOOKS[1]]


@pytest.mark.parametrize(("width", "columns"), [(120, 1), (340, 3), (1080, 10)])
def test_cards_fill_the_width_in_whole_columns(gallery: Gallery, width: int, columns: int) -> None:
    gallery.resize(width, 400)
    QApplication.processEvents()
    card = gallery.visualRect(gallery.model().index(0, 0))
    room = gallery.viewport().width()
    assert room // card.width() == columns
    assert room - columns * card.width() <= columns + 1
    assert card.width() >= 44
    assert card.height() >= 44


def test_show_look_makes_it_the_one_that_the_keyboard_starts_from(gallery: Gallery) -> None:
    gallery.show_look(LOOKS[1])
    assert gallery.currentIndex().row() == 2


def test_cards_can_be_painted_in_every_state(gallery: Gallery) -> None:
    bare = gallery.grab().toImage()
    gallery.model().set_worn(LOOKS[0])
    worn = gallery.grab().toImage()
    assert bare != worn


def test_the_divider_is_grabbed_near_and_dragged_within_the_picture() -> None:
    divider = Divider(None)
    divider.share = 0.5
    assert not divider.grab(300, 1000)
    assert divider.grab(515, 1000)
    divider.drag(800, 1000)
    assert divider.share == 0.8
    divider.drag(5000, 1000)
    assert divider.share == 1.0
    divider.drag(-3, 1000)
    assert divider.share == 0.0


def test_the_divider_parks_when_it_is_let_go_at_the_edge() -> None:
    rested: list[float] = []
    divider = Divider(None)
    divider.rested.connect(rested.append)
    assert divider.grab(4, 1000)
    divider.drag(600, 1000)
    divider.let_go()
    divider.grab(600, 1000)
    divider.drag(12, 1000)
    divider.let_go()
    assert rested == [0.6, 0.0]
    assert not divider.dragged


def test_a_message_shows_its_actions_and_does_them(app: QApplication) -> None:
    done: list[str] = []
    page = MessagePage()
    page.resize(700, 500)
    actions = (Action("First", lambda: done.append("1")), Action("Other", lambda: done.append("2")))
    page.say(Message("camera", "Title", "Text", actions))
    from PySide6.QtWidgets import QPushButton

    buttons = [b for b in page.findChildren(QPushButton) if b.isVisibleTo(page)]
    assert [button.text() for button in buttons] == ["First", "Other"]
    assert [bool(button.property("primary")) for button in buttons] == [True, False]
    buttons[1].click()
    assert done == ["2"]
    page.say(Message("camera", "Next", "Text"))
    assert not [b for b in page.findChildren(QPushButton) if b.isVisibleTo(page)]
    assert page.accessibleName() == "Next"


def test_a_notice_offers_its_action_once(app: QApplication) -> None:
    from PySide6.QtWidgets import QPushButton

    done: list[bool] = []
    notice = Notice()
    notice.say("Saved", "Show", lambda: done.append(True))
    assert notice.isVisibleTo(None)
    notice.findChild(QPushButton).click()
    assert done == [True]
    assert notice.isHidden()
    notice.say("Only words")
    assert notice.words == "Only words"
    assert notice.findChild(QPushButton).isHidden()


def test_a_switch_is_turned_by_mouse_and_space(app: QApplication) -> None:
    switch = Switch()
    QTest.mouseClick(switch, LEFT)
    assert switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    on, off = Switch(), Switch()
    on.setChecked(True)
    assert on.grab().toImage() != off.grab().toImage()
